import {
  EmptyState,
  formatDate,
  formatNumber,
  PageHeader,
  PostButton,
  Section,
  Table,
  TrendChart,
} from '../../../ui/index.ts';
import type { Assessment } from '../assessments.ts';
import type { Way } from '../holder.ts';
import type { Model } from '../model.ts';
import { mostLevel } from '../words.ts';
import { FictionalAnswers } from './fictional.tsx';
import { ResultNav } from './result.tsx';

/** How the scores moved from one self-assessment to the next. */
export function ProgressPage({
  model,
  way,
  assessments,
  query,
}: {
  model: Model;
  way: Way;
  /** The last first. */
  assessments: readonly Assessment[];
  query: string;
}) {
  const past = assessments.toReversed();
  const [first, last] = [past[0], past.at(-1)];
  const lines = [
    { label: 'Ensemble', scores: past.map(({ scores }) => scores.overall) },
    ...model.axes.map(({ code, label }) => ({
      label,
      scores: past.map(({ scores }) => scores.axes[code] ?? null),
    })),
  ];
  return (
    <>
      <PageHeader
        eyebrow={model.title}
        title="Progression"
        lead={
          way.shared
            ? 'Ce que votre collectivité a envoyé, de la plus ancienne autoévaluation à la dernière. Vous et vos collègues seuls le voyez.'
            : 'De la plus ancienne autoévaluation à la dernière. Qui a votre lien le voit.'
        }
      />
      <ResultNav way={way} current="progression" query={query} earlier={past.length} />
      <FictionalAnswers shown={past.some(({ demonstration }) => demonstration)} />
      {past.length < 2 || !first || !last ? (
        <EmptyState
          title="Une seule autoévaluation pour l’instant"
          action={
            <PostButton action={`${way.base}/commencer`}>Refaire, à partir des réponses d’alors</PostButton>
          }
        >
          <p>Refaites-la dans six mois ou un an : vous verrez ici ce qui a changé, axe par axe.</p>
        </EmptyState>
      ) : (
        <Section title="Les scores, axe par axe" id="scores">
          <TrendChart
            most={mostLevel}
            days={past.map(({ doneAt }) => doneAt)}
            trends={lines}
            summary={`Scores sur 4 du ${formatDate(first.doneAt)} au ${formatDate(last.doneAt)} : ${lines
              .map(({ label, scores }) => `${label} ${movement(scores)}`)
              .join(', ')}.`}
            table={
              <Table
                id="tableau-progression"
                caption="Scores sur 4 de chaque autoévaluation"
                columns={[
                  { label: 'Date' },
                  ...lines.map(({ label }) => ({ label, numeric: true })),
                  { label: 'Envoyée par' },
                ]}
                rows={past.map(({ id, doneAt, by }, at) => [
                  <a href={`${way.base}/resultat/${id}`}>{formatDate(doneAt)}</a>,
                  ...lines.map(({ scores }) => scoreOr(scores[at] ?? null)),
                  by ?? '',
                ])}
              />
            }
          />
          <ul>
            {past.toReversed().map(({ id, doneAt, scores }) => (
              <li>
                <a href={`${way.base}/resultat/${id}`}>Résultat du {formatDate(doneAt)}</a> :{' '}
                {scoreOr(scores.overall)}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

const scoreOr = (score: number | null): string => (score === null ? 'sans objet' : formatNumber(score));

function movement(scores: readonly (number | null)[]): string {
  const known = scores.filter((score) => score !== null);
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return 'sans objet';
  return first === last
    ? `reste à ${formatNumber(last)}`
    : `de ${formatNumber(first)} à ${formatNumber(last)}`;
}
