import {
  Button,
  EmptyState,
  FilterSelect,
  Filters,
  ItemList,
  inFrenchOrder,
  listHref,
  PageHeader,
  Pagination,
  plural,
  Section,
} from '../../../ui/index.ts';
import { commonToAll, type DeliverableFilter, type Facet, facetNames } from '../facets.ts';
import type { DeliverableList } from '../queries.ts';
import { audienceLabel, formatLabel, kindLabel } from '../vocabulary.ts';
import { DeliverableItem } from './deliverable-item.tsx';

/** The name of each filter in addresses, and for people. */
const facets: Record<Facet, { field: string; label: string }> = {
  group: { field: 'groupe', label: 'Groupe projet' },
  kind: { field: 'type', label: 'Type' },
  audience: { field: 'public', label: 'Public' },
  format: { field: 'format', label: 'Format' },
};

export interface ListPageProps {
  list: DeliverableList;
  filter: DeliverableFilter;
  groups: readonly { slug: string; number: number | null; title: string }[];
}

/** Address of the list under these filters. */
export function deliverablesHref(filter: DeliverableFilter, page = 1): string {
  const asked = facetNames.map((facet) => [facets[facet].field, filter[facet]]);
  return listHref('/livrables', { ...Object.fromEntries(asked), page });
}

function valueLabel(facet: Facet, value: string, groups: ListPageProps['groups']): string {
  if (facet === 'kind') return kindLabel(value);
  if (facet === 'audience') return audienceLabel(value);
  if (facet === 'format') return formatLabel(value);
  if (value === commonToAll) return 'Communs au programme';
  const group = groups.find(({ slug }) => slug === value);
  if (!group) return value;
  return group.number === null ? group.title : `${group.number}. ${group.title}`;
}

export function ListPage({ list, filter, groups }: ListPageProps) {
  const filtered = facetNames.some((facet) => filter[facet] !== undefined);
  return (
    <>
      <PageHeader
        title="Livrables"
        lead="Guides, modèles, catalogues, outils : ce que les groupes projets ont produit pour les collectivités."
      />
      <ListFilters list={list} filter={filter} groups={groups} filtered={filtered} />
      {list.total === 0 ? (
        <Section>
          <Nothing list={list} filter={filter} groups={groups} filtered={filtered} />
        </Section>
      ) : (
        <Section
          id="resultats"
          title={
            plural(list.total, 'livrable') + (list.pages > 1 ? `, page ${list.page} sur ${list.pages}` : '')
          }
        >
          <ItemList label="Livrables">
            {list.items.map((deliverable) => (
              <DeliverableItem deliverable={deliverable} />
            ))}
          </ItemList>
          <Pagination
            page={list.page}
            pages={list.pages}
            hrefOf={(page) => deliverablesHref(filter, page)}
            label="Pages de livrables"
          />
        </Section>
      )}
    </>
  );
}

function ListFilters({ list, filter, groups, filtered }: ListPageProps & { filtered: boolean }) {
  return (
    <Filters
      action="/livrables"
      label="Filtrer les livrables"
      resetHref={filtered ? '/livrables' : undefined}
    >
      {facetNames.map((facet) => (
        <FilterSelect
          name={facets[facet].field}
          label={facets[facet].label}
          value={filter[facet]}
          choices={choicesOf(facet, { list, filter, groups })}
        />
      ))}
    </Filters>
  );
}

/** Each value with what choosing it would give; the chosen one stays, even when it gives nothing. */
function choicesOf(facet: Facet, { list, filter, groups }: ListPageProps) {
  const chosen = filter[facet];
  const values = list.values[facet].filter(({ value }) => value !== '');
  if (chosen !== undefined && !values.some(({ value }) => value === chosen)) {
    values.push({ value: chosen, count: 0 });
  }
  return values
    .map(({ value, count }) => ({ value, label: `${valueLabel(facet, value, groups)} (${count})` }))
    .sort((a, b) => inFrenchOrder(a.label, b.label));
}

function Nothing({ list, filter, groups, filtered }: ListPageProps & { filtered: boolean }) {
  if (!filtered) {
    return (
      <EmptyState
        title="Aucun livrable n’est encore publié"
        action={<Button href="/groupes">Voir les groupes projets</Button>}
      >
        <p>Les groupes projets publieront ici ce qu’ils produisent.</p>
      </EmptyState>
    );
  }
  const helpful = list.without.filter(({ count }) => count > 0);
  return (
    <EmptyState
      title="Aucun livrable ne passe tous ces filtres à la fois"
      action={helpful.length === 0 ? <Button href="/livrables">Voir tous les livrables</Button> : undefined}
    >
      {helpful.length > 0 && (
        <>
          <p>Retirez l’un d’eux :</p>
          <ul>
            {helpful.map(({ facet, count }) => (
              <li>
                <a href={deliverablesHref({ ...filter, [facet]: undefined })}>
                  Sans le filtre « {facets[facet].label} : {valueLabel(facet, filter[facet] ?? '', groups)} »
                </a>{' '}
                ({plural(count, 'livrable')})
              </li>
            ))}
          </ul>
        </>
      )}
    </EmptyState>
  );
}
