import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChartersApp, startWithCharters } from '../../../test/charters.ts';
import { anAccount } from '../../../test/factories.ts';

let t: ChartersApp;
beforeAll(async () => {
  t = await startWithCharters();
});
afterAll(() => t.close());

const path = '/chartes/franceconnect';

describe('an empty register', () => {
  it('says honestly that nobody is published here yet', async () => {
    const { body } = await t.get(`${path}/signataires`);
    expect(body).toContain('Aucun signataire publié pour l’instant');
    expect(body).toContain('Aucune liste publique d’éditeurs signataires n’a été trouvée.');
    expect((await t.get(path)).body).toContain('Aucun signataire n’est encore publié dans ce registre.');
    expect((await t.get(`${path}/signataires.json`)).json()).toMatchObject({ total: 0, items: [] });
  });

  it('tells what is known of the charter, and what is to be verified', async () => {
    const { body } = await t.get(path);
    expect(body).toContain('À vérifier');
    expect(body).toContain('Dourdan');
    expect(body).toContain('Amélie de Montchalin');
    expect((await t.get('/chartes')).body).toContain('Aucune signature publiée ici');
  });
});

describe('the review', () => {
  it('is for the team and the copilots of the group', async () => {
    const id = await t.signAndConfirm();
    const stranger = await t.signIn((await anAccount(t.db)).id);
    for (const url of [`${path}/relecture`, `${path}/relecture/${id}`]) {
      expect((await t.get(url)).headers.location).toMatch(/^\/connexion/);
      expect((await t.get(url, stranger)).statusCode).toBe(403);
      expect((await t.get(url, t.team)).statusCode).toBe(200);
    }
    const decided = await t.post(`${path}/relecture/${id}`, { decision: 'accepter' }, stranger);
    expect(decided.statusCode).toBe(403);
    expect((await t.get(`${path}/signataires/logiciels-d-essai`)).statusCode).toBe(404);
  });

  it('told the reviewers of it', async () => {
    const told = (await t.mails()).filter(({ subject }) => subject.startsWith('Une signature'));
    expect(told.map(({ to }) => to)).toContain('copilote@dinum.example');
  });

  it.each([
    ['the same account', 'quelquun@ailleurs.example', true],
    ['the same address', 'copilote+charte@dinum.example', false],
  ])('is never made by who signed: %s', async (_, courriel, signedIn) => {
    const sent = { courriel, siret: '000 000 002 00006', organisme: 'Maison du copilote' };
    if (signedIn) {
      const { aSigning } = await import('../../../test/charters.ts');
      await t.post(`${path}/signer`, { ...aSigning, ...sent }, t.copilot);
    }
    const id = await t.signAndConfirm(sent);
    if (signedIn) {
      // The form was sent while signed in: the same again, as a visitor, does not wash that away within minutes.
      const row = await t.db
        .selectFrom('charter_signatures')
        .select('account_id')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      expect(row.account_id).not.toBeNull();
    }
    const url = `${path}/relecture/${id}`;
    expect((await t.get(url, t.copilot)).statusCode).toBe(403);
    expect((await t.post(url, { decision: 'accepter' }, t.copilot)).statusCode).toBe(403);
    expect((await t.get(`${path}/relecture`, t.copilot)).body).toContain('Vous l’avez signée');
    expect((await t.get(url, t.team)).statusCode).toBe(200);
  });

  it('refuses with a reason, which the signatory reads, and publishes nothing', async () => {
    const id = await t.signAndConfirm({ courriel: 'refus@logiciels.example', siret: '00000000300004' });
    const url = `${path}/relecture/${id}`;
    expect((await t.post(url, { decision: 'refuser' }, t.team)).statusCode).toBe(422);
    expect((await t.post(url, {}, t.team)).statusCode).toBe(422);
    const refused = await t.post(url, { decision: 'refuser', motif: 'Mandat non établi.' }, t.team);
    expect(refused.statusCode).toBe(303);
    const mail = (await t.mails()).findLast(({ to }) => to === 'refus@logiciels.example');
    expect(mail?.text).toContain('Mandat non établi.');
    expect((await t.get(url, t.team)).statusCode).toBe(404);
    expect((await t.get(`${path}/signataires.json`)).json().total).toBe(0);
  });
});

describe('a published signature', () => {
  let page: string;
  beforeAll(async () => {
    await t.db.deleteFrom('rate_limits').execute();
    page = await t.publish({
      organisme: '=HYPERLINK("http://evil.example")',
      produits: '+cmd\nPortail Zorglub',
    });
  });

  it('never shows the address of who signed, and their name only as they chose', async () => {
    for (const url of [
      page,
      `${page}.json`,
      `${page}/recu.json`,
      `${path}/signataires.csv`,
      `${path}/signataires.atom`,
    ]) {
      const { statusCode, body } = await t.get(url);
      expect([url, statusCode]).toEqual([url, 200]);
      expect(body).not.toContain('dominique@');
      expect(body).not.toContain('Dominique Signataire');
    }
    await t.db.deleteFrom('rate_limits').execute();
    const named = await t.publish({
      courriel: 'nom@ed.example',
      siret: '00000000400002',
      organisme: 'Éditeur nommé',
      nom_public: 'on',
    });
    expect((await t.get(named)).body).toContain('Dominique Signataire');
  });

  it('is found by product, by kind and by state', async () => {
    const total = async (query: string) => (await t.get(`${path}/signataires.json?${query}`)).json().total;
    expect(await total('q=zorglub')).toBe(1);
    expect(await total('q=00000000400002')).toBe(1);
    expect(await total('q=%25')).toBe(0);
    expect(await total('genre=editeurs&etat=en-vigueur')).toBe(2);
    expect(await total('genre=etat')).toBe(0);
    expect(await total('etat=retiree')).toBe(0);
    expect((await t.get(`${path}/signataires?q=rien`)).body).toContain('Aucun signataire sous ces filtres');
    expect((await t.get('/recherche?q=zorglub')).body).toContain(page);
  });

  it('makes no formula of a table', async () => {
    const { body, headers } = await t.get(`${path}/signataires.csv`);
    expect(headers['content-type']).toContain('text/csv');
    expect(body).toContain(`'=HYPERLINK`);
    expect(body).toContain(`'+cmd`);
    expect(body).not.toMatch(/(?:^|;)"?[=+]/m);
  });

  it('is told by a feed of Atom', async () => {
    const { body, headers } = await t.get(`${path}/signataires.atom`);
    expect(headers['content-type']).toContain('application/atom+xml');
    expect(body).toMatch(/^<\?xml version="1.0"/);
    for (const needed of ['<id>', '<updated>', 'rel="self"', '<entry>', 'signature publiée']) {
      expect(body).toContain(needed);
    }
    expect(body.match(/<entry>/g)).toHaveLength(2);
    expect(body).not.toMatch(/&(?!amp;|lt;|gt;|quot;|apos;|#)/);
  });

  it('has a badge that always says where it stands, for any site', async () => {
    const badge = async () => t.get(`${page}/badge.svg`);
    const first = await badge();
    expect(first.headers['content-type']).toContain('image/svg+xml');
    expect(first.headers['access-control-allow-origin']).toBe('*');
    expect(first.headers['cross-origin-resource-policy']).toBe('cross-origin');
    expect(first.headers['cache-control']).toMatch(/max-age=300/);
    expect(first.body).toContain('en vigueur jusqu’au 23 novembre 2028');
    expect(first.body).not.toContain('<script');
    expect(first.body).toContain('role="img"');
    expect(first.body).not.toContain('HYPERLINK("');

    const stranger = await t.signIn((await anAccount(t.db)).id);
    const suspension = `${page}/suspension`;
    expect((await t.post(suspension, { motif: 'x' })).headers.location).toMatch(/^\/connexion/);
    expect((await t.post(suspension, { motif: 'x' }, stranger)).statusCode).toBe(403);
    expect((await t.post(suspension, { motif: '' }, t.team)).statusCode).toBe(422);
    expect((await t.post(suspension, { motif: 'Preuves attendues.' }, t.team)).statusCode).toBe(303);
    t.deps.pageCache.clear();
    expect((await badge()).body).toContain('suspendue');
    expect((await t.get(page)).body).toContain('Preuves attendues.');
    expect((await t.mails()).at(-1)?.text).toContain('Preuves attendues.');
    expect((await t.post(suspension, { motif: 'Encore.' }, t.team)).statusCode).toBe(422);
    expect((await t.post(`${page}/retablissement`, { motif: 'Preuves reçues.' }, t.copilot)).statusCode).toBe(
      303,
    );
    t.deps.pageCache.clear();
    expect((await badge()).body).toContain('en vigueur');

    t.clock.advance({ days: 732 });
    t.deps.pageCache.clear();
    expect((await badge()).body).toContain('expirée depuis le 23 novembre 2028');
    expect((await t.get(`${path}/signataires.json?etat=expiree`)).json().total).toBe(2);
  });
});
