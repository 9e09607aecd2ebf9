import { Badge, PageHeader, PostButton, relativeSince, Table, Time } from '../../../ui/index.ts';
import { browserName } from '../browser-name.ts';
import type { SessionLine } from '../sessions.ts';
import { AccountNav } from './account.tsx';

export function SessionsPage({
  sessions,
  current,
  now,
}: {
  sessions: readonly SessionLine[];
  current: string;
  now: Date;
}) {
  return (
    <>
      <PageHeader
        title="Mes sessions"
        lead="Les navigateurs connectés à votre compte. Fermez ceux que vous ne reconnaissez pas : l’effet est immédiat."
      />
      <AccountNav current="/espace/compte/sessions" />
      <Table
        id="sessions"
        caption="Sessions ouvertes"
        captionHidden
        columns={[
          { label: 'Navigateur' },
          { label: 'Ouverte le' },
          { label: 'Dernière visite' },
          { label: 'Action' },
        ]}
        rows={sessions.map((session) => [
          <>
            {browserName(session.userAgent)}{' '}
            {session.id === current && <Badge kind="accent">Cette session</Badge>}
          </>,
          <Time value={session.createdAt} />,
          <Time value={session.lastSeenAt} withTime>
            {relativeSince(session.lastSeenAt, now)}
          </Time>,
          <PostButton
            action={`/espace/compte/sessions/${session.id}/fermeture`}
            kind="tertiary"
            size="sm"
            context={`la session ${browserName(session.userAgent)}`}
          >
            Fermer
          </PostButton>,
        ])}
      />
      {sessions.length > 1 && (
        <PostButton action="/espace/compte/sessions/autres/fermeture" kind="secondary">
          Fermer toutes les autres sessions
        </PostButton>
      )}
    </>
  );
}
