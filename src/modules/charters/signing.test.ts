import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aSigning, type ChartersApp, startWithCharters } from '../../../test/charters.ts';
import { anAccount } from '../../../test/factories.ts';

let t: ChartersApp;
beforeAll(async () => {
  t = await startWithCharters();
});
afterAll(() => t.close());

const path = '/chartes/franceconnect';
const rows = () =>
  t.db
    .selectFrom('charter_signatures')
    .selectAll()
    .where('email', '=', 'dominique@logiciels.example')
    .execute();
const forget = async () => {
  await t.db.deleteFrom('charter_signatures').execute();
  await t.db.deleteFrom('rate_limits').execute();
  await t.db.deleteFrom('outbox').execute();
};

describe('the form', () => {
  it('asks first in whose name, and offers only what the version in force provides', async () => {
    const { body } = await t.get(`${path}/signer`);
    expect(body).toContain(`${path}/signer?genre=editeurs`);
    expect(body).not.toContain('genre=collectivites"');
    expect(body).toContain('ne prévoit pas d’engagement pour');
    const { body: form } = await t.get(`${path}/signer?genre=editeurs`);
    expect(form).toContain('Intégrer FranceConnect et les API');
    expect(form).not.toContain('Promouvoir auprès');
    expect(form).toContain('n’a pas été lu');
  });

  it.each([
    ['siret', '000 000 001 00007', 'clé'],
    ['siret', '123', '14 chiffres'],
    ['nom', 'www.evil.example', 'prénom'],
    ['courriel', 'pas une adresse', 'incorrecte'],
    ['produits', '', 'produits concernés'],
    ['date_sans-surcout', '', 'Indiquez pour quand'],
    ['date_sans-surcout', 'demain', 'incorrecte'],
    ['version', '2', 'nouvelle version'],
  ])('refuses %s « %s » beside the field, and keeps what was typed', async (field, value, message) => {
    const { statusCode, body } = await t.post(`${path}/signer`, { ...aSigning, [field]: value });
    expect(statusCode).toBe(422);
    expect(body).toContain(message);
    expect(body).toContain('Logiciels d’essai');
    expect(await rows()).toHaveLength(0);
  });

  it.each(['mandat', 'information', 'engagement'])('needs %s', async (field) => {
    const { [field]: _, ...sent } = aSigning;
    expect((await t.post(`${path}/signer`, sent)).statusCode).toBe(422);
  });

  it('takes no pledge of another kind of signatory', async () => {
    const sent = { ...aSigning, engagement: 'promotion-adherents', 'date_promotion-adherents': '2027-01-01' };
    expect((await t.post(`${path}/signer`, sent)).statusCode).toBe(422);
  });

  it('keeps nothing for a machine that fills in every field, and answers it the same', async () => {
    expect((await t.post(`${path}/signer`, { ...aSigning, site_web: 'x' })).statusCode).toBe(303);
    expect(await rows()).toHaveLength(0);
  });
});

describe('fifty identical submissions at once', () => {
  it('make one signature and one mail, and all get the same answer', async () => {
    await forget();
    const answers = await Promise.all(Array.from({ length: 50 }, () => t.post(`${path}/signer`, aSigning)));
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([303]));
    expect(new Set(answers.map(({ headers }) => headers.location))).toEqual(new Set([path]));
    expect(await rows()).toHaveLength(1);
    expect(await t.mails()).toHaveLength(1);
    expect(await t.db.selectFrom('charter_pledges').selectAll().execute()).toHaveLength(2);
  });

  it('and so do fifty with one key of the form', async () => {
    await forget();
    const cle = '7b0b7c4e-0f4c-4a57-9d4f-0a6d0d6f3a11';
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => t.post(`${path}/signer`, { ...aSigning, cle })),
    );
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([303]));
    expect(await rows()).toHaveLength(1);
    expect(await t.mails()).toHaveLength(1);
  });

  it('fifty clicks on the link confirm once, fifty decisions publish once', async () => {
    await forget();
    const link = await t.sign();
    const clicks = await Promise.all(Array.from({ length: 50 }, () => t.post(link, {})));
    expect(clicks.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
    expect(clicks.filter(({ statusCode }) => statusCode === 410)).toHaveLength(49);
    const [row] = await rows();
    const decisions = await Promise.all(
      Array.from({ length: 20 }, () =>
        t.post(`${path}/relecture/${row?.id}`, { decision: 'accepter' }, t.copilot),
      ),
    );
    expect(decisions.filter(({ statusCode }) => statusCode === 303)).toHaveLength(1);
    expect(await t.db.selectFrom('charter_events').selectAll().execute()).toHaveLength(1);
  });
});

describe('the mail that confirms', () => {
  it('is followed by a page that changes nothing until its button is pressed, and serves once', async () => {
    await forget();
    const link = await t.sign();
    expect((await t.get(link)).body).toMatch(/<h1>Confirmer la signature\s\?/);
    expect((await rows())[0]?.state).toBe('unconfirmed');
    expect((await t.post(link, {})).statusCode).toBe(200);
    expect((await rows())[0]?.state).toBe('waiting');
    expect((await t.post(link, {})).statusCode).toBe(410);
    expect((await t.get(link)).statusCode).toBe(410);
  });

  it('holds nothing that was typed but digits: it may go to anybody', async () => {
    await forget();
    await t.sign({ organisme: 'Gagnez sur evil.example' });
    const [mail] = await t.mails();
    expect(mail?.subject + String(mail?.text)).not.toContain('evil.example');
    expect(mail?.text).toContain('000 000 001 00008');
  });

  it('does not serve altered, elsewhere or late', async () => {
    await forget();
    const link = await t.sign();
    expect((await t.post(`${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`, {})).statusCode).toBe(410);
    expect((await t.post(link.replace('franceconnect', 'autre'), {})).statusCode).toBe(404);
    t.clock.advance({ days: 8 });
    expect((await t.post(link, {})).statusCode).toBe(410);
  });

  it('does not leave for an address without end', async () => {
    await forget();
    const statuses: number[] = [];
    for (let sent = 0; sent < 7; sent += 1) {
      statuses.push((await t.post(`${path}/signer`, { ...aSigning, perimetre: `n° ${sent}` })).statusCode);
    }
    expect(statuses).toEqual([303, 303, 303, 303, 303, 429, 429]);
    expect(await t.mails()).toHaveLength(5);
  });
});

describe('an organisation that signed already', () => {
  it('is not given away: the answer is the same', async () => {
    await forget();
    const first = await t.post(`${path}/signer`, aSigning);
    await forget();
    await t.publish();
    const { statusCode, headers, cookies } = await t.post(`${path}/signer`, aSigning);
    expect([statusCode, headers.location]).toEqual([first.statusCode, first.headers.location]);
    expect(cookies.map(({ value }) => value)).toEqual(first.cookies.map(({ value }) => value));
  });

  it('replaces its signature once a new one is reviewed, and keeps its address and its history', async () => {
    await forget();
    const page = await t.publish();
    expect(await t.publish({ courriel: 'autre@logiciels.example', organisme: 'Logiciels d’essai SAS' })).toBe(
      page,
    );
    const { body } = await t.get(page);
    expect(body).toContain('Logiciels d’essai SAS');
    expect(body).toContain('Remplacée par une nouvelle signature');
    const { items } = (await t.get(`${path}/signataires.json`)).json();
    expect(items).toHaveLength(1);
  });
});

describe('what was signed', () => {
  it('is the text in force, by its hash, and stays so whatever is published after', async () => {
    await forget();
    const page = await t.publish();
    const before = (await t.get(`${page}.json`)).json();
    const text = (await t.get(`${path}/versions/1.md`)).body;
    expect(createHash('sha256').update(text).digest('hex')).toBe(before.text_sha256);
    const published = await t.post(
      `${path}/nouvelle-version`,
      {
        texte: 'Un tout autre texte.',
        duree: '12',
        motif: 'On simplifie.',
        version: '1',
        engagement_0_partie: 'vendors',
        engagement_0_texte: 'Faire autrement',
      },
      t.team,
    );
    expect(published.statusCode).toBe(303);
    expect((await t.get(`${path}/versions/1.md`)).body).toBe(text);
    expect((await t.get(`${page}.json`)).json()).toEqual(before);
    expect((await t.get(page)).body).toContain('qui n’est plus en vigueur');
    expect((await t.get(`${path}/versions/2`)).body).toContain('Un tout autre texte.');
  });

  it('can be changed by nobody, not even in the database', async () => {
    await expect(t.pool.query(`update charter_versions set body = 'x'`)).rejects.toThrow('only grows');
    await expect(t.pool.query('delete from charter_versions')).rejects.toThrow('only grows');
    await expect(
      t.pool.query(`update charter_signatures set perimeter = 'x' where state = 'published'`),
    ).rejects.toThrow('keeps the text');
  });
});

describe('a new version', () => {
  const draft = {
    texte: 'Encore un texte.',
    duree: '12',
    motif: 'Essai.',
    version: '2',
    engagement_0_code: 'faire-autrement',
    engagement_0_partie: 'vendors',
    engagement_0_texte: 'Faire autrement',
    engagement_0_echeance: '2028-01-01',
  };

  it('is published by the team and the copilots of the group only', async () => {
    const stranger = await t.signIn((await anAccount(t.db)).id);
    expect((await t.get(`${path}/nouvelle-version`)).headers.location).toMatch(/^\/connexion/);
    expect((await t.get(`${path}/nouvelle-version`, stranger)).statusCode).toBe(403);
    expect((await t.post(`${path}/nouvelle-version`, draft, stranger)).statusCode).toBe(403);
    expect((await t.get(`${path}/nouvelle-version`, t.copilot)).statusCode).toBe(200);
  });

  it('is shown first, with its hash, which is that of what is then published', async () => {
    const preview = await t.post(`${path}/nouvelle-version`, { ...draft, apercu: '1' }, t.copilot);
    const hash = /cd-hash">([0-9a-f]{64})</.exec(preview.body)?.[1];
    expect(preview.body).toContain('Aperçu de la version 3');
    expect((await t.post(`${path}/nouvelle-version`, draft, t.copilot)).statusCode).toBe(303);
    const { in_force } = (await t.get(`${path}.json`)).json();
    expect([in_force.number, in_force.sha256]).toEqual([3, hash]);
    expect(in_force.pledges[0]).toMatchObject({ code: 'faire-autrement', due_on: '2028-01-01' });
    const { body } = await t.get('/administration/journal', t.team);
    expect(body).toContain('a publié une nouvelle version de');
  });

  it('is refused half filled, unchanged, or over a version that is no longer in force', async () => {
    const post = (changes: object) =>
      t.post(`${path}/nouvelle-version`, { ...draft, version: '3', ...changes }, t.copilot);
    expect((await post({ engagement_0_partie: '' })).statusCode).toBe(422);
    expect((await post({ engagement_0_mois: '6' })).statusCode).toBe(422);
    expect((await post({ engagement_0_texte: '' })).statusCode).toBe(422);
    expect((await post({ duree: '0' })).statusCode).toBe(422);
    expect((await post({})).body).toContain('Rien ne change');
    expect((await post({ texte: 'Autre.', version: '2' })).statusCode).toBe(409);
  });
});
