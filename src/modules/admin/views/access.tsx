import { type FormState, typedText } from '../../../platform/http/index.ts';
import {
  Alert,
  Button,
  ButtonGroup,
  ErrorSummary,
  PageHeader,
  Panel,
  PostButton,
  ReasonForm,
  Time,
} from '../../../ui/index.ts';
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
export function AccessPanel({ account, maySuspend }: { account: Account; maySuspend: boolean }) {
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
  if (account.state !== 'active' || account.demonstration) return null;
  return (
    <Panel title="Accès">
      <p>
        Suspendue, la personne est déconnectée tout de suite. Ses groupes et ses rôles sont gardés, sans
        effet.
      </p>
      <ButtonGroup>
        <Button href={`${pathOf(account)}/suspension`} kind="danger">
          Suspendre l’accès
        </Button>
      </ButtonGroup>
    </Panel>
  );
}

export function SuspendPage({ account, form }: { account: Account; form: FormState }) {
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <PageHeader
        title={`Suspendre l’accès de ${account.name}`}
        lead="Effet immédiat, jusqu’à ce que l’équipe du programme rétablisse l’accès."
      />
      <ReasonForm
        action={`${pathOf(account)}/suspension`}
        formKey={form.key}
        value={typedText(form.values, 'motif')}
        errors={form.errors}
        submit="Suspendre l’accès"
        cancelHref={pathOf(account)}
      />
    </>
  );
}
