import {
  ChartPatterns,
  EmptyState,
  Exports,
  Filters,
  formatNumber,
  listHref,
  plural,
  SelectField,
  StackedBars,
  Table,
  untold,
} from '../../../../ui/index.ts';
import { workOf } from '../../addresses.ts';
import type { Dimension } from '../../engine/codebook.ts';
import type { Survey } from '../../survey.ts';
import { WorkFrame } from '../../views/frame.tsx';
import type { Cross } from '../crossing.ts';
import { dimensionLabel } from './dimension-label.ts';
import { SmallGroups } from './question-results.tsx';

export function CrossPage({
  survey,
  dimensions,
  rows,
  columns,
  cross,
  lignes,
  colonnes,
}: {
  survey: Survey;
  dimensions: readonly Dimension[];
  rows: Dimension | undefined;
  columns: Dimension | undefined;
  cross: Cross | null;
  lignes: string;
  colonnes: string;
}) {
  const base = `${workOf(survey)}/resultats`;
  const choices = dimensions.map((dimension) => ({
    value: dimension.key,
    label: dimensionLabel(survey, dimension),
  }));
  return (
    <WorkFrame survey={survey} title="Croiser deux questions" current="resultats">
      <ChartPatterns />
      <Filters action={`${base}/croisement`} label="Questions à croiser" submit="Croiser">
        <SelectField name="lignes" label="En lignes" value={lignes} choices={choices} />
        <SelectField name="colonnes" label="En colonnes" value={colonnes} choices={choices} />
      </Filters>
      <SmallGroups short />
      {cross && rows && columns ? (
        <>
          <CrossTable survey={survey} cross={cross} />
          <Exports
            subject="À emporter"
            items={[
              { label: 'ce tableau en CSV', href: listHref(`${base}/croisement.csv`, { lignes, colonnes }) },
              {
                label: 'le tableau retourné',
                href: listHref(`${base}/croisement`, { lignes: colonnes, colonnes: lignes }),
              },
            ]}
          />
        </>
      ) : (
        <EmptyState
          title={survey.counted < 5 ? 'Pas encore de résultats' : 'Choisissez deux questions différentes'}
        >
          <p>
            {survey.counted < 5
              ? 'Ils s’affichent à partir de cinq réponses.'
              : 'Le tableau dit combien de personnes ont donné à la fois une réponse et l’autre.'}
          </p>
        </EmptyState>
      )}
    </WorkFrame>
  );
}

/** Short, for a table of many columns not to be wider than its page. */
function Cell({ count }: { count: number | null }) {
  if (count !== null) return <>{formatNumber(count)}</>;
  return (
    <>
      <span aria-hidden="true">n. m.</span>
      <span class="fr-sr-only">{untold}</span>
    </>
  );
}

function CrossTable({ survey, cross }: { survey: Survey; cross: Cross }) {
  const { rows, columns, cells, rowTotals } = cross;
  const hidden = cells.flat().filter((count) => count === null).length;
  const summary = `${rows.label} croisée avec ${columns.label} : ${plural(rows.categories.length, 'ligne')}, ${plural(columns.categories.length, 'colonne')}${hidden > 0 ? `, ${plural(hidden, 'case non montrée', 'cases non montrées')}` : ''}.`;
  const table = (
    <Table
      id="croisement"
      caption={`${dimensionLabel(survey, rows)} / ${dimensionLabel(survey, columns)}`}
      columns={[
        { label: rows.label, wide: true },
        ...columns.categories.map(({ label }) => ({ label, numeric: true })),
        { label: 'Ensemble', numeric: true },
      ]}
      rows={rows.categories.map(({ label }, at) => [
        label,
        ...(cells[at] ?? []).map((count) => <Cell count={count} />),
        <Cell count={rowTotals[at] ?? null} />,
      ])}
    />
  );
  // Several answers each do not share anybody out: bars cut in parts would lie.
  if (columns.kind === 'many' || columns.categories.length > 7) return table;
  return (
    <>
      <StackedBars
        id="croisement-parts"
        caption={`${rows.label} : parts de chaque ligne`}
        summary={summary}
        of={rows.label}
        parts={columns.categories.map(({ label }) => label)}
        rows={rows.categories.map(({ label }, at) => {
          const own = cells[at] ?? [];
          const total = rowTotals[at] ?? null;
          return {
            label,
            parts: own.map((count) => ({ count, share: count === null || !total ? null : count / total })),
          };
        })}
      />
      {table}
    </>
  );
}
