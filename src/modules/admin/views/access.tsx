import { type FormState, typedText } from '../../../platform/http/index.ts';
import {
  Alert,
  Button,
  ButtonGroup,
  Checkbox,
  ErrorSummary,
  Form,
  FormTroubles,
  PageHeader,
  Panel,
  PostButton,
  RadioGroup,
  ReasonField,
  SubmitRow,
  TextArea,
  Time,
} from '../../../ui/index.ts';
import type { SuspensionProposal } from '../../identity/index.ts';
import type { Account } from './accounts.tsx';

const pathOf = (account: Account) => `/administration/comptes/${account.id}`;

/** Says that an access is suspended, since when and why. */
export function SuspensionNotice({ account }: { account: Account }) {
  if (!account.suspended_at) return null;
  return (
    <Alert kind="warning" title="Accès suspendu">
      <p>
        Depuis le <Time value={account.suspended_at} />
        {account.suspended_by && `, par ${account.suspended_by}`}, pour ce motif :
      </p>
      <blockquote class="cd-verbatim">{account.suspension_reason}</blockquote>
    </Alert>
  );
}

/** Says that the address moved to a domain that nobody vouched for, and offers to accept it. */
export function AddressNotice({ account, mayDecide }: { account: Account; mayDecide: boolean }) {
  if (!account.address_to_check_since) return null;
  return (
    <Alert kind="warning" title="Adresse changée, domaine non vérifié">
      <p>
        Depuis le <Time value={account.address_to_check_since} />, cette personne n’écrit plus en @
        {account.vouched_domain} mais avec {account.email}. Ce domaine n’est pas reconnu pour sa collectivité
        ou son organisme. Elle garde ses accès en attendant.
      </p>
      {mayDecide && (
        <>
          <p>Vérifiez qu’elle y travaille toujours. Sinon, corrigez sa fiche, ou suspendez l’accès.</p>
          <PostButton
            action={`${pathOf(account)}/adresse`}
            fields={{ version: String(account.version) }}
            kind="secondary"
          >
            Accepter cette adresse
          </PostButton>
        </>
      )}
    </Alert>
  );
}

/** Stops or gives back the access of a person who was let in. */
export function AccessPanel({
  account,
  maySuspend,
  proposed,
}: {
  account: Account;
  maySuspend: boolean;
  /** A suspension waits already. */
  proposed: boolean;
}) {
  if (!maySuspend) return null;
  if (account.suspended_at) {
    return (
      <Panel title="Accès">
        <p>Rétablie, la personne retrouve ses groupes et ses rôles ; elle en est avertie par courriel.</p>
        <PostButton
          action={`${pathOf(account)}/retablissement`}
          confirm={`Rétablir l’accès de ${account.name} ?`}
        >
          Rétablir l’accès
        </PostButton>
      </Panel>
    );
  }
  if (account.state !== 'active' || account.demonstration || proposed) return null;
  return (
    <Panel title="Accès">
      <p>
        Une suspension demande deux personnes. Suspendue, la personne est déconnectée tout de suite ; ses
        groupes et ses rôles sont gardés, sans effet.
      </p>
      <ButtonGroup>
        <Button href={`${pathOf(account)}/suspension`} kind="danger">
          Proposer de suspendre l’accès
        </Button>
      </ButtonGroup>
    </Panel>
  );
}

/** A suspension that one person proposed, told to the others of the team. */
export function ProposalNotice({
  account,
  proposal,
  mayDecide,
}: {
  account: Account;
  proposal: SuspensionProposal | null;
  /** The reader is not the one who proposed it. */
  mayDecide: boolean;
}) {
  if (!proposal) return null;
  return (
    <Alert kind="warning" title="Suspension à confirmer">
      <p>
        Proposée le <Time value={proposal.proposedAt} withTime />
        {proposal.proposerName && ` par ${proposal.proposerName}`}, pour ce motif :
      </p>
      <blockquote class="cd-verbatim">{proposal.reason}</blockquote>
      {proposal.heldUntil && (
        <p>
          À titre conservatoire, la personne n’a plus accès jusqu’au{' '}
          <Time value={proposal.heldUntil} withTime />. Sans confirmation, son accès lui est alors rendu.
        </p>
      )}
      {mayDecide ? (
        <Button href={`${pathOf(account)}/suspension/decision`}>Confirmer ou refuser</Button>
      ) : (
        <p>Une autre personne que celle qui propose doit confirmer.</p>
      )}
    </Alert>
  );
}

/** Another person than the one who proposed it confirms, or not. */
export function ConfirmSuspensionPage({
  account,
  proposal,
  form,
}: {
  account: Account;
  proposal: SuspensionProposal | null;
  form: FormState;
}) {
  return (
    <>
      <FormTroubles form={form} labels={{ motif: 'Motif' }} />
      <PageHeader
        eyebrow={account.name}
        title="Confirmer la suspension ?"
        lead="Une suspension demande deux personnes. Confirmée, elle tient jusqu’à ce que l’équipe du programme rétablisse l’accès."
      />
      {proposal ? (
        <>
          <ProposalNotice account={account} proposal={{ ...proposal }} mayDecide={false} />
          <Form formKey={form.key}>
            <RadioGroup
              name="decision"
              label="Que faites-vous ?"
              value={typedText(form.values, 'decision')}
              choices={[
                { value: 'confirmer', label: 'Confirmer', hint: 'La personne reçoit le motif ci-dessus.' },
                {
                  value: 'refuser',
                  label: 'Ne pas confirmer',
                  hint: 'La personne garde ou retrouve son accès.',
                },
              ]}
              error={form.errors.decision}
            />
            <TextArea
              name="motif"
              label="Votre motif, si vous ne confirmez pas"
              hint="Gardé au journal."
              rows={3}
              maxLength={1000}
              required={false}
              value={typedText(form.values, 'motif')}
              error={form.errors.motif}
            />
            <SubmitRow label="Décider" cancelHref={pathOf(account)} />
          </Form>
        </>
      ) : (
        <Alert kind="info">
          <p>Aucune suspension de cet accès n’attend de réponse.</p>
        </Alert>
      )}
    </>
  );
}

/** One person proposes; alone on the instance, they can only hold an access for a time. */
export function SuspendPage({
  account,
  alone,
  form,
}: {
  account: Account;
  /** Nobody else may confirm. */
  alone: boolean;
  form: FormState;
}) {
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <PageHeader
        title={`Suspendre l’accès de ${account.name}`}
        lead="Une suspension demande deux personnes : vous proposez, une autre confirme."
      />
      {alone && (
        <Alert kind="info" title="Personne d’autre ne peut confirmer">
          <p>
            Vous êtes seul à pouvoir le faire ici. Vous pouvez suspendre l’accès 72 heures, à titre
            conservatoire, et recommencer ensuite si c’est encore nécessaire. Pour une suspension durable,
            donnez d’abord un rôle à une seconde personne.
          </p>
        </Alert>
      )}
      <Form formKey={form.key} action={`${pathOf(account)}/suspension`}>
        <ReasonField value={typedText(form.values, 'motif')} error={form.errors.motif} />
        <Checkbox
          name="conservatoire"
          label="Suspendre tout de suite, à titre conservatoire"
          hint="72 heures au plus. L’accès est rendu de lui-même si personne ne confirme."
          required={alone}
          checked={typedText(form.values, 'conservatoire') !== ''}
          error={form.errors.conservatoire}
        />
        <SubmitRow
          label={alone ? 'Suspendre 72 heures' : 'Proposer la suspension'}
          cancelHref={pathOf(account)}
        />
      </Form>
    </>
  );
}
