import type { ComponentChildren } from 'preact';
import { Alert, Button, ButtonGroup, PostButton, Time } from '../../../ui/index.ts';
import type { StartProps } from './start-page.tsx';

/** What this visitor may do with the survey. */
export type Way =
  | { kind: 'start' }
  /** An answer was begun; `shared` when colleagues have it too. */
  | { kind: 'resume'; href: string; shared: boolean }
  | { kind: 'sent-here' }
  | { kind: 'sign-in' }
  | { kind: 'taken-part' }
  | { kind: 'not-of-authority' }
  | { kind: 'not-concerned' }
  | { kind: 'none' };

export function WayIn({ survey, standing, way, sent, authority }: StartProps) {
  const here = `/enquetes/${survey.slug}`;
  const begin = (label: string, kind: 'primary' | 'secondary' = 'primary') => (
    <PostButton action={`${here}/reponse`} kind={kind} size={kind === 'primary' ? 'lg' : 'md'}>
      {label}
    </PostButton>
  );
  if (standing === 'closed') {
    return (
      <Alert kind="info">
        <p>Cette enquête est fermée : on ne peut plus y répondre.</p>
      </Alert>
    );
  }
  if (standing !== 'open') {
    return (
      <Alert kind="info">
        <p>On ne peut pas encore y répondre.</p>
      </Alert>
    );
  }
  return (
    <div class="cd-way-in">
      {authority && (
        <p>
          Vous répondez pour <strong>{authority}</strong>.
          {sent && (
            <>
              {' '}
              Une réponse a été envoyée le <Time value={sent.at} withTime />
              {sent.by && ` par ${sent.by}`} ; la prochaine envoyée la remplacera.
            </>
          )}
        </p>
      )}
      <Ways way={way} begin={begin} here={here} sent={sent !== null} />
    </div>
  );
}

function Ways({
  way,
  begin,
  here,
  sent,
}: {
  way: Way;
  begin: (label: string, kind?: 'primary' | 'secondary') => ComponentChildren;
  here: string;
  sent: boolean;
}) {
  switch (way.kind) {
    case 'start':
      return <>{begin(sent ? 'Modifier la réponse' : 'Commencer')}</>;
    case 'resume':
      return (
        <>
          <p>
            {way.shared
              ? 'Une réponse est commencée, par vous ou par vos collègues.'
              : 'Une réponse est commencée dans ce navigateur.'}
          </p>
          <ButtonGroup>
            <Button href={way.href} size="lg">
              Reprendre
            </Button>
            <Button href={`${here}/effacement`} kind="tertiary">
              L’effacer
            </Button>
          </ButtonGroup>
        </>
      );
    case 'sent-here':
      return (
        <>
          <p>Une réponse a déjà été envoyée depuis ce navigateur. Merci de ne répondre qu’une fois.</p>
          {begin('Une autre personne répond', 'secondary')}
        </>
      );
    case 'sign-in':
      return (
        <Button href={`/connexion?retour=${encodeURIComponent(here)}`}>Se connecter pour répondre</Button>
      );
    case 'taken-part':
      return (
        <p>
          Votre participation est déjà notée. Si votre réponse n’est pas envoyée, le lien pour reprendre plus
          tard la retrouve.
        </p>
      );
    case 'not-of-authority':
      return (
        <p>
          Cette enquête demande une réponse par collectivité : il faut un compte d’agent ou d’élu, rattaché à
          une collectivité. <a href="/espace/compte">Voir votre compte</a>
        </p>
      );
    case 'not-concerned':
      return <p>Cette enquête ne concerne pas votre collectivité : elle n’a rien à répondre.</p>;
    case 'none':
      return null;
  }
}
