import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { writeDigests } from '../../src/modules/notices/digest.ts';
import { type Answer, formsOf, isShut, leaked, pagesOf } from './crawl.ts';
import { words } from './group-work.ts';
import { allowedAt, keptInside } from './rules.ts';
import { aScene, asked, narrowed, type Person, type Scene } from './scene.ts';

vi.setConfig({ testTimeout: 400_000 });

let scene: Scene;
let get: Scene['t']['get'];
beforeAll(async () => {
  scene = await aScene();
  get = scene.t.get;
  // Words of files are read by a job, and so is what is told by mail.
  await scene.t.runJobs();
});
afterAll(() => scene.close());

const outside: Person[] = [
  'visitor',
  'pending',
  'refused',
  'stranger',
  'foreignCopilot',
  'team',
  'administrator',
];

const ids = /[0-9a-f]{8}-[0-9a-f-]{27}/g;
const unknown = '00000000-0000-4000-8000-000000000000';

describe('what a group keeps for itself', () => {
  it('is found by a word inside, and nowhere by those outside: not even how much there is', async () => {
    const wrong: string[] = [];
    const found = await get(`/espace/recherche?q=${words.asked}`, scene.people.observer);
    expect(found.body).toContain(words.kept);
    for (const { pattern, queryNames } of pagesOf(scene)) {
      if (!queryNames.includes('q')) continue;
      for (const person of outside) {
        const of = (q: string) =>
          get(scene.fill(pattern) + asked({ ...narrowed(pattern), q }), scene.people[person]);
        const answer = await of(words.asked);
        wrong.push(...leaked(person, pattern, answer));
        if (pattern !== '/espace/recherche') continue;
        const bare = ({ body }: Answer, word: string) => body.replace(ids, '').replaceAll(word, '');
        expect(bare(answer, words.asked), person).toBe(bare(await of('rutabaga'), 'rutabaga'));
      }
    }
    expect(wrong).toEqual([]);
  });

  it('is not shown by a page of another group that is asked for it', async () => {
    const { slug } = await scene.t.db
      .selectFrom('groups')
      .select('slug')
      .where('title', '=', 'Groupe voisin')
      .executeTakeFirstOrThrow();
    const attacked = scene.fill('/espace/groupes/:slug').split('/').at(-1) ?? '';
    const things = [
      'discussions',
      'messages',
      'reunions',
      'groupes/:slug/plan/taches',
      'groupes/:slug/documents',
    ]
      .map((of) => scene.fill(`/espace/${of}/:id`).match(ids)?.at(-1) ?? '')
      .concat(scene.fill('/espace/groupes/:slug/documents/dossiers/:folder').match(ids)?.at(-1) ?? '');
    expect(things.every((id) => id !== '' && id !== unknown)).toBe(true);
    const wrong: string[] = [];
    for (const { pattern, queryNames } of pagesOf(scene)) {
      if (!/^\/espace(\/groupes\/:slug|$|\/recherche)/.test(pattern)) continue;
      const url = scene.fill(pattern).replace(attacked, slug);
      // Those that a page reads by itself are not declared by its route.
      const names = new Set([...queryNames, 'suite', 'dans', 'etape', 'citer', 'personne', 'groupe']);
      for (const id of [...things, attacked]) {
        const answer = await get(
          url + asked(Object.fromEntries([...names].map((name) => [name, id]))),
          scene.people.foreignCopilot,
        );
        if (answer.statusCode >= 500) wrong.push(`${url} with ${id}: ${answer.statusCode}`);
        wrong.push(...leaked('foreignCopilot', `${pattern} with ${id}`, answer));
      }
    }
    expect(wrong).toEqual([]);
  });

  it('is not there, for those outside, any more than what never was', async () => {
    const wrong: string[] = [];
    for (const { pattern } of pagesOf(scene)) {
      const url = scene.fill(pattern);
      if (!keptInside.test(pattern) || !ids.test(url)) continue;
      ids.lastIndex = 0;
      for (const person of ['visitor', 'stranger', 'foreignCopilot'] as const) {
        const said = ({ statusCode, body }: Answer) => [statusCode, body.replace(ids, '')];
        const there = said(await get(url, scene.people[person]));
        const nowhere = said(await get(url.replace(ids, unknown), scene.people[person]));
        if (String(there) !== String(nowhere)) wrong.push(`${person} tells ${pattern} from nothing`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('is written to its members alone, and what was hidden to its author alone', async () => {
    const { t } = scene;
    const of = scene.fill('/espace/groupes/:slug').split('/').at(-1) ?? '';
    // A Tuesday.
    t.clock.advance({ seconds: (Date.parse('2026-11-24T09:00:00+01:00') - t.clock.now().getTime()) / 1000 });
    await writeDigests(t.deps);
    await t.runJobs();
    const people = await t.db
      .selectFrom('memberships')
      .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
      .innerJoin('groups', 'groups.id', 'memberships.group_id')
      .select('accounts.email')
      .where('groups.slug', '=', of)
      .execute();
    const author = await t.db
      .selectFrom('accounts')
      .select('email')
      .where('name', '=', 'Camille Discrète')
      .executeTakeFirstOrThrow();
    const mails = await t.db
      .selectFrom('outbox')
      .select(['recipient', 'subject', 'body_text', 'body_html', 'calendar', 'key'])
      .execute();
    const holding = (word: string) =>
      mails.filter((mail) => JSON.stringify(mail).replaceAll('\\r\\n ', '').includes(word));
    expect(holding(words.kept).some(({ key }) => key?.startsWith('digest:'))).toBe(true);
    const recipients = new Set(holding(words.kept).map(({ recipient }) => recipient));
    expect([...recipients].filter((one) => !people.some(({ email }) => email === one))).toEqual([]);
    expect([...new Set(holding(words.hidden).map(({ recipient }) => recipient))]).toEqual([author.email]);
  });
});

/** What somebody who is no longer inside sees, acts on and reads, and should not. */
async function crawlAs(person: Person, as: Person, own: { may: RegExp; reads: RegExp }): Promise<string[]> {
  const wrong: string[] = [];
  const cookie = scene.people[person];
  const may = (pattern: string, method: 'GET' | 'POST') =>
    own.may.test(pattern) || (allowedAt(pattern, method) ?? []).includes(as);
  for (const { pattern } of pagesOf(scene)) {
    const answer = await get(scene.fill(pattern) + asked(narrowed(pattern)), cookie);
    if (!may(pattern, 'GET') && !isShut(answer)) wrong.push(`sees ${pattern}: ${answer.statusCode}`);
    if (!own.reads.test(pattern)) wrong.push(...leaked(as, pattern, answer));
  }
  for (const { pattern } of formsOf(scene)) {
    if (may(pattern, 'POST')) continue;
    const answer = await scene.t.post(scene.fill(pattern), {}, cookie);
    if (!isShut(answer)) wrong.push(`acts at ${pattern}: ${answer.statusCode}`);
    wrong.push(...leaked(as, pattern, answer));
  }
  return wrong;
}

describe('who is no longer inside', () => {
  it('the member, taken out: nothing is left but their account, their drafts and what was decided of them', async () => {
    const { t, people, fill } = scene;
    const removal = `/espace/groupes/:slug/membres/:account/retrait`;
    const removed = await t.post(fill(removal), { motif: 'Essai' }, people.copilot);
    expect(removed.statusCode, removed.body).toBe(303);
    const wrong = await crawlAs('member', 'stranger', {
      may: /^\/espace\/(compte\/(sessions|qualites)|brouillons)\/:id|moderation\/messages\/:id\/contester/,
      reads: /^\/espace\/(compte|brouillons)|moderation\/messages\/:id\/contester/,
    });
    expect(wrong).toEqual([]);
    for (const pattern of ['/calendriers/:file', '/reunions/reponse/:token'])
      expect((await get(fill(pattern))).statusCode, pattern).toBe(404);
    const { body } = await get(`/espace/recherche?q=${words.asked}`, people.member);
    expect(body).not.toContain(words.kept);
  });

  it('somebody of the programme team who closed what they had opened', async () => {
    const closed = await scene.t.post(
      scene.fill('/espace/groupes/:slug/ouverture/fin'),
      {},
      scene.people.teamInside,
    );
    expect(closed.statusCode).toBe(303);
    expect(await crawlAs('teamInside', 'team', { may: /^$/, reads: /^$/ })).toEqual([]);
  });
});
