import { sql } from 'kysely';
import type { Db, PledgeState } from '../../platform/database/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { queueMail } from '../../platform/mail/index.ts';
import { hashToken, newToken } from '../../platform/tokens.ts';
import { machineDate } from '../../ui/index.ts';
import { record } from '../audit/index.ts';
import type { Charter } from './charter.ts';
import { manageMail, stateMail } from './mails.ts';
import type { SignatoryFile } from './register-queries.ts';
import { addEvent, type Deciding } from './reviewing.ts';

/** How long a link that was asked for serves. */
export const linkHours = 24;
/** A signature may be renewed, and its signatory is told, this long before it expires. */
export const daysBeforeExpiry = 60;

const hourMs = 3_600_000;

/** Sends the link to manage a signature, if the address is that of who signed it. */
export async function sendManageLink(
  tx: Db,
  charter: Pick<Charter, 'slug' | 'title'>,
  { nom, email, request }: { nom: string; email: string; request: string },
  { now, publicUrl }: { now: Date; publicUrl: string },
): Promise<void> {
  const signature = await tx
    .selectFrom('charter_signatures')
    .select(['id', 'organisation'])
    .where('charter', '=', charter.slug)
    .where('slug', '=', nom)
    .where('email', '=', email)
    .where('state', 'in', ['published', 'suspended'])
    .executeTakeFirst();
  if (!signature) return;
  const token = newToken();
  const written = await queueMail(tx, {
    to: email,
    key: `charter-manage:${request}`,
    expiresAt: new Date(now.getTime() + linkHours * hourMs),
    ...manageMail({ charter, organisation: signature.organisation, token, hours: linkHours, publicUrl }),
  });
  if (!written) return;
  await tx
    .insertInto('charter_links')
    .values({
      token_hash: hashToken(token),
      signature_id: signature.id,
      expires_at: new Date(now.getTime() + linkHours * hourMs),
    })
    .execute();
}

/** Which signature a link manages; undefined when it no longer serves. */
export async function readLink(
  db: Db,
  charter: string,
  token: string,
  now: Date,
): Promise<{ id: string } | undefined> {
  return db
    .selectFrom('charter_links')
    .innerJoin('charter_signatures', 'charter_signatures.id', 'charter_links.signature_id')
    .select('charter_signatures.id')
    .where('charter_links.token_hash', '=', hashToken(token))
    .where('charter_links.expires_at', '>', now)
    .where('charter_signatures.charter', '=', charter)
    .where('charter_signatures.state', 'in', ['published', 'suspended'])
    .executeTakeFirst();
}

export async function addProgress(
  tx: Db,
  signature: Pick<SignatoryFile, 'id' | 'taken'>,
  said: { code: string; state: PledgeState; note: string; evidenceUrl: string | null },
  now: Date,
): Promise<void> {
  if (!signature.taken.some(({ code }) => code === said.code)) {
    throw new Refusal('Choisissez un de vos engagements.', 'engagement');
  }
  await tx
    .insertInto('pledge_progress')
    .values({
      signature_id: signature.id,
      code: said.code,
      at: now,
      state: said.state,
      note: said.note,
      evidence_url: said.evidenceUrl,
    })
    .execute();
}

/** Why a signature cannot be renewed now; null when it can. */
export function whyNotRenew(
  signature: Pick<SignatoryFile, 'state' | 'version' | 'expiresOn'>,
  charter: Pick<Charter, 'version'>,
  now: Date,
): string | null {
  if (signature.state === 'suspended') return 'La signature est suspendue : elle ne se renouvelle pas.';
  if (signature.version !== charter.version.number) {
    return 'Une nouvelle version de la charte est en vigueur : c’est elle qu’il faut signer.';
  }
  const opens = machineDate(new Date(now.getTime() + daysBeforeExpiry * 24 * hourMs));
  return signature.expiresOn > opens
    ? `Le renouvellement s’ouvre ${daysBeforeExpiry} jours avant l’échéance.`
    : null;
}

/** Renews for as long again, from the expiry or from today if it has passed. Returns the new expiry. */
export async function renewSignature(
  tx: Db,
  signature: SignatoryFile,
  charter: Charter,
  now: Date,
): Promise<string> {
  const refused = whyNotRenew(signature, charter, now);
  if (refused) throw new Refusal(refused);
  const { expires_on } = await tx
    .updateTable('charter_signatures')
    .set({
      expires_on: sql<string>`(greatest(expires_on, ${machineDate(now)}::date)
        + make_interval(months => ${charter.version.validMonths}::integer))::date`,
    })
    .where('id', '=', signature.id)
    // Sent twice, it is renewed once.
    .where('expires_on', '=', signature.expiresOn)
    .where('state', '=', 'published')
    .returning('expires_on')
    .executeTakeFirst()
    .then((row) => row ?? { expires_on: null });
  if (expires_on === null) throw new Refusal('La signature a changé entre-temps. Rechargez la page.');
  await addEvent(tx, { signatureId: signature.id, kind: 'renewed', at: now, until: expires_on });
  return expires_on;
}

/** The signatory takes the signature back: it stays in the register, said to be withdrawn, with the reason. */
export async function withdrawSignature(
  tx: Db,
  { id }: Pick<SignatoryFile, 'id'>,
  reason: string,
  now: Date,
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('charter_signatures')
    .set({ state: 'withdrawn', ended_at: now })
    .where('id', '=', id)
    .where('state', 'in', ['published', 'suspended'])
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Refusal('Cette signature est déjà retirée.');
  await tx.deleteFrom('charter_links').where('signature_id', '=', id).execute();
  await addEvent(tx, { signatureId: id, kind: 'withdrawn', at: now, reason });
}

/** The team suspends a signature, or reinstates it, for a public reason that the signatory is told. */
export async function setSuspended(
  tx: Db,
  charter: Charter,
  nom: string,
  { suspended, reason }: { suspended: boolean; reason: string },
  { by, now, publicUrl }: Deciding,
): Promise<void> {
  const row = await tx
    .updateTable('charter_signatures')
    .set({ state: suspended ? 'suspended' : 'published' })
    .where('charter', '=', charter.slug)
    .where('slug', '=', nom)
    .where('state', '=', suspended ? 'published' : 'suspended')
    .returning(['id', 'organisation', 'email'])
    .executeTakeFirst();
  if (!row) {
    throw new Refusal(
      suspended ? 'Cette signature ne peut pas être suspendue.' : 'Cette signature n’est pas suspendue.',
    );
  }
  await addEvent(tx, {
    signatureId: row.id,
    kind: suspended ? 'suspended' : 'reinstated',
    at: now,
    reason,
    accountId: by.id,
  });
  await record(tx, {
    actor: by,
    verb: suspended ? 'charter.suspend' : 'charter.reinstate',
    thing: { type: 'signatory', id: row.id, label: row.organisation },
    detail: { charter: charter.slug, reason },
  });
  if (row.email === null) return;
  await queueMail(tx, {
    to: row.email,
    key: `charter-state:${row.id}:${now.toISOString()}`,
    ...stateMail({ charter, organisation: row.organisation, nom, suspended, reason, publicUrl }),
  });
}
