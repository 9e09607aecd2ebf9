import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { queueMail } from '../../platform/mail/index.ts';
import { freeSlug, slugOf } from '../../platform/slug.ts';
import { machineDate } from '../../ui/index.ts';
import { record } from '../audit/index.ts';
import type { Charter, Version } from './charter.ts';
import { publishedMail, refusedMail } from './mails.ts';
import { forgetSignatory, indexSignatory } from './search-entry.ts';

export interface Deciding {
  by: { id: string; name: string };
  now: Date;
  publicUrl: string;
}

const decided = 'Quelqu’un a déjà décidé de cette signature.';

/** Holds the signature, which nobody decided yet. */
async function held(tx: Db, charter: string, id: string) {
  // One decision at a time on a charter: addresses are given, and earlier signatures replaced, under this lock.
  await tx.selectFrom('charters').select('slug').where('slug', '=', charter).forUpdate().execute();
  const row = await tx
    .selectFrom('charter_signatures')
    .select(['id', 'state', 'organisation', 'siret', 'email', 'perimeter', 'products', 'version'])
    .where('id', '=', id)
    .where('charter', '=', charter)
    .forUpdate()
    .executeTakeFirst();
  if (row?.state !== 'waiting') throw new Refusal(decided);
  return row;
}

/**
 * Publishes a signature in the register and tells the signatory. An earlier one of the same organisation gives it its
 * address, and stays in its history. Who may is for the caller to check.
 */
export async function acceptSignature(
  tx: Db,
  charter: Charter,
  id: string,
  version: Pick<Version, 'validMonths'>,
  { by, now, publicUrl, announce = true }: Deciding & { announce?: boolean },
): Promise<string> {
  const row = await held(tx, charter.slug, id);
  const former = await tx
    .selectFrom('charter_signatures')
    .select(['id', 'state', 'slug'])
    .where('charter', '=', charter.slug)
    .where('siret', '=', row.siret)
    .where('slug', 'is not', null)
    .executeTakeFirst();
  if (former?.state === 'suspended') {
    throw new Refusal('Une signature de cet organisme est suspendue : rétablissez-la d’abord.');
  }
  if (former) {
    await tx
      .updateTable('charter_signatures')
      .set({ state: 'replaced', slug: null, ended_at: now })
      .where('id', '=', former.id)
      .execute();
    await addEvent(tx, { signatureId: former.id, kind: 'replaced', at: now, accountId: by.id });
    await forgetSignatory(tx, former.id);
  }
  const slug = former?.slug ?? (await newSlug(tx, charter.slug, row.organisation));
  const { expires_on } = await tx
    .updateTable('charter_signatures')
    .set({
      state: 'published',
      slug,
      decided_at: now,
      decided_by: by.id,
      published_at: now,
      expires_on: sql<string>`(${machineDate(now)}::date + make_interval(months => ${version.validMonths}::integer))::date`,
    })
    .where('id', '=', id)
    .returning('expires_on')
    .executeTakeFirstOrThrow();
  await addEvent(tx, { signatureId: id, kind: 'published', at: now, until: expires_on, accountId: by.id });
  await indexSignatory(tx, charter, { ...row, slug });
  await record(tx, {
    actor: by,
    verb: 'charter.accept',
    thing: { type: 'signatory', id, label: row.organisation },
    detail: { charter: charter.slug, version: row.version },
  });
  if (announce && row.email !== null && expires_on !== null) {
    await queueMail(tx, {
      to: row.email,
      key: `charter-published:${id}`,
      ...publishedMail({
        charter,
        organisation: row.organisation,
        nom: slug,
        expiresOn: expires_on,
        publicUrl,
      }),
    });
  }
  return slug;
}

/** Refuses a signature, and tells the signatory why. */
export async function refuseSignature(
  tx: Db,
  charter: Charter,
  id: string,
  reason: string,
  { by, now, publicUrl }: Deciding,
): Promise<void> {
  const row = await held(tx, charter.slug, id);
  await tx
    .updateTable('charter_signatures')
    .set({ state: 'refused', decided_at: now, decided_by: by.id, refusal_reason: reason, ended_at: now })
    .where('id', '=', id)
    .execute();
  await record(tx, {
    actor: by,
    verb: 'charter.refuse',
    thing: { type: 'signatory', id, label: row.organisation },
    detail: { charter: charter.slug, reason },
  });
  if (row.email === null) return;
  await queueMail(tx, {
    to: row.email,
    key: `charter-refused:${id}`,
    ...refusedMail({ charter, organisation: row.organisation, reason, publicUrl }),
  });
}

async function newSlug(tx: Db, charter: string, organisation: string): Promise<string> {
  const wanted = slugOf(organisation, 'signataire');
  const rows = await tx
    .selectFrom('charter_signatures')
    .select('slug')
    .where('charter', '=', charter)
    .where(sql<boolean>`starts_with(slug, ${wanted})`)
    .execute();
  return freeSlug(wanted, new Set(rows.flatMap(({ slug }) => slug ?? [])));
}

interface NewEvent {
  signatureId: string;
  kind: 'published' | 'renewed' | 'suspended' | 'reinstated' | 'withdrawn' | 'replaced';
  at: Date;
  reason?: string;
  until?: string | null;
  accountId?: string | null;
}

/** Adds to the public life of a signature. */
export async function addEvent(tx: Db, event: NewEvent): Promise<void> {
  await tx
    .insertInto('charter_events')
    .values({
      signature_id: event.signatureId,
      kind: event.kind,
      at: event.at,
      reason: event.reason ?? null,
      until: event.until ?? null,
      account_id: event.accountId ?? null,
    })
    .execute();
}
