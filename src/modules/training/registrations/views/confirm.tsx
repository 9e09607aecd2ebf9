import { Alert, Button, DescriptionList, PageHeader, PostButton, spanLine } from '../../../../ui/index.ts';
import { sessionHref } from '../../addresses.ts';
import type { TrainingSession } from '../../sessions/session.ts';
import { placesWords } from '../../words.ts';
import type { Request } from '../asking.ts';
import { keptWords } from './register.tsx';

export function ConfirmPage({
  session,
  asked,
  action,
  error,
}: {
  session: TrainingSession;
  asked: Request;
  action: string;
  /** Why it was refused just now. */
  error: string | null;
}) {
  return (
    <>
      <PageHeader
        eyebrow={session.title}
        title="Confirmer la demande ?"
        lead="Relisez ce qui suit. Une fois la demande confirmée, chaque personne reçoit un courriel."
      />
      {error && (
        <Alert kind="error" title="Ce n’est pas possible" live>
          <p>{error}</p>
        </Alert>
      )}
      <DescriptionList
        items={[
          { term: 'Session', value: session.title },
          { term: 'Quand', value: spanLine(session) },
          { term: 'Places', value: placesWords(session) },
          { term: 'Demande de', value: `${asked.name} (${asked.email})` },
          { term: 'Collectivité ou organisme', value: asked.body },
          {
            term: 'Personnes à inscrire',
            value: (
              <ul>
                {asked.people.map(({ name, email }) => (
                  <li>
                    {name} ({email})
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
      />
      <PostButton action={action}>Confirmer la demande</PostButton>
      <p>{keptWords}</p>
      <p>Ce n’est pas vous, ou c’est une erreur ? Fermez cette page : sans confirmation, rien n’est gardé.</p>
    </>
  );
}

export function ConfirmDone({
  session,
  words,
  link,
}: {
  session: TrainingSession;
  words: string;
  link: string;
}) {
  return (
    <>
      <PageHeader eyebrow={session.title} title="Votre demande est confirmée" lead={words} />
      <Button href={link} kind="secondary">
        Voir les inscriptions
      </Button>
      <p>
        <a href={sessionHref(session.slug)}>Revenir à la session</a>
      </p>
    </>
  );
}

export function ConfirmGone({ session }: { session: TrainingSession }) {
  return (
    <>
      <PageHeader
        eyebrow={session.title}
        title="Ce lien n’est plus valable"
        lead="Il a déjà servi, il a expiré, ou une nouvelle demande l’a remplacé."
      />
      <p>
        <a href={`${sessionHref(session.slug)}/inscription`}>Demander une inscription</a> ·{' '}
        <a href="/formations/mes-inscriptions">Voir mes inscriptions</a>
      </p>
    </>
  );
}
