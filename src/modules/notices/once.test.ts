import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aGroup, anAccount } from '../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import type { MailRhythm } from '../../platform/database/index.ts';
import { machineDate } from '../../ui/index.ts';
import { editMessage } from '../discussions/actions.ts';
import { followThread, reply, startThread } from '../discussions/index.ts';
import { markRead } from '../discussions/reading.ts';
import { isWorkingDay, setMails } from '../membership/index.ts';
import { writeDigests } from './digest.ts';
import { mailRevisions } from './index.ts';
import { tasks } from './tasks.ts';

// The law of these mails, held against a plain model of it: whatever people do and in whatever order, each thing
// reaches each of them once at most, and a digest is exactly what they have neither read nor been sent.

const people = [0, 1, 2];
const groups = [0, 1];

let t: TestApp;
let accounts: { id: string; name: string; email: string }[];
let places: { id: string; slug: string; title: string }[];

beforeAll(async () => {
  t = await startTestApp();
  accounts = await Promise.all(people.map(() => anAccount(t.db)));
  places = await Promise.all(groups.map((n) => aGroup(t.db, { title: `Groupe ${n}` })));
});
afterAll(() => t.close());

type Act =
  | { do: 'open' | 'join' | 'leave'; who: number; group: number }
  | { do: 'reply' | 'follow' | 'mute'; who: number; thread: number }
  | { do: 'edit' | 'delete'; message: number }
  | { do: 'read'; who: number; thread: number }
  | { do: 'rhythm'; who: number; group: number; mail: MailRhythm }
  | { do: 'ceiling'; who: number; most: number }
  | { do: 'wait'; hours: number }
  | { do: 'tell' | 'tell twice' | 'cut' | 'morning' | 'morning twice' | 'send' };

const who = fc.constantFrom(...people);
const group = fc.constantFrom(...groups);
const index = fc.nat(7);
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('open' as const), who, group }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('reply' as const), who, thread: index }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('join' as const, 'leave' as const), who, group }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('follow' as const, 'mute' as const), who, thread: index }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('edit' as const, 'delete' as const), message: index }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('read' as const), who, thread: index }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('rhythm' as const),
      who,
      group,
      mail: fc.constantFrom<MailRhythm>('at_once', 'daily', 'weekly', 'never'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('ceiling' as const), who, most: fc.nat(2) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.constantFrom(1, 9, 24, 24, 72) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'tell' as const,
        'tell twice' as const,
        'cut' as const,
        'morning' as const,
        'morning' as const,
        'morning twice' as const,
        'send' as const,
      ),
    }),
  },
);

interface Post {
  id: string;
  thread: number;
  number: number;
  by: number;
  at: Date;
  words: string;
  deleted: boolean;
  told: boolean;
}

interface Place {
  mail: MailRhythm;
  since: Date;
}

/** What the product should know, in the plainest words. */
class Model {
  threads: { id: string; group: number; deleted: boolean }[] = [];
  posts: Post[] = [];
  places = new Map<string, Place>();
  follows = new Map<string, boolean>();
  read = new Map<string, number>();
  most = new Map<number, number>();
  /** `post:person`, once a mail was written for it. */
  sent = new Set<string>();
  /** Mails of their own written on a day, by `day:person`. */
  mailsOf = new Map<string, number>();
  words = 0;

  placeOf = (person: number, ofGroup: number) => this.places.get(`${person}:${ofGroup}`);

  /** Whether a post is news to a member, be it told or not. */
  isNews(post: Post, person: number): boolean {
    const thread = this.threads[post.thread];
    return (
      !post.deleted &&
      thread?.deleted === false &&
      this.placeOf(person, thread.group) !== undefined &&
      post.by !== person &&
      this.follows.get(`${post.thread}:${person}`) !== false &&
      post.number > (this.read.get(`${post.thread}:${person}`) ?? 0)
    );
  }

  /** What the digest of that morning owes a person, the newest first within threads within groups. */
  owed(person: number, weekly: boolean, now: Date): Post[] {
    return this.posts.filter((post) => {
      const thread = this.threads[post.thread];
      const place = thread && this.placeOf(person, thread.group);
      if (!place || !post.told || !this.isNews(post, person)) return false;
      const isTime =
        place.mail === 'daily' ||
        place.mail === 'at_once' ||
        this.follows.get(`${post.thread}:${person}`) === true ||
        (weekly && place.mail === 'weekly');
      return (
        isTime &&
        post.at >= place.since &&
        now.getTime() - post.at.getTime() < 21 * 86_400_000 &&
        !this.sent.has(`${post.id}:${person}`)
      );
    });
  }

  isAtOnce(post: Post, person: number): boolean {
    const thread = this.threads[post.thread];
    const place = thread && this.placeOf(person, thread.group);
    return place?.mail === 'at_once' || this.follows.get(`${post.thread}:${person}`) === true;
  }
}

/** The words of posts in a mail, in their order. */
const wordsIn = (text: string): string[] => text.match(/mot-\d+-\d+/g) ?? [];

async function run(acts: readonly Act[]): Promise<void> {
  await t.pool.query(
    'truncate outbox, digest_runs, notice_events, notice_deliveries, mail_choices, memberships, threads, graphile_worker._private_jobs cascade',
  );
  const model = new Model();
  const now = () => t.clock.now();
  const seen = new Set<string>();
  for (const person of people) {
    for (const ofGroup of groups) await join(person, ofGroup);
  }
  // The runs so far: the instance is no new one.
  await t.db
    .insertInto('digest_runs')
    .values({
      day: dayBefore(),
      weekly: false,
      tuesday: tuesdayBefore(),
      started_at: now(),
      finished_at: now(),
    })
    .execute();
  let lastDay = dayBefore();
  let tuesday = tuesdayBefore();

  for (const one of acts) {
    t.clock.advance({ seconds: 1 });
    await step(one);
  }

  function dayBefore(): string {
    return machineDate(new Date(now().getTime() - 86_400_000));
  }
  function tuesdayBefore(): string {
    let moment = now().getTime() - 86_400_000;
    while (new Date(moment).getUTCDay() !== 2) moment -= 86_400_000;
    return machineDate(new Date(moment));
  }

  async function join(person: number, ofGroup: number): Promise<void> {
    const [account, place] = [accounts[person], places[ofGroup]];
    if (!account || !place || model.placeOf(person, ofGroup)) return;
    await t.db
      .insertInto('memberships')
      .values({ group_id: place.id, account_id: account.id, role: 'member', joined_at: now() })
      .execute();
    model.places.set(`${person}:${ofGroup}`, { mail: 'weekly', since: now() });
  }

  async function post(person: number, thread: number | null, ofGroup: number): Promise<void> {
    const [account, place] = [accounts[person], places[ofGroup]];
    if (!account || !place || !model.placeOf(person, ofGroup)) return;
    model.words += 1;
    const words = `mot-${model.words}-0`;
    const by = { by: { id: account.id, name: account.name }, now: now() };
    const known = thread === null ? undefined : model.threads[thread];
    if (thread !== null && (!known || known.deleted)) return;
    const [id, number] = await t.db.transaction().execute(async (tx) => {
      if (known) return [known.id, await reply(tx, by, known.id, words)] as const;
      const opened = { groupId: place.id, kind: 'discussion', title: 'Sujet', body: words } as const;
      return [await startThread(tx, by, opened), 1] as const;
    });
    const index = known
      ? model.threads.indexOf(known)
      : model.threads.push({ id, group: ofGroup, deleted: false }) - 1;
    const message = await t.db
      .selectFrom('messages')
      .select('id')
      .where('thread_id', '=', id)
      .where('number', '=', number)
      .executeTakeFirstOrThrow();
    model.posts.push({
      id: message.id,
      thread: index,
      number,
      by: person,
      at: now(),
      words,
      deleted: false,
      told: false,
    });
    const key = `${index}:${person}`;
    if (!model.follows.has(key) && model.placeOf(person, ofGroup)?.mail !== 'never')
      model.follows.set(key, true);
    model.read.set(key, number);
  }

  /** What the tasks that wait should write, and to whom. */
  function expectAtOnce(): string[] {
    const due: string[] = [];
    for (const one of model.posts.filter(({ told }) => !told)) {
      if (one.deleted || model.threads[one.thread]?.deleted) continue;
      one.told = now().getTime() - one.at.getTime() < 21 * 86_400_000;
      if (!one.told) continue;
      for (const person of people) {
        const day = `${machineDate(now())}:${person}`;
        const count = model.mailsOf.get(day) ?? 0;
        if (!model.isNews(one, person) || !model.isAtOnce(one, person)) continue;
        if (model.sent.has(`${one.id}:${person}`) || count >= (model.most.get(person) ?? 10)) continue;
        model.mailsOf.set(day, count + 1);
        model.sent.add(`${one.id}:${person}`);
        due.push(`${accounts[person]?.email} ${one.words}`);
      }
    }
    return due.sort();
  }

  /** The mails written since the last time; each tells of nothing that another told that person of. */
  async function written(): Promise<{ to: string; words: string[]; digest: boolean }[]> {
    const rows = await t.db.selectFrom('outbox').select(['key', 'recipient', 'body_text']).execute();
    return rows
      .filter(({ key }) => !seen.has(key))
      .map(({ key, recipient, body_text }) => {
        seen.add(key);
        return { to: recipient, words: wordsIn(body_text), digest: key.startsWith('digest:') };
      });
  }

  async function tellAll(): Promise<void> {
    const due = expectAtOnce();
    await t.runJobs();
    const mails = await written();
    expect(mails.map(({ to, words }) => `${to} ${words.join()}`).sort()).toEqual(due);
  }

  async function step(one: Act): Promise<void> {
    const live = model.threads.filter(({ deleted }) => !deleted);
    switch (one.do) {
      case 'open':
        return post(one.who, null, one.group);
      case 'reply': {
        const thread = live[one.thread % Math.max(live.length, 1)];
        return thread && post(one.who, model.threads.indexOf(thread), thread.group);
      }
      case 'join':
        return join(one.who, one.group);
      case 'leave': {
        await t.db
          .deleteFrom('memberships')
          .where('account_id', '=', accounts[one.who]?.id ?? '')
          .where('group_id', '=', places[one.group]?.id ?? '')
          .execute();
        model.places.delete(`${one.who}:${one.group}`);
        return;
      }
      case 'follow':
      case 'mute': {
        const thread = live[one.thread % Math.max(live.length, 1)];
        if (!thread) return;
        const following = one.do === 'follow';
        await t.db
          .transaction()
          .execute((tx) =>
            followThread(tx, thread.id, accounts[one.who]?.id ?? '', following ? 'follow' : 'mute'),
          );
        model.follows.set(`${model.threads.indexOf(thread)}:${one.who}`, following);
        return;
      }
      case 'edit':
      case 'delete': {
        const posts = model.posts.filter((each) => !each.deleted && !model.threads[each.thread]?.deleted);
        const chosen = posts[one.message % Math.max(posts.length, 1)];
        if (!chosen) return;
        if (one.do === 'edit') return edit(chosen);
        return remove(chosen);
      }
      case 'read': {
        const thread = live[one.thread % Math.max(live.length, 1)];
        if (!thread) return;
        const index = model.threads.indexOf(thread);
        const last = Math.max(
          ...model.posts.filter((each) => each.thread === index).map(({ number }) => number),
        );
        await t.db
          .transaction()
          .execute((tx) => markRead(tx, thread.id, accounts[one.who]?.id ?? '', last, now()));
        model.read.set(`${index}:${one.who}`, last);
        return;
      }
      case 'rhythm': {
        const place = model.placeOf(one.who, one.group);
        await t.db
          .transaction()
          .execute((tx) =>
            setMails(tx, accounts[one.who]?.id ?? '', [
              { groupId: places[one.group]?.id ?? '', mail: one.mail },
            ]),
          );
        if (place) place.mail = one.mail;
        return;
      }
      case 'ceiling': {
        const account_id = accounts[one.who]?.id ?? '';
        await t.db
          .insertInto('mail_choices')
          .values({ account_id, most_a_day: one.most })
          .onConflict((conflict) => conflict.column('account_id').doUpdateSet({ most_a_day: one.most }))
          .execute();
        model.most.set(one.who, one.most);
        return;
      }
      case 'wait':
        t.clock.advance({ hours: one.hours });
        return;
      case 'tell':
        return tellAll();
      case 'tell twice': {
        await tellAll();
        // As if the worker had not heard that they were done.
        const posted = tasks(t.deps).find(({ name }) => name === 'message.posted');
        for (const { id, told, thread } of model.posts) {
          if (!told || model.threads[thread]?.deleted) continue;
          const missed = model.posts.filter((each) => each.id === id).flatMap(late);
          await posted?.run({ messageId: id });
          const mails = await written();
          expect(mails.map(({ to, words }) => `${to} ${words.join()}`).sort()).toEqual(missed.sort());
        }
        return;
      }
      case 'cut':
        return cut();
      case 'morning':
        return morning(1);
      case 'morning twice':
        return morning(2);
      case 'send':
        return send();
    }
  }

  /** Run again, a task tells at once those who asked for it since, and were told by no mail. */
  function late(one: Post): string[] {
    one.told = false;
    const due = expectAtOnceOf(one);
    one.told = true;
    return due;
  }
  function expectAtOnceOf(one: Post): string[] {
    if (one.deleted || now().getTime() - one.at.getTime() >= 21 * 86_400_000) return [];
    const others = model.posts.filter((each) => each !== one && !each.told);
    for (const each of others) each.told = true;
    const due = expectAtOnce();
    for (const each of others) each.told = false;
    return due;
  }

  async function edit(chosen: Post): Promise<void> {
    const message = await t.db
      .selectFrom('messages')
      .select(['id', 'version'])
      .where('id', '=', chosen.id)
      .executeTakeFirstOrThrow();
    chosen.words = chosen.words.replace(/\d+$/, String(message.version));
    const by = accounts[chosen.by];
    if (!by) return;
    await t.db.transaction().execute((tx) => editMessage(tx, { by, now: now() }, message, chosen.words));
  }

  async function remove(chosen: Post): Promise<void> {
    const by = accounts[chosen.by];
    if (!by) return;
    await t.db
      .updateTable('messages')
      .set({ body: '', deleted_at: now() })
      .where('id', '=', chosen.id)
      .execute();
    chosen.deleted = true;
    const thread = model.threads[chosen.thread];
    if (chosen.number !== 1 || !thread) return;
    await t.db.updateTable('threads').set({ deleted_at: now() }).where('id', '=', thread.id).execute();
    thread.deleted = true;
  }

  /** The worker is killed while it writes; what was half done is as if it had not begun. */
  async function cut(): Promise<void> {
    await t.pool.query(
      "create or replace function refuse() returns trigger language plpgsql as $$ begin raise exception 'cut'; end $$; create trigger cut before insert on outbox execute function refuse()",
    );
    await writeDigests(t.deps).catch(() => {});
    await t.pool.query('drop trigger cut on outbox');
    // Whoever had nothing coming may be done with; the run goes on from there.
    const run = await t.db
      .selectFrom('digest_runs')
      .select(['day', 'tuesday', 'weekly', 'finished_at'])
      .orderBy('day', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    if (run.finished_at) {
      lastDay = run.day;
      tuesday = run.tuesday;
    }
  }

  async function morning(times: number): Promise<void> {
    const day = machineDate(now());
    const hour = Number(now().toLocaleTimeString('fr-FR', { timeZone: 'Europe/Paris' }).slice(0, 2));
    const pending = await t.db
      .selectFrom('digest_runs')
      .select(['day', 'weekly', 'tuesday'])
      .where('finished_at', 'is', null)
      .executeTakeFirst();
    const expected: { to: string | undefined; words: string[] }[] = [];
    for (const weekly of isWorkingDay(day) && hour >= 8 ? runsOf(day, pending) : []) {
      for (const person of people) {
        const owed = model.owed(person, weekly, now());
        if (owed.length === 0) continue;
        for (const { id } of owed) model.sent.add(`${id}:${person}`);
        expected.push({ to: accounts[person]?.email, words: inOrder(owed).map(({ words }) => words) });
      }
    }
    for (let n = 0; n < times; n += 1) await writeDigests(t.deps);
    const last = await t.db
      .selectFrom('digest_runs')
      .select(['day', 'tuesday'])
      .orderBy('day', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    lastDay = last.day;
    tuesday = last.tuesday;
    const mails = (await written()).filter(({ digest }) => digest);
    const byTo = (a: { to?: string }, b: { to?: string }) => (a.to ?? '').localeCompare(b.to ?? '');
    expect(mails.map(({ to, words }) => ({ to, words })).sort(byTo)).toEqual(expected.sort(byTo));
  }

  /** Whether each run of that morning is weekly: first the one that was cut, then the day's own. */
  function runsOf(
    day: string,
    pending: { day: string; weekly: boolean; tuesday: string } | undefined,
  ): boolean[] {
    let lately = day;
    while (new Date(`${lately}T12:00:00Z`).getUTCDay() !== 2)
      lately = machineDate(new Date(Date.parse(`${lately}T12:00:00Z`) - 86_400_000));
    const before = pending ?? { day: lastDay, tuesday };
    return [...(pending ? [pending.weekly] : []), ...(before.day < day ? [before.tuesday < lately] : [])];
  }

  /** The newest first, by group then by thread. */
  function inOrder(owed: readonly Post[]): Post[] {
    const newest = owed.toSorted((a, b) => b.at.getTime() - a.at.getTime());
    const byGroup = Map.groupBy(newest, ({ thread }) => model.threads[thread]?.group);
    return [...byGroup.values()].flatMap((its) => {
      const byThread = Map.groupBy(its, ({ thread }) => thread);
      return [...byThread.values()].flat();
    });
  }

  /** What leaves says what is true then, and never what was deleted or read meanwhile. */
  async function send(): Promise<void> {
    const rows = await t.db
      .selectFrom('outbox')
      .select(['id', 'key', 'recipient', 'body_text'])
      .where('state', '=', 'queued')
      .execute();
    for (const { id, key, recipient, body_text } of rows) {
      const person = accounts.findIndex(({ email }) => email === recipient);
      const revision = mailRevisions(t.deps).find(({ prefix }) => key.startsWith(prefix));
      const content = await revision?.revise(t.db, key);
      const numbers = new Set(wordsIn(body_text).map((words) => words.split('-')[1]));
      const kept = model.posts.filter((each) => {
        const thread = model.threads[each.thread];
        const place = thread && model.placeOf(person, thread.group);
        const wants = place?.mail !== 'never' || model.follows.get(`${each.thread}:${person}`) === true;
        return numbers.has(each.words.split('-')[1]) && wants && model.isNews(each, person);
      });
      expect(wordsIn(content?.text ?? '')).toEqual(inOrder(kept).map(({ words }) => words));
      await t.db
        .updateTable('outbox')
        .set({ state: content ? 'sent' : 'cancelled', body_text: content?.text ?? '' })
        .where('id', '=', id)
        .execute();
    }
  }
}

test('each thing reaches each person once at most; a digest is exactly what they neither read nor were sent', async () => {
  await fc.assert(fc.asyncProperty(fc.array(act, { minLength: 12, maxLength: 45 }), run), {
    numRuns: Number(process.env.NOTICES_RUNS ?? 25),
  });
}, 180_000);
