import type { Db } from '../../../platform/database/index.ts';
import { Refusal } from '../../../platform/http/index.ts';
import { bodyColumns, bodyWords } from '../../identity/index.ts';
import { type AffiliationAnswers, resolveAffiliation, typedAffiliation } from '../affiliation.ts';

/** Another quality of a person than their main one: told by them, shown, and giving no right. */
export interface OtherAffiliation {
  id: string;
  functionTitle: string;
  body: string;
}

const most = 5;

/** The other qualities of a person, in the order in which they were told. */
export async function otherAffiliationsOf(db: Db, accountId: string): Promise<OtherAffiliation[]> {
  const rows = await db
    .selectFrom('account_affiliations')
    .leftJoin('authorities', 'authorities.id', 'account_affiliations.authority_id')
    .leftJoin('organisations', 'organisations.slug', 'account_affiliations.organisation_slug')
    .where('account_affiliations.account_id', '=', accountId)
    .select(['account_affiliations.id', 'account_affiliations.function_title', ...bodyColumns])
    .orderBy('account_affiliations.created_at')
    .orderBy('account_affiliations.id')
    .execute();
  return rows.map((row) => ({ id: row.id, functionTitle: row.function_title, body: bodyWords(row) ?? '' }));
}

/** Adds a quality. Throws Refusal, by field, when the body is not one that we know, or is told already. */
export async function addAffiliation(
  tx: Db,
  {
    accountId,
    input,
    now,
  }: { accountId: string; input: AffiliationAnswers & { fonction: string }; now: Date },
): Promise<void> {
  // Held: two forms sent at once are counted one after the other.
  const main = await tx
    .selectFrom('accounts')
    .select(['authority_id', 'organisation_slug'])
    .where('id', '=', accountId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const others = await otherAffiliationsOf(tx, accountId);
  if (others.length >= most) {
    throw new Refusal(`Vous avez déjà ${most} autres qualités : retirez-en une d’abord.`, 'structure');
  }
  const { authorityId, organisation } = await resolveAffiliation(tx, typedAffiliation(input));
  if (!authorityId && !organisation) {
    throw new Refusal(
      'Nous ne connaissons pas cet organisme. Vérifiez son nom, ou demandez à l’équipe du programme de l’ajouter (page Contact).',
      'structure',
    );
  }
  const isMain = authorityId ? authorityId === main.authority_id : organisation === main.organisation_slug;
  if (isMain) throw new Refusal('C’est déjà votre collectivité ou organisme principal.', 'structure');
  const added = await tx
    .insertInto('account_affiliations')
    .values({
      account_id: accountId,
      authority_id: authorityId,
      organisation_slug: organisation,
      function_title: input.fonction,
      created_at: now,
    })
    .onConflict((conflict) => conflict.constraint('account_affiliations_once').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!added) throw new Refusal('Vous avez déjà indiqué cette collectivité ou cet organisme.', 'structure');
}

/** Takes a quality back; where it was chosen, the main one counts again. False when it is not theirs. */
export async function removeAffiliation(tx: Db, accountId: string, id: string): Promise<boolean> {
  const row = await tx
    .deleteFrom('account_affiliations')
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Which of one's qualities counts in a group; null for the main one. */
export async function chosenAffiliation(db: Db, groupId: string, accountId: string): Promise<string | null> {
  const row = await db
    .selectFrom('memberships')
    .select('affiliation_id')
    .where('group_id', '=', groupId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row?.affiliation_id ?? null;
}

/** Has a person take part in a group in this quality of theirs; null for the main one. */
export async function chooseAffiliation(
  tx: Db,
  { groupId, accountId, affiliationId }: { groupId: string; accountId: string; affiliationId: string | null },
): Promise<void> {
  const known = affiliationId === null || (await isOwn(tx, accountId, affiliationId));
  if (!known) throw new Refusal('Cette qualité n’est plus à vous : choisissez-en une autre.', 'qualite');
  await tx
    .updateTable('memberships')
    .set({ affiliation_id: affiliationId })
    .where('group_id', '=', groupId)
    .where('account_id', '=', accountId)
    .execute();
}

async function isOwn(tx: Db, accountId: string, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('account_affiliations')
    .select('id')
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    // Not taken back meanwhile.
    .forShare()
    .executeTakeFirst();
  return row !== undefined;
}
