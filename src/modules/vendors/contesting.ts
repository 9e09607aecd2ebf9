import { sql } from 'kysely';
import type { ContestDecision, Db } from '../../platform/database/index.ts';
import { pageCount, Refusal } from '../../platform/http/index.ts';
import { queueMails } from '../../platform/mail/index.ts';
import { record } from '../audit/index.ts';
import type { Equipment } from './equipment.ts';
import { markWithdrawn } from './equipping.ts';
import { type Managing, vendorThing } from './opening.ts';
import { retractStatements } from './stages.ts';
import type { Vendor } from './vendor.ts';

/** « This is not our vendor », and what came of it. */
export interface Contest {
  id: string;
  equipmentId: string;
  vendor: string;
  vendorName: string;
  product: string;
  authorityId: string;
  authorityName: string;
  reason: string;
  at: Date;
  decision: ContestDecision | null;
  decidedAt: Date | null;
  decisionReason: string | null;
}

const contests = (db: Db) =>
  db
    .selectFrom('equipment_contests as contests')
    .innerJoin('equipments', 'equipments.id', 'contests.equipment_id')
    .innerJoin('vendor_products', 'vendor_products.id', 'equipments.product_id')
    .innerJoin('organisations', 'organisations.slug', 'vendor_products.vendor')
    .innerJoin('authorities', 'authorities.id', 'equipments.authority_id')
    .select([
      'contests.id',
      'contests.equipment_id as equipmentId',
      'vendor_products.vendor',
      'organisations.name as vendorName',
      'vendor_products.name as product',
      'authorities.id as authorityId',
      'authorities.name as authorityName',
      'contests.reason',
      'contests.at',
      'contests.decision',
      'contests.decided_at as decidedAt',
      'contests.decision_reason as decisionReason',
    ]);

/** What was contested of an equipment, the latest first. */
export async function contestsOf(db: Db, equipmentId: string): Promise<Contest[]> {
  return contests(db)
    .where('contests.equipment_id', '=', equipmentId)
    .orderBy('contests.at', 'desc')
    .limit(50)
    .execute();
}

/** A contest of this vendor that waits to be settled. */
export async function findOpenContest(db: Db, vendor: string, id: string): Promise<Contest | undefined> {
  return contests(db)
    .where('contests.id', '=', id)
    .where('vendor_products.vendor', '=', vendor)
    .where('contests.decision', 'is', null)
    .executeTakeFirst();
}

/** What waits to be settled, the oldest first: of one vendor, or of all. */
export async function openContests(
  db: Db,
  { vendor, page, perPage }: { vendor: string | null; page: number; perPage: number },
): Promise<{ items: Contest[]; total: number; page: number; pages: number }> {
  const waiting = contests(db)
    .where('contests.decision', 'is', null)
    .$if(vendor !== null, (query) => query.where('vendor_products.vendor', '=', vendor ?? ''));
  const rows = await waiting
    .select(sql<number>`count(*) over ()::integer`.as('total'))
    .orderBy('contests.at')
    .orderBy('contests.id')
    .limit(perPage)
    .offset((page - 1) * perPage)
    .execute();
  const total = rows[0]?.total ?? 0;
  return {
    items: rows.map(({ total: _, ...contest }) => contest),
    total,
    page,
    pages: pageCount(total, perPage),
  };
}

/** Says, for an authority, that a product does not equip it: from then on the link is counted nowhere. */
export async function contestEquipment(
  tx: Db,
  { by, now, publicUrl }: Managing,
  { vendor, equipment, reason }: { vendor: Vendor; equipment: Equipment; reason: string },
): Promise<void> {
  const contested = await tx
    .updateTable('equipments')
    .set({ standing: 'contested' })
    .where('id', '=', equipment.id)
    .where('standing', '=', 'told')
    .where('until_day', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!contested) throw new Refusal('Ce lien est déjà contesté, terminé ou retiré : rechargez la page.');
  const { id } = await tx
    .insertInto('equipment_contests')
    .values({ equipment_id: equipment.id, account_id: by.id, reason, at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  await record(tx, {
    actor: by,
    verb: 'equipment.contest',
    thing: vendorThing(vendor),
    detail: { product: equipment.product.name, authority: equipment.authority.name },
  });
  const { name } = equipment.authority;
  const said = `${name} dit que ${equipment.product.name} (${vendor.name}) ne l’équipe pas.

Son motif :
${reason}

Le lien n’est plus compté tant que rien n’est tranché.`;
  await queueMails(tx, [
    ...(await vendorAddresses(tx, vendor.slug)).map(({ id: person, email }) => ({
      to: email,
      key: `equipment-contest:${id}:${person}`,
      subject: `${name} conteste un lien avec ${vendor.name}`,
      text: `Bonjour,

${said} Si c’était une erreur, retirez-le ; sinon, l’équipe du programme tranchera :
${publicUrl}/editeurs/${vendor.slug}/espace/collectivites/${equipment.id}
`,
    })),
    ...(await teamAddresses(tx)).map(({ id: person, email }) => ({
      to: email,
      key: `equipment-contest:${id}:${person}`,
      subject: `${name} conteste un lien avec ${vendor.name}`,
      text: `Bonjour,

${said} À vous de trancher, après avoir entendu les deux :
${publicUrl}/administration/editeurs/${vendor.slug}/contestations/${id}
`,
    })),
  ]);
}

async function vendorAddresses(tx: Db, vendor: string): Promise<{ id: string; email: string }[]> {
  const rows = await tx
    .selectFrom('vendor_people')
    .innerJoin('accounts', 'accounts.id', 'vendor_people.account_id')
    .select(['accounts.id', 'email'])
    .where('vendor', '=', vendor)
    .whereRef('accounts.organisation_slug', '=', 'vendor_people.vendor')
    .where('state', '=', 'active')
    .execute();
  return rows.flatMap(({ id, email }) => (email ? [{ id, email }] : []));
}

async function teamAddresses(tx: Db): Promise<{ id: string; email: string }[]> {
  const rows = await tx
    .selectFrom('accounts')
    .select(['id', 'email'])
    .where('state', '=', 'active')
    .where('id', 'in', (eb) =>
      eb.selectFrom('account_roles').select('account_id').where('role', '=', 'programme-team'),
    )
    .execute();
  return rows.flatMap(({ id, email }) => (email ? [{ id, email }] : []));
}

/**
 * Settles a contest. Upheld: the equipment was none, and what its vendor said of the authority through it is taken back.
 * Dismissed: it counts again.
 */
export async function settleContest(
  tx: Db,
  { by, now, publicUrl }: Managing,
  {
    vendor,
    contest,
    decision,
    reason,
  }: { vendor: Vendor; contest: Contest; decision: ContestDecision; reason: string },
): Promise<void> {
  const settled = await tx
    .updateTable('equipment_contests')
    .set({ decision, decided_at: now, decided_by: by.id, decision_reason: reason })
    .where('id', '=', contest.id)
    .where('decision', 'is', null)
    .returning('account_id')
    .executeTakeFirst();
  if (!settled) throw new Refusal('Cette contestation est déjà tranchée.');
  if (decision === 'upheld') {
    await markWithdrawn(tx, contest.equipmentId, now);
    await retractStatements(
      tx,
      {
        accountId: by.id,
        now,
        reason: `La collectivité conteste être équipée par ${vendor.name} : ${reason}`,
      },
      { equipmentId: contest.equipmentId },
    );
  } else {
    await tx
      .updateTable('equipments')
      .set({ standing: 'told' })
      .where('id', '=', contest.equipmentId)
      .where('standing', '=', 'contested')
      .execute();
  }
  await record(tx, {
    actor: by,
    verb: `contest.${decision === 'upheld' ? 'uphold' : 'dismiss'}`,
    thing: vendorThing(vendor),
    detail: { product: contest.product, authority: contest.authorityName, reason },
  });
  const contesting = settled.account_id
    ? await tx
        .selectFrom('accounts')
        .select(['id', 'email'])
        .where('id', '=', settled.account_id)
        .where('state', '=', 'active')
        .executeTakeFirst()
    : undefined;
  const told = [
    ...(await vendorAddresses(tx, vendor.slug)),
    ...(contesting?.email ? [{ id: contesting.id, email: contesting.email }] : []),
  ];
  await queueMails(
    tx,
    told.map(({ id, email }) => ({
      to: email,
      key: `equipment-settled:${contest.id}:${id}`,
      subject: `Contestation tranchée : ${contest.authorityName} et ${vendor.name}`,
      text: `Bonjour,

L’équipe du programme a tranché : ${
        decision === 'upheld'
          ? `${contest.product} n’équipe pas ${contest.authorityName}. Le lien est retiré.`
          : `${contest.product} équipe bien ${contest.authorityName}. Le lien compte de nouveau.`
      }

Son motif :
${reason}

${publicUrl}/editeurs/${vendor.slug}
`,
    })),
  );
}
