import {
  Alert,
  Button,
  ButtonGroup,
  DescriptionList,
  EmptyState,
  PageHeader,
  Panel,
  Time,
} from '../../../ui/index.ts';
import type { Suspension } from '../../identity/index.ts';
import { roleOnJoining } from '../policy.ts';
import type { RegistrationDetail } from '../registration-queries.ts';
import { observerWords } from '../schemas.ts';

/** Where one's own request stands, and what comes next. */
export function RegistrationStatusPage({
  registration,
  invited,
}: {
  registration: RegistrationDetail | null;
  /** Whether an invitation to this address waits for an answer. */
  invited: boolean;
}) {
  if (!registration) {
    return (
      <>
        <PageHeader title="Votre inscription" />
        <EmptyState
          title="Aucune demande en cours"
          action={<Button href="/groupes">Voir les groupes projets</Button>}
        >
          <p>Votre compte a été ouvert sans demande d’inscription.</p>
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <PageHeader title="Votre inscription" />
      {invited && (
        <Alert kind="info" title="Vous êtes invité dans un groupe">
          <p>
            <a href="/espace/invitations">Voir l’invitation et y répondre</a> : si vous l’acceptez, vous
            entrez aussitôt.
          </p>
        </Alert>
      )}
      <State registration={registration} />
      <Panel title="Votre demande">
        <DescriptionList
          items={[
            { term: 'Nom', value: registration.name },
            { term: 'Adresse électronique', value: registration.email },
            { term: 'Collectivité ou organisme', value: registration.affiliation },
            { term: 'Fonction', value: registration.functionTitle },
            {
              term: 'Groupes demandés',
              value: registration.groups.map(({ title }) => title).join(', ') || 'Aucun pour l’instant',
            },
            {
              term: 'Reçue le',
              value: registration.submittedAt && <Time value={registration.submittedAt} withTime />,
            },
          ]}
        />
      </Panel>
    </>
  );
}

function State({ registration }: { registration: RegistrationDetail }) {
  const { state, decidedAt, reason } = registration;
  const on = decidedAt && (
    <>
      {' '}
      le <Time value={decidedAt} />
    </>
  );
  if (state === 'accepted') {
    return (
      <>
        <Alert kind="success" title="Demande acceptée">
          <p>Votre demande a été acceptée{on}. Tous les groupes ouverts se rejoignent en un clic.</p>
          {roleOnJoining(registration) === 'observer' && <p>{observerWords}</p>}
        </Alert>
        <ButtonGroup>
          <Button href="/espace">Ouvrir mon espace</Button>
          <Button href="/groupes" kind="secondary">
            Voir les groupes
          </Button>
        </ButtonGroup>
      </>
    );
  }
  if (state === 'refused') {
    return (
      <>
        <Alert kind="error" title="Demande refusée">
          <p>Votre demande a été refusée{on}, pour ce motif :</p>
          <blockquote class="cd-verbatim">{reason}</blockquote>
        </Alert>
        <p>
          Une erreur ? <a href="/contact">Écrivez à l’équipe du programme</a> : elle peut revenir sur cette
          décision. Sans suite, votre demande sera effacée au bout d’un an.
        </p>
      </>
    );
  }
  return (
    <>
      <Alert kind="info" title="Demande en attente">
        <p>
          Votre adresse est confirmée. L’équipe du programme et les copilotes des groupes que vous avez
          choisis ont votre demande sous les yeux. Vous recevrez un courriel dès qu’elle sera examinée : il
          n’y a rien à faire d’ici là.
        </p>
      </Alert>
      <ButtonGroup>
        <Button href="/inscription/suivi/correction" kind="secondary">
          Corriger ma demande
        </Button>
        <Button href="/inscription/suivi/retrait" kind="tertiary">
          Retirer ma demande
        </Button>
      </ButtonGroup>
    </>
  );
}

/** All that somebody whose access is suspended sees of the space. */
export function SuspendedPage({ title, suspension }: { title: string; suspension: Suspension }) {
  return (
    <>
      <PageHeader title={title} />
      <Alert kind="error">
        <p>
          L’équipe du programme a suspendu votre accès à l’espace collaboratif le{' '}
          <Time value={suspension.since} />, pour ce motif :
        </p>
        <blockquote class="cd-verbatim">{suspension.reason}</blockquote>
      </Alert>
      <p>
        Votre place dans vos groupes est gardée. Une erreur ?{' '}
        <a href="/contact">Écrivez à l’équipe du programme</a> : elle peut rétablir votre accès. Le site
        public vous reste ouvert, et vous pouvez toujours{' '}
        <a href="/espace/compte">voir ou supprimer votre compte</a>.
      </p>
    </>
  );
}
