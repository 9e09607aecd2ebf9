import type { MembershipRole } from '../../../../platform/database/index.ts';
import { type FormState, typedText } from '../../../../platform/http/index.ts';
import {
  Badge,
  type BadgeKind,
  ErrorSummary,
  Form,
  listHref,
  Pagination,
  PostButton,
  RadioGroup,
  Section,
  SubmitRow,
  TextArea,
  Time,
} from '../../../../ui/index.ts';
import { SpaceFrame } from '../../../groups/index.ts';
import { roleChoices, roleInWords } from '../../schemas.ts';
import { roleTexts } from '../../views/members.tsx';
import type { InvitationLine, InvitationState } from '../queries.ts';
import { mostAddresses } from '../schemas.ts';

const states: Readonly<Record<InvitationState, { label: string; kind: BadgeKind }>> = {
  pending: { label: 'Attend une réponse', kind: 'info' },
  accepted: { label: 'Acceptée', kind: 'success' },
  declined: { label: 'Déclinée', kind: 'neutral' },
  revoked: { label: 'Retirée', kind: 'neutral' },
  expired: { label: 'Expirée', kind: 'warning' },
  void: { label: 'Sans effet : qui invitait n’anime plus le groupe', kind: 'warning' },
};

export interface InvitationsPageProps {
  group: { slug: string; title: string };
  form: FormState;
  /** Roles that the reader may invite to. */
  roles: readonly MembershipRole[];
  invitations: readonly InvitationLine[];
  total: number;
  page: number;
  pages: number;
}

export function InvitationsPage(props: InvitationsPageProps) {
  const { group, form, roles } = props;
  const { values, errors } = form;
  const here = `/espace/groupes/${group.slug}/invitations`;
  const offered = Object.entries(roleTexts).filter(([choice]) =>
    Object.entries(roleChoices).some(([name, { role }]) => name === choice && roles.includes(role)),
  );
  return (
    <SpaceFrame
      group={group}
      title="Inviter dans le groupe"
      current="membres"
      lead="Vous répondez de l’adresse que vous invitez : la personne qui la confirme entre aussitôt, sans autre examen."
    >
      <ErrorSummary errors={errors} />
      <Form formKey={form.key} action={here}>
        <TextArea
          name="adresses"
          label="Adresses électroniques"
          hint={`Une par ligne, ${mostAddresses} au plus. Chaque invitation ne vaut que pour son adresse, pendant 30 jours.`}
          rows={4}
          value={typedText(values, 'adresses')}
          error={errors.adresses}
        />
        <RadioGroup
          name="role"
          label="Rôle dans le groupe"
          value={typedText(values, 'role')}
          choices={offered.map(([value, words]) => ({ value, ...words }))}
          error={errors.role}
        />
        <TextArea
          name="mot"
          label="Un mot de votre part"
          hint="Il est joint à l’invitation."
          required={false}
          rows={4}
          maxLength={1000}
          value={typedText(values, 'mot')}
          error={errors.mot}
        />
        <SubmitRow label="Envoyer l’invitation" cancelHref={`/espace/groupes/${group.slug}/membres`} />
      </Form>
      <Sent {...props} here={here} />
    </SpaceFrame>
  );
}

function Sent({ invitations, page, pages, here }: InvitationsPageProps & { here: string }) {
  return (
    <Section title="Invitations envoyées" id="envoyees">
      {invitations.length === 0 ? (
        <p>Aucune invitation pour l’instant. Elles s’affichent ici, avec la réponse reçue.</p>
      ) : (
        <ul class="cd-people" aria-label="Invitations envoyées">
          {invitations.map((invitation) => (
            <Line invitation={invitation} here={here} />
          ))}
        </ul>
      )}
      <Pagination page={page} pages={pages} hrefOf={(n) => listHref(here, { page: n })} />
    </Section>
  );
}

function Line({ invitation, here }: { invitation: InvitationLine; here: string }) {
  const { id, email, state, sentAt, expiresAt, invitedBy } = invitation;
  const address = email ?? 'Adresse effacée';
  const open = state === 'pending' || state === 'expired' || state === 'void';
  return (
    <li class="cd-person">
      <p class="cd-person__who">
        <strong>{address}</strong>
        <span>
          comme {roleInWords(invitation)}, envoyée le <Time value={sentAt} />
          {invitedBy && ` par ${invitedBy}`}
          {state === 'pending' && (
            <>
              {' '}
              ; vaut jusqu’au <Time value={expiresAt} />
            </>
          )}
        </span>
      </p>
      <div class="cd-meta">
        <Badge kind={states[state].kind}>{states[state].label}</Badge>
        {open && email && (
          <>
            <PostButton action={`${here}/${id}/renvoi`} kind="tertiary" size="sm" context={`: ${address}`}>
              Renvoyer
            </PostButton>
            <PostButton action={`${here}/${id}/retrait`} kind="tertiary" size="sm" context={`: ${address}`}>
              Retirer
            </PostButton>
          </>
        )}
      </div>
    </li>
  );
}
