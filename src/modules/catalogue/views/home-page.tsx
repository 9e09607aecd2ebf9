import { AuthorityPicker, Grid, PageHeader, Panel, SearchField, Section } from '../../../ui/index.ts';
import { type CatalogueSlug, catalogues } from '../catalogues.ts';
import { emergencyHref } from '../emergency/href.ts';
import { guideHref } from '../guide/href.ts';
import { CatalogueCards } from './cards.tsx';

/** The three catalogues, and the three ways into them. */
export function CataloguesHome({
  counts,
  links,
}: {
  counts: Readonly<Record<CatalogueSlug, number>>;
  /** To what modules above have about a catalogue. */
  links: readonly { label: string; href: string }[];
}) {
  return (
    <>
      <PageHeader
        title="Catalogues"
        lead="Ce qui aide les collectivités, recensé avec ses sources : à quoi cela sert, pour qui, à quel coût, par où commencer."
      />
      <p class="cd-urgent">
        <a href={emergencyHref()}>Victime d’une attaque informatique ? Les gestes de la première heure</a>
      </p>
      <CatalogueCards counts={counts} level={2} />
      <Section id="chercher" title="Trois façons de chercher">
        <Grid>
          <Panel title="En trois questions" level={3}>
            <p>
              Qui êtes-vous, de quoi avez-vous besoin, combien de temps avez-vous ? Sept réponses au plus.
            </p>
            <ul>
              {Object.values(catalogues).map(({ slug, title }) => (
                <li>
                  <a href={guideHref(slug)}>{title}</a>
                </li>
              ))}
            </ul>
          </Panel>
          <Panel title="Avec un mot" level={3}>
            <p>Dans les trois catalogues à la fois : hameçonnage, open data, intelligence artificielle…</p>
            <form action="/recherche" method="get" aria-label="Chercher dans les catalogues">
              <input type="hidden" name="type" value="ressources" />
              <SearchField label="Que cherchez-vous ?" submit="Chercher" id="mot" />
            </form>
          </Panel>
          <Panel title="Depuis ma collectivité" level={3}>
            <p>Ce qui convient à sa taille et à son territoire, les offres locales d’abord.</p>
            <form action="/collectivites" method="get" aria-label="Trouver ma collectivité">
              <AuthorityPicker name="q" idName="q_id" label="Votre collectivité" submit="Trouver" navigate />
            </form>
          </Panel>
        </Grid>
      </Section>
      <Section id="aussi" title="Voir aussi">
        <ul>
          <li>
            <a href="/selections">Sélections de ressources, pour une situation</a>
          </li>
          {links.map(({ label, href }) => (
            <li>
              <a href={href}>{label}</a>
            </li>
          ))}
          <li>
            <a href="/catalogues/donnees-ouvertes">Données ouvertes et licence</a>
          </li>
        </ul>
      </Section>
    </>
  );
}
