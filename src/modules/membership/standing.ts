import type { AccountState, Db } from '../../platform/database/index.ts';
import { Conflict } from '../../platform/http/index.ts';
import { queueMail } from '../../platform/mail/index.ts';
import { record } from '../audit/index.ts';
import { type Actor, qualityLabels, type Standing, writeStanding } from '../identity/index.ts';
import { distinctName } from '../territories/index.ts';
import { type AffiliationAnswers, resolveAffiliation, typedAffiliation } from './affiliation.ts';
import { affiliationColumns, affiliationWords } from './affiliation-words.ts';
import { realignPlaces } from './membership-actions.ts';
import { roleOnJoining } from './policy.ts';
import { observerWords } from './schemas.ts';

/** An account as the form that corrects it shows it. */
export interface AccountStanding extends Standing {
  id: string;
  name: string;
  email: string;
  state: AccountState;
  /** Where the person works, in words. */
  affiliation: string | null;
  /** The same as the field holds it, unlike any other place. */
  affiliationText: string;
  version: number;
}

/** Null when there is no such account (any more). */
export async function standingOf(db: Db, accountId: string): Promise<AccountStanding | null> {
  const row = await db
    .selectFrom('accounts')
    .leftJoin('authorities', 'authorities.id', 'accounts.authority_id')
    .leftJoin('organisations', 'organisations.slug', 'accounts.organisation_slug')
    .where('accounts.id', '=', accountId)
    .where('accounts.state', '<>', 'deleted')
    .select([
      'accounts.id',
      'accounts.name',
      'accounts.email',
      'accounts.state',
      'accounts.quality',
      'accounts.authority_id',
      'accounts.organisation_slug',
      'accounts.function_title',
      'accounts.version',
      ...affiliationColumns,
    ])
    .executeTakeFirst();
  if (!row?.email) return null;
  const { authority: name, authority_kind: kind, authority_place: place } = row;
  const affiliation = affiliationWords(row);
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    state: row.state,
    quality: row.quality,
    authorityId: row.authority_id,
    organisation: row.organisation_slug,
    affiliationLabel: row.affiliation_label,
    functionTitle: row.function_title,
    affiliation,
    affiliationText: name && kind ? distinctName({ name, kind, place: place ?? '' }) : (affiliation ?? ''),
    version: row.version,
  };
}

/** The answers that say of an account what it already is. */
export const standingValues = (person: AccountStanding) => ({
  qualite: person.quality ?? '',
  structure: person.affiliationText,
  fonction: person.functionTitle,
  version: String(person.version),
});

/**
 * What a form says that a person is; what was left alone in it stays as it is. Throws Refusal, by field, when the
 * words for where they work lead nowhere or to several places.
 */
export async function typedStanding(
  db: Db,
  input: AffiliationAnswers & { fonction: string },
  person: AccountStanding,
): Promise<Standing> {
  const { authorityId, organisation, label } = await resolveAffiliation(db, typedAffiliation(input), {
    authorityId: person.authorityId,
    organisation: person.organisation,
    label: person.affiliationLabel,
    text: person.affiliationText,
  });
  return {
    quality: input.qualite,
    authorityId,
    organisation,
    affiliationLabel: label,
    functionTitle: input.fonction,
  };
}

const qualityWords = ({ quality }: AccountStanding) => (quality ? qualityLabels[quality] : '');

/** In one line each: "Agent d’une collectivité", "Annecy (Haute-Savoie)", "secrétaire". */
const words = (person: AccountStanding): string[] =>
  [qualityWords(person), person.affiliation ?? '', person.functionTitle].filter(Boolean);

/**
 * Corrects where a person works and in what quality. Who becomes of a local authority takes part as a member, who
 * no longer is looks on as an observer, in all the groups at once; co-piloting, which is given by name, stays.
 * Throws Conflict when the account changed since the form was opened. Who may is for the caller to check.
 */
export async function correctStanding(
  tx: Db,
  correction: {
    actor: Actor;
    accountId: string;
    version: number;
    to: Standing;
    publicUrl: string;
    now: Date;
  },
): Promise<void> {
  const { actor, accountId, version, to, publicUrl, now } = correction;
  const before = await standingOf(tx, accountId);
  const written = before && (await writeStanding(tx, { ...to, accountId, name: before.name, version, now }));
  const after = await standingOf(tx, accountId);
  if (!before || !after || !written) {
    throw new Conflict(
      'Ce compte a changé entre-temps.',
      after
        ? { qualite: qualityWords(after), structure: after.affiliationText, fonction: after.functionTitle }
        : {},
      after?.version ?? version,
    );
  }
  const [from, into] = [words(before), words(after)];
  if (from.join() === into.join()) return;
  const role = roleOnJoining(after);
  const moved = role === roleOnJoining(before) ? [] : await realignPlaces(tx, { accountId, role });
  await record(tx, {
    actor,
    verb: 'account.correct',
    thing: { type: 'account', id: accountId, label: after.name },
    detail: { from, to: into, ...(moved.length > 0 ? { role, groups: moved } : {}) },
  });
  if (actor.id === accountId) return;
  await queueMail(tx, {
    to: after.email,
    key: `account:${accountId}:corrected:${after.version}`,
    subject: 'Votre fiche Cordée a été corrigée',
    text: `Bonjour,

${actor.name}, de l’équipe du programme, a corrigé ce que Cordée sait de vous.

Avant : ${from.join(', ')}
Maintenant : ${into.join(', ')}
${movedWords(role, moved)}
Une erreur ? Écrivez à l’équipe du programme : ${publicUrl}/contact
Voir votre compte : ${publicUrl}/espace/compte
`,
  });
}

function movedWords(role: 'member' | 'observer', moved: readonly string[]): string {
  if (moved.length === 0) return '';
  const place =
    role === 'member'
      ? 'Vous êtes maintenant membre, et non plus observateur, de'
      : 'Vous êtes maintenant observateur, et non plus membre, de';
  const rights = role === 'observer' ? `\n${observerWords}\n` : '';
  return `\n${place} :\n${moved.map((title) => `- ${title}`).join('\n')}\n${rights}`;
}
