/** Deliverables: what the groups and the programme produced, in versions, as files or links. See README.md. */
export { deliverableAudience, deliverableKind } from './content.ts';
export { addDemonstrationDraft } from './demonstration.ts';
export type { OriginOf } from './editing-routes.tsx';
export { loadDeliverables } from './load.ts';
export { draftFromFile } from './place-actions.ts';
export { can as mayViewDeliverable } from './policy.ts';
export { newDeliverables } from './progress-part.ts';
export {
  countByGroup,
  type DeliverableSummary,
  deliverableAt,
  deliverablesOfGroup,
  latestDeliverables,
  listDeliverables,
} from './queries.ts';
export { removeDeliverablesOf } from './removal.ts';
export { indexAllDeliverables, indexDeliverablesWithFile } from './search-entry.ts';
export { DeliverableItem } from './views/deliverable-item.tsx';
export { DeliverableStateBadge } from './views/labels.tsx';
