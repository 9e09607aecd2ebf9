import { Icon } from '../components/icon.tsx';
import { Avatar } from '../components/labels.tsx';
import type { MenuItem, Viewer } from '../layout.tsx';
import { RepubliqueFrancaise, tagline, Wordmark } from './wordmark.tsx';

interface HeaderProps {
  brand: 'neutral' | 'etat';
  viewer: Viewer | null;
  current: string;
  /** Addresses of the pages that this one lies under, where its own address does not tell. */
  above?: readonly string[];
  menu: readonly MenuItem[];
  query?: string;
}

/** Where the reader is. */
type Place = Required<Pick<HeaderProps, 'current' | 'above'>>;

const withoutSlash = (path: string): string => path.replace(/\/$/, '');

/** The page itself, or one below it: by its address, or by the way that leads to it. */
function currentMark(href: string, { current, above }: Place): 'page' | 'true' | undefined {
  if (withoutSlash(href) === withoutSlash(current)) return 'page';
  if (href === '/') return undefined;
  const isBelow = current.startsWith(`${withoutSlash(href)}/`) || above.includes(href);
  return isBelow ? 'true' : undefined;
}

export function Header({ brand, viewer, current, above = [], menu, query }: HeaderProps) {
  const place = { current, above };
  return (
    <header class="fr-header cd-header">
      <div class="fr-container cd-header__row">
        {brand === 'etat' ? <OfficialBrand /> : <Wordmark />}
        {/* biome-ignore lint/a11y/useSemanticElements: <search> is still unknown to older readers */}
        <form class="cd-header__search" action="/recherche" method="get" role="search">
          <div class="fr-search-bar">
            <label class="fr-sr-only" for="recherche">
              Rechercher
            </label>
            <input
              class="fr-input"
              type="search"
              id="recherche"
              name="q"
              value={query}
              placeholder="Rechercher"
            />
            <button class="fr-btn" type="submit">
              <Icon name="search" />
              <span class="fr-sr-only">Rechercher</span>
            </button>
          </div>
        </form>
        <div class="cd-header__tools">
          <a class="cd-tool cd-tool--search" href="/recherche">
            <Icon name="search" />
            <span class="fr-sr-only">Rechercher</span>
          </a>
          {viewer ? <Account viewer={viewer} place={place} /> : <Visitor place={place} />}
          {/* A popover needs no script: it opens, closes on Escape and gives the focus back by itself. */}
          <button class="cd-tool cd-tool--menu" type="button" popovertarget="menu">
            <Icon name="menu" />
            <span>Menu</span>
          </button>
        </div>
      </div>
      <nav class="cd-nav" id="menu" popover="auto" aria-label="Menu principal">
        <div class="fr-container">
          <button class="cd-nav__close cd-tool" type="button" popovertarget="menu" popovertargetaction="hide">
            <span>Fermer</span>
            <Icon name="close" />
          </button>
          <ul class="cd-nav__list">
            {menu.map((item) => (
              <li>
                {'items' in item ? (
                  <SubMenu {...item} place={place} />
                ) : (
                  <a href={item.href} aria-current={currentMark(item.href, place)}>
                    {item.label}
                  </a>
                )}
              </li>
            ))}
          </ul>
          {viewer ? (
            <ul class="cd-nav__list cd-nav__list--visitor">
              <li>
                <a href="/espace">Mon espace</a>
              </li>
            </ul>
          ) : (
            <ul class="cd-nav__list cd-nav__list--visitor">
              <li>
                <a href="/inscription">Rejoindre</a>
              </li>
              <li>
                <a href="/connexion">Se connecter</a>
              </li>
            </ul>
          )}
        </div>
      </nav>
      <div class="cd-line" />
    </header>
  );
}

/** Entries folded under one name, so that the menu keeps to its line. */
function SubMenu({ label, items, place }: Extract<MenuItem, { items: unknown }> & { place: Place }) {
  const inside = items.some((item) => currentMark(item.href, place));
  return (
    <details class="cd-submenu" data-menu>
      <summary class={inside ? 'cd-submenu__current' : undefined}>
        {label}
        <Icon name="chevron-down" />
      </summary>
      <ul>
        {items.map((item) => (
          <li>
            <a href={item.href} aria-current={currentMark(item.href, place)}>
              {item.label}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}

function OfficialBrand() {
  return (
    <a class="cd-official" href="/" title="Accueil – Cordée">
      <RepubliqueFrancaise />
      <span>
        <span class="fr-header__service-title">Cordée</span>
        <span class="fr-header__service-tagline">{tagline}</span>
      </span>
    </a>
  );
}

function Visitor({ place }: { place: Place }) {
  return (
    <>
      <a class="cd-tool cd-tool--wide" href="/connexion" aria-current={currentMark('/connexion', place)}>
        Se connecter
      </a>
      <a class="fr-btn fr-btn--sm cd-tool--wide-btn" href="/inscription">
        <span>Rejoindre</span>
      </a>
    </>
  );
}

function Account({ viewer, place }: { viewer: Viewer; place: Place }) {
  const unread = viewer.unread ?? 0;
  return (
    <>
      <a class="cd-tool cd-tool--wide" href="/espace" aria-current={currentMark('/espace', place)}>
        Mon espace
      </a>
      <details class="cd-account" data-menu>
        <summary>
          <Avatar name={viewer.name} />
          <span class="cd-account__name">{viewer.name}</span>
          {unread > 0 && (
            <span class="cd-count cd-count--strong">
              {unread > 99 ? '99+' : unread}
              <span class="fr-sr-only"> {unread > 1 ? 'nouveautés' : 'nouveauté'}</span>
            </span>
          )}
          <Icon name="chevron-down" />
        </summary>
        <div class="cd-account__menu">
          <ul>
            <li>
              <a href="/espace">Mon espace</a>
            </li>
            <li>
              <a href="/espace/compte">Mon compte</a>
            </li>
            {viewer.isTeam && (
              <li>
                <a href="/administration">Administration</a>
              </li>
            )}
          </ul>
          <form method="post" action="/deconnexion">
            <button type="submit">Se déconnecter</button>
          </form>
        </div>
      </details>
    </>
  );
}
