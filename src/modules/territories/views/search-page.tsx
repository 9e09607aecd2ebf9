import type { AuthorityKind } from '../../../platform/database/index.ts';
import { pageCount } from '../../../platform/http/index.ts';
import {
  AuthorityPicker,
  capitalised,
  EmptyState,
  Form,
  formatNumber,
  ItemList,
  ListItem,
  PageHeader,
  Pagination,
  Section,
  SubNav,
  TagList,
} from '../../../ui/index.ts';
import type { FoundAuthorities } from '../browse.ts';
import { authorityDetail, authorityUrl, formerWords, kindPlural, segments } from '../labels.ts';
import type { AuthoritySummary } from '../queries.ts';

const kindsInOrder = ['commune', 'epci', 'ept', 'departement', 'region', 'com'] as const;

function SearchForm({ query }: { query: string }) {
  return (
    <Form method="get" action="/collectivites" label="Rechercher une collectivité">
      <AuthorityPicker
        name="q"
        label="Votre collectivité"
        hint="Son nom, son code postal, son code INSEE ou son SIREN"
        value={query}
        navigate
        submit="Rechercher"
        size="lg"
      />
    </Form>
  );
}

/** Without a search: the box, then every région and département. */
export function AuthoritiesIndex({ wider }: { wider: readonly AuthoritySummary[] }) {
  return (
    <>
      <PageHeader
        title="Trouver une collectivité"
        lead="Communes, intercommunalités, départements et régions de France."
      />
      <SearchForm query="" />
      {(['region', 'departement', 'com'] as const).map((kind) => (
        <Section title={capitalised(kindPlural(kind))} id={segments[kind]} key={kind}>
          <TagList
            items={wider
              .filter((authority) => authority.kind === kind)
              .map((authority) => ({ label: authority.name, href: authorityUrl(authority) }))}
          />
        </Section>
      ))}
    </>
  );
}

export interface SearchResultsProps {
  query: string;
  found: FoundAuthorities;
  kind?: AuthorityKind;
  page: number;
  perPage: number;
}

export function SearchResults({ query, found, kind, page, perPage }: SearchResultsProps) {
  const total = Object.values(found.counts).reduce((sum, count) => sum + count, 0);
  const shown = kind ? (found.counts[kind] ?? 0) : total;
  const href = (type: AuthorityKind | undefined, at = 1): string => {
    const search = new URLSearchParams({ q: query });
    if (type) search.set('type', segments[type]);
    if (at > 1) search.set('page', String(at));
    return `/collectivites?${search}`;
  };
  const kinds = kindsInOrder.filter((one) => found.counts[one]);
  return (
    <>
      <PageHeader title="Trouver une collectivité" />
      <SearchForm query={query} />
      {shown === 0 ? (
        <EmptyState title={`Aucune collectivité trouvée pour « ${query} »`}>
          <p>
            Vérifiez l’orthographe, ou essayez avec le code postal, le code INSEE ou le SIREN. Vous pouvez
            aussi <a href="/collectivites">parcourir les régions et les départements</a>.
          </p>
        </EmptyState>
      ) : (
        <Section
          title={
            found.approximate
              ? `Aucune collectivité ne s’appelle « ${query} » ; les noms les plus proches`
              : `${formatNumber(shown)} ${shown > 1 ? 'résultats' : 'résultat'} pour « ${query} »`
          }
          id="resultats"
        >
          {kinds.length > 1 && (
            <SubNav
              label="Types de collectivité"
              current={href(kind)}
              items={[
                { label: 'Toutes', href: href(undefined), count: total },
                ...kinds.map((one) => ({
                  label: capitalised(kindPlural(one)),
                  href: href(one),
                  count: found.counts[one],
                })),
              ]}
            />
          )}
          <ItemList>
            {found.authorities.map((authority) => (
              <ListItem
                key={authority.id}
                title={authority.name}
                href={authorityUrl(authority)}
                meta={authority.former_name && <span>{capitalised(formerWords(authority.former_name))}</span>}
              >
                {capitalised(authorityDetail(authority))}
              </ListItem>
            ))}
          </ItemList>
          <Pagination page={page} pages={pageCount(shown, perPage)} hrefOf={(at) => href(kind, at)} />
        </Section>
      )}
    </>
  );
}
