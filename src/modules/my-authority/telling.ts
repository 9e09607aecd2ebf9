import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { type Mail, queueMails } from '../../platform/mail/index.ts';
import type { Facts } from '../audience/index.ts';
import { type Placed, placedAuthorities } from '../territories/index.ts';
import { mailKey, newsMail } from './follow-mails.ts';
import { newsSince, snapshotOf, type Told, toldSchema } from './news.ts';
import { type Agenda, factsIn, isTold, readAgenda } from './reading.ts';

/** At most one message in this many days. */
const daysBetween = 30;

/** Followers read, told and written together; those of one authority stand side by side. */
const batch = 500;

/** A mail that could not leave for so long tells old news. */
const goodFor = 7;

interface Waiting {
  id: string;
  email: string;
  authority_id: string;
  told: unknown;
}

/**
 * Tells the followers who may be told today what changed for their authority, and which deadlines near. What to say is
 * decided now, and noted with the mail in one transaction. Returns how many mails were written.
 */
export async function tellFollowers(deps: Deps, signal?: AbortSignal): Promise<number> {
  const agenda = await readAgenda(deps);
  const now = deps.clock.now();
  let after = { authority_id: '', id: '00000000-0000-0000-0000-000000000000' };
  let written = 0;
  for (;;) {
    if (signal?.aborted) return written;
    const followers = await waiting(deps.db, after, now);
    const last = followers.at(-1);
    if (!last) return written;
    after = last;
    written += await tell(deps, agenda, followers, now);
  }
}

async function waiting(db: Db, after: { authority_id: string; id: string }, now: Date): Promise<Waiting[]> {
  return db
    .selectFrom('authority_followers')
    .select(['id', 'email', 'authority_id', 'told'])
    .where('confirmed_at', 'is not', null)
    .where((eb) =>
      eb.or([
        eb('told_at', 'is', null),
        eb('told_at', '<=', new Date(now.getTime() - daysBetween * 86_400_000)),
      ]),
    )
    .where(sql<boolean>`(authority_id, id) > (${after.authority_id}, ${after.id}::uuid)`)
    .orderBy('authority_id')
    .orderBy('id')
    .limit(batch)
    .execute();
}

interface Message {
  id: string;
  told: Told;
  mail: Mail;
}

async function tell(deps: Deps, agenda: Agenda, followers: readonly Waiting[], now: Date): Promise<number> {
  const places = await placedAuthorities(
    deps.db,
    followers.map(({ authority_id }) => authority_id),
  );
  const factsById = new Map<string, Facts>();
  const messages = followers.flatMap((follower) => {
    const place = places.get(follower.authority_id);
    if (!place || !isTold(place.authority)) return [];
    const facts = factsById.get(follower.authority_id) ?? factsIn(agenda, place);
    factsById.set(follower.authority_id, facts);
    return messageFor(deps.settings.publicUrl, agenda, place, facts, follower, now) ?? [];
  });
  if (messages.length === 0) return 0;
  return deps.db.transaction().execute(async (tx) => {
    // Only whom nobody told meanwhile, and who did not leave.
    const { rows } = await sql<{ id: string }>`
      update authority_followers set told = news.told, told_at = ${now}
      from json_to_recordset(${JSON.stringify(messages.map(({ id, told }) => ({ id, told })))}::json) as news(id uuid, told jsonb)
      where authority_followers.id = news.id
        and (told_at is null or told_at <= ${new Date(now.getTime() - daysBetween * 86_400_000)})
      returning authority_followers.id`.execute(tx);
    const ours = new Set(rows.map(({ id }) => id));
    return queueMails(
      tx,
      messages.flatMap(({ id, mail }) => (ours.has(id) ? mail : [])),
    );
  });
}

function messageFor(
  publicUrl: string,
  agenda: Agenda,
  { authority }: Placed,
  facts: Facts,
  { id, email, told: stored }: Waiting,
  now: Date,
): Message | null {
  const parsed = toldSchema.safeParse(stored);
  // What was told before is lost: start again from today rather than tell everything as new.
  const told = parsed.success ? parsed.data : snapshotOf(agenda, facts, []);
  const news = newsSince(told, agenda, facts);
  if (news.length === 0) return null;
  const deadlines = news.flatMap(({ deadline }) => deadline?.id ?? []);
  return {
    id,
    told: snapshotOf(agenda, facts, [...told.deadlines, ...deadlines]),
    mail: {
      to: email,
      key: mailKey(id, agenda.today),
      expiresAt: new Date(now.getTime() + goodFor * 86_400_000),
      ...newsMail({ authority, followerId: id, news, publicUrl }),
    },
  };
}
