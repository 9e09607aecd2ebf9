import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aGroup, aMembership, anAccount } from '../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import { loadFlags } from './index.ts';

let t: TestApp;
const cookies = { team: '', keeper: '', copilot: '', member: '', pending: '' };

beforeAll(async () => {
  t = await startTestApp();
  await loadFlags({ db: t.db, say: () => {} });
  const keepers = await aGroup(t.db, { slug: 'agenda-transformation-numerique' });
  const others = await aGroup(t.db);
  const signedIn = async (values: Parameters<typeof anAccount>[1], group?: string) => {
    const { id } = await anAccount(t.db, values);
    if (group) await aMembership(t.db, group, id, 'copilot', 'etat');
    return t.signIn(id);
  };
  cookies.team = await signedIn({ roles: ['programme-team'] });
  cookies.keeper = await signedIn({}, keepers.id);
  cookies.copilot = await signedIn({}, others.id);
  cookies.member = await signedIn({});
  cookies.pending = await signedIn({ state: 'pending' }, keepers.id);
});
afterAll(() => t.close());

const page = '/administration/publics';
const questions = `${page}/questions`;
const over3500 = `${page}?public_1_types=commune&public_1_min_op=%3E&public_1_min=3500`;

describe('who may', () => {
  test.each([
    ['team', 200, 200],
    ['keeper', 200, 200],
    ['copilot', 403, 403],
    ['member', 403, 403],
    ['pending', 403, 403],
  ] as const)('%s', async (who, tries, writes) => {
    expect((await t.get(page, cookies[who])).statusCode).toBe(tries);
    for (const url of [questions, `${questions}/nouvelle`, `${questions}/agents-50`])
      expect((await t.get(url, cookies[who])).statusCode).toBe(writes);
  });

  test('nobody without an account', async () => {
    for (const url of [page, questions, `${questions}/nouvelle`, `${questions}/agents-50`])
      expect((await t.get(url)).statusCode).not.toBe(200);
    expect((await t.post('/publics/apercu', { public_1_types: 'commune' })).statusCode).not.toBe(200);
    expect((await t.post(`${questions}/nouvelle`, {})).headers.location).not.toBe(questions);
  });

  test('an agent tries rules once a measure was given to them, without writing the questions', async () => {
    const { id } = await anAccount(t.db);
    const cookie = await t.signIn(id);
    expect((await t.get(page, cookie)).statusCode).toBe(403);
    await t.db.insertInto('measure_themes').values({ code: 'essai', label: 'Essai' }).execute();
    const { id: measure } = await t.db
      .insertInto('measures')
      .values({
        slug: 'essai',
        title: 'Essai',
        theme: 'essai',
        nature: 'obligation',
        status: 'announced',
        pilot: 'DINUM',
        summary: 'Essai',
        audience: JSON.stringify({ version: 1, rule: { all: [] } }),
        confidence: 'high',
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await t.db.insertInto('measure_editors').values({ measure_id: measure, account_id: id }).execute();
    const { statusCode, body } = await t.get(page, cookie);
    expect(statusCode).toBe(200);
    expect(body).not.toContain(questions);
    expect((await t.get(questions, cookie)).statusCode).toBe(403);
  });
});

describe('trying a rule', () => {
  test('opens on an empty form that reads no rule', async () => {
    const { statusCode, body } = await t.get(page, cookies.team);
    expect(statusCode).toBe(200);
    expect(body).toContain('<legend class="fr-fieldset__legend">Cas 1</legend>');
    expect(body).not.toContain('Habitants couverts');
  });

  test('counts by kind, population and place, shows examples and the list', async () => {
    const { body } = await t.get(over3500, cookies.keeper);
    expect(body).toMatch(/Public visé.: les communes de plus de 3.500.habitants\./);
    expect(body).toMatch(/3.288 communes concernées, \d+ à préciser, 48 millions d’habitants\./);
    expect(body).toMatch(/De.3.500.à.9.999.habitants<\/th><td[^>]*>\d.\d{3}</);
    expect(body).toContain('<a href="/collectivites/communes/75056">Paris</a>');
    expect(body).toContain('value="3500"');
  });

  test('narrows the list, and each address keeps the rule', async () => {
    const { body } = await t.get(`${over3500}&territoire=region:84&type=commune`, cookies.team);
    expect(body).toMatch(/Par département.: Auvergne-Rhône-Alpes/);
    expect(body).toContain('>Haute-Savoie</a>');
    expect(body).not.toContain('>Marseille</a>');
    const next = /href="([^"]*public_1_min=3500[^"]*page=2[^"]*)"/.exec(body)?.[1]?.replaceAll('&amp;', '&');
    const second = await t.get(next?.replace('#liste', '') ?? '', cookies.team);
    expect(second.body).toMatch(/page 2 sur \d/);
    expect(second.body).not.toContain('>Lyon</a>');
  });

  test('says what is wrong beside the field', async () => {
    const { statusCode, body } = await t.get(`${page}?public_1_territoires=La+R%C3%A9union`, cookies.team);
    expect(statusCode).toBe(422);
    expect(body).toContain('href="#public_1_territoires"');
    expect(body).toContain('id="public_1_territoires-error"');
    expect((await t.get(`${page}?public_1_min_op=%3E`, cookies.team)).statusCode).toBe(422);
  });

  test.each([
    '&etat=%3Cscript%3E&type=canton&territoire=..%2F&page=-1',
    '&page=9999',
    '&territoire=departement:99',
    '&public_9_types=commune&autre=1',
  ])('odd filters are none: %s', async (odd) => {
    const { statusCode, body } = await t.get(over3500 + odd, cookies.team);
    expect(statusCode).toBe(200);
    expect(body).toContain('>Paris</a>');
  });

  test('what was typed is shown as text', async () => {
    const { body } = await t.get(
      `${page}?public_1_territoires=${encodeURIComponent('"><script>alert(1)</script>')}`,
      cookies.team,
    );
    expect(body).not.toContain('<script>alert');
    const live = await t.post(
      '/publics/apercu',
      { public_1_sauf: '<img src=x onerror=alert(1)>' },
      cookies.member,
    );
    expect(live.body).not.toContain('<img');
  });

  test('is shown as one types, to whoever has an account', async () => {
    const { statusCode, body } = await t.post(
      '/publics/apercu',
      { public_1_types: ['departement', 'region'] },
      cookies.member,
    );
    expect(statusCode).toBe(200);
    expect(body).toMatch(/^<section/);
    expect(body).toMatch(/119.collectivités concernées/);
    expect((await t.post('/publics/apercu', { public_garder: 'oui' }, cookies.member)).body).toBe('');
  });

  test('a case is added and taken out, which asks nothing yet', async () => {
    const more = await t.get(`${page}?public_1_types=commune&apercu=public_ajouter`, cookies.team);
    expect(more.statusCode).toBe(200);
    expect(more.body).toContain('name="public_2_territoires"');
    expect(more.body).toMatch(/name="public_1_types" value="commune" checked/);
    expect(more.body).not.toContain('id="resultat"');
    const url = `${page}?public_1_types=commune&public_2_types=region&apercu=public_retirer_1`;
    const less = await t.get(url, cookies.team);
    expect(less.body).toMatch(/name="public_1_types" value="region" checked/);
    expect(less.body).not.toContain('name="public_2_territoires"');
  });

  test('as often as one types; past that it says so where the counts were, to that person alone', async () => {
    await t.db.deleteFrom('rate_limits').execute();
    const ask = (cookie: string, typed: Record<string, string> = { public_1_types: 'region' }) =>
      t.post('/publics/apercu', typed, cookie);
    for (let count = 0; count < 60; count += 1)
      expect((await ask(cookies.member, { public_1_min: 'x' })).statusCode).toBe(200);
    const { statusCode, headers, body } = await ask(cookies.member);
    expect(statusCode).toBe(429);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(headers['content-type']).toContain('text/html');
    expect(body).toMatch(/^<section aria-label="Aperçu">.*d’ici une minute/);
    expect(body).not.toMatch(/concernées/);
    expect((await ask(cookies.team)).statusCode).toBe(200);
    t.clock.advance({ minutes: 1 });
    expect((await ask(cookies.member)).statusCode).toBe(200);
  });
});

describe('the questions', () => {
  const words = {
    question: 'Votre commune a-t-elle un cimetière ?',
    fait: 'a un cimetière',
    contraire: 'n’a pas de cimetière',
    aide: '',
  };
  const line = async (verb: string) =>
    t.db
      .selectFrom('audit_events')
      .selectAll()
      .where('verb', '=', verb)
      .orderBy('at', 'desc')
      .executeTakeFirst();

  test('are added under a code made from their words, twice the same under another', async () => {
    for (const _ of [1, 2])
      expect((await t.post(`${questions}/nouvelle`, words, cookies.keeper)).headers.location).toBe(questions);
    const { body } = await t.get(questions, cookies.keeper);
    expect(body).toContain('votre-commune-a-t-elle-un-cimetiere</code>');
    expect(body).toContain('votre-commune-a-t-elle-un-cimetiere-2</code>');
    expect(await line('flag.create')).toMatchObject({ thing_type: 'flag', thing_label: words.question });
    // A rule may name it at once.
    const tried = await t.get(
      `${page}?public_1_condition_1=votre-commune-a-t-elle-un-cimetiere&public_1_condition_1_sens=non`,
      cookies.team,
    );
    expect(tried.body).toMatch(/condition.: n’a pas de cimetière/);
  });

  test('have a code that rules can name, however long they are', async () => {
    const question = `${'Votre collectivité tient-elle un registre communal de sauvegarde '.repeat(4)}?`;
    await t.post(`${questions}/nouvelle`, { ...words, question }, cookies.team);
    const codes = await t.db
      .selectFrom('flags')
      .select('code')
      .where('code', 'like', 'votre-collectivite-tient%')
      .execute();
    expect(codes).toHaveLength(1);
    expect(codes[0]?.code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(codes[0]?.code.length).toBeLessThanOrEqual(60);
  });

  test('are rewritten, never under another code', async () => {
    const url = `${questions}/maternite`;
    const saved = await t.post(url, { ...words, code: 'autre', version: '1' }, cookies.team);
    expect(saved.headers.location).toBe(questions);
    const flag = await t.db
      .selectFrom('flags')
      .selectAll()
      .where('code', '=', 'maternite')
      .executeTakeFirstOrThrow();
    expect(flag).toMatchObject({ question: words.question, help: null, version: 2 });
    expect(await line('flag.edit')).toMatchObject({ thing_id: 'maternite' });
  });

  test('that somebody else rewrote meanwhile are shown in both versions', async () => {
    const url = `${questions}/agents-50`;
    await t.post(url, { ...words, version: '1' }, cookies.team);
    const late = await t.post(url, { ...words, fait: 'autre texte', version: '1' }, cookies.keeper);
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain('a un cimetière');
    expect(late.body).toContain('autre texte');
    const again = await t.post(url, { ...words, fait: 'autre texte', version: '2' }, cookies.keeper);
    expect(again.statusCode).toBe(303);
  });

  test('say what they lack', async () => {
    const { statusCode, body } = await t.post(`${questions}/nouvelle`, { question: ' ' }, cookies.team);
    expect(statusCode).toBe(422);
    for (const name of ['question', 'fait', 'contraire']) expect(body).toContain(`href="#${name}"`);
    expect((await t.get(`${questions}/inconnue`, cookies.team)).statusCode).toBe(404);
    expect((await t.post(`${questions}/nouvelle`, words, cookies.copilot)).statusCode).toBe(403);
  });
});
