import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { machineDate } from '../../ui/index.ts';
import { record } from '../audit/index.ts';
import { assertStages, retract, withoutNestedLoops } from '../rollouts/index.ts';
import type { Equipment } from './equipment.ts';
import { vendorThing } from './opening.ts';
import type { Working } from './products.ts';

/** « This customer is at this stage since this day. » */
export interface CustomerStatement {
  equipmentId: string;
  rollout: string;
  /** Null: nothing has begun. */
  stage: string | null;
  blocked?: boolean;
  since: string;
  url?: string | null;
  note?: string | null;
}

/** So many at a time are written. */
const portion = 5_000;

/**
 * Says where authorities stand, as their vendor. Throws Refusal, and writes nothing, unless each is equipped by a product of this
 * vendor that serves the rollout, since that day at least, is not contested, and is concerned by the rollout.
 */
export async function assertForCustomers(
  tx: Db,
  { by, now, vendor }: Working,
  statements: readonly CustomerStatement[],
): Promise<void> {
  if (statements.some(({ since }) => since > machineDate(now)))
    throw new Refusal('Cette date est à venir : ce qui n’est pas arrivé ne se déclare pas.', 'date');
  for (const [rollout, all] of Map.groupBy(statements, (one) => one.rollout)) {
    for (let at = 0; at < all.length; at += portion) {
      const some = all.slice(at, at + portion);
      const authorities = await customersOf(tx, vendor.slug, rollout, some);
      const ids = await assertStages(
        tx,
        { rollout, source: 'vendor', toldBy: vendor.name, accountId: by.id, now },
        some.map(({ equipmentId: _, rollout: __, ...said }, index) => ({
          ...said,
          authorityId: authorities[index] ?? '',
        })),
      );
      await sql`
        insert into vendor_statements (assertion_id, equipment_id)
        select id, equipment_id
        from unnest(${ids}::bigint[], ${some.map(({ equipmentId }) => equipmentId)}::uuid[]) as said (id, equipment_id)`.execute(
        tx,
      );
    }
  }
}

/** The authority of each statement, in their order; held, so that none is contested or ended meanwhile. */
async function customersOf(
  tx: Db,
  vendor: string,
  rollout: string,
  statements: readonly CustomerStatement[],
): Promise<string[]> {
  const { rows } = await withoutNestedLoops(tx, statements.length, () =>
    sql<{ authority_id: string }>`
    select equipments.authority_id
    from unnest(
      ${statements.map(({ equipmentId }) => equipmentId)}::uuid[], ${statements.map(({ since }) => since)}::date[]
    ) with ordinality as said (equipment_id, since, place)
    join equipments on equipments.id = said.equipment_id and standing = 'told' and until_day is null
      and from_day <= said.since
    join vendor_products on vendor_products.id = product_id and vendor_products.vendor = ${vendor}
    join vendor_product_rollouts on vendor_product_rollouts.product_id = vendor_products.id
      and vendor_product_rollouts.rollout = ${rollout}
    join rollout_concerned on rollout_concerned.rollout = ${rollout}
      and rollout_concerned.authority_id = equipments.authority_id
    order by place
    for share of equipments`.execute(tx),
  );
  if (rows.length !== statements.length)
    throw new Refusal(
      'Un éditeur ne déclare une étape que pour une collectivité concernée qu’un de ses produits équipe à cette date, et qui ne le conteste pas.',
      'date',
    );
  return rows.map(({ authority_id }) => authority_id);
}

/** Says where one customer stands. Throws Refusal as `assertForCustomers` does. */
export async function tellStage(
  tx: Db,
  working: Working,
  equipment: Equipment,
  said: Omit<CustomerStatement, 'equipmentId'>,
): Promise<void> {
  await assertForCustomers(tx, working, [{ ...said, equipmentId: equipment.id }]);
  await tx.updateTable('equipments').set({ told_at: working.now }).where('id', '=', equipment.id).execute();
  await record(tx, {
    actor: working.by,
    verb: 'equipment.tell-stage',
    thing: vendorThing(working.vendor),
    detail: { authority: equipment.authority.name, rollout: said.rollout },
  });
}

/** A stage that a vendor told of a customer. */
export interface ToldStage {
  id: number;
  rollout: string;
  stage: string | null;
  blocked: boolean;
  since: string;
  at: Date;
  url: string | null;
  note: string | null;
  /** Why it was taken back; null: it counts. */
  retracted: string | null;
}

/** All that was told of the stages of an equipment, the latest first. */
export async function toldStagesOf(db: Db, equipmentId: string): Promise<ToldStage[]> {
  return db
    .selectFrom('vendor_statements')
    .innerJoin('assertions', 'assertions.id', 'vendor_statements.assertion_id')
    .leftJoin('assertion_retractions as retractions', 'retractions.assertion_id', 'assertions.id')
    .select([
      'assertions.id',
      'rollout',
      'stage',
      'blocked',
      'valid_from as since',
      'recorded_at as at',
      'evidence_url as url',
      'evidence_note as note',
      'retractions.reason as retracted',
    ])
    .where('equipment_id', '=', equipmentId)
    .orderBy('valid_from', 'desc')
    .orderBy('assertions.id', 'desc')
    .limit(200)
    .execute();
}

/** Takes back what was told of the stages of an equipment: one statement of it, or all. It stays, with the reason. */
export async function retractStatements(
  tx: Db,
  { accountId, now, reason }: { accountId: string | null; now: Date; reason: string },
  { equipmentId, assertionId }: { equipmentId: string; assertionId?: number },
): Promise<number> {
  const rows = await tx
    .selectFrom('vendor_statements')
    .innerJoin('assertions', 'assertions.id', 'vendor_statements.assertion_id')
    .select(['assertions.id', 'rollout'])
    .where('equipment_id', '=', equipmentId)
    .$if(assertionId !== undefined, (query) => query.where('assertions.id', '=', assertionId ?? 0))
    .where('assertions.id', 'not in', (eb) => eb.selectFrom('assertion_retractions').select('assertion_id'))
    .execute();
  for (const [rollout, some] of Map.groupBy(rows, (one) => one.rollout))
    await retract(tx, { rollout, reason, accountId, now }, { assertions: some.map(({ id }) => id) });
  return rows.length;
}

/** Takes back one stage that was told by mistake. Throws Refusal when it is not there any more. */
export async function takeBackStage(
  tx: Db,
  { by, now, vendor }: Working,
  equipment: Equipment,
  { assertionId, reason }: { assertionId: number; reason: string },
): Promise<void> {
  const taken = await retractStatements(
    tx,
    { accountId: by.id, now, reason },
    { equipmentId: equipment.id, assertionId },
  );
  if (taken === 0) throw new Refusal('Cette déclaration est déjà retirée.');
  await record(tx, {
    actor: by,
    verb: 'equipment.take-back-stage',
    thing: vendorThing(vendor),
    detail: { authority: equipment.authority.name, reason },
  });
}
