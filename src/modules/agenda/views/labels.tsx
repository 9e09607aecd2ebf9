import type { MeasureNature, MeasureStatus } from '../../../platform/database/index.ts';
import { Badge, type BadgeKind } from '../../../ui/index.ts';
import type { Verdict } from '../../audience/index.ts';
import type { Measure, Milestone } from '../measure.ts';
import { periodPhrase } from '../period.ts';
import { natureLabels, statusLabels } from '../vocabulary.ts';

const natureKinds: Record<MeasureNature, BadgeKind> = {
  obligation: 'accent',
  opportunity: 'success',
  experiment: 'info',
};

export function NatureBadge({ nature }: { nature: MeasureNature }) {
  return <Badge kind={natureKinds[nature]}>{natureLabels[nature]}</Badge>;
}

const statusKinds: Record<MeasureStatus, BadgeKind> = {
  proposed: 'neutral',
  announced: 'info',
  rolling_out: 'new',
  in_force: 'neutral',
  postponed: 'warning',
  ended: 'neutral',
  repealed: 'error',
};

export function StatusBadge({ status }: { status: MeasureStatus }) {
  return <Badge kind={statusKinds[status]}>{statusLabels[status]}</Badge>;
}

/** Said only when we doubt. */
export function DoubtBadge({ confidence }: Pick<Measure, 'confidence'>) {
  return confidence === 'low' ? <Badge kind="warning">À vérifier</Badge> : null;
}

/** Of an authority that was named: what concerns it without a doubt needs no sign. */
export function ToSettleBadge({ verdict }: { verdict: Verdict | null }) {
  return verdict === 'unknown' ? <Badge kind="info">À préciser</Badge> : null;
}

/** « Reporté, initialement le 1er janvier 2026 » */
export function MovedWords({ milestone }: { milestone: Milestone }) {
  const [first] = milestone.moves;
  return first ? <span>Reporté, initialement {periodPhrase(first.from)}</span> : null;
}
