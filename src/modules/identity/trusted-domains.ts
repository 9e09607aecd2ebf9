import type { Db } from '../../platform/database/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { record } from '../audit/index.ts';
import { bodyColumns, bodyWords } from './body-words.ts';
import { isFreeMail, isPublicSuffix } from './mail-domains.ts';

/** The authority or the organisation that a domain belongs to: exactly one of the two. */
export interface Body {
  authorityId: string | null;
  organisation: string | null;
}

/** Why nobody may be let in on the strength of this domain, in French; null when it may be trusted. */
export function reasonNotToTrust(domain: string): string | null {
  if (isFreeMail(domain)) return `Tout le monde peut ouvrir une adresse chez ${domain}.`;
  if (isPublicSuffix(domain)) return `Le domaine ${domain} est partagé par plusieurs organismes.`;
  return null;
}

/** Whether somebody already confirmed that this mail domain is this body's own. */
export async function isTrusted(db: Db, domain: string, body: Body): Promise<boolean> {
  if ((!body.authorityId && !body.organisation) || reasonNotToTrust(domain)) return false;
  let query = db.selectFrom('trusted_domains').select('id').where('domain', '=', domain.toLowerCase());
  query = body.authorityId
    ? query.where('authority_id', '=', body.authorityId)
    : query.where('organisation_slug', '=', body.organisation);
  return (await query.executeTakeFirst()) !== undefined;
}

/** Lets in by itself, from now on, whoever reads mail at this domain and says to be of this body. */
export async function trustDomain(
  tx: Db,
  { actor, domain, now, ...body }: Body & { actor: { id: string; name: string }; domain: string; now: Date },
): Promise<void> {
  const reason = reasonNotToTrust(domain);
  if (reason) throw new Refusal(`${reason} Il ne peut pas être reconnu.`);
  if ((body.authorityId === null) === (body.organisation === null)) {
    throw new Refusal('Un domaine est celui d’une collectivité ou d’un organisme connus.');
  }
  const added = await tx
    .insertInto('trusted_domains')
    .values({
      domain: domain.toLowerCase(),
      authority_id: body.authorityId,
      organisation_slug: body.organisation,
      confirmed_by: actor.id,
      confirmed_at: now,
    })
    .onConflict((conflict) => conflict.constraint('trusted_domains_once').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!added) return;
  await record(tx, {
    actor,
    verb: 'domain.trust',
    thing: { type: 'trusted-domain', id: added.id, label: domain },
    detail: { ...body, body: await nameOf(tx, added.id) },
  });
}

/** Stops trusting a domain; those it let in stay. */
export async function distrustDomain(
  tx: Db,
  { actor, id }: { actor: { id: string; name: string }; id: string },
): Promise<void> {
  const body = await nameOf(tx, id);
  const removed = await tx
    .deleteFrom('trusted_domains')
    .where('id', '=', id)
    .returning(['domain', 'authority_id', 'organisation_slug'])
    .executeTakeFirst();
  if (!removed) return;
  await record(tx, {
    actor,
    verb: 'domain.distrust',
    thing: { type: 'trusted-domain', id, label: removed.domain },
    detail: { authorityId: removed.authority_id, organisation: removed.organisation_slug, body },
  });
}

export interface TrustedDomain {
  id: string;
  domain: string;
  /** The authority or the organisation, in words. */
  body: string;
  since: Date;
  /** Null once nobody knows any more. */
  by: string | null;
}

function selectDomains(db: Db) {
  return db
    .selectFrom('trusted_domains')
    .leftJoin('authorities', 'authorities.id', 'trusted_domains.authority_id')
    .leftJoin('organisations', 'organisations.slug', 'trusted_domains.organisation_slug')
    .leftJoin('accounts', 'accounts.id', 'trusted_domains.confirmed_by')
    .select([
      'trusted_domains.id',
      'trusted_domains.domain',
      'trusted_domains.confirmed_at',
      'accounts.name as by',
      ...bodyColumns,
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectDomains>['executeTakeFirstOrThrow']>>;

const toDomain = (row: Row): TrustedDomain => ({
  id: row.id,
  domain: row.domain,
  body: bodyWords(row) ?? '',
  since: row.confirmed_at,
  by: row.by,
});

/** The trusted domains, in the order of the alphabet. */
export async function listTrustedDomains(
  db: Db,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ domains: TrustedDomain[]; total: number }> {
  const [rows, { total }] = await Promise.all([
    selectDomains(db)
      .orderBy('trusted_domains.domain')
      .orderBy('trusted_domains.id')
      .limit(limit)
      .offset(offset)
      .execute(),
    db
      .selectFrom('trusted_domains')
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow(),
  ]);
  return { domains: rows.map(toDomain), total };
}

export async function findTrustedDomain(db: Db, id: string): Promise<TrustedDomain | null> {
  const row = await selectDomains(db).where('trusted_domains.id', '=', id).executeTakeFirst();
  return row ? toDomain(row) : null;
}

/** For the trail: the body, as people call it. */
async function nameOf(db: Db, id: string): Promise<string> {
  return (await findTrustedDomain(db, id))?.body ?? '';
}
