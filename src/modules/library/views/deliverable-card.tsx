import { excerpt } from '../../../platform/markdown/index.ts';
import { Card, Fact, type HeadingLevel, ListItem, Time } from '../../../ui/index.ts';
import type { DeliverableSummary } from '../queries.ts';
import { formatLabel, kindLabel } from '../vocabulary.ts';
import { AvailabilityBadge } from './labels.tsx';

export interface DeliverableCardProps {
  deliverable: DeliverableSummary;
  level?: HeadingLevel;
  /** Left out on the page of the group itself. */
  withGroup?: boolean;
}

function Facts({ deliverable, withGroup = true }: Pick<DeliverableCardProps, 'deliverable' | 'withGroup'>) {
  const { formats, group, publishedOn } = deliverable;
  return (
    <>
      {formats.length > 0 && <Fact icon="file">{formats.map(formatLabel).join(', ')}</Fact>}
      {withGroup && <Fact icon="people">{group?.title ?? 'Commun au programme'}</Fact>}
      {publishedOn && (
        <Fact icon="calendar">
          <Time value={publishedOn} />
        </Fact>
      )}
    </>
  );
}

/** A deliverable among others, side by side. */
export function DeliverableCard({ deliverable, level, withGroup }: DeliverableCardProps) {
  return (
    <Card
      title={deliverable.title}
      href={`/livrables/${deliverable.slug}`}
      level={level}
      eyebrow={kindLabel(deliverable.kind)}
      start={<AvailabilityBadge availability={deliverable.availability} />}
      end={<Facts deliverable={deliverable} withGroup={withGroup} />}
    >
      <p>{excerpt(deliverable.description, 160)}</p>
    </Card>
  );
}

/** A deliverable in a long list. */
export function DeliverableItem({ deliverable, level, withGroup }: DeliverableCardProps) {
  return (
    <ListItem
      title={deliverable.title}
      href={`/livrables/${deliverable.slug}`}
      level={level}
      meta={
        <>
          <span class="cd-eyebrow">{kindLabel(deliverable.kind)}</span>
          <AvailabilityBadge availability={deliverable.availability} />
          <Facts deliverable={deliverable} withGroup={withGroup} />
        </>
      }
    >
      <p>{excerpt(deliverable.description, 220)}</p>
    </ListItem>
  );
}
