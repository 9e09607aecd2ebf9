import { extractText } from 'unpdf';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { anAccount } from '../../../test/factories.ts';
import type { TestApp } from '../../../test/harness.ts';
import { startWithRollouts } from '../../../test/rollouts.ts';
import { deleteAccount } from '../identity/index.ts';
import { loadPrerequisites } from './index.ts';

const list = '/deploiements/franceconnect/prerequis';
const a1 = `${list}/a1`;
let t: TestApp;
let authorId: string;
let author: string;
let colleague: string;
let stranger: string;
beforeAll(async () => {
  t = await startWithRollouts();
  await loadPrerequisites({ db: t.db });
  authorId = (await anAccount(t.db, { name: 'Alix Martin' })).id;
  author = await t.signIn(authorId);
  colleague = await t.signIn((await anAccount(t.db)).id);
  stranger = await t.signIn((await anAccount(t.db, { authorityId: 'commune:74282' })).id);
});
afterAll(() => t.close());

/** What a page says, whatever its spaces. */
const pageTo = async (cookie?: string, url = list) =>
  (await t.get(url, cookie)).body.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('the checklist', () => {
  it('shows everybody three parts and each point, with what to prepare, who, how long and the sources', async () => {
    expect((await t.get(list)).statusCode).toBe(200);
    const body = await pageTo();
    for (const words of [
      'Administratif',
      'Technique',
      'Humain',
      'Un numéro SIRET',
      'Cinq jours ouvrés',
      'Non connu',
    ])
      expect(body).toContain(words);
    expect(body.match(/class="cd-point"/g)).toHaveLength(24);
    expect(body).toContain(
      'href="https://docs.partenaires.franceconnect.gouv.fr/fs/devenir-fs/pilotage-etapes/"',
    );
    // A statement of which we are not sure says so.
    expect(/id="point-t11".*?<\/h3>/s.exec(body)?.[0]).toContain('À vérifier');
    expect(/id="point-a1".*?<\/h3>/s.exec(body)?.[0]).not.toContain('À vérifier');
    expect(body).toContain('href="/connexion"');
    expect(body).not.toContain('C’est fait');
  });

  it('tells a vendor what is theirs and what is the authority’s', async () => {
    const body = await pageTo(undefined, `${list}?pour=editeur`);
    expect(/id="point-t1".*?<\/dl>/s.exec(body)?.[0]).toContain('<dd>Vous</dd>');
    expect(body).toContain('La collectivité (référent projet), ou vous pour son compte');
    expect(await pageTo(undefined, `${list}?pour=autre`)).toContain('ou votre éditeur pour votre compte');
    // Progress is the authority's: it is not kept on the vendor's list.
    expect(await pageTo(author, `${list}?pour=editeur`)).not.toContain('C’est fait');
  });

  it('is as data too: the content, nobody’s progress', async () => {
    await t.post(`${list}/a2/etat`, { etat: 'done', version: '0' }, author);
    for (const cookie of [undefined, author]) {
      const { headers, body } = await t.get(`${list}.json`, cookie);
      expect(headers['content-type']).toContain('application/json');
      const data = JSON.parse(body);
      expect(data.parts.map(({ points }: { points: unknown[] }) => points.length)).toEqual([8, 12, 4]);
      expect(data.parts[0].points[5]).toMatchObject({ slug: 'a6', confidence: 'high' });
      expect(data.parts[0].points[0].duration).toBe(null);
      expect(body).not.toContain('Alix');
    }
    expect(JSON.parse(await pageTo(undefined, `${list}.json?pour=editeur`)).for).toBe('vendor');
    await t.db.deleteFrom('prerequisite_marks').execute();
  });

  it('is as a document to print', async () => {
    const { statusCode, headers, rawPayload } = await t.get(`${list}.pdf`);
    expect([statusCode, headers['content-type']]).toEqual([200, 'application/pdf']);
    const { text } = await extractText(new Uint8Array(rawPayload), { mergePages: true });
    expect(text).toContain('Déposer sur DataPass');
    expect(text).toContain('Pour une collectivité');
    expect(text.replaceAll(/\s+/g, ' ')).toContain('À préparer : un numéro SIRET ; un compte ProConnect.');
  });

  it('exists for each rollout of which we know one, with what we know', async () => {
    const body = await pageTo(undefined, '/deploiements/demat-ads/prerequis');
    expect(body).toContain('Centre instructeur identifié');
    expect(body).toContain('Obligatoire : communes de plus de 3 500 habitants');
    expect(body).not.toContain('Pour un éditeur');
    for (const url of [
      '/deploiements/inconnu/prerequis',
      '/deploiements/inconnu/prerequis.json',
      '/deploiements/inconnu/prerequis.pdf',
      '/deploiements/inconnu/ressources',
      '/deploiements/demat-ads/ressources',
      '/deploiements/demat-ads/ressources.json',
      '/deploiements/demat-ads/verifier',
      '/deploiements/demat-ads/verifier.json',
    ])
      expect([url, (await t.get(url)).statusCode]).toEqual([url, 404]);
  });

  it('is led to from the rollout, from the site map and by the search', async () => {
    for (const url of [
      '/deploiements/franceconnect',
      '/deploiements/franceconnect/etapes',
      '/plan-du-site',
    ]) {
      const body = await pageTo(undefined, url);
      for (const page of ['prerequis', 'ressources', 'verifier'])
        expect(body).toContain(`href="/deploiements/franceconnect/${page}"`);
    }
    expect(await pageTo(undefined, '/deploiements/demat-ads')).not.toContain('/verifier"');
    expect(await pageTo(undefined, '/sitemap-contenus.xml')).toContain(`${list}<`);
    expect(await pageTo(undefined, '/recherche?q=habilitation+DataPass')).toContain(`href="${list}"`);
    // A later start finds them as they are.
    await loadPrerequisites({ db: t.db });
  });
});

describe('resources', () => {
  it('tell what is over, with its dates', async () => {
    const body = await pageTo(undefined, '/deploiements/franceconnect/ressources');
    expect(body).toContain('Terminé avec France Relance');
    expect(body).toContain('Elle ne peut plus être demandée');
    expect(body.match(/Échéance passée/g)).toHaveLength(4);
    expect(body).toContain('href="mailto:support.partenaires@franceconnect.gouv.fr"');
    expect(body).toContain('API Particulier');
    const data = JSON.parse(await pageTo(undefined, '/deploiements/franceconnect/ressources.json'));
    expect(data.aid[0]).toMatchObject({ over: true, amount_eur: 10000 });
    expect(data.targets[0]).toMatchObject({ by: '2022-12-31', percent: 100, past: true });
  });
});

describe('the progress of an authority', () => {
  it('is shared by colleagues, and read by nobody else', async () => {
    const saved = await t.post(a1, { etat: 'done', note: 'Fait en zinzolin', version: '0' }, author);
    expect([saved.statusCode, saved.headers.location]).toEqual([303, `${list}#point-a1`]);
    const body = await pageTo(colleague);
    for (const words of ['Fait en zinzolin', 'Alix Martin', '1 sur 24', '23 novembre 2026'])
      expect(body).toContain(words);
    expect(body).toMatch(/Prochain point : <a href="#point-a2">/);
    for (const other of [undefined, stranger]) {
      const seen = await pageTo(other);
      expect(seen).not.toContain('zinzolin');
      expect(seen).not.toContain('Alix Martin');
    }
    expect(await pageTo(stranger)).toContain('0 sur 24');
    expect((await t.get(a1, stranger)).body).not.toContain('zinzolin');
    const trail = await t.db
      .selectFrom('audit_events')
      .select(['thing_id', 'detail'])
      .where('verb', '=', 'prerequisite.mark')
      .where('detail', '@>', JSON.stringify({ point: 'a1' }))
      .execute();
    expect(trail).toEqual([{ thing_id: 'commune:74010', detail: { rollout: 'franceconnect', point: 'a1' } }]);
  });

  it('of a stranger is their own authority’s, whatever they send', async () => {
    const forged = { etat: 'todo', note: 'À nous', version: '0', authority_id: 'commune:74010' };
    expect((await t.post(a1, forged, stranger)).statusCode).toBe(303);
    expect(await pageTo(colleague)).toContain('Fait en zinzolin');
    expect(await pageTo(colleague)).not.toContain('À nous');
    await t.db.deleteFrom('prerequisite_marks').where('authority_id', '=', 'commune:74282').execute();
  });

  it('leaves out of the count what is not for them', async () => {
    await t.post(`${list}/a8/etat`, { etat: 'not_for_us', version: '0' }, author);
    expect(await pageTo(colleague)).toContain('1 sur 23');
    expect(await pageTo(colleague)).toContain('1 autre n’est pas pour vous');
  });

  it('the button keeps the note, and of two the second is told', async () => {
    expect((await t.post(`${a1}/etat`, { etat: 'todo', version: '1' }, colleague)).statusCode).toBe(303);
    expect(await pageTo(author)).toContain('Fait en zinzolin');
    const late = await t.app.inject({
      method: 'POST',
      url: `${a1}/etat`,
      payload: 'etat=done&version=1',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
        referer: `http://cordee.test${list}`,
        cookie: author,
      },
    });
    expect([late.statusCode, late.headers.location]).toEqual([303, list]);
    expect(decodeURIComponent(String(late.headers['set-cookie']))).toContain('Un collègue a noté ce point');
    const stale = await t.post(a1, { etat: 'done', note: 'Autre', version: '1' }, author);
    expect(stale.statusCode).toBe(409);
    for (const words of ['Fait en zinzolin', 'Autre', 'name="version" value="2"'])
      expect(stale.body).toContain(words);
    // In words, and never by its code.
    expect(stale.body).not.toMatch(/<dd[^>]*>(?:todo|done|not_for_us)</);
    expect((await t.post(a1, { etat: 'done', note: 'Autre', version: '2' }, author)).statusCode).toBe(303);
  });

  it('two who mark a point for the first time at once: one wins', async () => {
    const both = await Promise.all(
      [author, colleague].map((cookie) =>
        t.post(`${list}/a4`, { etat: 'done', note: '', version: '0' }, cookie),
      ),
    );
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([303, 409]);
  });

  it('is for people of an authority', async () => {
    const fields = { etat: 'done', note: '', version: '0' };
    for (const url of [a1, `${a1}/etat`])
      expect((await t.post(url, fields)).headers.location).toContain('/connexion');
    expect((await t.get(a1)).headers.location).toContain('/connexion');
    const outsiders = [
      await anAccount(t.db, { state: 'pending' }),
      await anAccount(t.db, { state: 'refused' }),
      await anAccount(t.db, { authorityId: null }),
    ];
    for (const { id } of outsiders) {
      const cookie = await t.signIn(id);
      for (const url of [a1, `${a1}/etat`]) expect((await t.post(url, fields, cookie)).statusCode).toBe(403);
      expect(await pageTo(cookie)).not.toContain('zinzolin');
    }
    for (const url of [
      `${list}/inconnu`,
      '/deploiements/demat-ads/prerequis/a1',
      '/deploiements/inconnu/prerequis/a1',
    ])
      expect((await t.post(url, fields, author)).statusCode).toBe(404);
  });

  test.each([
    ['an unknown state', { etat: 'presque', note: '', version: '0' }],
    ['no state', { note: '', version: '0' }],
    ['a note too long', { etat: 'done', note: 'a'.repeat(1001), version: '0' }],
    ['no version', { etat: 'done', note: '' }],
  ])('%s is refused, and what was typed stays', async (_case, fields) => {
    const { statusCode, body } = await t.post(`${list}/t1`, fields, author);
    expect(statusCode).toBe(422);
    expect(body).toContain('Erreur : ');
    if (fields.note) expect(body).toContain(fields.note);
  });

  it('holds notes as text', async () => {
    await t.post(`${list}/t2`, { etat: 'todo', note: '<script>alert(1)</script>', version: '0' }, author);
    expect(await pageTo(author)).not.toContain('<script>alert');
  });

  it('stays for colleagues when its author leaves, under no name', async () => {
    await t.db.transaction().execute((tx) => deleteAccount(tx, { accountId: authorId, now: t.clock.now() }));
    const body = await pageTo(colleague);
    expect(body).toContain('noté par Compte supprimé');
    expect(body).not.toContain('Alix Martin');
  });
});
