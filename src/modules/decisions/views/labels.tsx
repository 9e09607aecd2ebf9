import type { DecisionState } from '../../../platform/database/index.ts';
import { Badge, type BadgeKind, Fact, ItemList, ListItem, Time } from '../../../ui/index.ts';
import { modeLabels, stateLabels } from '../content.ts';
import type { DecisionLine } from '../queries.ts';

const kinds: Readonly<Record<DecisionState, BadgeKind>> = {
  proposed: 'info',
  open: 'accent',
  adopted: 'success',
  rejected: 'error',
  dropped: 'neutral',
  replaced: 'neutral',
};

export function DecisionStateBadge({ state }: { state: DecisionState }) {
  return <Badge kind={kinds[state]}>{stateLabels[state]}</Badge>;
}

/** The last day on which one may answer: the vote ends with it. */
export const lastDay = (closesAt: Date): Date => new Date(closesAt.getTime() - 1);

/** Decisions, one a line. */
export function DecisionList({
  decisions,
  base,
  label,
  level = 2,
  audience,
}: {
  decisions: readonly DecisionLine[];
  /** Address of the register. */
  base: string;
  label: string;
  level?: 2 | 3;
  audience: 'public' | 'members';
}) {
  return (
    <ItemList label={label}>
      {decisions.map((decision) => (
        <ListItem
          title={decision.title}
          href={`${base}/${decision.number}`}
          level={level}
          meta={
            <>
              <DecisionStateBadge state={decision.state} />
              <span>n° {decision.number}</span>
              <span>{modeLabels[decision.mode].toLowerCase()}</span>
              {audience === 'members' && <span>{decision.isPublic ? 'publique' : 'interne au groupe'}</span>}
              <When decision={decision} />
            </>
          }
        >
          {(decision.result || decision.decidedBy) && (
            <p>{decision.result ?? `Décidé par : ${decision.decidedBy}.`}</p>
          )}
        </ListItem>
      ))}
    </ItemList>
  );
}

function When({ decision: { state, opensAt, closesAt, countedAt, decidedOn } }: { decision: DecisionLine }) {
  if (decidedOn) {
    return (
      <Fact icon="calendar">
        le <Time value={decidedOn} />
      </Fact>
    );
  }
  if (countedAt) return <span>avis rendu, décision attendue</span>;
  if (state === 'proposed' && opensAt) {
    return (
      <Fact icon="calendar">
        ouvre le <Time value={opensAt} />
      </Fact>
    );
  }
  if (!closesAt) return null;
  return (
    <Fact icon="calendar">
      jusqu’au <Time value={lastDay(closesAt)} />
    </Fact>
  );
}

/** What waits for a voice, for the home of a group's space; nothing when nothing does. */
export function OpenDecisions({ decisions, slug }: { decisions: readonly DecisionLine[]; slug: string }) {
  if (decisions.length === 0) return null;
  return (
    <DecisionList
      decisions={decisions}
      base={`/espace/groupes/${slug}/decisions`}
      label="Décisions en cours"
      level={3}
      audience="members"
    />
  );
}
