import { sql } from 'kysely';
import type { Db } from '../../../platform/database/index.ts';
import { freeSlug, slugOf } from '../../../platform/slug.ts';

/** Words that are pages of a catalogue themselves: no resource may stand there. */
export const reserved: readonly string[] = [
  'a-traiter',
  'alertes',
  'doublons',
  'export',
  'guide',
  'integrer',
  'importer',
  'lien',
  'liens',
  'nouvelle',
  'proposer',
];

/** Held until the end of the transaction: two resources of one title then get two addresses. */
export async function lockAddresses(tx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('catalogue addresses'))`.execute(tx);
}

/** The address of a new resource, from its title; it never changes. */
export async function newSlug(tx: Db, title: string, alsoTaken: Iterable<string> = []): Promise<string> {
  await lockAddresses(tx);
  const wanted = slugOf(title, 'ressource');
  const near = await tx.selectFrom('resources').select('slug').where('slug', 'like', `${wanted}%`).execute();
  return freeSlug(wanted, new Set([...reserved, ...alsoTaken, ...near.map(({ slug }) => slug)]));
}
