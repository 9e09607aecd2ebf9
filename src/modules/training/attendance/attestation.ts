import { randomInt } from 'node:crypto';
import type { Db } from '../../../platform/database/index.ts';
import type { PdfDocument } from '../../../platform/pdf/index.ts';
import { durationWords, formatDate, initials, spanWords } from '../../../ui/index.ts';
import { attestationHref } from '../addresses.ts';
import { modeLabels } from '../sessions/content.ts';
import { selectSessions, sessionOf, type TrainingSession } from '../sessions/session.ts';
import { placeWords } from '../words.ts';

/** Crockford's: no letter that reads as a digit. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeLength = 12;

/** Sixty bits by chance: nobody finds one by trying. */
const newCode = (): string =>
  Array.from({ length: codeLength }, () => letters[randomInt(letters.length)]).join('');

/** A code as it was typed: spaces, hyphens and look-alike letters aside; null when it cannot be one. */
export function codeTyped(text: string): string | null {
  const code = text.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replaceAll('O', '0');
  return code.length === codeLength && [...code].every((letter) => letters.includes(letter)) ? code : null;
}

/** `ABCD-EFGH-JKMN` */
export const codeWords = (code: string): string => code.match(/.{4}/g)?.join('-') ?? code;

/** Gives each of these people an attestation, or gives back the one that was taken away. */
export async function issueAttestations(
  tx: Db,
  sessionId: string,
  people: readonly { id: string; name: string }[],
  now: Date,
): Promise<void> {
  if (people.length === 0) return;
  await tx
    .insertInto('training_attestations')
    .values(
      people.map(({ id, name }) => ({
        code: newCode(),
        session_id: sessionId,
        registration_id: id,
        initials: initials(name),
        issued_at: now,
      })),
    )
    .onConflict((conflict) =>
      conflict.constraint('training_attestations_one_each').doUpdateSet({ revoked_at: null }),
    )
    .execute();
}

export async function revokeAttestations(
  tx: Db,
  registrationIds: readonly string[],
  now: Date,
): Promise<void> {
  if (registrationIds.length === 0) return;
  await tx
    .updateTable('training_attestations')
    .set({ revoked_at: now })
    .where('registration_id', 'in', registrationIds)
    .where('revoked_at', 'is', null)
    .execute();
}

export interface Attestation {
  code: string;
  initials: string;
  issuedAt: Date;
  revokedAt: Date | null;
  session: TrainingSession;
}

export async function findAttestation(db: Db, code: string): Promise<Attestation | undefined> {
  const row = await db
    .selectFrom('training_attestations')
    .selectAll()
    .where('code', '=', code)
    .executeTakeFirst();
  if (!row) return undefined;
  const session = sessionOf(
    await selectSessions(db).where('sessions.id', '=', row.session_id).executeTakeFirstOrThrow(),
  );
  return {
    code: row.code,
    initials: row.initials,
    issuedAt: row.issued_at,
    revokedAt: row.revoked_at,
    session,
  };
}

export function attestationDocument(
  { code, session, issuedAt }: Attestation,
  { name, publicUrl }: { name: string; publicUrl: string },
): PdfDocument {
  const url = publicUrl + attestationHref(code);
  return {
    title: `Attestation de présence : ${session.title}`,
    subject: 'Attestation de présence à une session de formation',
    author: session.organiser.name,
    eyebrow: session.demonstration ? 'Démonstration, sans valeur' : session.organiser.name,
    lead: `${session.organiser.name} atteste que ${name} a suivi la session de formation ci-dessous.`,
    footer: `${url} · délivrée le ${formatDate(issuedAt)}`,
    at: issuedAt,
    blocks: [
      {
        kind: 'facts',
        items: [
          { term: 'Personne', value: name },
          { term: 'Formation', value: session.title },
          ...(session.resource ? [{ term: 'Offre', value: session.resource.title }] : []),
          { term: 'Dates', value: spanWords(session) },
          { term: 'Durée', value: durationWords(session.minutes) },
          { term: 'Lieu', value: session.territory ? placeWords(session) : modeLabels[session.mode] },
          { term: 'Organisateur', value: session.organiser.name },
          { term: 'Code de vérification', value: codeWords(code) },
        ],
      },
      { kind: 'heading', text: 'Vérifier cette attestation' },
      {
        kind: 'paragraph',
        text: 'La page ci-dessous dit si l’attestation est authentique, et répète la formation, les dates, la durée et les initiales de la personne.',
      },
      { kind: 'links', items: [{ label: `Vérifier le code ${codeWords(code)}`, url }] },
    ],
  };
}
