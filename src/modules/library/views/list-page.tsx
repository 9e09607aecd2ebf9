import {
  Button,
  EmptyState,
  Form,
  ItemList,
  PageHeader,
  Pagination,
  Panel,
  plural,
  SelectField,
} from '../../../ui/index.ts';
import { commonToAll, type DeliverableFilter, type Facet, facetNames } from '../facets.ts';
import type { DeliverableList } from '../queries.ts';
import { audienceLabel, formatLabel, kindLabel } from '../vocabulary.ts';
import { DeliverableItem } from './deliverable-card.tsx';

/** The name of each filter in addresses, and for people. */
const facets: Record<Facet, { field: string; label: string; any: string }> = {
  group: { field: 'groupe', label: 'Groupe projet', any: 'Tous les groupes' },
  kind: { field: 'type', label: 'Type', any: 'Tous les types' },
  audience: { field: 'public', label: 'Public', any: 'Tous les publics' },
  format: { field: 'format', label: 'Format', any: 'Tous les formats' },
};

export interface ListPageProps {
  list: DeliverableList;
  filter: DeliverableFilter;
  groups: readonly { slug: string; number: number | null; title: string }[];
}

/** Address of the list under these filters. */
export function listHref(filter: DeliverableFilter, page = 1): string {
  const query = new URLSearchParams();
  for (const facet of facetNames) {
    const value = filter[facet];
    if (value !== undefined) query.set(facets[facet].field, value);
  }
  if (page > 1) query.set('page', String(page));
  return query.size > 0 ? `/livrables?${query}` : '/livrables';
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
      <Filters list={list} filter={filter} groups={groups} filtered={filtered} />
      {list.total === 0 ? (
        <Nothing list={list} filter={filter} groups={groups} filtered={filtered} />
      ) : (
        <section aria-labelledby="resultats">
          <h2 id="resultats">
            {plural(list.total, 'livrable')}
            {list.pages > 1 && `, page ${list.page} sur ${list.pages}`}
          </h2>
          <ItemList label="Livrables">
            {list.items.map((deliverable) => (
              <DeliverableItem deliverable={deliverable} />
            ))}
          </ItemList>
          <Pagination
            page={list.page}
            pages={list.pages}
            hrefOf={(page) => listHref(filter, page)}
            label="Pages de livrables"
          />
        </section>
      )}
    </>
  );
}

function Filters({ list, filter, groups, filtered }: ListPageProps & { filtered: boolean }) {
  return (
    <Panel title="Filtrer">
      <Form method="get" action="/livrables" label="Filtrer les livrables">
        <div class="cd-grid cd-grid--sm">
          {facetNames.map((facet) => {
            const { field, label, any } = facets[facet];
            const chosen = filter[facet];
            const values = list.values[facet].filter(({ value }) => value !== '');
            const choices = (
              chosen === undefined || values.some(({ value }) => value === chosen)
                ? values
                : [...values, { value: chosen, count: 0 }]
            ).map(({ value, count }) => ({ value, label: valueLabel(facet, value, groups), count }));
            return (
              <SelectField
                name={field}
                label={label}
                placeholder={any}
                value={chosen ?? ''}
                required={undefined}
                choices={choices
                  .sort((a, b) => a.label.localeCompare(b.label, 'fr', { numeric: true }))
                  .map(({ value, label: text, count }) => ({ value, label: `${text} (${count})` }))}
              />
            );
          })}
        </div>
        <div class="cd-submit">
          <Button kind="secondary">Filtrer</Button>
          {filtered && (
            <a class="cd-submit__cancel" href="/livrables">
              Effacer les filtres
            </a>
          )}
        </div>
      </Form>
    </Panel>
  );
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
                <a href={listHref({ ...filter, [facet]: undefined })}>
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
