import {
  EmptyState,
  FilterSelect,
  Filters,
  formatDate,
  formatNumber,
  listHref,
  PagedTable,
  plural,
  Section,
  TextField,
} from '../../../ui/index.ts';
import type { ListedPage } from '../list-queries.ts';
import type { ListQuery, StandingCode } from '../looking-query.ts';
import { standingHref } from '../place-address.ts';
import { sourceWords } from '../precedence.ts';
import type { Rollout } from '../rollout.ts';
import { BasisMark } from './standing.tsx';

export const stateLabels: Record<StandingCode, string> = {
  atteint: 'Étape atteinte',
  'pas-atteint': 'Pas encore atteinte',
  'non-renseigne': 'Non renseignées',
  bloque: 'Bloquées',
  contredit: 'Sources en désaccord',
};

export interface ListViewProps {
  rollout: Rollout;
  found: ListedPage;
  query: ListQuery;
  /** Where the filters lead. */
  path: string;
  /** To choose from; none where the page is of one. */
  departements: readonly { code: string; name: string }[];
  /** Whether all are in one place, which then goes unsaid. */
  inOnePlace?: boolean;
}

const basisChoices = [
  { value: 'observe', label: 'Observé' },
  { value: 'declare', label: 'Déclaré' },
  { value: 'couvert', label: 'Couvert' },
];

/** Which authorities are counted, with where each stands and who says so. */
export function ListView({ rollout, found, query, path, departements, inOnePlace = false }: ListViewProps) {
  const { items, total, page, pages } = found;
  return (
    <>
      <Filters
        action={path}
        label="Filtrer les collectivités"
        resetHref={listHref(path, { ...query, page: 1 }) === path ? undefined : path}
      >
        <TextField name="q" label="Nom" value={query.q ?? ''} required={false} />
        <FilterSelect
          name="etat"
          label="État"
          value={query.etat}
          choices={Object.entries(stateLabels).map(([value, label]) => ({ value, label }))}
        />
        <FilterSelect
          name="preuve"
          label="Comment on le sait"
          value={query.preuve}
          all="Toutes"
          choices={basisChoices}
        />
        <FilterSelect
          name="segment"
          label="Segment"
          value={query.segment}
          choices={rollout.segments.map(({ slug, label }) => ({ value: slug, label }))}
        />
        <FilterSelect
          name="etape"
          label="Étape"
          value={query.etape}
          all="La cible de chaque segment"
          choices={rollout.stages.map(({ slug, title, position }) => ({
            value: slug,
            label: `${position}. ${title}`,
          }))}
        />
        {departements.length > 0 && (
          <FilterSelect
            name="departement"
            label="Département"
            value={query.departement}
            choices={departements.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
          />
        )}
        {query.region && <input type="hidden" name="region" value={query.region} />}
        {query.au && <input type="hidden" name="au" value={query.au} />}
        {query['connu-le'] && <input type="hidden" name="connu-le" value={query['connu-le']} />}
      </Filters>
      <Section id="liste" title={plural(total, 'collectivité')}>
        {total === 0 ? (
          <EmptyState title="Aucune collectivité sous ces filtres" level={3}>
            <p>{query.etat ? 'Essayez un autre état' : 'Retirez un filtre'}, ou un autre territoire.</p>
          </EmptyState>
        ) : (
          <PagedTable
            id="collectivites"
            caption="De la plus peuplée à la moins peuplée"
            columns={[
              { label: 'Collectivité' },
              ...(inOnePlace ? [] : [{ label: 'Où' }]),
              { label: 'Habitants', numeric: true },
              { label: 'Étape' },
              { label: 'Comment on le sait' },
            ]}
            rows={items.map((one) => [
              <a href={standingHref(rollout, one)}>{one.name}</a>,
              ...(inOnePlace ? [] : [one.place]),
              one.population === null ? 'non connus' : formatNumber(one.population),
              stageCell(rollout, one),
              <>
                <BasisMark basis={one.basis} />
                {one.basis !== null && <span class="cd-standing__said">{saidWords(one)}</span>}
              </>,
            ])}
            page={page}
            pages={pages}
            hrefOf={(to) => `${listHref(path, { ...query, page: to })}#liste`}
            pagesLabel="Pages de collectivités"
          />
        )}
      </Section>
    </>
  );
}

type Item = ListedPage['items'][number];

function stageCell({ stages }: Rollout, { basis, position, blocked }: Item): string {
  if (basis === null) return '—';
  if (position === null) return 'Étape non renseignée';
  const stage = stages[position - 1];
  return `${stage ? `${stage.position}. ${stage.title}` : 'Rien n’est commencé'}${blocked ? ' (bloquée)' : ''}`;
}

function saidWords({ source, provider, since, contradicted }: Item): string {
  return [
    provider ? `par ${provider}` : source && sourceWords[source].says,
    since && `depuis le ${formatDate(since)}`,
    contradicted && 'sources en désaccord',
  ]
    .filter(Boolean)
    .join(', ');
}
