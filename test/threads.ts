import { expect } from 'vitest';
import type { MembershipRole } from '../src/platform/database/index.ts';
import { aGroup, aMembership, anOpening } from './factories.ts';
import type { TestApp } from './harness.ts';
import { aPerson, type Person } from './people.ts';

type Group = Awaited<ReturnType<typeof aGroup>>;

/** Two groups, the people of the first, and a copilot of the second who is a stranger to the first. */
export interface ThreadScene {
  group: Group;
  elsewhere: Group;
  copilot: Person;
  member: Person;
  observer: Person;
  /** Co-pilots the other group. */
  neighbour: Person;
  /** Of no group. */
  stranger: Person;
  /** Of the programme team, who opened both groups. */
  team: Person;
}

export async function joins(
  t: TestApp,
  who: Person,
  to: { id: string },
  role: MembershipRole = 'member',
): Promise<Person> {
  await aMembership(t.db, to.id, who.id, role);
  // The clock of the tests is behind that of the database.
  await t.db
    .updateTable('memberships')
    .set({ joined_at: new Date(0) })
    .where('account_id', '=', who.id)
    .execute();
  return who;
}

export async function aThreadScene(t: TestApp): Promise<ThreadScene> {
  const group = await aGroup(t.db, { title: 'Données ouvertes' });
  const elsewhere = await aGroup(t.db, { title: 'Identité numérique' });
  const team = await aPerson(t, { roles: ['programme-team'] });
  for (const { id } of [group, elsewhere]) await anOpening(t.db, id, team.id);
  return {
    group,
    elsewhere,
    copilot: await joins(t, await aPerson(t), group, 'copilot'),
    member: await joins(t, await aPerson(t), group),
    observer: await joins(t, await aPerson(t), group, 'observer'),
    neighbour: await joins(t, await aPerson(t), elsewhere, 'copilot'),
    stranger: await aPerson(t),
    team,
  };
}

/** Opens a thread over HTTP; returns its address. */
export async function opens(
  t: TestApp,
  author: Person,
  group: { slug: string },
  fields: Record<string, string> = {},
): Promise<string> {
  const answer = await t.post(
    `/espace/groupes/${group.slug}/discussions/nouvelle`,
    { title: 'Quel format ?', body: 'CSV ou JSON', ...fields },
    author.cookie,
  );
  expect(answer.statusCode, answer.body).toBe(303);
  return answer.headers.location ?? '';
}

/** Answers over HTTP, a second later; returns the address of the message. */
export async function answers(t: TestApp, author: Person, thread: string, body: string): Promise<string> {
  t.clock.advance({ seconds: 1 });
  const posted = await t.post(thread, { body }, author.cookie);
  expect(posted.statusCode, posted.body).toBe(303);
  const message = await t.db
    .selectFrom('messages')
    .select('messages.id')
    .where('thread_id', '=', idOf(thread))
    .orderBy('number', 'desc')
    .executeTakeFirstOrThrow();
  return `/espace/messages/${message.id}`;
}

export const idOf = (address: string): string => address.split('/').at(-1) ?? '';

/** The address of a message by its number in its thread. */
export async function messageAt(t: TestApp, thread: string, number: number): Promise<string> {
  const { id } = await t.db
    .selectFrom('messages')
    .select('id')
    .where('thread_id', '=', idOf(thread))
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  return `/espace/messages/${id}`;
}
