import { excerpt } from '../../../platform/markdown/index.ts';
import { Fact, type HeadingLevel, inFrenchOrder, ListItem, Time } from '../../../ui/index.ts';
import type { DeliverableSummary } from '../queries.ts';
import { formatLabel, kindLabel } from '../vocabulary.ts';
import { AvailabilityBadge } from './labels.tsx';

export interface DeliverableItemProps {
  deliverable: DeliverableSummary;
  level?: HeadingLevel;
  /** Left out on the page of the group itself. */
  withGroup?: boolean;
}

function Facts({ deliverable, withGroup = true }: Pick<DeliverableItemProps, 'deliverable' | 'withGroup'>) {
  const { formats, group, publishedOn } = deliverable;
  const what = [kindLabel(deliverable.kind), ...formats.map(formatLabel).sort(inFrenchOrder)].filter(Boolean);
  return (
    <>
      {what.length > 0 && <Fact icon="file">{what.join(', ')}</Fact>}
      {withGroup && <Fact icon="people">{group?.title ?? 'Commun au programme'}</Fact>}
      {publishedOn && (
        <Fact icon="calendar">
          <Time value={publishedOn} />
        </Fact>
      )}
    </>
  );
}

/** A deliverable in a list. */
export function DeliverableItem({ deliverable, level, withGroup }: DeliverableItemProps) {
  return (
    <ListItem
      title={deliverable.title}
      href={`/livrables/${deliverable.slug}`}
      level={level}
      meta={
        <>
          <AvailabilityBadge availability={deliverable.availability} />
          <Facts deliverable={deliverable} withGroup={withGroup} />
        </>
      }
    >
      <p>{excerpt(deliverable.description, 220)}</p>
    </ListItem>
  );
}
