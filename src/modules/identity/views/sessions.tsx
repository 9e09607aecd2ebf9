import {
  Badge,
  ButtonGroup,
  Fact,
  PageHeader,
  PostButton,
  relativeSince,
  Section,
  Time,
} from '../../../ui/index.ts';
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
      <ul class="cd-items" aria-label="Sessions ouvertes">
        {sessions.map((session) => {
          const browser = browserName(session.userAgent);
          return (
            <li class="cd-item">
              <h2 class="cd-item__title">{browser}</h2>
              <div class="cd-meta">
                {session.id === current && <Badge kind="accent">Cette session</Badge>}
                <Fact icon="clock">
                  Dernière visite :{' '}
                  <Time value={session.lastSeenAt} withTime>
                    {relativeSince(session.lastSeenAt, now)}
                  </Time>
                </Fact>
                <Fact icon="calendar">
                  Ouverte le <Time value={session.createdAt} withTime />
                </Fact>
              </div>
              <ButtonGroup>
                <PostButton
                  action={`/espace/compte/sessions/${session.id}/fermeture`}
                  kind="secondary"
                  size="sm"
                  context={`de ${browser}`}
                >
                  Fermer cette session
                </PostButton>
              </ButtonGroup>
            </li>
          );
        })}
      </ul>
      {sessions.length > 1 && (
        <Section>
          <PostButton action="/espace/compte/sessions/autres/fermeture" kind="secondary">
            Fermer toutes les autres sessions
          </PostButton>
        </Section>
      )}
    </>
  );
}
