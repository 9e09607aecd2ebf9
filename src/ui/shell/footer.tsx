import type { MenuItem } from '../layout.tsx';
import { RepubliqueFrancaise, Sign, tagline } from './wordmark.tsx';

const legal = [
  { label: 'Plan du site', href: '/plan-du-site' },
  { label: 'Accessibilité : non conforme', href: '/accessibilite' },
  { label: 'Mentions légales', href: '/mentions-legales' },
  { label: 'Données personnelles', href: '/donnees-personnelles' },
  { label: 'Contact', href: '/contact' },
] as const;

/** A page of the menu that already has its place below. */
const isLegal = (href: string): boolean => legal.some((item) => item.href === href.replace(/\/$/, ''));

export function Footer({ brand, menu }: { brand: 'neutral' | 'etat'; menu: readonly MenuItem[] }) {
  return (
    <footer class="fr-footer cd-footer" id="pied" tabIndex={-1}>
      <div class="cd-line" />
      <div class="fr-container">
        <div class="cd-footer__body">
          <div class="cd-footer__brand">
            {brand === 'etat' ? <RepubliqueFrancaise /> : <Sign />}
            <p>
              <strong>Cordée</strong>
              <br />
              {tagline}
              <br />
              <a href="/urgence-cyber">Victime d’une attaque informatique ?</a>
            </p>
          </div>
          <nav aria-label="Rubriques">
            <ul class="cd-footer__menu">
              {menu
                .flatMap((entry) => ('items' in entry ? entry.items : [entry]))
                .filter((item) => !isLegal(item.href))
                .map((item) => (
                  <li>
                    <a href={item.href}>{item.label}</a>
                  </li>
                ))}
            </ul>
          </nav>
        </div>
        <div class="cd-footer__bottom">
          <nav aria-label="Informations légales">
            <ul class="cd-footer__legal">
              {legal.map((item) => (
                <li>
                  <a href={item.href}>{item.label}</a>
                </li>
              ))}
            </ul>
          </nav>
          <p>
            Sauf mention contraire, les contenus de ce site sont proposés sous{' '}
            <a href="https://github.com/etalab/licence-ouverte/blob/master/LO.md">licence etalab-2.0</a>.
          </p>
        </div>
      </div>
    </footer>
  );
}
