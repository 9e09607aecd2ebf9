import {
  Alert,
  Button,
  EmptyState,
  Exports,
  PageHeader,
  Pagination,
  plural,
  Section,
} from '../../../../ui/index.ts';
import { AuthorityChoices, authorityUrl } from '../../../territories/index.ts';
import { type Catalogue, catalogueHref } from '../../catalogues.ts';
import { emergencyHref } from '../../emergency/href.ts';
import { guideHref } from '../../guide/href.ts';
import { ResourceList } from '../../resources/views/resource-item.tsx';
import { askedWords } from '../asked-words.ts';
import { listHref, searchOf, withoutOne } from '../list-query.ts';
import type { Listing, Page, ResourceFilter } from '../listing.ts';
import { KeeperActs, ReaderActs } from './catalogue-acts.tsx';
import { FiltersForm } from './filters-form.tsx';

export interface CataloguePageProps {
  catalogue: Catalogue;
  filter: ResourceFilter;
  listing: Listing;
  page: Page;
  /** Names of the territories of the page, by id. */
  places: ReadonlyMap<string, string>;
  exports: readonly { label: string; href: string }[];
  /** For those who keep the catalogue: how much waits for them. */
  keeping: { waiting: number } | null;
  /** To what modules above have about it. */
  links: readonly { label: string; href: string }[];
}

export function CataloguePage(props: CataloguePageProps) {
  const { catalogue, filter, listing, page, places, exports, keeping, links } = props;
  const { asked, authority } = filter;
  const title = authority
    ? `${plural(page.total, 'ressource')} pour ${authority.authority.name}`
    : plural(page.total, 'ressource');
  return (
    <>
      <PageHeader
        eyebrow="Catalogue"
        title={catalogue.title}
        lead={catalogue.lead}
        actions={
          <>
            <Button href={guideHref(catalogue.slug, { collectivite: asked.collectivite })}>
              Trouver en trois questions
            </Button>
            {catalogue.slug === 'cybersecurite' && (
              <Button href={emergencyHref()} kind="danger">
                Je suis victime d’une attaque
              </Button>
            )}
            {catalogue.beside && (
              <Button href={catalogue.beside.href} kind="secondary">
                {catalogue.beside.label}
              </Button>
            )}
            {links.map(({ label, href }) => (
              <Button href={href} kind="secondary">
                {label}
              </Button>
            ))}
            {keeping && <KeeperActs catalogue={catalogue} waiting={keeping.waiting} />}
          </>
        }
      />
      <Choices {...props} />
      <FiltersForm catalogue={catalogue} filter={filter} listing={listing} />
      <Section
        id="resultats"
        title={title}
        more={
          authority
            ? { label: 'La page de cette collectivité', href: authorityUrl(authority.authority) }
            : undefined
        }
        intro={
          authority
            ? 'Ce qui convient à son type, à sa population et à son territoire, les offres locales d’abord.'
            : undefined
        }
      >
        {page.total > 0 && (listing.approximate || listing.partial) && asked.q && (
          <Alert kind="info">
            <p>
              {listing.partial
                ? `Aucune ressource ne contient tous les mots de « ${asked.q} » : voici celles qui en contiennent une partie.`
                : `Rien ne contient exactement « ${asked.q} » : voici ce qui s’en approche.`}
            </p>
          </Alert>
        )}
        {page.total === 0 ? (
          <Nothing {...props} />
        ) : (
          <>
            <ResourceList label={title} resources={page.items} known={listing.taxonomy} places={places} />
            <Pagination
              page={page.page}
              pages={page.pages}
              hrefOf={(to) => `${listHref(catalogue.slug, asked, { page: to })}#resultats`}
            />
          </>
        )}
      </Section>
      <ReaderActs catalogue={catalogue} />
      {page.total > 0 && <Exports subject="Ces ressources en données" items={exports} />}
      <Reuse {...props} />
    </>
  );
}

/** What else may be done with the list of these filters. */
function Reuse({ catalogue, filter: { asked }, keeping }: CataloguePageProps) {
  const search = searchOf({ ...asked, tri: undefined });
  const href = (page: string) =>
    `${catalogueHref(catalogue.slug)}/${page}${search.size > 0 ? `?${search}` : ''}`;
  return (
    <ul class="cd-reuse">
      <li>
        <a href={href('alertes')}>Être prévenu des nouveautés</a>
      </li>
      <li>
        <a href={href('integrer')}>Intégrer cette liste à votre site</a>
      </li>
      <li>
        <a href="/catalogues/donnees-ouvertes">Données ouvertes et licence</a>
      </li>
      {keeping && (
        <li>
          <a href={`${catalogueHref(catalogue.slug)}/liens`}>Vérifier les liens de ce catalogue</a>
        </li>
      )}
    </ul>
  );
}

/** A name that several authorities bear, or that none bears. */
function Choices({ catalogue, filter: { choices, asked, typed } }: CataloguePageProps) {
  if (choices === null) return null;
  if (choices.length === 0) {
    return (
      <Alert kind="warning" title={`Aucune collectivité ne répond à « ${typed} »`}>
        <p>Vérifiez le nom, ou donnez un code postal, INSEE ou SIREN. Ce filtre n’est pas appliqué.</p>
      </Alert>
    );
  }
  return (
    <Alert kind="info" title={`Laquelle est « ${typed} » ?`}>
      <AuthorityChoices
        choices={choices}
        hrefOf={({ id }) => listHref(catalogue.slug, { ...asked, collectivite: id })}
      />
    </Alert>
  );
}

/** The name of a condition of the index, for that of an address. */
const conditionOf: Readonly<Record<string, string>> = { q: 'ids', temps: 'minutes', collectivite: 'suits' };

function Nothing({ catalogue, filter, listing }: CataloguePageProps) {
  const { asked } = filter;
  const told = askedWords({
    asked,
    known: listing.taxonomy,
    authorityName: filter.authority?.authority.name ?? null,
  });
  if (told.length === 0) {
    return (
      <EmptyState title="Ce catalogue est encore vide" level={3}>
        <p>Les ressources paraîtront ici dès qu’elles seront publiées.</p>
      </EmptyState>
    );
  }
  const helpful = [...Map.groupBy(told, ({ name }) => name)]
    .map(([name, its]) => ({
      name,
      words: its.map(({ words }) => words).join(', '),
      count: listing.without.get(conditionOf[name] ?? name) ?? 0,
    }))
    .filter(({ count }) => count > 0);
  if (told.length === 1 && asked.q) return <NotFound catalogue={catalogue} words={asked.q} />;
  return (
    <EmptyState
      level={3}
      title={
        told.length === 1
          ? 'Aucune ressource ne passe ce filtre'
          : 'Aucune ressource ne passe tous ces filtres à la fois'
      }
      action={
        helpful.length === 0 ? (
          <Button href={catalogueHref(catalogue.slug)}>Voir tout le catalogue</Button>
        ) : undefined
      }
    >
      {helpful.length > 0 && (
        <>
          <p>{told.length === 1 ? 'Retirez-le :' : 'Retirez l’un d’eux :'}</p>
          <ul>
            {helpful.map(({ name, words, count }) => (
              <li>
                <a href={listHref(catalogue.slug, withoutOne(asked, name))}>Sans « {words} »</a> (
                {plural(count, 'ressource')})
              </li>
            ))}
          </ul>
        </>
      )}
    </EmptyState>
  );
}

/** Words that nothing holds: other ways to find. */
function NotFound({ catalogue, words }: { catalogue: Catalogue; words: string }) {
  return (
    <EmptyState
      level={3}
      title={`Aucune ressource ne parle de « ${words} »`}
      action={<Button href={guideHref(catalogue.slug)}>Trouver en trois questions</Button>}
    >
      <p>
        Vérifiez l’orthographe, essayez un mot plus courant, ou{' '}
        <a href={`/recherche?type=ressources&q=${encodeURIComponent(words)}`}>
          cherchez dans les trois catalogues
        </a>
        .
      </p>
    </EmptyState>
  );
}
