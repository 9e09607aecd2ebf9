import type { MarkState } from '../../../platform/database/index.ts';
import { Badge, Details, Fact, ListItem } from '../../../ui/index.ts';
import {
  type Measure,
  type Milestone,
  milestoneKindLabels,
  periodPhrase,
  statusLabels,
} from '../../agenda/index.ts';
import { type Flag, TraceList } from '../../audience/index.ts';
import { type Mark, markLabels } from '../marks.ts';
import type { MeasureStanding, OpenDate } from '../standing.ts';

export interface MeasureItemProps {
  standing: MeasureStanding;
  /** The questions whose answers are missing. */
  flags: ReadonlyMap<string, Flag>;
  /** Says what has to be done, besides why and when. */
  withActs?: boolean;
  /** For colleagues only. */
  marking?: { mark: Mark | undefined; href: string };
}

const mostActs = 3;

/** « Échéance le 1er janvier 2027 : comptes de 2026 » */
const dated = (milestone: Milestone): string =>
  `${milestoneKindLabels[milestone.kind]} ${periodPhrase(milestone)} : ${milestone.label}`;

/** A measure for this authority: when, why (and the whole trace one click away), what to do. */
export function MeasureItem({ standing, flags, withActs = false, marking }: MeasureItemProps) {
  const { measure, next, since, open } = standing;
  const noted = marking?.mark?.acts;
  const acts = measure.consequences.filter((act, index) => (withActs && index < mostActs) || noted?.has(act));
  return (
    <ListItem title={measure.title} href={`/agenda/${measure.slug}`} meta={<Facts standing={standing} />}>
      {next ? (
        <p>
          <strong>{dated(next)}</strong>
        </p>
      ) : (
        since && <p>{dated(since)}</p>
      )}
      {open.map((one) => (
        <OpenDateLine open={one} question={one.question === null ? undefined : flags.get(one.question)} />
      ))}
      {acts.length > 0 && (
        <ul>
          {acts.map((act) => (
            <Act act={act} state={noted?.get(act)} />
          ))}
        </ul>
      )}
      <Why standing={standing} />
      {marking && <MarkLine {...marking} measure={measure} />}
    </ListItem>
  );
}

function Act({ act, state }: { act: string; state: MarkState | undefined }) {
  return (
    <li>
      {act}
      {state && (
        <>
          {' '}
          <Badge kind={state === 'done' ? 'success' : undefined}>{markLabels[state]}</Badge>
        </>
      )}
    </li>
  );
}

/** A date that may be the authority's own, with what to answer to know. */
function OpenDateLine({
  open: { milestone, reason, question: code },
  question,
}: {
  open: OpenDate;
  question: Flag | undefined;
}) {
  return (
    <p>
      <Badge kind="info">À préciser</Badge> {dated(milestone)}.{' '}
      {question ? (
        <>
          Cela dépend de votre réponse : <a href={`#question-${code}`}>{question.question}</a>
        </>
      ) : (
        reason
      )}
    </p>
  );
}

function Facts({ standing: { measure } }: { standing: MeasureStanding }) {
  return (
    <>
      {measure.nature === 'experiment' && <Badge kind="info">Expérimentation</Badge>}
      {measure.status !== 'in_force' && <Badge kind="accent">{statusLabels[measure.status]}</Badge>}
      {measure.confidence === 'low' && <Badge kind="warning">À vérifier</Badge>}
      <span>{measure.theme.label}</span>
    </>
  );
}

/** The reason is the summary of its own proof. */
function Why({ standing }: { standing: MeasureStanding }) {
  const { reason, trace, change, measure } = standing;
  return (
    <div class="cd-why">
      <Details summary={reason}>
        <TraceList trace={trace} />
        {change && <p>{change}</p>}
        {measure.audienceNote && <p>{measure.audienceNote}</p>}
        {measure.confidence === 'low' && measure.note && <p>{`À vérifier : ${measure.note}`}</p>}
      </Details>
    </div>
  );
}

/** Measures that ask nothing of this authority now: each with its reason. */
export function MeasuresWithWhy({ measures }: { measures: readonly MeasureStanding[] }) {
  return (
    <ul>
      {measures.map((standing) => (
        <li>
          <a href={`/agenda/${standing.measure.slug}`}>{standing.measure.title}</a>
          <Why standing={standing} />
        </li>
      ))}
    </ul>
  );
}

function MarkLine({
  mark,
  href,
  measure: { slug, title },
}: {
  mark: Mark | undefined;
  href: string;
  measure: Measure;
}) {
  return (
    <p class="cd-meta" id={`mesure-${slug}`}>
      {mark ? (
        <>
          <Fact icon={mark.state === 'done' ? 'check' : 'flag'}>
            {`${markLabels[mark.state]}, noté par ${mark.by}${mark.note ? ` : « ${mark.note} »` : ''}`}
          </Fact>
          <a href={href}>
            Modifier<span class="fr-sr-only"> ce qui est noté de {title}</span>
          </a>
        </>
      ) : (
        <a href={href}>
          Noter où nous en sommes<span class="fr-sr-only"> : {title}</span>
        </a>
      )}
    </p>
  );
}
