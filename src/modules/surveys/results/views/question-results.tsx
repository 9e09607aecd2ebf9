import type { ComponentChildren } from 'preact';
import {
  Badge,
  BarChart,
  Columns,
  countWords,
  formatNumber,
  formatPercent,
  Heading,
  plural,
  StackedBars,
  Table,
} from '../../../../ui/index.ts';
import type { NumberFigures } from '../read.ts';
import type { QuestionResult } from '../summary.ts';
import type { Breakdown, Told } from '../telling.ts';

export interface QuestionResultsProps {
  results: readonly QuestionResult[];
  /** How many answers are counted. */
  total: number;
  numbers: ReadonlyMap<string, NumberFigures>;
  /** Beside the title of a question: links and badges of those who keep the survey. */
  besideOf?: (result: QuestionResult) => ComponentChildren;
  /** Addresses left, which are counted apart. */
  contacts?: number;
  /** Texts are read by those who keep the survey, at this address. */
  textsHref?: (question: string) => string;
}

/** What is said where counts are not told. */
export function SmallGroups({ short = false }: { short?: boolean }) {
  return (
    <p class="cd-small-groups">
      Un nombre de une à quatre réponses n’est jamais montré, ni ceux qui permettraient de le retrouver
      {short && ' (« n. m. »)'}.
    </p>
  );
}

/** Each question with its chart, its table and its sentence. */
export function QuestionResults(props: QuestionResultsProps) {
  const { results } = props;
  // A few questions are seen at a glance.
  if (results.length < 5) return <Each {...props} />;
  return (
    <Columns
      aside={
        <nav class="cd-contents" aria-labelledby="questions">
          <h2 id="questions">Questions</h2>
          <ol>
            {results.map(({ question }) => (
              <li>
                <a href={`#r-${question.id}`}>{question.text}</a>
              </li>
            ))}
          </ol>
        </nav>
      }
    >
      <Each {...props} />
    </Columns>
  );
}

function Each(props: QuestionResultsProps) {
  return (
    <>
      {props.results.map((result) => (
        <section class="cd-section" aria-labelledby={`r-${result.question.id}`}>
          <Heading level={2} id={`r-${result.question.id}`} class="cd-result__title">
            {result.question.text}
          </Heading>
          {props.besideOf && <div class="cd-result__beside">{props.besideOf(result)}</div>}
          <OneResult {...props} result={result} />
        </section>
      ))}
    </>
  );
}

const inTenths = (value: number): number => Math.round(value * 10) / 10;

function OneResult({
  result,
  total,
  numbers,
  contacts,
  textsHref,
}: QuestionResultsProps & { result: QuestionResult }) {
  const { question } = result;
  switch (result.kind) {
    case 'breakdown': {
      const figures = numbers.get(question.id);
      return (
        <>
          <p>{summaryOf(result.breakdown, total)}</p>
          {result.breakdown.mean !== null && (
            <p>
              Moyenne : <strong>{formatNumber(inTenths(result.breakdown.mean))}</strong>
              {question.type === 'rating' && ` sur ${question.max}`}.
            </p>
          )}
          {figures && question.type === 'number' && (
            <p>
              Moyenne : <strong>{formatNumber(inTenths(figures.mean))}</strong>, médiane :{' '}
              <strong>{formatNumber(figures.median)}</strong>
              {question.unit && ` ${question.unit}`}.
            </p>
          )}
          <Bars breakdown={result.breakdown} total={total} />
        </>
      );
    }
    case 'rows':
      return (
        <>
          <p>{answeredWords(result.rows[0]?.answered ?? null, total)}</p>
          <ul>
            {result.rows.map((row) => (
              <li>
                {row.label} : {leading(row)}
              </li>
            ))}
          </ul>
          <StackedBars
            id={`t-${question.id}`}
            caption={question.text}
            summary={result.rows.map((row) => `${row.label} : ${leading(row)}`).join(' ')}
            of="Ligne"
            parts={result.rows[0]?.lines.map(({ label }) => label) ?? []}
            rows={result.rows.map((row) => ({
              label: row.label,
              parts: row.lines.map(({ count }) => ({ count, share: shareOf(count, row, total) })),
            }))}
          />
        </>
      );
    case 'ranking':
      return <Ranking result={result} total={total} />;
    case 'texts':
      return (
        <p>
          {result.answered === null
            ? 'Quelques textes ont été écrits.'
            : `${plural(result.answered, 'texte écrit', 'textes écrits')}.`}{' '}
          {textsHref && result.answered !== 0 && <a href={textsHref(question.id)}>Les lire</a>}
        </p>
      );
    case 'consent':
      return (
        <p>
          {contacts === undefined
            ? 'Cette question n’est pas comptée avec les réponses.'
            : `${plural(contacts, 'adresse laissée et confirmée', 'adresses laissées et confirmées')}, sans lien avec les réponses.`}
        </p>
      );
  }
}

/** Of those who answered; of everybody when telling how many answered would tell who did not. */
const shareOf = (count: Told, { answered }: Breakdown, total: number): number | null => {
  const base = answered ?? total;
  return count === null || base === 0 ? null : count / base;
};

function Bars({ breakdown, total }: { breakdown: Breakdown; total: number }) {
  return (
    <BarChart
      id={`t-${breakdown.key}`}
      caption={breakdown.label}
      summary={summaryOf(breakdown, total)}
      of="Réponse"
      unit="Réponses"
      bars={breakdown.lines.map(({ label, count }) => ({
        label,
        count,
        share: shareOf(count, breakdown, total),
      }))}
    />
  );
}

function Ranking({ result, total }: { result: Extract<QuestionResult, { kind: 'ranking' }>; total: number }) {
  const { question, breakdown, ranked } = result;
  const places = ranked[0]?.places.length ?? 0;
  const placeWords = (index: number) => (index === 0 ? '1er choix' : `${index + 1}e choix`);
  // The most points first; those whose points are not told by how often they were named.
  const sorted = ranked.toSorted(
    (a, b) => (b.points ?? -1) - (a.points ?? -1) || (b.count ?? 0) - (a.count ?? 0),
  );
  const [first] = sorted;
  return (
    <>
      <p>
        {answeredWords(breakdown.answered, total)}{' '}
        {first?.points ? `En tête : « ${first.label} », avec ${plural(first.points, 'point')}.` : ''}
      </p>
      <BarChart
        id={`t-${question.id}`}
        caption={`${question.text} Combien ont classé chaque choix.`}
        summary={summaryOf({ ...breakdown, lines: sorted }, total)}
        of="Choix"
        unit="L’ont classé"
        bars={sorted.map(({ label, count }) => ({ label, count, share: shareOf(count, breakdown, total) }))}
      />
      <Table
        id={`p-${question.id}`}
        caption={`Places et points (${places} ${places > 1 ? 'points' : 'point'} pour un 1er choix, un de moins pour le suivant)`}
        columns={[
          { label: 'Choix', wide: true },
          ...Array.from({ length: places }, (_, index) => ({ label: placeWords(index), numeric: true })),
          { label: 'Points', numeric: true },
        ]}
        rows={sorted.map(({ label, places: own, points }) => [
          label,
          ...own.map(countWords),
          countWords(points),
        ])}
      />
    </>
  );
}

export function answeredWords(answered: Told, total: number): string {
  if (answered === null) return `Sur ${plural(total, 'réponse')}.`;
  if (answered === total) return `${plural(total, 'réponse')}.`;
  return `${plural(answered, 'personne a répondu', 'personnes ont répondu')} à cette question, sur ${formatNumber(total)}.`;
}

/** The line that leads, in a sentence. */
function leading(breakdown: Breakdown): string {
  const told = breakdown.lines.filter((line) => line.count !== null && line.count > 0);
  const [first] = told.toSorted((a, b) => (b.count ?? 0) - (a.count ?? 0));
  if (!first) return 'rien à montrer.';
  const share = breakdown.answered ? ` (${formatPercent((first.count ?? 0) / breakdown.answered)})` : '';
  return `« ${first.label} » le plus souvent${share}.`;
}

/** « 120 réponses. « Maire » le plus souvent (45 %). » */
export function summaryOf(breakdown: Breakdown, total: number): string {
  return `${answeredWords(breakdown.answered, total)} ${leading(breakdown).replace(/^r/, 'R')}`;
}

export function SharedBadge({ shared }: { shared: boolean }) {
  return shared ? <Badge kind="accent">Public</Badge> : null;
}
