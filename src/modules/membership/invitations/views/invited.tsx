import {
  Alert,
  Button,
  ButtonGroup,
  EmptyState,
  PageHeader,
  PostButton,
  Section,
  Time,
} from '../../../../ui/index.ts';
import { observerWords, roleInWords } from '../../schemas.ts';
import type { OpenInvitation } from '../queries.ts';

export interface InvitationPageProps {
  invitation: OpenInvitation;
  token: string;
  /** Null for a visitor. */
  viewer: { name: string; isInvited: boolean } | null;
}

/** Where the mailed link leads: what one is invited to, and how to answer. */
export function InvitationPage({ invitation, token, viewer }: InvitationPageProps) {
  const { group, email } = invitation;
  const link = `/invitation/lien/${encodeURIComponent(token)}`;
  return (
    <>
      <PageHeader
        eyebrow="Votre invitation"
        title={group.title}
        lead={`${invitation.invitedBy} vous invite à rejoindre ce groupe projet, comme ${roleInWords(invitation)}.`}
      />
      <About invitation={invitation} />
      {viewer === null ? (
        <Section title="Accepter" id="accepter">
          <p>
            L’invitation vaut pour l’adresse <strong>{email}</strong> seulement.
          </p>
          <ButtonGroup>
            <Button href={`/inscription?${new URLSearchParams({ invitation: token })}`}>
              M’inscrire et rejoindre le groupe
            </Button>
            <Button href="/connexion?retour=/espace/invitations" kind="secondary">
              J’ai déjà un compte à cette adresse
            </Button>
          </ButtonGroup>
        </Section>
      ) : viewer.isInvited ? (
        <PostButton action={`/espace/invitations/${invitation.id}/acceptation`}>
          Rejoindre le groupe
        </PostButton>
      ) : (
        <Alert kind="warning" title="Cette invitation vaut pour une autre adresse">
          <p>
            Ce navigateur est connecté au compte de {viewer.name}. L’invitation vaut pour {email} :
            déconnectez-vous, puis rouvrez ce lien.
          </p>
          <PostButton action="/deconnexion" kind="secondary">
            Se déconnecter
          </PostButton>
        </Alert>
      )}
      <Section title="Décliner" id="decliner">
        <p>Si vous déclinez, ce groupe ne vous invitera plus. Si vous ne répondez pas, rien ne se passe.</p>
        <PostButton action={`${link}/refus`} kind="tertiary">
          Décliner l’invitation
        </PostButton>
      </Section>
    </>
  );
}

/** What the group does, the word of whoever invites, and until when. */
function About({ invitation }: { invitation: OpenInvitation }) {
  const { group, word, role, expiresAt, invitedBy } = invitation;
  return (
    <>
      {word && (
        <figure>
          <figcaption>Le mot de {invitedBy}</figcaption>
          <blockquote class="cd-verbatim">{word}</blockquote>
        </figure>
      )}
      <p>
        <strong>Objectif du groupe.</strong> {group.objective}{' '}
        <a href={`/groupes/${group.slug}`}>Voir sa page</a>
      </p>
      {role === 'observer' && <p>{observerWords}</p>}
      <p>
        L’invitation vaut jusqu’au <Time value={expiresAt} />.
      </p>
    </>
  );
}

export function InvitationGonePage() {
  return (
    <>
      <PageHeader
        title="Cette invitation n’est plus valable"
        lead="Elle a reçu une réponse, a été retirée ou renvoyée sous un autre lien, ou a plus de 30 jours."
      />
      <ButtonGroup>
        <Button href="/groupes">Voir les groupes projets</Button>
        <Button href="/espace/invitations" kind="secondary">
          Voir mes invitations
        </Button>
      </ButtonGroup>
    </>
  );
}

export function AnsweredPage() {
  return (
    <>
      <PageHeader
        title="Votre réponse est notée"
        lead="Ce groupe ne vous invitera plus. Ses travaux restent ouverts à tous sur sa page publique."
      />
      <Button href="/groupes">Voir les groupes projets</Button>
    </>
  );
}

/** All that waits for the answer of the person who is signed in. */
export function OwnInvitationsPage({
  invitations,
  active,
}: {
  invitations: readonly OpenInvitation[];
  active: boolean;
}) {
  return (
    <>
      <PageHeader title="Mes invitations" />
      {invitations.length === 0 ? (
        <EmptyState
          title="Aucune invitation n’attend votre réponse"
          action={
            active ? (
              <Button href="/groupes">Voir les groupes à rejoindre</Button>
            ) : (
              <Button href="/inscription/suivi">Suivre ma demande</Button>
            )
          }
        >
          <p>Une invitation ne vaut que pour l’adresse à laquelle elle a été envoyée, pendant 30 jours.</p>
        </EmptyState>
      ) : (
        invitations.map((invitation) => (
          <Section title={invitation.group.title} id={`invitation-${invitation.id}`}>
            <p>
              {invitation.invitedBy} vous invite comme {roleInWords(invitation)}.
            </p>
            <About invitation={invitation} />
            <div class="cd-meta">
              <PostButton action={`/espace/invitations/${invitation.id}/acceptation`}>
                Rejoindre le groupe
              </PostButton>
              <PostButton action={`/espace/invitations/${invitation.id}/refus`} kind="tertiary">
                Décliner
              </PostButton>
            </div>
          </Section>
        ))
      )}
    </>
  );
}
