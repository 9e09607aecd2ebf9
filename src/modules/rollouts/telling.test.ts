import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aGroup, aMembership, anAccount } from '../../../test/factories.ts';
import type { TestApp } from '../../../test/harness.ts';
import { multipart } from '../../../test/multipart.ts';
import { startWithRollouts } from '../../../test/rollouts.ts';
import { assertCoverages, assertStages } from './assertions.ts';

let t: TestApp;
const ids: Record<string, string> = {};
const as = (person: string) => t.signIn(ids[person] ?? '');

const annecy = '/deploiements/demat-ads/collectivites/communes/74010';
const argonay = '/deploiements/demat-ads/collectivites/communes/74019';
const grandAnnecy = '/deploiements/demat-ads/collectivites/epci/200066793';

beforeAll(async () => {
  t = await startWithRollouts();
  const group = await aGroup(t.db, { slug: 'demat-ads' });
  const people = {
    stranger: await anAccount(t.db, { authorityId: null }),
    annecy: await anAccount(t.db, { authorityId: 'commune:74010' }),
    argonay: await anAccount(t.db, { authorityId: 'commune:74019' }),
    epci: await anAccount(t.db, { authorityId: 'epci:200066793' }),
    departement: await anAccount(t.db, { authorityId: 'departement:74' }),
    copilot: await anAccount(t.db, { authorityId: null }),
    team: await anAccount(t.db, { roles: ['programme-team'], authorityId: null }),
  };
  for (const [name, { id }] of Object.entries(people)) ids[name] = id;
  await aMembership(t.db, group.id, ids.copilot ?? '', 'copilot', 'etat');
});
afterAll(() => t.close());
beforeEach(async () => {
  // Each begins with nothing said; nothing but a test may do that.
  await t.db.connection().execute(async (db) => {
    await sql`truncate assertions, assertion_retractions, coverages, coverage_retractions, assertion_contests, rollout_states cascade`.execute(
      db,
    );
    await sql`update rollout_concerned set basis = null, position = null, blocked = false, contradicted = false, since = null`.execute(
      db,
    );
  });
  t.deps.pageCache.clear();
});

async function send(person: string, url: string, values: Record<string, string | string[]>) {
  const cookie = await as(person);
  const key = /name="cle" value="([^"]+)"/.exec((await t.get(url, cookie)).body)?.[1] ?? '';
  return t.post(url, { cle: key, ...values }, cookie);
}

const stateOf = async (url: string) => (await t.get(`${url}.json`)).json();

describe('an authority says where it stands', () => {
  test('in two clicks from its page, and everybody sees who says so, never which person', async () => {
    const cookie = await as('annecy');
    const page = (await t.get('/collectivites/communes/74010', cookie)).body;
    expect(page).toContain(`href="${annecy}/declaration"`);
    const done = await send('annecy', `${annecy}/declaration`, {
      etape: 'cadrer',
      depuis: '2024-03-01',
      preuve: 'www.annecy.fr/urbanisme',
      note: 'Depuis la délibération',
    });
    expect(done.statusCode).toBe(303);
    expect(await stateOf(annecy)).toMatchObject({
      basis: 'declared',
      source: 'authority',
      stage: 'cadrer',
      since: '2024-03-01',
      statements: [{ told_by: 'Annecy', evidence_url: 'https://www.annecy.fr/urbanisme' }],
    });
    const seen = (await t.get(annecy)).body;
    expect(seen).toContain('déclaré par la collectivité');
    const { name } = await t.db
      .selectFrom('accounts')
      .select('name')
      .where('id', '=', ids.annecy ?? '')
      .executeTakeFirstOrThrow();
    expect(seen).not.toContain(name);
    const summary = (await t.get('/collectivites/communes/74010.json')).json();
    expect(
      summary.rollouts.find(({ rollout }: { rollout: string }) => rollout === 'demat-ads'),
    ).toMatchObject({
      stage: 'cadrer',
    });
  });

  test('its form opens with what is known, and a click confirms it', async () => {
    await assertStages(
      t.db,
      { rollout: 'demat-ads', source: 'vendor', toldBy: 'Éditeur', accountId: null, now: t.clock.now() },
      [{ authorityId: 'commune:74010', stage: 'archiver', since: '2023-05-01' }],
    );
    const form = (await t.get(`${annecy}/declaration`, await as('annecy'))).body;
    expect(form).toMatch(/value="archiver"[^>]* checked/);
    expect(form).toContain('value="2023-05-01"');
    const confirmed = await t.post(`${annecy}/confirmation`, {}, await as('annecy'));
    expect(confirmed.statusCode).toBe(303);
    expect(await stateOf(annecy)).toMatchObject({
      source: 'authority',
      stage: 'archiver',
      since: '2023-05-01',
    });
  });

  test('nothing is there to confirm when nobody said anything', async () => {
    const refused = await t.post(`${annecy}/confirmation`, {}, await as('annecy'));
    expect(refused.statusCode).toBe(422);
    expect((await stateOf(annecy)).statements).toEqual([]);
  });

  test.each([
    [{ etape: '' }, 'Choisissez une étape'],
    [{ etape: 'inconnue' }, 'Choisissez une étape'],
    [{ etape: 'cadrer', depuis: '2124-01-01' }, 'Une date à venir'],
    [{ etape: 'cadrer', depuis: '2024-02-31' }, 'Cette date est incorrecte'],
    [{ etape: 'cadrer', preuve: 'javascript:alert(1)' }, 'Cette adresse est incorrecte'],
  ])('refuses %j', async (values, message) => {
    const refused = await send('annecy', `${annecy}/declaration`, values);
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain(message);
    expect((await stateOf(annecy)).statements).toEqual([]);
  });

  test('nobody says it for another authority', async () => {
    for (const person of ['argonay', 'epci', 'stranger', 'copilot']) {
      const cookie = await as(person);
      expect((await t.get(`${annecy}/declaration`, cookie)).statusCode).toBe(403);
      expect((await t.post(`${annecy}/declaration`, { etape: 'cadrer' }, cookie)).statusCode).toBe(403);
      expect((await t.post(`${annecy}/confirmation`, {}, cookie)).statusCode).toBe(403);
    }
    expect((await t.get(`${annecy}/declaration`)).statusCode).toBe(303);
    expect((await stateOf(annecy)).statements).toEqual([]);
  });

  test('the file that shows it is read by its people and those who accompany, nobody else', async () => {
    const cookie = await as('annecy');
    const form = multipart(
      { etape: 'cadrer' },
      { fichier: { name: 'preuve.pdf', content: '%PDF-1.4\n%%EOF' } },
    );
    const sent = await t.app.inject({
      method: 'POST',
      url: `${annecy}/declaration`,
      ...form,
      headers: { ...form.headers, cookie },
    });
    expect(sent.statusCode).toBe(303);
    const [statement] = (await stateOf(annecy)).statements;
    const url = `${annecy}/preuves/${statement.id}`;
    expect((await t.get(url)).statusCode).toBe(404);
    expect((await t.get(url, await as('stranger'))).statusCode).toBe(404);
    expect((await t.get(url, await as('argonay'))).statusCode).toBe(404);
    expect((await t.get(url, await as('copilot'))).statusCode).toBe(200);
    expect((await t.get(url, cookie)).headers['content-disposition']).toContain('preuve.pdf');
    // Another authority's address does not lead to it.
    expect((await t.get(`${argonay}/preuves/${statement.id}`, await as('argonay'))).statusCode).toBe(404);
  });
});

describe('a body says for which communes it does it', () => {
  const covered = async () => {
    const rows = await t.db
      .selectFrom('rollout_states')
      .select('authority_id')
      .where('basis', '=', 'covered')
      .execute();
    return rows.map(({ authority_id }) => authority_id).sort();
  };

  test('all at once, from one list; they follow its own progress', async () => {
    const opened = (await t.get(`${grandAnnecy}/couverture?cocher=toutes`, await as('epci'))).body;
    const codes = [...opened.matchAll(/name="communes" value="(\w+)" checked/g)].map(
      ([, code]) => code ?? '',
    );
    expect(codes).toHaveLength(34);
    const done = await send('epci', `${grandAnnecy}/couverture`, {
      communes: codes,
      cochees: '',
      depuis: '2024-01-01',
    });
    expect(done.statusCode).toBe(303);
    expect(await covered()).toHaveLength(34);
    await send('epci', `${grandAnnecy}/declaration`, { etape: 'cadrer', depuis: '2024-02-01' });
    expect(await stateOf(argonay)).toMatchObject({
      basis: 'covered',
      stage: 'cadrer',
      provider: { name: 'CA du Grand Annecy' },
    });
    const page = (await t.get('/collectivites/communes/74019')).body;
    expect(page).toContain('rien à faire');
  });

  test('those unticked end, and what a colleague added meanwhile stays', async () => {
    await send('epci', `${grandAnnecy}/couverture`, {
      communes: ['74019', '74010'],
      cochees: '',
      depuis: '2024-01-01',
    });
    // Opened before 74010 was added: it was never ticked there, and is not taken away.
    await send('epci', `${grandAnnecy}/couverture`, { communes: [], cochees: '74019', depuis: '2024-06-01' });
    expect((await stateOf(argonay)).basis).toBeNull();
    expect((await stateOf('/deploiements/demat-ads/collectivites/communes/74010')).basis).toBe('covered');
  });

  test('never for one that is not in it, nor by another', async () => {
    const forged = await send('epci', `${grandAnnecy}/couverture`, { communes: ['75056'], cochees: '' });
    expect(forged.statusCode).toBe(422);
    expect(forged.body).toContain('n’est pas dans');
    for (const person of ['annecy', 'departement', 'stranger', 'copilot']) {
      expect(
        (await t.post(`${grandAnnecy}/couverture`, { communes: ['74019'] }, await as(person))).statusCode,
      ).toBe(403);
    }
    expect((await t.get(`${annecy}/couverture`, await as('annecy'))).statusCode).toBe(404);
    expect(await covered()).toEqual([]);
  });

  test('a département covers its communes too', async () => {
    const url = '/deploiements/demat-ads/collectivites/departements/74/couverture';
    const done = await send('departement', url, { communes: ['74001', '74019'], cochees: '' });
    expect(done.statusCode).toBe(303);
    expect(await covered()).toEqual(['commune:74001', 'commune:74019']);
  });
});

describe('an authority contests what is said of it', () => {
  beforeEach(async () => {
    await assertCoverages(
      t.db,
      {
        rollout: 'demat-ads',
        source: 'authority',
        toldBy: 'Grand Annecy',
        accountId: null,
        now: t.clock.now(),
      },
      [
        {
          authorityId: 'commune:74019',
          provider: { id: 'epci:200066793' },
          covers: true,
          since: '2024-01-01',
        },
      ],
    );
    t.deps.pageCache.clear();
  });
  const linkOf = async () => {
    const { body } = await t.get(argonay, await as('argonay'));
    return /href="([^"]+\/contestations\/[^"]+)"/.exec(body)?.[1] ?? '';
  };

  test('its reason is public; the copilots uphold it, and what was said is taken back, not erased', async () => {
    const url = await linkOf();
    const done = await send('argonay', url, { motif: 'Nous instruisons nous-mêmes nos dossiers.' });
    expect(done.statusCode).toBe(303);
    expect((await t.get(argonay)).body).toContain('Nous instruisons nous-mêmes nos dossiers.');
    // Once is enough.
    expect(
      (await t.post(url, { motif: 'Nous instruisons nous-mêmes.' }, await as('argonay'))).statusCode,
    ).toBe(422);

    const list = (await t.get('/deploiements/demat-ads/contestations', await as('copilot'))).body;
    const decide = /href="(\/deploiements\/demat-ads\/contestations\/[^"]+)"/.exec(list)?.[1] ?? '';
    const short = await send('copilot', decide, { decision: 'upheld', motif: '' });
    expect(short.statusCode).toBe(422);
    expect(
      (await send('copilot', decide, { decision: 'upheld', motif: 'Vérifié auprès du Grand Annecy.' }))
        .statusCode,
    ).toBe(303);
    expect(await stateOf(argonay)).toMatchObject({
      basis: null,
      statements: [
        { retracted: { reason: expect.stringContaining('Vérifié auprès') }, contest: { decision: 'upheld' } },
      ],
    });
    const mails = (await t.mails()).filter(({ subject }) => subject.includes('réponse à votre contestation'));
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain('Vérifié auprès du Grand Annecy.');
    // Answered once.
    expect(
      (await t.post(decide, { decision: 'dismissed', motif: 'Finalement non merci.' }, await as('team')))
        .statusCode,
    ).toBe(422);
  });

  test('dismissed, what was said stays', async () => {
    await send('argonay', await linkOf(), { motif: 'Nous instruisons nous-mêmes nos dossiers.' });
    const { id } = await t.db.selectFrom('assertion_contests').select('id').executeTakeFirstOrThrow();
    await send('team', `/deploiements/demat-ads/contestations/${id}`, {
      decision: 'dismissed',
      motif: 'La convention est signée.',
    });
    expect(await stateOf(argonay)).toMatchObject({
      basis: 'covered',
      statements: [{ contest: { decision: 'dismissed' } }],
    });
  });

  test('is answered even when whoever contested has gone', async () => {
    await send('argonay', await linkOf(), { motif: 'Nous instruisons nous-mêmes nos dossiers.' });
    const before = (await t.mails()).length;
    const { id } = await t.db
      .updateTable('assertion_contests')
      .set({ account_id: null })
      .returning('id')
      .executeTakeFirstOrThrow();
    const answer = { decision: 'upheld', motif: 'La convention n’existe pas.' };
    expect((await send('team', `/deploiements/demat-ads/contestations/${id}`, answer)).statusCode).toBe(303);
    expect((await stateOf(argonay)).basis).toBeNull();
    expect(await t.mails()).toHaveLength(before);
  });

  test('nobody contests for another, nor answers without being a copilot', async () => {
    const url = await linkOf();
    for (const person of ['annecy', 'epci', 'stranger', 'copilot']) {
      expect((await t.post(url, { motif: 'Cela me paraît faux.' }, await as(person))).statusCode).toBe(403);
    }
    for (const person of ['argonay', 'epci', 'stranger']) {
      expect((await t.get('/deploiements/demat-ads/contestations', await as(person))).statusCode).toBe(403);
    }
    expect(await t.db.selectFrom('assertion_contests').select('id').execute()).toEqual([]);
    // What is told of another authority is not found under one's own.
    const others = url.replace('74019', '74010');
    expect((await t.get(others, await as('annecy'))).statusCode).toBe(404);
  });
});

test('a standing that does not exist is a 404, and an old code is too', async () => {
  expect((await t.get('/deploiements/demat-ads/collectivites/communes/00000')).statusCode).toBe(404);
  expect((await t.get('/deploiements/demat-ads/collectivites/inconnu/74010')).statusCode).toBe(404);
  expect((await t.get('/deploiements/inconnu/collectivites/communes/74010')).statusCode).toBe(404);
});
