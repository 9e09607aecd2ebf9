import { Badge, Fact, ItemList, ListItem, spanLine } from '../../../../ui/index.ts';
import { sessionHref } from '../../addresses.ts';
import { placesWords, placeWords } from '../../words.ts';
import { openingOf, type TrainingSession } from '../session.ts';

/** State of what is not simply open. */
export function SessionBadge({ session, now }: { session: TrainingSession; now: Date }) {
  if (session.status === 'cancelled') return <Badge kind="error">Annulée</Badge>;
  if (session.status === 'draft') return <Badge kind="warning">Brouillon</Badge>;
  if (session.endsAt <= now) return <Badge>Passée</Badge>;
  if (session.startsAt <= now) return <Badge kind="info">En cours</Badge>;
  return null;
}

/** Where, by whom, how many places. */
export function SessionFacts({ session, now }: { session: TrainingSession; now: Date }) {
  const { state } = openingOf(session, now);
  return (
    <>
      <SessionBadge session={session} now={now} />
      <Fact icon="map">{placeWords(session)}</Fact>
      <span>{session.organiser.name}</span>
      {state === 'open' && <span>{placesWords(session)}</span>}
      {state === 'closed' && <span>Inscriptions closes</span>}
      {state === 'not-yet' && <span>Inscriptions pas encore ouvertes</span>}
    </>
  );
}

export function SessionList({
  sessions,
  label,
  now,
  level = 3,
}: {
  sessions: readonly TrainingSession[];
  label: string;
  now: Date;
  level?: 2 | 3 | 4;
}) {
  return (
    <ItemList label={label}>
      {sessions.map((session) => (
        <ListItem
          title={session.title}
          href={sessionHref(session.slug)}
          level={level}
          meta={<SessionFacts session={session} now={now} />}
        >
          <p>
            <Fact icon="calendar">
              <strong>{spanLine(session)}</strong>
            </Fact>
          </p>
        </ListItem>
      ))}
    </ItemList>
  );
}
