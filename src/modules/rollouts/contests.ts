import { sql } from 'kysely';
import type { ContestDecision, Db } from '../../platform/database/index.ts';
import { found, pageCount, Refusal } from '../../platform/http/index.ts';
import { queueMail } from '../../platform/mail/index.ts';
import { record } from '../audit/index.ts';
import { authorityUrl } from '../territories/index.ts';
import { retract } from './assertions.ts';
import type { Rollout } from './rollout.ts';
import { oneTold, type Told } from './told.ts';

/** What an authority says is wrong, as a list shows it. */
export interface Contest {
  id: string;
  authorityId: string;
  at: Date;
  reason: string;
  what: Told['what'];
  toldId: number;
  decision: ContestDecision | null;
  decidedAt: Date | null;
  decisionReason: string | null;
}

/** Says that what is told of one's own authority is wrong. Throws Refusal when it is already said, or taken back. */
export async function contest(
  tx: Db,
  {
    by,
    now,
    rollout,
    authority,
  }: {
    by: { id: string; name: string };
    now: Date;
    rollout: Rollout;
    authority: { id: string; name: string };
  },
  told: Told,
  reason: string,
): Promise<void> {
  if (told.retracted) throw new Refusal('Cette déclaration a déjà été retirée.');
  const inserted = await tx
    .insertInto('assertion_contests')
    .values({
      rollout: rollout.slug,
      authority_id: authority.id,
      assertion_id: told.what === 'assertion' ? told.id : null,
      coverage_id: told.what === 'coverage' ? told.id : null,
      account_id: by.id,
      reason,
      at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!inserted) throw new Refusal('Cette déclaration est déjà contestée : les copilotes vont répondre.');
  await record(tx, {
    actor: by,
    verb: 'rollout.contest',
    thing: { type: 'authority', id: authority.id, label: authority.name },
    detail: { rollout: rollout.slug, contest: inserted.id },
  });
}

const columns = sql`id, authority_id as "authorityId", at, reason,
  case when assertion_id is null then 'coverage' else 'assertion' end as what,
  coalesce(assertion_id, coverage_id) as "toldId", decision, decided_at as "decidedAt",
  decision_reason as "decisionReason"`;

/** Those of a rollout: what waits for an answer first, the oldest first; then the latest answered. */
export async function listContests(
  db: Db,
  rollout: string,
  { page, perPage }: { page: number; perPage: number },
): Promise<{ items: Contest[]; total: number; pages: number; page: number }> {
  const { rows } = await sql<Contest & { total: number }>`
    select ${columns}, count(*) over ()::integer as total from assertion_contests where rollout = ${rollout}
    order by decision is not null, case when decision is null then at end, decided_at desc, id
    limit ${perPage} offset ${(page - 1) * perPage}`.execute(db);
  const total = rows[0]?.total ?? 0;
  return { items: rows.map(({ total: _, ...row }) => row), total, page, pages: pageCount(total, perPage) };
}

export async function findContest(db: Db, rollout: string, id: string): Promise<Contest | undefined> {
  const { rows } = await sql<Contest>`
    select ${columns} from assertion_contests where rollout = ${rollout} and id = ${id}`.execute(db);
  return rows[0];
}

/** How many wait for an answer. */
export async function openContests(db: Db, rollout: string): Promise<number> {
  const { count } = await db
    .selectFrom('assertion_contests')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('rollout', '=', rollout)
    .where('decision', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}

/**
 * Answers: a contest that is upheld takes back what was contested, with the reason; either way who contested is told. Throws
 * Refusal when it was answered meanwhile.
 */
export async function decideContest(
  tx: Db,
  {
    by,
    now,
    rollout,
    authority,
    publicUrl,
  }: {
    by: { id: string; name: string };
    now: Date;
    rollout: Rollout;
    authority: { id: string; name: string; kind: Parameters<typeof authorityUrl>[0]['kind']; code: string };
    publicUrl: string;
  },
  { id, what, toldId }: Pick<Contest, 'id' | 'what' | 'toldId'>,
  { decision, reason }: { decision: ContestDecision; reason: string },
): Promise<void> {
  const decided = await tx
    .updateTable('assertion_contests')
    .set({ decision, decided_at: now, decided_by: by.id, decision_reason: reason })
    .where('id', '=', id)
    .where('decision', 'is', null)
    .returning('account_id')
    .executeTakeFirst();
  if (!decided) throw new Refusal('Quelqu’un a déjà répondu à cette contestation.');
  const told = found(await oneTold(tx, rollout.slug, authority.id, { what, id: toldId }));
  if (decision === 'upheld' && !told.retracted) {
    await retract(
      tx,
      { rollout: rollout.slug, reason: `Contesté par la collectivité. ${reason}`, accountId: by.id, now },
      what === 'assertion' ? { assertions: [toldId] } : { coverages: [toldId] },
    );
  }
  await record(tx, {
    actor: by,
    verb: 'rollout.decide',
    thing: { type: 'authority', id: authority.id, label: authority.name },
    detail: { rollout: rollout.slug, contest: id, decision },
  });
  await tellContester(tx, decided.account_id, { id, rollout, authority, decision, reason, publicUrl });
}

async function tellContester(
  tx: Db,
  accountId: string | null,
  answer: {
    id: string;
    rollout: Rollout;
    authority: { name: string; kind: Parameters<typeof authorityUrl>[0]['kind']; code: string };
    decision: ContestDecision;
    reason: string;
    publicUrl: string;
  },
): Promise<void> {
  if (accountId === null) return;
  const account = await tx
    .selectFrom('accounts')
    .select('email')
    .where('id', '=', accountId)
    .where('state', '=', 'active')
    .executeTakeFirst();
  if (!account?.email) return;
  const { id, rollout, authority, decision, reason, publicUrl } = answer;
  await queueMail(tx, {
    to: account.email,
    key: `rollout-contest:${id}`,
    subject: `${authority.name}, ${rollout.title} : réponse à votre contestation`,
    text: `Bonjour,

Vous aviez dit que ce qui est publié de ${authority.name} pour ${rollout.title} n’était pas exact.

${decision === 'upheld' ? 'Les copilotes vous donnent raison : ce qui était contesté est retiré.' : 'Les copilotes ne retiennent pas la contestation : ce qui était dit reste publié.'}

Leur réponse, publique :
${reason}

${publicUrl}/deploiements/${rollout.slug}${authorityUrl(authority)}
`,
  });
}
