import { Badge, Fact, ItemList, ListItem, spanLine } from '../../../ui/index.ts';
import { meetingHref } from '../addresses.ts';
import type { MeetingLine } from '../listing.ts';
import { minutesLabels } from '../words.ts';

const answered = { yes: 'Vous y serez', maybe: 'Vous y serez peut-être', no: 'Vous n’y serez pas' } as const;

/** Meetings, one a line; with `showGroup`, each says whose it is. */
export function MeetingList({
  meetings,
  label,
  level = 3,
  showGroup,
  now,
}: {
  meetings: readonly MeetingLine[];
  label: string;
  level?: 2 | 3 | 4;
  showGroup?: boolean;
  now: Date;
}) {
  return (
    <ItemList label={label}>
      {meetings.map((meeting) => (
        <ListItem
          title={meeting.title}
          href={meetingHref(meeting.id)}
          level={level}
          meta={
            <>
              {meeting.state === 'cancelled' ? (
                <Badge kind="warning">Annulée</Badge>
              ) : meeting.endsAt > now ? (
                meeting.invited && (
                  <Badge kind={meeting.answer === null ? 'new' : 'neutral'}>
                    {meeting.answer === null ? 'Réponse attendue' : answered[meeting.answer]}
                  </Badge>
                )
              ) : (
                <Badge kind={meeting.minutesState === 'approved' ? 'success' : 'neutral'}>
                  {minutesLabels[meeting.minutesState]}
                </Badge>
              )}
              {showGroup && <span>{meeting.group.title}</span>}
              <Fact icon="calendar">{spanLine(meeting)}</Fact>
              {meeting.place && <span>{meeting.place}</span>}
              {!meeting.place && meeting.link && <span>À distance</span>}
            </>
          }
        />
      ))}
    </ItemList>
  );
}
