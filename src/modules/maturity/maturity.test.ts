import { extractText, getDocumentProxy, getMeta } from 'unpdf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWithCatalogues } from '../../../test/catalogue.ts';
import { aGroup, aMembership, anAccount } from '../../../test/factories.ts';
import type { TestApp } from '../../../test/harness.ts';
import { deleteAccount } from '../identity/index.ts';
import { purgeMaturity } from './assessments.ts';
import { releaseCounts } from './counting.ts';
import { loadMaturity } from './load.ts';
import { type Model, readModel } from './model.ts';

let t: TestApp;
let model: Model;
let groupId: string;

beforeAll(async () => {
  t = await startWithCatalogues();
  model = await readModel();
  groupId = (await aGroup(t.db, { slug: 'donnees-petites-moyennes-collectivites', title: 'Données' })).id;
  await loadMaturity({ db: t.db });
  t.deps.pageCache.clear();
});
afterAll(() => t.close());

const home = '/maturite-donnees';
const alone = `${home}/sans-compte`;
const together = `${home}/collectivite`;

/** One answer to every question of an axis, but those that are given. */
function typedFor(axis: number, level: string, others: Record<string, string> = {}): Record<string, string> {
  const code = model.axes[axis - 1]?.code;
  return Object.fromEntries(
    model.questions
      .filter((question) => question.axis === code)
      .map(({ id }) => [`q_${id}`, others[id] ?? level]),
  );
}

const cookieOf = (response: { headers: Record<string, unknown> }): string =>
  /maturite=[\w-]{43}/.exec(String(response.headers['set-cookie']))?.[0] ?? '';

const hiddenIn = (name: string, body: string): string =>
  new RegExp(`name="${name}" value="([^"]+)"`).exec(body)?.[1] ?? '';
/** What a page sends beside the answers. */
const besides = (body: string) => ({ base: hiddenIn('base', body), vues: hiddenIn('vues', body) });

async function answerAxis(way: string, axis: number, fields: Record<string, string>, cookie: string) {
  const page = await t.get(`${way}/axe/${axis}`, cookie);
  return t.post(`${way}/axe/${axis}`, { ...fields, ...besides(page.body) }, cookie);
}

/** From the first axis to the result. */
async function assess(way: string, cookie: string, level: string, others: Record<string, string> = {}) {
  const begun = await t.post(`${way}/commencer`, {}, cookie);
  expect(begun.statusCode).toBe(303);
  const own = cookieOf(begun) || cookie;
  for (const axis of model.axes.keys()) {
    const { statusCode } = await answerAxis(way, axis + 1, typedFor(axis + 1, level, others), own);
    expect(statusCode).toBe(303);
  }
  const sent = await t.post(`${way}/verification`, {}, own);
  expect([sent.statusCode, sent.headers.location]).toEqual([303, `${way}/resultat`]);
  return own;
}

/** A member of a commune who is signed in. */
async function agentOf(authorityId: string | null, name?: string) {
  const account = await anAccount(t.db, { authorityId, name });
  return { ...account, cookie: await t.signIn(account.id) };
}

/** Communes of one band that nobody of the tests has answered for. */
const taken = new Set<string>();
async function communes(
  count: number,
  [least, most]: [number, number] = [10_000, 19_999],
): Promise<string[]> {
  const rows = await t.db
    .selectFrom('authorities')
    .select('id')
    .where('kind', '=', 'commune')
    .where('ended_at', 'is', null)
    .where('population', '>=', least)
    .where('population', '<=', most)
    .orderBy('id')
    .limit(count + taken.size)
    .execute();
  const ids = rows
    .map(({ id }) => id)
    .filter((id) => !taken.has(id))
    .slice(0, count);
  for (const id of ids) taken.add(id);
  return ids;
}

describe('what everybody may read', () => {
  test('the page says what it is, how it counts, its limits and who sees what, and sets no cookie', async () => {
    const page = await t.get(home);
    expect(page.statusCode).toBe(200);
    expect(page.headers['set-cookie']).toBeUndefined();
    for (const words of [
      model.method.scoring,
      'Qui voit quoi',
      'personne ne vérifie',
      'n’a pas encore été testé',
    ])
      expect(page.body.replaceAll("'", '’').replace(/[\u00a0\u202f]/g, ' ')).toContain(
        words.replaceAll("'", '’').replace(/[\u00a0\u202f]/g, ' '),
      );
    for (const { url } of model.inspirations) expect(page.body).toContain(url.replaceAll('&', '&amp;'));
  });

  test('it is found from the search, the site map, the catalogue on data and the page of an authority', async () => {
    expect((await t.get('/recherche?q=maturité+données')).body).toContain(`href="${home}"`);
    for (const url of ['/plan-du-site', '/catalogues/donnees', '/collectivites/communes/74010'])
      expect([url, (await t.get(url)).body.includes(`href="${home}"`)]).toEqual([url, true]);
    expect((await t.get('/sitemap-contenus.xml')).body).toContain(home);
  });
});

describe('without an account', () => {
  test('one answers axis after axis, and leaves with a result and a plan that only the secret leads to', async () => {
    const cookie = await assess(alone, '', '1', { G1: 'unknown', U1: 'not_applicable', P3: '4' });
    const result = await t.get(`${alone}/resultat`, cookie);
    expect(result.headers['cache-control']).toBe('no-store');
    expect(result.body).toContain('Premiers pas');
    expect(result.body).toContain('Parce que vous avez répondu');
    expect(result.body).toContain('Ne sait pas');
    const plan = await t.get(`${alone}/plan`, cookie);
    expect(plan.body).toContain('Viser');
    for (const stranger of ['', `maturite=${'a'.repeat(43)}`, 'maturite=x'])
      for (const page of ['resultat', 'plan', 'progression', 'axe/1', 'verification', 'reprise']) {
        const { statusCode, body } = await t.get(`${alone}/${page}`, stranger);
        expect([page, statusCode]).toEqual([page, 200]);
        expect(body).toMatch(/Aucun résultat ici|Aucune réponse commencée ici/);
      }
    expect((await t.get(`${alone}/plan.pdf`)).statusCode).toBe(404);
  });

  test('the answers are kept under a hash, with a day and nothing of who answered', async () => {
    await assess(alone, '', '2');
    const rows = await t.db
      .selectFrom('maturity_assessments')
      .selectAll()
      .where('secret_hash', 'is not', null)
      .execute();
    for (const row of rows) {
      expect(row).toMatchObject({ authority_id: null, account_id: null, expires_on: '2028-05-23' });
      expect(row.done_at.toISOString()).toMatch(/^2026-11-23T12:00:/);
    }
  });

  test('the link opens it elsewhere by a button, and no guess does', async () => {
    const cookie = await assess(alone, '', '3');
    const { body } = await t.get(`${alone}/resultat`, cookie);
    const link = /http:\/\/cordee\.test(\/maturite-donnees\/lien\/[\w-]{43})/.exec(body)?.[1] ?? '';
    const page = await t.get(link);
    expect(page.headers['set-cookie']).toBeUndefined();
    expect(page.body).toContain('Retrouver l’autoévaluation');
    const taken = await t.post(link, {});
    expect([taken.headers.location, cookieOf(taken)]).toEqual([`${alone}/resultat`, cookie]);
    const guess = await t.post(`${home}/lien/${'b'.repeat(43)}`, {});
    expect([guess.statusCode, cookieOf(guess)]).toEqual([422, '']);
    expect((await t.get(`${home}/lien/trop-court`)).statusCode).toBe(404);
  });

  test('a secret that we did not give is not taken over', async () => {
    const forged = `maturite=${'c'.repeat(43)}`;
    const begun = await t.post(`${alone}/commencer`, {}, forged);
    expect(cookieOf(begun)).toMatch(/^maturite=/);
    expect(cookieOf(begun)).not.toBe(forged);
  });

  test('an answer that is missing or invented is told beside its question; stopping for a while asks for nothing', async () => {
    const cookie = cookieOf(await t.post(`${alone}/commencer`, {}));
    const missing = await answerAxis(alone, 1, { q_G1: '1' }, cookie);
    expect(missing.statusCode).toBe(422);
    expect(missing.body).toContain('href="#q_G2"');
    expect(missing.body).toMatch(/name="q_G1"[^>]*value="1"[^>]*checked/);
    for (const forged of ['5', '-1', '1.5', 'constructor', '<script>alert(1)</script>']) {
      const { statusCode, body } = await answerAxis(alone, 1, typedFor(1, '1', { G1: forged }), cookie);
      expect([forged, statusCode, body.includes('<script>alert')]).toEqual([forged, 422, false]);
    }
    const later = await answerAxis(alone, 1, { q_G1: '3', aller: 'plus-tard' }, cookie);
    expect(later.headers.location).toBe(`${alone}/reprise`);
    expect((await t.get(`${alone}/reprise`, cookie)).body).toContain('/maturite-donnees/lien/');
    expect((await t.get(`${alone}/axe/1`, cookie)).body).toMatch(/name="q_G1"[^>]*value="3"[^>]*checked/);
    const early = await t.post(`${alone}/verification`, {}, cookie);
    expect(early.statusCode).toBe(422);
    expect(early.body).toContain('À compléter');
  });

  test('redoing it starts from the former answers, and the progress tells both', async () => {
    const cookie = await assess(alone, '', '1');
    expect((await t.get(`${alone}/progression`, cookie)).body).toContain('Une seule autoévaluation');
    const again = await t.post(`${alone}/commencer`, {}, cookie);
    expect(again.headers.location).toBe(`${alone}/axe/1`);
    expect((await t.get(`${alone}/axe/1`, cookie)).body).toMatch(/name="q_G1"[^>]*value="1"[^>]*checked/);
    await assess(alone, cookie, '3');
    const { body } = await t.get(`${alone}/progression`, cookie);
    expect(body).toContain('de 1 à 3');
    expect((await t.get(`${alone}/resultat`, cookie)).body).toContain('Avancé');
  });

  test('naming an authority narrows to its region and keeps nothing', async () => {
    const cookie = await assess(alone, '', '4', { M2: '0' });
    const plain = await t.get(`${alone}/resultat`, cookie);
    expect(plain.body).toContain('Exemple d’une autre région');
    const named = await t.get(`${alone}/resultat?collectivite=40192`, cookie);
    expect(named.body).toContain('Mont-de-Marsan');
    // ALPI is of the Landes, in that region.
    expect(named.body).not.toContain('Exemple d’une autre région');
    expect(named.body).toContain(`${alone}/plan?collectivite=commune%3A40192`);
    const several = await t.get(`${alone}/resultat?collectivite=saint-denis`, cookie);
    expect(several.body).toContain('Laquelle est-ce');
    const script = await t.get(`${alone}/resultat?collectivite=${encodeURIComponent('"><script>x')}`, cookie);
    expect(script.body).not.toContain('<script>x');
    const kept = await t.db
      .selectFrom('maturity_assessments')
      .select('id')
      .where('authority_id', '=', 'commune:40192')
      .execute();
    expect(kept).toEqual([]);
  });

  test('it is erased at will, and forgotten in the end', async () => {
    const cookie = await assess(alone, '', '2');
    const gone = await t.post(`${alone}/effacement`, {}, cookie);
    expect(gone.headers.location).toBe(home);
    expect((await t.get(`${alone}/resultat`, cookie)).body).toContain('Aucun résultat ici');
    const other = await assess(alone, '', '2');
    await purgeMaturity(t.db, '2028-05-23');
    expect((await t.get(`${alone}/resultat`, other)).body).not.toContain('Aucun résultat ici');
    await purgeMaturity(t.db, '2028-05-24');
    expect((await t.get(`${alone}/resultat`, other)).body).toContain('Aucun résultat ici');
  });

  test('a machine cannot fill the database', async () => {
    t.clock.advance({ days: 1 });
    const codes = [];
    for (let at = 0; at < 62; at += 1) codes.push((await t.post(`${alone}/commencer`, {})).statusCode);
    expect([codes[0], codes.at(-1)]).toEqual([303, 429]);
    t.clock.advance({ hours: 2 });
  });
});

describe('for an authority', () => {
  test('colleagues share what is begun and what was sent, and nobody else sees it', async () => {
    const [authorityId = ''] = await communes(1);
    const lou = await agentOf(authorityId, 'Lou Secrétaire');
    const noa = await agentOf(authorityId, 'Noa Adjointe');
    await t.post(`${together}/commencer`, {}, lou.cookie);
    await answerAxis(together, 1, typedFor(1, '2'), lou.cookie);
    expect((await t.get(home, noa.cookie)).body).toContain(`href="${together}/axe/2"`);
    await assess(together, noa.cookie, '2');
    const result = await t.get(`${together}/resultat`, lou.cookie);
    expect(result.body).toContain('envoyée par Noa Adjointe');
    const id = await t.db
      .selectFrom('maturity_assessments')
      .select('id')
      .where('authority_id', '=', authorityId)
      .executeTakeFirstOrThrow();
    expect((await t.get(`${together}/resultat/${id.id}`, lou.cookie)).statusCode).toBe(200);
    const [elsewhere = ''] = await communes(1);
    const stranger = await agentOf(elsewhere);
    expect((await t.get(`${together}/resultat/${id.id}`, stranger.cookie)).statusCode).toBe(404);
    const others = await t.get(`${together}/resultat?collectivite=${authorityId}`, stranger.cookie);
    expect(others.body).toContain('Aucun résultat ici');
    const team = await anAccount(t.db, { authorityId: null, roles: ['programme-team'] });
    expect((await t.get(`${together}/resultat`, await t.signIn(team.id))).statusCode).toBe(403);
    expect((await t.get(`${together}/resultat`)).headers.location).toContain('/connexion');
    expect((await t.post(`${together}/commencer`, {})).statusCode).not.toBe(200);
    const url = `/collectivites/communes/${authorityId.split(':')[1]}`;
    expect((await t.get(url, lou.cookie)).body).toContain(`href="${together}/resultat"`);
    for (const cookie of [undefined, stranger.cookie])
      expect((await t.get(url, cookie)).body).not.toContain(`${together}/resultat`);
  });

  test('no field and no address names another authority', async () => {
    const [own = '', other = ''] = await communes(2);
    const agent = await agentOf(own);
    await t.post(
      `${together}/commencer`,
      { authority_id: other, collectivite: other, authorityId: other },
      agent.cookie,
    );
    const drafts = await t.db
      .selectFrom('maturity_drafts')
      .select('authority_id')
      .where('authority_id', 'in', [own, other])
      .execute();
    expect(drafts).toEqual([{ authority_id: own }]);
  });

  test('two who answer the same axis at once are told, and nothing is lost', async () => {
    const [authorityId = ''] = await communes(1);
    const [lou, noa] = await Promise.all([agentOf(authorityId), agentOf(authorityId)]);
    await t.post(`${together}/commencer`, {}, lou.cookie);
    const shown = besides((await t.get(`${together}/axe/1`, lou.cookie)).body);
    await answerAxis(together, 1, typedFor(1, '3'), noa.cookie);
    const stale = await t.post(`${together}/axe/1`, { ...typedFor(1, '1'), ...shown }, lou.cookie);
    expect(stale.statusCode).toBe(409);
    expect(stale.body).toContain('Une feuille de route a été votée ou présentée');
    expect(stale.body).toMatch(/name="q_G1"[^>]*value="1"[^>]*checked/);
  });

  test('the last one stands, the others are its history', async () => {
    const [authorityId = ''] = await communes(1);
    const agent = await agentOf(authorityId);
    await assess(together, agent.cookie, '1');
    t.clock.advance({ days: 200 });
    const again = await t.signIn(agent.id);
    await assess(together, again, '2');
    expect((await t.get(`${together}/resultat`, again)).body).toContain('En structuration');
    const progress = await t.get(`${together}/progression`, again);
    const old = /resultat\/[0-9a-f-]{36}/.exec(progress.body)?.[0] ?? '';
    expect((await t.get(`${together}/${old}`, again)).body).toContain('Premiers pas');
    expect((await t.get(`${together}/${old}`, again)).body).toContain('Ce résultat est ancien');
  });

  test('a form sent twice makes one result', async () => {
    const [authorityId = ''] = await communes(1);
    const { cookie } = await agentOf(authorityId);
    await assess(together, cookie, '1');
    const again = await t.post(`${together}/verification`, {}, cookie);
    expect(again.statusCode).toBe(422);
  });

  test('once the account is gone, nothing says who sent it', async () => {
    const [authorityId = ''] = await communes(1);
    const leaving = await agentOf(authorityId, 'Sacha Partante');
    const staying = await agentOf(authorityId);
    await assess(together, leaving.cookie, '1');
    const { tasks } = await import('./tasks.ts');
    tasks(t.deps);
    await t.db
      .transaction()
      .execute((tx) => deleteAccount(tx, { accountId: leaving.id, now: t.clock.now() }));
    const { body } = await t.get(`${together}/resultat`, staying.cookie);
    expect(body).toContain('Premiers pas');
    expect(body).not.toContain('envoyée par');
  });

  test('the plan is a tagged document that names the authority, its resources and their reasons', async () => {
    const [authorityId = ''] = await communes(1, [300, 900]);
    const { cookie } = await agentOf(authorityId);
    await assess(together, cookie, '1', { G2: '0' });
    const { headers, rawPayload } = await t.get(`${together}/plan.pdf`, cookie);
    expect(headers).toMatchObject({
      'content-type': 'application/pdf',
      'cache-control': 'private, no-cache',
    });
    const pdf = await getDocumentProxy(new Uint8Array(rawPayload));
    expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true });
    const { name } = await t.db
      .selectFrom('authorities')
      .select('name')
      .where('id', '=', authorityId)
      .executeTakeFirstOrThrow();
    expect(String((await getMeta(pdf)).info.Title).replace('\u00a0', ' ')).toBe(
      `Plan d’action sur les données : ${name}`,
    );
    const { text } = await extractText(pdf, { mergePages: true });
    for (const words of ['Qui', 'Quand', 'Un référent identifié', 'mutualise', 'Moins de 5 000 habitants'])
      expect(text.replace(/[\u00a0\u202f]/g, ' ')).toContain(words);
  });
});

describe('together', () => {
  test('similar authorities are compared from six on, and figures move by six', async () => {
    const band: [number, number] = [20_000, 49_999];
    const ids = await communes(12, band);
    const agents = await Promise.all(ids.map((id) => agentOf(id)));
    const [first, ...others] = agents;
    if (!first) throw new Error('no agent');
    const resultOf = async (cookie: string) => (await t.get(`${together}/resultat`, cookie)).body;
    await assess(together, first.cookie, '4');
    for (const { cookie } of others.slice(0, 5)) await assess(together, cookie, '1');
    await releaseCounts(t.db);
    // Six are counted, five of them others: too few for her, whatever she does.
    expect(await resultOf(first.cookie)).toContain('Trop peu de');
    await assess(together, others[5]?.cookie ?? '', '1');
    await releaseCounts(t.db);
    expect(await resultOf(first.cookie)).toContain('Trop peu de');
    expect((await resultOf(others[5]?.cookie ?? '')).replace(/[\u00a0\u202f]/g, ' ')).toContain(
      '6 autres collectivités',
    );
    // Who redoes it alone moves nothing.
    await assess(together, first.cookie, '0');
    await releaseCounts(t.db);
    const seen = (await resultOf(others[5]?.cookie ?? '')).replace(/[\u00a0\u202f]/g, ' ');
    expect(seen).toContain('1,5 sur 4 en moyenne');
    for (const { cookie } of others.slice(6)) await assess(together, cookie, '3');
    await releaseCounts(t.db);
    const after = (await resultOf(others[0]?.cookie ?? '')).replace(/[\u00a0\u202f]/g, ' ');
    // The eleven others: 0, five of 1, five of 3.
    expect(after).toContain('11 autres collectivités');
    expect(/ont répondu.{0,60}/.exec(after)?.[0]).toContain('1,8 sur 4 en moyenne');
  });

  test('an anonymous visitor who names a counted authority does not get the others without it', async () => {
    const cookie = await assess(alone, '', '2');
    const [counted] = await t.db.selectFrom('maturity_counts').select('authority_id').limit(1).execute();
    const code = counted?.authority_id.split(':')[1] ?? '';
    const { body } = await t.get(`${alone}/resultat?collectivite=${code}`, cookie);
    expect(body.replace(/[\u00a0\u202f]/g, ' ')).toContain('12 collectivités parmi les');
  });

  test('an axis where nothing applies keeps an authority out of the figures', async () => {
    const before = await t.db.selectFrom('maturity_counts').select('authority_id').execute();
    const ids = await communes(6, [3_500, 9_999]);
    for (const id of ids) {
      const { cookie } = await agentOf(id);
      await assess(together, cookie, '2', {
        U1: 'not_applicable',
        U2: 'not_applicable',
        U3: 'not_applicable',
      });
    }
    await releaseCounts(t.db);
    expect(await t.db.selectFrom('maturity_counts').select('authority_id').execute()).toEqual(before);
  });

  test('figures are for the team and the copilots of the group, small ones hidden, exports recorded', async () => {
    const copilot = await agentOf(null);
    await aMembership(t.db, groupId, copilot.id, 'copilot');
    const foreign = await agentOf(null);
    const otherGroup = await aGroup(t.db);
    await aMembership(t.db, otherGroup.id, foreign.id, 'copilot');
    const member = await agentOf(null);
    await aMembership(t.db, groupId, member.id);
    const team = await anAccount(t.db, { authorityId: null, roles: ['programme-team'] });
    const pages = [
      '/espace/maturite-donnees',
      '/espace/maturite-donnees.csv',
      '/espace/maturite-donnees/questions.csv',
    ];
    for (const url of pages) {
      for (const { cookie } of [foreign, member]) expect((await t.get(url, cookie)).statusCode).toBe(403);
      expect((await t.get(url)).headers.location).toContain('/connexion');
      for (const cookie of [copilot.cookie, await t.signIn(team.id)])
        expect((await t.get(url, cookie)).statusCode).toBe(200);
    }
    const page = (await t.get(pages[0] ?? '', copilot.cookie)).body.replace(/[\u00a0\u202f]/g, ' ');
    expect(page).toContain('Communes de 20 000 à 49 999 habitants');
    // Nobody else reached six.
    expect(page).not.toContain('Communes de 10 000 à 19 999 habitants');
    const csv = (await t.get(pages[2] ?? '', copilot.cookie)).body;
    // Of twelve: one 0, five or six 1, five or six 3: the single one is hidden, and another with it.
    const lines = csv.split('\r\n').filter((line) => line.startsWith('G1;'));
    expect(lines.filter((line) => line.includes(';non montré;')).length).toBeGreaterThanOrEqual(2);
    expect(lines.some((line) => /;1;12$/.test(line))).toBe(false);
    const events = await t.db
      .selectFrom('audit_events')
      .select(['verb', 'detail'])
      .where('verb', '=', 'maturity.export')
      .where('actor_id', '=', copilot.id)
      .execute();
    expect(events.length).toBe(3);
  });
});
