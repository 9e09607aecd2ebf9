import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { formatDate, machineDate } from '../../ui/index.ts';
import { record } from '../audit/index.ts';
import type { Equipment } from './equipment.ts';
import { vendorThing } from './opening.ts';
import type { Product } from './product.ts';
import type { Working } from './products.ts';
import { retractStatements } from './stages.ts';
import { lockVendor } from './vendor.ts';

/** An authority, as far as equipping it is concerned. */
interface Customer {
  id: string;
  name: string;
}

/** Tells that a product equips an authority. Throws Refusal when it is told already, or was settled against the vendor. */
export async function equip(
  tx: Db,
  { by, now, vendor }: Working,
  { product, authority, from }: { product: Product; authority: Customer; from: string },
): Promise<string> {
  await lockVendor(tx, vendor.slug);
  if (product.withdrawnAt)
    throw new Refusal('Ce produit est retiré : il n’équipe plus personne de nouveau.', 'produit');
  if (from > machineDate(now))
    throw new Refusal('Cette date est à venir : ce qui n’est pas arrivé ne se déclare pas.', 'depuis');
  const refuted = (await refutedDays(tx, vendor.slug)).get(pairOf(product.id, authority.id));
  if (refuted && from <= refuted) throw new Refusal(refutedWords(refuted), 'depuis');
  // Nobody else writes for this vendor meanwhile.
  const going = await tx
    .selectFrom('equipments')
    .select('id')
    .where('product_id', '=', product.id)
    .where('authority_id', '=', authority.id)
    .where('until_day', 'is', null)
    .where('standing', '<>', 'withdrawn')
    .executeTakeFirst();
  if (going) throw new Refusal(`${product.name} équipe déjà ${authority.name}.`, 'collectivite');
  const added = await tx
    .insertInto('equipments')
    .values({ product_id: product.id, authority_id: authority.id, from_day: from, told_at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  await record(tx, {
    actor: by,
    verb: 'equipment.add',
    thing: vendorThing(vendor),
    detail: { product: product.name, authority: authority.name },
  });
  return added.id;
}

/** A product and an authority, as one key. */
export const pairOf = (productId: string, authorityId: string): string => `${productId} ${authorityId}`;

export const refutedWords = (day: string): string =>
  `La collectivité a contesté ce lien, et l’équipe du programme lui a donné raison le ${formatDate(day)} : un nouveau contrat commence après.`;

/** Until which day it was settled that a product of this vendor did not equip an authority, by pair. */
export async function refutedDays(db: Db, vendor: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ product_id: string; authority_id: string; day: string }>`
    select product_id, authority_id, max((decided_at at time zone 'Europe/Paris')::date) as day
    from equipment_contests
    join equipments on equipments.id = equipment_id
    join vendor_products on vendor_products.id = product_id
    where vendor_products.vendor = ${vendor} and decision = 'upheld'
    group by product_id, authority_id`.execute(db);
  return new Map(rows.map((row) => [pairOf(row.product_id, row.authority_id), row.day]));
}

/** Says the last day of an equipment. Throws Refusal when it is over, contested, or the day does not fit. */
export async function endEquipment(
  tx: Db,
  { by, now, vendor }: Working,
  equipment: Equipment,
  until: string,
): Promise<void> {
  await lockVendor(tx, vendor.slug);
  if (until > machineDate(now))
    throw new Refusal('Cette date est à venir : dites-le quand ce sera fait.', 'fin');
  if (until < equipment.from)
    throw new Refusal(
      `Ce contrat a commencé le ${formatDate(equipment.from)} : il ne finit pas avant.`,
      'fin',
    );
  const ended = await tx
    .updateTable('equipments')
    .set({ until_day: until, told_at: now })
    .where('id', '=', equipment.id)
    .where('until_day', 'is', null)
    .where('standing', '=', 'told')
    .returning('id')
    .executeTakeFirst();
  if (!ended) throw new Refusal('Ce lien est terminé, contesté ou retiré : rechargez la page.');
  await record(tx, {
    actor: by,
    verb: 'equipment.end',
    thing: vendorThing(vendor),
    detail: { product: equipment.product.name, authority: equipment.authority.name },
  });
}

/** Takes back an equipment that was told by mistake, with what was said of its stages: a contest that waits is then settled. */
export async function withdrawEquipment(
  tx: Db,
  { by, now, vendor }: Working,
  equipment: Equipment,
  reason: string,
): Promise<void> {
  await lockVendor(tx, vendor.slug);
  await markWithdrawn(tx, equipment.id, now);
  await retractStatements(tx, { accountId: by.id, now, reason }, { equipmentId: equipment.id });
  await tx
    .updateTable('equipment_contests')
    .set({
      decision: 'upheld',
      decided_at: now,
      decided_by: by.id,
      decision_reason: `L’éditeur retire ce lien : ${reason}`,
    })
    .where('equipment_id', '=', equipment.id)
    .where('decision', 'is', null)
    .execute();
  await record(tx, {
    actor: by,
    verb: 'equipment.withdraw',
    thing: vendorThing(vendor),
    detail: { product: equipment.product.name, authority: equipment.authority.name, reason },
  });
}

/** Throws Refusal when it is withdrawn already. */
export async function markWithdrawn(tx: Db, id: string, now: Date): Promise<void> {
  const withdrawn = await tx
    .updateTable('equipments')
    .set({ standing: 'withdrawn', told_at: now })
    .where('id', '=', id)
    .where('standing', '<>', 'withdrawn')
    .returning('id')
    .executeTakeFirst();
  if (!withdrawn) throw new Refusal('Ce lien est déjà retiré.');
}
