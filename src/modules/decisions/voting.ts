import { sql } from 'kysely';
import type { Db, Side } from '../../platform/database/index.ts';
import { Forbidden, notFound, Refusal } from '../../platform/http/index.ts';
import { sideOfBody } from '../membership/index.ts';
import type { Act } from './actions.ts';
import { choicesFor } from './counting.ts';
import { findDecisionById } from './queries.ts';

/** Whose voice a person gives in a group, and on which side. */
export interface Voter {
  /** `person:…`, `organisation:…`, or the authority as the territories name it. */
  key: string;
  side: Side | null;
}

/**
 * The voice that this person may give; null for those who only look on, and where a body votes for those who are of
 * none. Held until the end of the transaction: a role that is being taken away is waited for.
 */
export async function voterOf(
  db: Db,
  { groupId, voters }: { groupId: string; voters: 'person' | 'organisation' | null },
  accountId: string,
  { hold = false }: { hold?: boolean } = {},
): Promise<Voter | null> {
  let query = db
    .selectFrom('memberships')
    .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
    .leftJoin('organisations', 'organisations.slug', 'accounts.organisation_slug')
    .where('memberships.group_id', '=', groupId)
    .where('memberships.account_id', '=', accountId)
    .where('memberships.role', '<>', 'observer')
    .where('accounts.state', '=', 'active')
    .select([
      'memberships.side',
      'accounts.authority_id',
      'accounts.organisation_slug',
      sideOfBody.as('side_of_body'),
    ]);
  if (hold) query = query.forShare('memberships');
  const person = await query.executeTakeFirst();
  if (!person) return null;
  if (voters === 'person') return { key: `person:${accountId}`, side: person.side ?? person.side_of_body };
  const key =
    person.organisation_slug !== null ? `organisation:${person.organisation_slug}` : person.authority_id;
  return key === null ? null : { key, side: person.side_of_body ?? person.side };
}

/** Gives a voice. Throws Refusal out of time, and in a secret vote for whoever gave it already. */
export async function castVoice(
  tx: Db,
  act: Act,
  decisionId: string,
  { choice, reservation }: { choice: string; reservation: string },
): Promise<void> {
  // One at a time: the last that is told is the last that counts.
  await tx.selectFrom('decisions').select('id').where('id', '=', decisionId).forUpdate().execute();
  const decision = (await findDecisionById(tx, decisionId)) ?? notFound();
  const { opensAt, closesAt, state } = decision;
  if (!opensAt || !closesAt) throw new Refusal('Cette décision ne se vote pas.');
  if (state !== 'proposed' && state !== 'open') throw new Refusal('Le vote est terminé.');
  if (act.now < opensAt) throw new Refusal('Le vote n’est pas encore ouvert.');
  if (act.now >= closesAt || decision.countedAt) throw new Refusal('Le vote est terminé.');
  const voter = await voterOf(tx, decision, act.by.id, { hold: true });
  if (!voter) throw new Forbidden('Vous ne votez pas dans ce groupe.');
  if (!choicesFor(decision).some(({ code }) => code === choice)) {
    throw new Refusal('Choisissez une réponse de la liste.', 'choice');
  }
  if (choice === 'reserve' && reservation === '') throw new Refusal('Écrivez votre réserve.', 'reservation');
  const text = choice === 'reserve' ? reservation : '';
  const voice = { ...voter, choice, text };
  if (decision.secret) await addToTallies(tx, act, decision, voice);
  else await addVoice(tx, act, decision.id, voice);
}

type Cast = Voter & { choice: string; text: string };

async function addVoice(
  tx: Db,
  act: Act,
  decisionId: string,
  { key, side, choice, text }: Cast,
): Promise<void> {
  await tx
    .insertInto('decision_voices')
    .values((eb) => ({
      decision_id: decisionId,
      voter: key,
      account_id: act.by.id,
      side,
      choice,
      reservation: text,
      cast_at: act.now,
      number: eb
        .selectFrom('decision_voices')
        .where('decision_id', '=', decisionId)
        .select((inner) => sql<number>`coalesce(${inner.fn.max('number')}, 0) + 1`.as('next')),
    }))
    .execute();
}

async function addToTallies(
  tx: Db,
  act: Act,
  decision: { id: string; options: readonly string[] },
  { key, side, choice, text }: Cast,
): Promise<void> {
  const first = await tx
    .insertInto('decision_attendance')
    .values({ decision_id: decision.id, voter: key, account_id: act.by.id })
    .onConflict((conflict) => conflict.constraint('decision_attendance_once').doNothing())
    .returning('voter')
    .executeTakeFirst();
  if (!first) throw new Refusal('Votre voix est déjà donnée : dans un vote secret, elle ne se change plus.');
  const codes = choicesFor(decision).map(({ code }) => code);
  await sql`insert into decision_tallies (decision_id, side, choice)
    select ${decision.id}, side, choice from unnest(array['etat', 'collectivites', 'none']) side
    cross join unnest(${codes}::text[]) choice
    on conflict on constraint decision_tallies_once do nothing`.execute(tx);
  // All the lines, whatever was voted: what the database knows of its rows is then the same for each.
  await sql`update decision_tallies set
    count = count + (case when side = ${side ?? 'none'} and choice = ${choice} then 1 else 0 end),
    reservations = case when side = ${side ?? 'none'} and choice = ${choice} and ${text}::text <> ''
      then (select array_agg(one order by one) from unnest(reservations || ${text}::text) one) else reservations end
    where decision_id = ${decision.id}`.execute(tx);
}
