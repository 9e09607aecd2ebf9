import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aGroup, aMembership, anAccount, anOpening } from '../../../../test/factories.ts';
import { publicUrl, startTestApp, type TestApp } from '../../../../test/harness.ts';
import { enqueue } from '../../../platform/jobs/index.ts';
import { findGroup, listLifeChanges } from '../index.ts';

let t: TestApp;
let group: { id: string; slug: string; title: string };
let space: string;

type Person = 'state' | 'stateToo' | 'local' | 'member' | 'observer' | 'team' | 'stranger' | 'foreign';
const ids = {} as Record<Person, string>;
const cookies = {} as Record<Person, string>;

beforeAll(async () => {
  t = await startTestApp();
  const people: Person[] = [
    'state',
    'stateToo',
    'local',
    'member',
    'observer',
    'team',
    'stranger',
    'foreign',
  ];
  for (const person of people) {
    const account = await anAccount(t.db, {
      name: `Personne ${person}`,
      email: `${person.toLowerCase()}@annecy.example`,
      roles: person === 'team' ? ['programme-team'] : [],
    });
    ids[person] = account.id;
    cookies[person] = await t.signIn(account.id);
  }
});
afterAll(() => t.close());

beforeEach(async () => {
  group = await aGroup(t.db);
  space = `/espace/groupes/${group.slug}`;
  await aMembership(t.db, group.id, ids.state, 'copilot', 'etat');
  await aMembership(t.db, group.id, ids.stateToo, 'copilot', 'etat');
  await aMembership(t.db, group.id, ids.local, 'copilot', 'collectivites');
  await aMembership(t.db, group.id, ids.member, 'member');
  await aMembership(t.db, group.id, ids.observer, 'observer');
  await anOpening(t.db, group.id, ids.team);
});

const reason = 'Les travaux s’arrêtent le temps de l’été.';
const stateOf = async () => (await findGroup(t.db, group.slug))?.state;
const versionOf = async () => String((await findGroup(t.db, group.slug))?.version);
const idIn = (location: unknown) => /cles\/([0-9a-f-]{36})/.exec(String(location))?.[1] ?? '';

/** Gives a first key, to pause the group unless told otherwise; the address of the request. */
async function asked(person: Person = 'state', state = 'paused'): Promise<string> {
  const answer = await t.post(
    `${space}/etat`,
    { state, reason, version: await versionOf() },
    cookies[person],
  );
  expect(answer.statusCode).toBe(303);
  const id = idIn(answer.headers.location);
  expect(id).not.toBe('');
  return `${space}/cles/${id}`;
}

const turn = (at: string, person: Person) => t.post(`${at}/tour`, {}, cookies[person]);
const requestAt = (at: string) =>
  t.db.selectFrom('key_requests').selectAll().where('id', '=', idIn(at)).executeTakeFirstOrThrow();

async function aDeliverable(title = 'Guide'): Promise<{ id: string; slug: string }> {
  const slug = `guide-${randomUUID().slice(0, 8)}`;
  const { id } = await t.db
    .insertInto('deliverables')
    .values({ slug, title, group_id: group.id, description: 'À lire.', kind: 'guide', state: 'draft' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const version = await t.db
    .insertInto('deliverable_versions')
    .values({ deliverable_id: id, label: 'Version 1', position: 1 })
    .returning('id')
    .executeTakeFirstOrThrow();
  await t.db
    .insertInto('deliverable_files')
    .values({ version_id: version.id, url: 'https://www.exemple.fr/guide', label: 'Le guide' })
    .execute();
  return { id, slug };
}

const deliverableState = async (id: string) =>
  (await t.db.selectFrom('deliverables').select('state').where('id', '=', id).executeTakeFirstOrThrow())
    .state;

describe('two keys', () => {
  it('nothing changes with the first; the second does it, with its public reason', async () => {
    const at = await asked();
    expect(await stateOf()).toBe('active');
    const page = (await t.get(at, cookies.local)).body;
    for (const words of [reason, 'Personne state', 'Tourner ma clé', 'Actif', 'En pause'])
      expect(page).toContain(words);
    expect((await turn(at, 'local')).statusCode).toBe(303);
    expect(await stateOf()).toBe('paused');
    expect(await listLifeChanges(t.db, group.id)).toMatchObject([{ from: 'active', to: 'paused', reason }]);
    expect(await requestAt(at)).toMatchObject({ state: 'turned', settled_by: ids.local });
  });

  it('the copilots of the other side are told by mail, each once, and the asker of the answer', async () => {
    const before = (await t.mails()).length;
    const at = await asked();
    const told = (await t.mails()).slice(before);
    expect(told.map(({ to }) => to)).toEqual(['local@annecy.example']);
    expect(told[0]?.text).toContain(`${publicUrl}${at}`);
    await turn(at, 'local');
    expect((await t.mails()).slice(before + 1).map(({ to }) => to)).toEqual(['state@annecy.example']);
  });

  it('is seen on the home of the space and where the thing is, by those who hold keys', async () => {
    const { id, slug } = await aDeliverable();
    await t.post(`/livrables/${slug}/publication`, {}, cookies.local);
    for (const person of ['state', 'local', 'team'] as const) {
      for (const page of [space, `${space}/livrables/${id}`, `${space}/cles`])
        expect((await t.get(page, cookies[person])).body, `${person} ${page}`).toContain('Guide');
      expect((await t.get(space, cookies[person])).body).toContain('Personne local');
    }
    expect((await t.get(space, cookies.state)).body).toContain('Votre clé est attendue');
    expect((await t.get(space, cookies.local)).body).toContain('Clé attendue du côté État');
    for (const person of ['member', 'observer'] as const)
      expect((await t.get(space, cookies[person])).body).not.toContain('/cles/');
  });

  it('publishes a deliverable, to the last link that the first key was given for', async () => {
    const { id, slug } = await aDeliverable();
    const first = await t.post(`/livrables/${slug}/publication`, {}, cookies.local);
    expect(first.statusCode).toBe(303);
    expect((await t.get(`/livrables/${slug}`)).statusCode).toBe(404);
    const row = await t.db
      .selectFrom('key_requests')
      .select('id')
      .where('thing_id', '=', id)
      .executeTakeFirstOrThrow();
    // Not through the forms, which make the request void themselves.
    await t.db
      .updateTable('deliverable_files')
      .set({ url: 'https://www.exemple.fr/autre-chose' })
      .where('label', '=', 'Le guide')
      .execute();
    const stale = await turn(`${space}/cles/${row.id}`, 'state');
    expect(stale.statusCode).toBe(303);
    expect(await deliverableState(id)).toBe('draft');
    expect((await t.get(`${space}/cles/${row.id}`, cookies.state)).body).toContain('a changé depuis');

    await t.post(`/livrables/${slug}/publication`, {}, cookies.state);
    const again = await t.db
      .selectFrom('key_requests')
      .select('id')
      .where('thing_id', '=', id)
      .where('state', '=', 'awaiting')
      .executeTakeFirstOrThrow();
    expect((await turn(`${space}/cles/${again.id}`, 'local')).statusCode).toBe(303);
    expect((await t.get(`/livrables/${slug}`)).statusCode).toBe(200);
  });

  it('what its forms change makes void what waits', async () => {
    const { id, slug } = await aDeliverable();
    await t.post(`/livrables/${slug}/publication`, {}, cookies.local);
    await t.post(
      `${space}/livrables/${id}/modifier`,
      {
        title: 'Autre titre',
        description: 'À lire.',
        kind: 'guide',
        availability: 'published',
        version: '1',
      },
      cookies.local,
    );
    const row = await t.db
      .selectFrom('key_requests')
      .selectAll()
      .where('thing_id', '=', id)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ state: 'void', reason: expect.stringContaining('a changé depuis') });
    const late = await turn(`${space}/cles/${row.id}`, 'state');
    expect(late.statusCode).toBe(422);
    expect(late.body).toContain('caduque');
  });

  it('reorients a group: title and objective, with the difference before and the reason after', async () => {
    const answer = await t.post(
      `${space}/objectif`,
      { title: group.title, objective: 'Essayer autrement.', reason, version: '1' },
      cookies.local,
    );
    const at = `${space}/cles/${idIn(answer.headers.location)}`;
    expect((await findGroup(t.db, group.slug))?.objective).toBe('Essayer ensemble.');
    expect((await t.get(at, cookies.state)).body).toMatch(/<del>[\s\S]*ensemble[\s\S]*<ins>[\s\S]*autrement/);
    await turn(at, 'state');
    expect((await findGroup(t.db, group.slug))?.objective).toBe('Essayer autrement.');
    const page = (await t.get(`/groupes/${group.slug}`)).body;
    expect(page).toContain('Réorienté');
    expect(page).toContain(reason);
  });

  it('may be refused with a reason, taken back, and asked again', async () => {
    const refused = await asked();
    expect((await t.post(`${refused}/refus`, { motif: '' }, cookies.local)).statusCode).toBe(422);
    expect((await t.post(`${refused}/refus`, { motif: 'Pas avant l’été.' }, cookies.local)).statusCode).toBe(
      303,
    );
    expect((await t.mails()).at(-1)).toMatchObject({
      to: 'state@annecy.example',
      text: expect.stringContaining('Pas avant l’été.'),
    });
    const withdrawn = await asked();
    expect((await t.post(`${withdrawn}/retrait`, {}, cookies.stateToo)).statusCode).toBe(303);
    expect((await turn(withdrawn, 'local')).statusCode).toBe(422);
    expect(await stateOf()).toBe('active');
    await turn(await asked('local'), 'stateToo');
    expect(await stateOf()).toBe('paused');
  });

  it('waits thirty days', async () => {
    const at = await asked();
    t.clock.advance({ days: 30 });
    for (const person of ['state', 'local'] as const) cookies[person] = await t.signIn(ids[person]);
    await turn(at, 'local');
    expect(await stateOf()).toBe('active');
    expect(await requestAt(at)).toMatchObject({ state: 'expired' });
    const forgotten = await asked();
    t.clock.advance({ days: 30 });
    await enqueue(t.db, 'key.expire', {});
    await t.runJobs();
    expect(await requestAt(forgotten)).toMatchObject({ state: 'expired' });
    for (const person of Object.keys(cookies) as Person[]) cookies[person] = await t.signIn(ids[person]);
  });

  it('is lost with the role', async () => {
    const at = await asked();
    await t.db
      .updateTable('memberships')
      .set({ role: 'member', side: null })
      .where('group_id', '=', group.id)
      .where('account_id', '=', ids.state)
      .execute();
    await turn(at, 'local');
    expect(await stateOf()).toBe('active');
    expect(await requestAt(at)).toMatchObject({
      state: 'void',
      reason: expect.stringContaining('n’est plus copilote'),
    });
  });
});

describe('one side only', () => {
  beforeEach(async () => {
    await t.db
      .deleteFrom('memberships')
      .where('group_id', '=', group.id)
      .where('account_id', '=', ids.local)
      .execute();
  });

  it('does with one key, and says so in public', async () => {
    const answer = await t.post(`${space}/etat`, { state: 'paused', reason, version: '1' }, cookies.state);
    expect(answer.headers.location).toBe(`/groupes/${group.slug}#histoire`);
    expect(await stateOf()).toBe('paused');
    const body = (await t.get(`/groupes/${group.slug}`)).body.replaceAll('\u00a0', ' ');
    expect(body).toContain(
      'n’a de copilotes que du côté de l’État : ses décisions se prennent avec une seule clé.',
    );
    expect((await t.get(`/groupes/${group.slug}.json`)).json().copilot_sides).toEqual(['etat']);
    await aMembership(t.db, group.id, ids.local, 'copilot', 'collectivites');
    t.deps.pageCache.clear();
    expect((await t.get(`/groupes/${group.slug}`)).body).not.toContain('seule clé');
  });

  it('lets the programme team act as before', async () => {
    const at = `/administration/groupes/${group.slug}/etat`;
    expect((await t.post(at, { state: 'paused', reason, version: '1' }, cookies.team)).statusCode).toBe(303);
    expect(await stateOf()).toBe('paused');
  });
});

describe('attacks', () => {
  it('nobody but a copilot of the other side turns the second key', async () => {
    const at = await asked();
    for (const person of [
      'state',
      'stateToo',
      'member',
      'observer',
      'team',
      'stranger',
      'foreign',
    ] as const) {
      for (const act of ['tour', 'refus'])
        expect((await t.post(`${at}/${act}`, { motif: 'Non.' }, cookies[person])).statusCode, person).toBe(
          403,
        );
    }
    for (const person of ['local', 'member', 'team', 'stranger'] as const)
      expect((await t.post(`${at}/retrait`, {}, cookies[person])).statusCode, person).toBe(403);
    expect((await t.post(`${at}/tour`, {})).headers.location).toBe('/connexion');
    expect((await t.get(at)).statusCode).toBe(303);
    for (const person of ['member', 'observer', 'stranger', 'foreign'] as const)
      expect((await t.get(at, cookies[person])).statusCode, person).toBe(403);
    expect(await stateOf()).toBe('active');
    expect((await requestAt(at)).state).toBe('awaiting');
  });

  it('nor does the one who gave the first, even on the other side since', async () => {
    const at = await asked();
    await t.db
      .updateTable('memberships')
      .set({ side: 'collectivites' })
      .where('group_id', '=', group.id)
      .where('account_id', '=', ids.state)
      .execute();
    expect((await turn(at, 'state')).statusCode).toBe(403);
    expect(await stateOf()).toBe('active');
  });

  it('the same key turned twice at once turns once', async () => {
    const { id } = await anAccount(t.db);
    await aMembership(t.db, group.id, id, 'copilot', 'collectivites');
    const other = await t.signIn(id);
    const at = await asked();
    const answers = await Promise.all([
      turn(at, 'local'),
      t.post(`${at}/tour`, {}, other),
      turn(at, 'local'),
      t.post(`${at}/refus`, { motif: 'Non.' }, other),
    ]);
    expect(answers.filter(({ statusCode }) => statusCode === 303)).toHaveLength(1);
    expect(answers.filter(({ statusCode }) => statusCode === 422)).toHaveLength(3);
    expect((await listLifeChanges(t.db, group.id)).length).toBeLessThanOrEqual(1);
  });

  it('two who ask at once leave one request', async () => {
    const version = await versionOf();
    const ask = (person: Person) =>
      t.post(`${space}/etat`, { state: 'paused', reason, version }, cookies[person]);
    const answers = await Promise.all([ask('state'), ask('local'), ask('stateToo')]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 422, 422]);
    expect(await stateOf()).toBe('active');
  });

  it('a request is found through its own group only', async () => {
    const at = await asked();
    const other = await aGroup(t.db);
    await aMembership(t.db, other.id, ids.foreign, 'copilot', 'collectivites');
    const there = `/espace/groupes/${other.slug}/cles`;
    for (const id of [idIn(at), randomUUID()]) {
      expect((await t.get(`${there}/${id}`, cookies.foreign)).statusCode).toBe(404);
      expect((await t.post(`${there}/${id}/tour`, {}, cookies.foreign)).statusCode).toBe(404);
    }
    expect((await t.post(`${there}/1'--/tour`, {}, cookies.foreign)).statusCode).toBe(404);
    expect(await stateOf()).toBe('active');
  });

  it('the programme team changes neither state nor objective of a group with two sides', async () => {
    const at = `/administration/groupes/${group.slug}`;
    const closed = await t.post(`${at}/etat`, { state: 'closed', reason, version: '1' }, cookies.team);
    expect(closed.statusCode).toBe(422);
    expect(closed.body).toContain('L’équipe du programme n’en tient aucune');
    const form = { title: group.title, objective: 'Tout autre chose.', confidence: 'high', version: '1' };
    const governed = await t.post(`${at}/modifier`, form, cookies.team);
    expect(governed.statusCode).toBe(422);
    expect(await findGroup(t.db, group.slug)).toMatchObject({
      state: 'active',
      objective: 'Essayer ensemble.',
    });
    const same = { ...form, objective: 'Essayer ensemble.', contact: 'contact@annecy.example' };
    expect((await t.post(`${at}/modifier`, same, cookies.team)).statusCode).toBe(303);
    const { slug, id } = await aDeliverable();
    expect((await t.post(`/livrables/${slug}/publication`, {}, cookies.team)).statusCode).toBe(422);
    expect(await deliverableState(id)).toBe('draft');
  });

  it('a proposed group is made active by the programme team, whoever co-pilots it', async () => {
    await t.db.updateTable('groups').set({ state: 'proposed' }).where('id', '=', group.id).execute();
    const own = await t.post(`${space}/etat`, { state: 'active', reason, version: '1' }, cookies.state);
    expect(own.statusCode).toBe(422);
    const at = `/administration/groupes/${group.slug}/etat`;
    expect((await t.post(at, { state: 'closed', reason, version: '1' }, cookies.team)).statusCode).toBe(422);
    expect((await t.post(at, { state: 'active', reason, version: '1' }, cookies.team)).statusCode).toBe(303);
    expect(await stateOf()).toBe('active');
  });

  it('script in a reason or an objective stays text', async () => {
    const script = '<script>alert(1)</script>';
    const answer = await t.post(
      `${space}/objectif`,
      { title: script, objective: `${script} et la suite`, reason: `${script} pour voir`, version: '1' },
      cookies.local,
    );
    const at = `${space}/cles/${idIn(answer.headers.location)}`;
    for (const page of [at, `${space}/cles`, space])
      expect((await t.get(page, cookies.state)).body).not.toContain(script);
  });
});

it('no sequence of acts of one side alone publishes or changes anything', async () => {
  const { id, slug } = await aDeliverable();
  const before = await findGroup(t.db, group.slug);
  type Try = (
    person: 'state' | 'stateToo',
    at: string | undefined,
    version: string,
  ) => Promise<{ statusCode: number }>;
  const acts: Record<string, Try> = {
    pause: (p, _at, version) => t.post(`${space}/etat`, { state: 'paused', reason, version }, cookies[p]),
    close: (p, _at, version) => t.post(`${space}/etat`, { state: 'closed', reason, version }, cookies[p]),
    reorient: (p, _at, version) =>
      t.post(`${space}/objectif`, { title: 'Volé', objective: 'À nous.', reason, version }, cookies[p]),
    publish: (p) => t.post(`/livrables/${slug}/publication`, {}, cookies[p]),
    turn: (p, at) => t.post(`${at}/tour`, {}, cookies[p]),
    refuse: (p, at) => t.post(`${at}/refus`, { motif: 'Non.' }, cookies[p]),
    withdraw: (p, at) => t.post(`${at}/retrait`, {}, cookies[p]),
    present: (p, _at, version) =>
      t.post(
        `${space}/modifier`,
        { title: 'Volé', objective: 'À nous.', status_note: 'x', version },
        cookies[p],
      ),
    govern: (p, _at, version) =>
      t.post(
        `/administration/groupes/${group.slug}/modifier`,
        { title: 'Volé', objective: 'À nous.', confidence: 'high', version },
        cookies[p],
      ),
    oust: (p) => t.post(`${space}/membres/${ids.local}/retrait`, { motif: 'Dehors.' }, cookies[p]),
    switchSides: (p) =>
      t.post(`${space}/membres/${ids[p]}/role`, { role: 'copilot-collectivites' }, cookies[p]),
  };
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.tuple(
          fc.constantFrom(...Object.keys(acts)),
          fc.constantFrom('state' as const, 'stateToo' as const),
          fc.nat({ max: 3 }),
        ),
        { minLength: 2, maxLength: 8 },
      ),
      async (sequence) => {
        for (const [name, person, which] of sequence) {
          const waiting = await t.db
            .selectFrom('key_requests')
            .select('id')
            .where('group_id', '=', group.id)
            .orderBy('asked_at', 'desc')
            .orderBy('id')
            .offset(which)
            .executeTakeFirst();
          const at = `${space}/cles/${waiting?.id ?? randomUUID()}`;
          const answer = await acts[name]?.(person, at, await versionOf());
          expect(answer?.statusCode).toBeLessThan(500);
        }
        const { title, objective, state } = (await findGroup(t.db, group.slug)) ?? {};
        expect({ title, objective, state }).toEqual({
          title: before?.title,
          objective: before?.objective,
          state: before?.state,
        });
        expect(await deliverableState(id)).toBe('draft');
      },
    ),
    { numRuns: 15 },
  );
}, 60_000);

describe('a group that sleeps', () => {
  const point = async (onDay: string) =>
    t.db
      .insertInto('progress_points')
      .values({ group_id: group.id, on_day: onDay, weather: 'sunny', body: 'x', author_id: ids.state })
      .execute();
  const ask = async () => {
    await enqueue(t.db, 'group.ask-dormant', {});
    await t.runJobs();
    return (await t.mails()).filter(({ text }) => text.includes(`groupe « ${group.title} » date du`));
  };

  it('has its copilots asked once, and again only once it has slept again', async () => {
    const today = t.clock.now();
    const daysAgo = (n: number) => new Date(today.getTime() - n * 86_400_000).toISOString().slice(0, 10);
    await point(daysAgo(90));
    expect(await ask()).toEqual([]);
    await t.db.deleteFrom('progress_points').where('group_id', '=', group.id).execute();
    await point(daysAgo(200));
    const told = await ask();
    expect(told.map(({ to }) => to).sort()).toEqual(
      ['local@annecy.example', 'state@annecy.example', 'stateToo@annecy.example'.toLowerCase()].sort(),
    );
    expect(told[0]?.text).toContain(`${publicUrl}${space}/avancement/nouveau`);
    expect(told[0]?.text).toContain(`${publicUrl}${space}/etat`);
    // Even once the mails are gone.
    await t.db.deleteFrom('outbox').execute();
    expect(await ask()).toEqual([]);
    await point(daysAgo(150));
    expect(await ask()).toHaveLength(3);
  });
});
