import type { Db } from '../../../platform/database/index.ts';
import { Refusal } from '../../../platform/http/index.ts';
import { acceptThroughInvitation } from '../registration-actions.ts';
import { takeInvitation } from './actions.ts';
import { openInvitation } from './queries.ts';

/**
 * Answers yes, for the person whose address was invited: they are let in, if they still waited, and join at once. Throws
 * Refusal for any other address, and for whoever somebody keeps out.
 */
export async function acceptInvitation(
  tx: Db,
  { accountId, id }: { accountId: string; id: string },
  moment: { now: Date; publicUrl: string },
): Promise<void> {
  const account = await tx
    .selectFrom('accounts')
    .select(['email', 'state', 'email_confirmed_at'])
    .where('id', '=', accountId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const invitation = await openInvitation(tx, id, moment.now);
  if (!invitation || invitation.email !== account.email) {
    throw new Refusal('Cette invitation n’est plus valable.');
  }
  if (account.state === 'active') return takeInvitation(tx, { invitation, accountId, ...moment });
  const letIn = account.state === 'pending' && account.email_confirmed_at !== null;
  if (letIn && (await acceptThroughInvitation(tx, accountId, invitation, moment))) return;
  throw new Refusal(
    'Votre demande d’inscription doit d’abord être examinée par l’équipe du programme : l’invitation vous attend d’ici là.',
  );
}
