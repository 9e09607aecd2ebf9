import { Badge, capitalised, Heading, type HeadingLevel } from '../../../ui/index.ts';
import type { Entry } from '../entries.ts';
import { periodHeading } from '../period.ts';
import { milestoneKindLabels, natureLabels, statusLabels } from '../vocabulary.ts';
import { DoubtBadge, MovedWords, ToSettleBadge } from './labels.tsx';

/** One line of the agenda: when, which measure, what happens. */
export function EntryItem({ entry, level = 3 }: { entry: Entry; level?: HeadingLevel }) {
  const { measure, milestone, verdict } = entry;
  const cancelled = Boolean(milestone?.cancelledAt);
  return (
    <li class="cd-item cd-entry">
      <p class="cd-entry__when">
        <strong>{milestone ? periodHeading(milestone) : 'En ce moment'}</strong>
        <span>{milestone ? milestoneKindLabels[milestone.kind] : statusLabels[measure.status]}</span>
      </p>
      <div>
        <Heading level={level} class="cd-item__title">
          <a href={`/agenda/${measure.slug}`}>{measure.title}</a>
        </Heading>
        {milestone && (
          <p class="cd-item__text">
            {cancelled ? <del>{capitalised(milestone.label)}</del> : capitalised(milestone.label)}
          </p>
        )}
        <p class="cd-meta">
          {cancelled && <Badge kind="error">Annulé</Badge>}
          <ToSettleBadge verdict={verdict} />
          <DoubtBadge confidence={measure.confidence} />
          {milestone && <MovedWords milestone={milestone} />}
          <span>{natureLabels[measure.nature]}</span>
          <span>{measure.theme.label}</span>
        </p>
      </div>
    </li>
  );
}

export function EntryList({
  entries,
  level,
  label,
}: {
  entries: readonly Entry[];
  level?: HeadingLevel;
  label?: string;
}) {
  return (
    <ul class="cd-items" aria-label={label}>
      {entries.map((entry) => (
        <EntryItem entry={entry} level={level} />
      ))}
    </ul>
  );
}
