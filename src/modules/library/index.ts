/** Deliverables: what the groups and the programme produced, in versions, as files or links. See README.md. */
export { deliverableKinds } from './content.ts';
export type { DeliverableFilter } from './facets.ts';
export { loadDeliverables } from './load.ts';
export {
  countByGroup,
  type DeliverableList,
  type DeliverableSummary,
  deliverableAt,
  deliverablesOfGroup,
  latestDeliverables,
  listDeliverables,
} from './queries.ts';
export { DeliverableCard, DeliverableItem } from './views/deliverable-card.tsx';
export { kindLabel } from './vocabulary.ts';
