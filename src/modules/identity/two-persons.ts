import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import { Conflict, Refusal } from '../../platform/http/index.ts';
import { queueMail, queueMails } from '../../platform/mail/index.ts';
import { formatDateTime } from '../../ui/index.ts';
import { record } from '../audit/index.ts';
import { holdSuspendable, letIn, putOut } from './suspension.ts';

interface Act {
  actor: { id: string; name: string };
  accountId: string;
  publicUrl: string;
  now: Date;
}

const hour = 60 * 60 * 1000;
/** For how long one person keeps another out, while nobody confirms. */
const holdHours = 72;
/** Who held an access once does not hold it again by themselves for so long, while others are there to confirm. */
const holdAgainDays = 30;

/** A suspension that one person proposed, and another is to confirm. */
export interface SuspensionProposal {
  id: string;
  reason: string;
  proposedBy: string | null;
  proposerName: string | null;
  proposedAt: Date;
  /** Until when the person is kept out meanwhile; null when they are not. */
  heldUntil: Date | null;
}

export async function waitingSuspension(db: Db, accountId: string): Promise<SuspensionProposal | null> {
  const row = await db
    .selectFrom('suspension_proposals as p')
    .leftJoin('accounts', 'accounts.id', 'p.proposed_by')
    .select([
      'p.id',
      'p.reason',
      'p.proposed_by as proposedBy',
      'accounts.name as proposerName',
      'p.proposed_at as proposedAt',
      'p.held_until as heldUntil',
    ])
    .where('p.account_id', '=', accountId)
    .where('p.state', '=', 'waiting')
    .executeTakeFirst();
  return row ?? null;
}

/** The accounts whose suspension waits to be confirmed, the oldest first. */
export async function waitingSuspensions(db: Db): Promise<{ accountId: string; name: string }[]> {
  return db
    .selectFrom('suspension_proposals as p')
    .innerJoin('accounts', 'accounts.id', 'p.account_id')
    .select(['p.account_id as accountId', 'accounts.name'])
    .where('p.state', '=', 'waiting')
    .orderBy('p.proposed_at')
    .limit(50)
    .execute();
}

/** Those who may confirm what this person proposes: the programme team, or administrators alone for one of theirs. */
export async function whoMayConfirm(
  db: Db,
  { accountId, proposerId }: { accountId: string; proposerId: string },
): Promise<{ id: string; email: string }[]> {
  const rows = await db
    .selectFrom('accounts')
    .select(['id', 'email'])
    .where('state', '=', 'active')
    .where('id', 'not in', [accountId, proposerId])
    .where(
      sql<boolean>`exists (select from account_roles r where r.account_id = accounts.id and (r.role = 'administrator'
        or not exists (select from account_roles of where of.account_id = ${accountId} and of.role = 'administrator')))`,
    )
    .orderBy('id')
    .execute();
  return rows.flatMap(({ id, email }) => (email ? [{ id, email }] : []));
}

/** Whether this person has held that access a short time ago. */
async function heldLately(tx: Db, { actor, accountId, now }: Act): Promise<boolean> {
  const row = await tx
    .selectFrom('suspension_proposals')
    .select('id')
    .where('account_id', '=', accountId)
    .where('proposed_by', '=', actor.id)
    .where('held_until', 'is not', null)
    .where('proposed_at', '>', new Date(now.getTime() - holdAgainDays * 24 * hour))
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Proposes to keep a person out; with `hold`, they are at once, for 72 hours at most. Nothing else changes until another person
 * confirms. Throws Refusal when it cannot be. Who may is for the caller to check.
 */
export async function proposeSuspension(tx: Db, act: Act & { reason: string; hold: boolean }): Promise<void> {
  const { actor, accountId, reason, hold, publicUrl, now } = act;
  const account = await holdSuspendable(tx, accountId);
  if (account.suspended_at) throw new Refusal('L’accès de cette personne est déjà suspendu.');
  const others = await whoMayConfirm(tx, { accountId, proposerId: actor.id });
  if (others.length === 0 && !hold)
    throw new Refusal(
      'Personne d’autre ne peut confirmer : seule une suspension à titre conservatoire est possible.',
      'conservatoire',
    );
  if (hold && others.length > 0 && (await heldLately(tx, act)))
    throw new Refusal(
      'Vous avez déjà suspendu cet accès à titre conservatoire. Proposez sans effet immédiat : une autre personne confirmera.',
      'conservatoire',
    );
  const heldUntil = hold ? new Date(now.getTime() + holdHours * hour) : null;
  const proposal = await tx
    .insertInto('suspension_proposals')
    .values({
      account_id: accountId,
      reason,
      proposed_by: actor.id,
      proposed_at: now,
      held_until: heldUntil,
      state: 'waiting',
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!proposal) throw new Refusal('Une suspension de cet accès est déjà proposée.');
  const thing = { type: 'account', id: accountId, label: account.name };
  await record(tx, {
    actor,
    verb: hold ? 'account.hold' : 'account.propose-suspension',
    thing,
    detail: { reason },
  });
  if (heldUntil) {
    await putOut(tx, act);
    await queueMail(tx, {
      to: account.email,
      key: `suspension:${proposal.id}:held`,
      subject: 'Votre accès à Cordée est suspendu à titre conservatoire',
      text: `Bonjour,

Une personne de l’équipe du programme a suspendu votre accès à l’espace collaboratif de Cordée, à titre conservatoire, pour ce motif :

${reason}

Une autre personne l’examine. Sans confirmation, votre accès vous est rendu le ${formatDateTime(heldUntil)} au plus tard. Vos groupes sont gardés.

Une erreur ? Écrivez à l’équipe du programme : ${publicUrl}/contact
`,
    });
  }
  await queueMails(
    tx,
    others.map(({ id, email }) => ({
      to: email,
      key: `suspension:${proposal.id}:to-confirm:${id}`,
      subject: 'Une suspension d’accès attend votre confirmation',
      text: `Bonjour,

Une personne de l’équipe du programme propose de suspendre l’accès de ${account.name}. Une autre doit confirmer, ou refuser :
${publicUrl}/administration/comptes/${accountId}/suspension/decision
`,
    })),
  );
}

/** Confirms what another proposed, or not. Throws Conflict when somebody else answered meanwhile. Who may is for the caller to check. */
export async function decideSuspension(
  tx: Db,
  act: Act & { confirms: boolean; reason: string },
): Promise<void> {
  const { actor, accountId, confirms, reason, publicUrl, now } = act;
  // In the same order everywhere: administrators, the account, what is proposed of it.
  const account = await holdAccount(tx, accountId, confirms);
  const proposal = await tx
    .selectFrom('suspension_proposals')
    .select(['id', 'reason', 'proposed_by', 'held_until'])
    .where('account_id', '=', accountId)
    .where('state', '=', 'waiting')
    .forUpdate()
    .executeTakeFirst();
  if (!proposal) throw new Conflict('Cette proposition n’attend plus de réponse.', {}, 0);
  if (proposal.proposed_by === actor.id)
    throw new Refusal('Une autre personne que vous doit confirmer ce que vous proposez.');
  await tx
    .updateTable('suspension_proposals')
    .set({
      state: confirms ? 'confirmed' : 'refused',
      decided_by: actor.id,
      decided_at: now,
      decision_reason: reason,
    })
    .where('id', '=', proposal.id)
    .execute();
  const proposer = await tx
    .selectFrom('accounts')
    .select('name')
    .where('id', '=', proposal.proposed_by)
    .executeTakeFirst();
  if (!confirms) {
    if (proposal.held_until) await letIn(tx, act, notConfirmed);
    await record(tx, {
      actor,
      verb: 'account.refuse-suspension',
      thing: { type: 'account', id: accountId, label: account.name },
      detail: { reason, proposed_by: proposer?.name },
    });
    return;
  }
  if (!account.suspended_at) await putOut(tx, { ...act, reason: proposal.reason });
  await record(tx, {
    actor,
    verb: 'account.suspend',
    thing: { type: 'account', id: accountId, label: account.name },
    detail: { reason: proposal.reason, proposed_by: proposer?.name },
  });
  await queueMail(tx, {
    to: account.email,
    key: `suspension:${proposal.id}:confirmed`,
    subject: 'Votre accès à Cordée est suspendu',
    text: `Bonjour,

Deux personnes de l’équipe du programme ont suspendu votre accès à l’espace collaboratif de Cordée, pour ce motif :

${proposal.reason}

Vos groupes sont gardés, mais vous n’y avez plus accès et n’en recevez plus de courriel.

Une erreur ? Écrivez à l’équipe du programme : ${publicUrl}/contact
Le site public reste ouvert à tous : ${publicUrl}
`,
  });
}

async function holdAccount(tx: Db, accountId: string, toSuspend: boolean) {
  if (toSuspend) return holdSuspendable(tx, accountId);
  const { email, ...account } = await tx
    .selectFrom('accounts')
    .select(['name', 'email', 'suspended_at'])
    .where('id', '=', accountId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { ...account, email: email ?? '' };
}

const notConfirmed =
  'La suspension de votre accès à l’espace collaboratif de Cordée n’a pas été confirmée : il vous est rendu.';

/** Gives back the accesses that were held as long as may be and that nobody confirmed. Returns how many. */
export async function endHolds(
  db: Db,
  { now, publicUrl }: { now: Date; publicUrl: string },
): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const over = tx
      .selectFrom('suspension_proposals')
      .select('account_id')
      .where('state', '=', 'waiting')
      .where('held_until', '<=', now);
    await tx.selectFrom('accounts').select('id').where('id', 'in', over).orderBy('id').forUpdate().execute();
    const lapsed = await tx
      .updateTable('suspension_proposals')
      .set({ state: 'lapsed', decided_at: now })
      .where('state', '=', 'waiting')
      .where('held_until', '<=', now)
      .returning('account_id')
      .execute();
    for (const { account_id: accountId } of lapsed) {
      const account = await letIn(tx, { accountId, publicUrl, now }, notConfirmed);
      if (account)
        await record(tx, {
          actor: null,
          verb: 'account.end-hold',
          thing: { type: 'account', id: accountId, label: account.name },
        });
    }
    return lapsed.length;
  });
}

/** Forgets, a year after, what was proposed and decided of an access; with the account, at once. */
export async function purgeSuspensions(db: Db, before: Date): Promise<void> {
  await db
    .deleteFrom('suspension_proposals')
    .where('decided_at', '<', before)
    .where('state', '<>', 'waiting')
    .execute();
}
