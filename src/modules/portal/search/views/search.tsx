import {
  Alert,
  EmptyState,
  Excerpt,
  Form,
  formatNumber,
  ItemList,
  ListItem,
  listHref,
  PageHeader,
  Pagination,
  plural,
  SearchField,
  Section,
  TagList,
  whyNearOnes,
} from '../../../../ui/index.ts';
import { type KindWord, kinds, nameOfKind, searchHref } from '../kinds.ts';

export interface FoundAuthority {
  label: string;
  detail: string;
  href: string;
}

export interface SearchViewProps {
  query: string;
  type: KindWord | null;
  hits: readonly { kind: string; url: string; title: string; excerpt: string }[];
  total: number;
  counts: Readonly<Record<string, number>>;
  approximate: boolean;
  partial: boolean;
  authorities: readonly FoundAuthority[];
  page: number;
  pages: number;
  /** Whether the reader may search in groups, which is elsewhere. */
  hasGroups: boolean;
}

export function SearchView(props: SearchViewProps) {
  const { query, total, authorities } = props;
  const nothing = total === 0 && authorities.length === 0;
  return (
    <>
      <PageHeader title="Rechercher" />
      <Form method="get" action="/recherche" label="Rechercher sur le site">
        <SearchField id="q" label="Mots à chercher" value={query} size="lg" />
      </Form>
      {props.hasGroups && (
        <p>
          Ce que vos groupes écrivent entre eux n’est pas ici :{' '}
          <a href={listHref('/espace/recherche', { q: query })}>chercher dans mes groupes</a>.
        </p>
      )}
      {query === '' && (
        <p>
          Cherchez dans les pages, les actualités, les groupes projets, les livrables et les collectivités.
        </p>
      )}
      {query !== '' && nothing && (
        <EmptyState title={`Rien ne correspond à « ${query} »`}>
          <p>
            Essayez avec moins de mots, ou parcourez <a href="/groupes">les groupes</a>,{' '}
            <a href="/livrables">les livrables</a> et <a href="/plan-du-site">le plan du site</a>.
          </p>
        </EmptyState>
      )}
      {total === 0 && authorities.length > 0 && (
        <Alert kind="info">
          <p>
            Aucune page, aucun groupe ni aucun livrable ne correspond à « {query} » : voici des collectivités
            de ce nom ou d’un nom proche.
          </p>
        </Alert>
      )}
      {authorities.length > 0 && <Authorities query={query} items={authorities} />}
      {(total > 0 || props.type !== null) && query !== '' && <Hits {...props} />}
    </>
  );
}

function Authorities({ query, items }: { query: string; items: readonly FoundAuthority[] }) {
  return (
    <Section
      id="collectivites"
      title="Collectivités"
      more={{
        label: 'Toutes les collectivités trouvées',
        href: `/collectivites?${new URLSearchParams({ q: query })}`,
      }}
    >
      <ItemList label="Collectivités">
        {items.map(({ label, detail, href }) => (
          <ListItem title={label} href={href} meta={<span>{detail}</span>} />
        ))}
      </ItemList>
    </Section>
  );
}

function Hits(props: SearchViewProps) {
  const { query, type, hits, total, counts, page, pages } = props;
  const reason = whyNearOnes(props);
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <Section id="resultats" title={plural(total, 'résultat')}>
      {reason && (
        <Alert kind="info">
          <p>{reason}</p>
        </Alert>
      )}
      <TagList
        label="Filtrer par type"
        items={[
          { label: `Tout (${formatNumber(all)})`, href: searchHref(query, null), current: type === null },
          ...kinds
            .filter(({ kind }) => (counts[kind] ?? 0) > 0)
            .map(({ word, kind, many }) => ({
              label: `${many} (${formatNumber(counts[kind] ?? 0)})`,
              href: searchHref(query, word),
              current: type === word,
            })),
        ]}
      />
      {hits.length === 0 && (
        <p>
          Rien de ce type. <a href={searchHref(query, null)}>Voir tous les résultats</a>
        </p>
      )}
      <ItemList label="Résultats">
        {hits.map((hit) => (
          <ListItem title={hit.title} href={hit.url} meta={<span>{nameOfKind(hit.kind)}</span>}>
            <Excerpt passage={hit.excerpt} />
          </ListItem>
        ))}
      </ItemList>
      <Pagination page={page} pages={pages} hrefOf={(n) => searchHref(query, type, n)} />
    </Section>
  );
}
