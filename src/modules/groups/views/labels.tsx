import type { GroupState } from '../../../platform/database/index.ts';
import { Badge, type BadgeKind, formatDate, plural, Time } from '../../../ui/index.ts';
import { type Dormancy, stateLabels } from '../life-cycle.ts';
import type { Group } from '../queries.ts';

const stateKinds: Readonly<Record<GroupState, BadgeKind>> = {
  proposed: 'info',
  active: 'success',
  paused: 'warning',
  closed: 'neutral',
};

/** Where the group is in its life. */
export function GroupStateBadge({ state }: { state: GroupState }) {
  return <Badge kind={stateKinds[state]}>{stateLabels[state]}</Badge>;
}

/** Where the group is in its life and, when that is active, whether anything published here shows it. */
export function GroupLife({
  group: { state, lastProgress },
  dormancy,
}: {
  group: Pick<Group, 'state' | 'lastProgress'>;
  dormancy: Dormancy | null;
}) {
  return (
    <>
      <GroupStateBadge state={state} />
      {dormancy && <Badge kind="warning">En sommeil</Badge>}
      {state === 'active' && !lastProgress && <Badge>Aucun point d’avancement</Badge>}
    </>
  );
}

/** `aucun point d’avancement depuis 4 mois` */
export function dormancyWords({ months, since }: Dormancy): string {
  const span = plural(months, 'mois', 'mois');
  return since === 'progress'
    ? `Aucun point d’avancement depuis ${span}`
    : `Aucun point d’avancement en ${span} d’activité`;
}

/** A year stays a year, a day is written out. */
function looseDateWords(value: string): string {
  return value.length === 4 ? value : formatDate(value);
}

/** `de 2021 à 2023`, `depuis 2021`; null when neither end is known. */
export function periodWords({ start, end }: { start: string | null; end: string | null }): string | null {
  if (start && end) return `de ${looseDateWords(start)} à ${looseDateWords(end)}`;
  if (start) return `depuis ${looseDateWords(start)}`;
  if (end) return `jusqu’à ${looseDateWords(end)}`;
  return null;
}

/** When a step is due: `pour le 31 janvier 2027`. */
export function DueOn({ day }: { day: string | null }) {
  if (!day) return null;
  return (
    <span>
      pour le <Time value={day} />
    </span>
  );
}
