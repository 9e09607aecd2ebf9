import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import type { ContributionNaming, Db, ReportSubject } from '../../../platform/database/index.ts';
import { limitAttempts, Refusal } from '../../../platform/http/index.ts';
import { queueMail } from '../../../platform/mail/index.ts';
import { hashToken, newToken } from '../../../platform/tokens.ts';
import type { CatalogueSlug } from '../catalogues.ts';
import type { ResourceContent } from '../resources/content.ts';
import type { Resource } from '../resources/resource.ts';
import { tellKeepers } from './keepers.ts';
import { confirmationMail } from './mails.ts';

/** How long an address has to be confirmed; then nothing of it is kept. */
export const daysToConfirm = 7;

const day = 86_400;

/** Who contributes. */
export interface Contributor {
  /** Null for whoever is not signed in: their address is to be confirmed. */
  accountId: string | null;
  /** Empty for whoever reports without leaving an address. */
  email: string;
  naming: ContributionNaming;
  name: string | null;
  body: string | null;
  network: string;
}

interface Moment {
  now: Date;
  publicUrl: string;
}

export type Sent =
  | { kind: 'resource'; catalogue: CatalogueSlug; content: ResourceContent; comment: string }
  | {
      kind: 'change';
      /** As it is now, and the version that was before the contributor's eyes. */
      resource: Pick<Resource, 'id' | 'catalogue'>;
      version: number;
      before: ResourceContent;
      content: ResourceContent;
      comment: string;
    }
  | {
      kind: 'report';
      resource: Pick<Resource, 'id' | 'catalogue' | 'version'>;
      subject: ReportSubject;
      comment: string;
    };

/**
 * Keeps what was sent. A proposal reaches those who keep the catalogue once its address is confirmed, at once for whoever is
 * signed in; a report at once in any case. Throws Refusal for a change that changes nothing.
 */
export async function contribute(
  tx: Db,
  { accountId, email, network, ...who }: Contributor,
  sent: Sent,
  { now, publicUrl }: Moment,
): Promise<void> {
  if (sent.kind === 'change' && isDeepStrictEqual(sent.before, sent.content))
    throw new Refusal('Vous n’avez rien changé : modifiez ce que vous voulez corriger.');
  const catalogue = sent.kind === 'resource' ? sent.catalogue : sent.resource.catalogue;
  const token = accountId === null && email !== '' ? newToken() : null;
  const waits = token === null || sent.kind === 'report';
  const { id } = await tx
    .insertInto('resource_contributions')
    .values({
      catalogue,
      kind: sent.kind,
      resource_id: sent.kind === 'resource' ? null : sent.resource.id,
      base_version:
        sent.kind === 'change' ? sent.version : sent.kind === 'report' ? sent.resource.version : null,
      content: sent.kind === 'report' ? null : JSON.stringify(sent.content),
      subject: sent.kind === 'report' ? sent.subject : null,
      comment: sent.comment,
      ...who,
      email: email === '' ? null : email,
      account_id: accountId,
      token_hash: token === null ? null : hashToken(token),
      state: waits ? 'waiting' : 'unconfirmed',
      asked_at: now,
      confirmed_at: accountId === null ? null : now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (waits) await tellKeepers(tx, catalogue, { now, publicUrl });
  if (token === null) return;
  // In the transaction: past the limit all is undone, and the count stays at the limit.
  await limitAttempts(tx, { name: 'contribution mail ip', of: network, max: 20, seconds: day, now });
  await limitAttempts(tx, { name: 'contribution mail', of: email, max: 5, seconds: day, now });
  await queueMail(tx, {
    to: email,
    key: `contribution-confirm:${id}`,
    expiresAt: new Date(now.getTime() + daysToConfirm * day * 1000),
    ...confirmationMail({ catalogue, kind: sent.kind, token, publicUrl }),
  });
}

export interface Unconfirmed {
  id: string;
  kind: Sent['kind'];
  /** As it was sent. */
  title: string | null;
  comment: string;
}

/** What a link would confirm, without using it. */
export async function readConfirmation(
  db: Db,
  catalogue: CatalogueSlug,
  token: string,
  now: Date,
): Promise<Unconfirmed | null> {
  const row = await db
    .selectFrom('resource_contributions as contributions')
    .leftJoin('resources', 'resources.id', 'contributions.resource_id')
    .where('contributions.token_hash', '=', hashToken(token))
    .where('contributions.catalogue', '=', catalogue)
    .where('contributions.asked_at', '>', new Date(now.getTime() - daysToConfirm * day * 1000))
    .select(['contributions.id', 'contributions.kind', 'contributions.comment', 'resources.title'])
    .select(sql<string | null>`contributions.content ->> 'title'`.as('proposed'))
    .executeTakeFirst();
  if (!row) return null;
  return { id: row.id, kind: row.kind, comment: row.comment, title: row.proposed ?? row.title };
}

/** Uses the link, once: a proposal reaches those who keep the catalogue. Returns null when it no longer serves. */
export async function confirmContribution(
  tx: Db,
  catalogue: CatalogueSlug,
  token: string,
  { now, publicUrl }: Moment,
): Promise<Unconfirmed | null> {
  const read = await readConfirmation(tx, catalogue, token, now);
  if (!read) return null;
  const confirmed = await tx
    .updateTable('resource_contributions')
    .set((eb) => ({
      token_hash: null,
      confirmed_at: now,
      state: eb
        .case()
        .when('state', '=', 'unconfirmed')
        .then(eb.val('waiting').$castTo<'waiting'>())
        .else(eb.ref('state'))
        .end(),
    }))
    .where('id', '=', read.id)
    .where('token_hash', '=', hashToken(token))
    .returning('id')
    .executeTakeFirst();
  if (!confirmed) return null;
  if (read.kind !== 'report') await tellKeepers(tx, catalogue, { now, publicUrl });
  return read;
}
