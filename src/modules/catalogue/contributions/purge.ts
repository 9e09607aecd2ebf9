import type { Db } from '../../../platform/database/index.ts';
import { daysToConfirm } from './contributing.ts';
import { creditOf } from './contribution.ts';

const dayMs = 86_400_000;

/** How long whoever contributed is known after the decision. */
const daysKnown = 30;
/** How long what was not retained is kept. */
const daysOfRefusals = 365;

/**
 * Forgets what is no longer needed: what nobody confirmed, whoever contributed once that is decided, what was refused long
 * ago. How they chose to be named in public stays in the history of the resource. Returns how many rows were touched.
 */
export async function purgeContributions(db: Db, now: Date): Promise<number> {
  const ago = (days: number) => new Date(now.getTime() - days * dayMs);
  return db.transaction().execute(async (tx) => {
    const unconfirmed = await tx
      .deleteFrom('resource_contributions')
      .where('state', '=', 'unconfirmed')
      .where('asked_at', '<', ago(daysToConfirm))
      .executeTakeFirst();
    // A report stands without the address that nobody confirmed.
    const addresses = await tx
      .updateTable('resource_contributions')
      .set({ email: null, token_hash: null })
      .where('kind', '=', 'report')
      .where('confirmed_at', 'is', null)
      .where('email', 'is not', null)
      .where('asked_at', '<', ago(daysToConfirm))
      .executeTakeFirst();
    const known = await tx
      .updateTable('resource_contributions')
      .set({ email: null, name: null, body: null, token_hash: null })
      .where('decided_at', '<', ago(daysKnown))
      .where((eb) =>
        eb.or([eb('email', 'is not', null), eb('name', 'is not', null), eb('body', 'is not', null)]),
      )
      .executeTakeFirst();
    const refused = await tx
      .deleteFrom('resource_contributions')
      .where('state', '=', 'refused')
      .where('decided_at', '<', ago(daysOfRefusals))
      .executeTakeFirst();
    return Number(
      unconfirmed.numDeletedRows + addresses.numUpdatedRows + known.numUpdatedRows + refused.numDeletedRows,
    );
  });
}

/**
 * What a person leaves: what they proposed stays, under the name of their body at most, in the queue and in the history.
 */
export async function forgetContributor(tx: Db, accountId: string): Promise<void> {
  const theirs = await tx
    .selectFrom('resource_contributions')
    .select(['resource_id', 'published_version', 'naming', 'body'])
    .where('account_id', '=', accountId)
    .where('state', '=', 'accepted')
    .where('published_version', 'is not', null)
    .where('naming', '=', 'name')
    .execute();
  for (const { resource_id, published_version, body } of theirs) {
    if (resource_id === null || published_version === null) continue;
    await tx
      .updateTable('resource_versions')
      .set({ credit: creditOf({ naming: 'body', name: null, body }) })
      .where('resource_id', '=', resource_id)
      .where('version', '=', published_version)
      .execute();
  }
  await tx
    .updateTable('resource_contributions')
    .set((eb) => ({
      account_id: null,
      email: null,
      name: null,
      naming: eb
        .case()
        .when('naming', '=', 'name')
        .then(eb.val('body').$castTo<'body'>())
        .else(eb.ref('naming'))
        .end(),
    }))
    .where('account_id', '=', accountId)
    .execute();
}
