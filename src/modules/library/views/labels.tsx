import type { DeliverableAvailability, DeliverableState } from '../../../platform/database/index.ts';
import { Badge, type BadgeKind } from '../../../ui/index.ts';
import { deliverableAvailabilities } from '../content.ts';
import { stateLabels } from '../vocabulary.ts';

const stateKinds: Record<DeliverableState, BadgeKind> = {
  draft: 'info',
  published: 'success',
  withdrawn: 'neutral',
};

export function DeliverableStateBadge({ state }: { state: DeliverableState }) {
  return <Badge kind={stateKinds[state]}>{stateLabels[state]}</Badge>;
}

/** Nothing for what still holds: only the exception is worth a word. */
export function AvailabilityBadge({ availability }: { availability: DeliverableAvailability }) {
  if (availability === 'published') return null;
  return <Badge kind="warning">{deliverableAvailabilities[availability]}</Badge>;
}
