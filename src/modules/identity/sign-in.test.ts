import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anAccount } from '../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import { openAccount } from './index.ts';
import { tasks } from './tasks.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());
// Limits count within windows of the clock: each test starts in new ones.
beforeEach(() => t.clock.advance({ hours: 13 }));

interface Received {
  text: string;
  link: string;
  code: string;
}

function read(text: string): Received {
  const link = /https?:\/\/[^/]+(\/connexion\/lien\/\S+)/.exec(text)?.[1] ?? '';
  const code = /code .*: (\d{6})$/m.exec(text)?.[1] ?? '';
  return { text, link, code };
}

/** Asks for a mail and reads it; null when none came. */
async function askForMail(email: string, extra: Record<string, string> = {}): Promise<Received | null> {
  const before = (await t.mails()).length;
  await t.post('/connexion', { adresse: email, ...extra });
  await t.runJobs();
  const mail = (await t.mails())[before];
  return mail ? read(mail.text) : null;
}

async function received(email: string, extra?: Record<string, string>): Promise<Received> {
  const mail = await askForMail(email, extra);
  if (!mail) throw new Error(`no mail for ${email}`);
  return mail;
}

function cookieOf(response: { cookies: { name: string; value: string }[] }, name = 'session') {
  const cookie = response.cookies.find((one) => one.name === name && one.value !== '');
  return cookie ? `${name}=${cookie.value}` : undefined;
}

const sessionsOf = (accountId: string) =>
  t.db.selectFrom('sessions').selectAll().where('account_id', '=', accountId).execute();

describe('asking for a mail', () => {
  it('answers the same whether or not the account exists, and mails those that do', async () => {
    const account = await anAccount(t.db);
    const known = await t.post('/connexion', { adresse: account.email.toUpperCase() });
    const unknown = await t.post('/connexion', { adresse: 'personne@nulle-part.example' });
    for (const answer of [known, unknown]) {
      expect(answer.statusCode).toBe(303);
      expect(answer.headers.location).toBe('/connexion/code');
    }
    const shape = (answer: typeof known) =>
      Object.keys(answer.headers)
        .filter((name) => name !== 'date')
        .sort();
    expect(shape(known)).toEqual(shape(unknown));
    const pages = await Promise.all(
      [known, unknown].map((answer) => t.get('/connexion/code', cookieOf(answer, 'adresse'))),
    );
    const [first, second] = pages.map(({ body }) =>
      body
        .replaceAll(/[0-9a-f-]{36}/g, '')
        .replaceAll(account.email, 'X')
        .replaceAll('personne@nulle-part.example', 'X'),
    );
    expect(first).toBe(second);
    expect(first).toContain('Consultez votre messagerie');
    await t.runJobs();
    const mails = await t.mails();
    expect(mails.filter(({ to }) => to === account.email)).toHaveLength(1);
    expect(mails.filter(({ to }) => to.endsWith('nulle-part.example'))).toHaveLength(0);
  });

  it('keeps only hashes of the link and the code', async () => {
    const account = await anAccount(t.db);
    const { link, code } = await received(account.email);
    const token = link.split('/').at(-1) ?? '';
    const row = await t.db
      .selectFrom('sign_in_links')
      .selectAll()
      .where('account_id', '=', account.id)
      .executeTakeFirstOrThrow();
    const kept = JSON.stringify(row) + row.token_hash.toString('latin1') + row.code_hash.toString('latin1');
    expect(kept).not.toContain(token);
    expect(kept).not.toContain(code);
    expect(row.expires_at.getTime() - row.created_at.getTime()).toBe(10 * 60_000);
  });

  it('never mails a demonstration account', async () => {
    const account = await anAccount(t.db);
    await t.db.updateTable('accounts').set({ demonstration: true }).where('id', '=', account.id).execute();
    expect(await askForMail(account.email)).toBeNull();
  });

  it('mails once for a form sent twice, and once for a job that runs twice', async () => {
    const account = await anAccount(t.db);
    const cle = crypto.randomUUID();
    await Promise.all([
      t.post('/connexion', { adresse: account.email, cle }),
      t.post('/connexion', { adresse: account.email, cle }),
    ]);
    await t.runJobs();
    expect((await t.mails()).filter(({ to }) => to === account.email)).toHaveLength(1);

    const request = { request: crypto.randomUUID(), email: account.email, returnTo: null };
    const [sendSignIn] = tasks(t.deps, () => []);
    await Promise.all([sendSignIn?.run(request), sendSignIn?.run(request)]);
    expect((await t.mails()).filter(({ to }) => to === account.email)).toHaveLength(2);
  });

  it.each([
    ['', 'Indiquez votre adresse'],
    ['pas une adresse', 'Cette adresse est incorrecte'],
    ['a\u0000@annecy.example', 'caractère interdit'],
    ['🐐@annecy.example', 'Cette adresse est incorrecte'],
    ['<script>alert(1)</script>@annecy.example', 'Cette adresse est incorrecte'],
    [`${'a'.repeat(250)}@annecy.example`, 'trop long'],
  ])('says what is wrong with %j', async (adresse, message) => {
    const answer = await t.post('/connexion', { adresse });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(message);
    expect(answer.body).not.toContain('<script>alert');
  });

  it('stops at five mails a quarter of an hour for an address, known or not', async () => {
    const account = await anAccount(t.db);
    for (const adresse of [account.email, 'inconnu@nulle-part.example']) {
      const statuses: number[] = [];
      for (let n = 0; n < 6; n++) statuses.push((await t.post('/connexion', { adresse })).statusCode);
      expect(statuses).toEqual([303, 303, 303, 303, 303, 429]);
    }
    t.clock.advance({ minutes: 16 });
    expect((await t.post('/connexion', { adresse: account.email })).statusCode).toBe(303);
  });

  it('stops at twenty mails a quarter of an hour for a visitor, with a page and when to come back', async () => {
    for (let n = 0; n < 20; n++) await t.post('/connexion', { adresse: `p${n}@nulle-part.example` });
    const answer = await t.post('/connexion', { adresse: 'p21@nulle-part.example' });
    expect(answer.statusCode).toBe(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(answer.body).toContain('Trop de tentatives');
  });

  it('refuses a form of another site', async () => {
    const account = await anAccount(t.db);
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example', cookie: 'a=b' },
      { origin: 'null' },
    ]) {
      const answer = await t.app.inject({
        method: 'POST',
        url: '/connexion',
        headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
        payload: `adresse=${encodeURIComponent(account.email)}`,
      });
      expect(answer.statusCode).toBe(403);
    }
    await t.runJobs();
    expect((await t.mails()).filter(({ to }) => to === account.email)).toHaveLength(0);
  });
});

describe('the link', () => {
  it('names the account and is not used up by being opened, then signs in once', async () => {
    const account = await anAccount(t.db, { name: 'Lou <b>Martin</b>' });
    const { link } = await received(account.email);
    for (let n = 0; n < 3; n++) {
      const page = await t.get(link);
      expect(page.statusCode).toBe(200);
      expect(page.body).toContain('Lou &lt;b>Martin&lt;/b>');
      expect(page.body).toContain(account.email);
      expect(page.headers['set-cookie']).toBeUndefined();
      expect(page.headers['cache-control']).toBe('no-store');
    }
    expect((await t.app.inject({ method: 'HEAD', url: link })).statusCode).toBe(200);

    const signedIn = await t.post(link, {});
    expect(signedIn.statusCode).toBe(303);
    expect(signedIn.headers.location).toBe('/espace');
    const cookie = cookieOf(signedIn);
    expect((await t.get('/espace/compte', cookie)).body).toContain(account.email);

    expect((await t.get(link)).statusCode).toBe(410);
    const again = await t.post(link, {});
    expect(again.statusCode).toBe(410);
    expect(again.body).toContain('Demander un nouveau lien');
    expect(cookieOf(again)).toBeUndefined();
    // The same person clicking twice is already where they wanted to be.
    expect((await t.post(link, {}, cookie)).headers.location).toBe('/espace');
  });

  it('gives one session to two who use it at the same time', async () => {
    const account = await anAccount(t.db);
    const { link } = await received(account.email);
    const answers = await Promise.all(Array.from({ length: 6 }, () => t.post(link, {})));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 410, 410, 410, 410, 410]);
    expect(await sessionsOf(account.id)).toHaveLength(1);
  });

  it('dies after ten minutes', async () => {
    const { link, code } = await received((await anAccount(t.db)).email);
    t.clock.advance({ minutes: 9, seconds: 59 });
    expect((await t.get(link)).statusCode).toBe(200);
    t.clock.advance({ seconds: 1 });
    expect((await t.get(link)).statusCode).toBe(410);
    expect((await t.post(link, {})).statusCode).toBe(410);
    expect(code).toMatch(/^\d{6}$/);
  });

  it('is killed by a newer one, with its code', async () => {
    const account = await anAccount(t.db);
    const older = await received(account.email);
    const newer = await received(account.email);
    expect((await t.post(older.link, {})).statusCode).toBe(410);
    if (older.code !== newer.code) {
      const answer = await t.post('/connexion/code', { adresse: account.email, code: older.code });
      expect(answer.statusCode).toBe(422);
    }
    expect((await t.post(newer.link, {})).statusCode).toBe(303);
  });

  it.each(['a', 'x'.repeat(43), '%00', '..%2f..', '🐐', "'%20or%201=1--", 'x'.repeat(299)])(
    'leads nowhere when forged: %s',
    async (token) => {
      const url = `/connexion/lien/${encodeURI(token)}`;
      expect((await t.get(url)).statusCode).toBe(410);
      expect((await t.post(url, {})).statusCode).toBe(410);
    },
  );

  it('cannot be used by a form of another site', async () => {
    const { link } = await received((await anAccount(t.db)).email);
    const answer = await t.app.inject({
      method: 'POST',
      url: link,
      headers: { 'sec-fetch-site': 'cross-site', 'content-type': 'application/x-www-form-urlencoded' },
      payload: '',
    });
    expect(answer.statusCode).toBe(403);
    expect((await t.get(link)).statusCode).toBe(200);
  });

  it('replaces the session that the browser had, and never takes up a token it was given', async () => {
    const [first, second] = [await anAccount(t.db), await anAccount(t.db)];
    const old = await t.signIn(first.id);
    const { link } = await received(second.email);
    const answer = await t.post(link, {}, `${old}; session=${'f'.repeat(43)}`);
    expect(cookieOf(answer)).not.toBe(old);
    const fixed = `session=${'f'.repeat(43)}`;
    const { link: other } = await received(second.email);
    const fresh = await t.post(other, {}, fixed);
    expect(cookieOf(fresh)).not.toBe(fixed);
    expect((await t.get('/espace/compte', fixed)).statusCode).toBe(303);

    const { link: third } = await received(second.email);
    await t.post(third, {}, old);
    expect((await t.get('/espace/compte', old)).statusCode).toBe(303);
    expect(await sessionsOf(first.id)).toHaveLength(0);
  });
});

describe('the page to come back to', () => {
  it('is asked for by the page that wanted somebody signed in, and found again in any browser', async () => {
    const account = await anAccount(t.db);
    const refused = await t.get('/espace/compte/sessions');
    expect(refused.statusCode).toBe(303);
    const form = await t.get(String(refused.headers.location));
    expect(form.body).toContain('name="retour" value="/espace/compte/sessions"');
    const { link } = await received(account.email, { retour: '/espace/compte/sessions' });
    expect((await t.post(link, {})).headers.location).toBe('/espace/compte/sessions');
  });

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example/', '/\t/evil.example'])(
    'is never another site: %j',
    async (retour) => {
      const page = await t.get(`/connexion?retour=${encodeURIComponent(retour)}`);
      expect(page.statusCode).toBe(200);
      expect(page.body).not.toContain('evil.example');
      const account = await anAccount(t.db);
      const { link } = await received(account.email, { retour });
      expect((await t.post(link, {})).headers.location).toBe('/espace');
    },
  );
});

describe('the code', () => {
  it('signs in once, typed with spaces or not', async () => {
    const account = await anAccount(t.db);
    const { code, link } = await received(account.email);
    const typed = { adresse: account.email, code: ` ${code.slice(0, 3)} ${code.slice(3)} ` };
    const answer = await t.post('/connexion/code', typed);
    expect(answer.statusCode).toBe(303);
    expect((await t.get('/espace/compte', cookieOf(answer))).statusCode).toBe(200);
    expect((await t.post('/connexion/code', typed)).statusCode).toBe(422);
    expect((await t.get(link)).statusCode).toBe(410);
  });

  it('allows five tries a mail; the link then still works', async () => {
    const account = await anAccount(t.db);
    const { code, link } = await received(account.email);
    const wrong = code === '000000' ? '000001' : '000000';
    for (let n = 0; n < 5; n++) {
      const answer = await t.post('/connexion/code', { adresse: account.email, code: wrong });
      expect(answer.statusCode).toBe(422);
      expect(answer.body).toContain('Ce code ne convient pas');
    }
    const late = await t.post('/connexion/code', { adresse: account.email, code });
    expect(late.statusCode).toBe(422);
    expect(late.body).toContain('Demander un nouveau courriel');
    expect((await t.post(link, {})).statusCode).toBe(303);
  });

  it('cannot be tried more by trying all at once', async () => {
    const account = await anAccount(t.db);
    const { code, link } = await received(account.email);
    const wrong = code === '000000' ? '000001' : '000000';
    await Promise.all(
      Array.from({ length: 9 }, () => t.post('/connexion/code', { adresse: account.email, code: wrong })),
    );
    expect((await t.post('/connexion/code', { adresse: account.email, code })).statusCode).toBe(422);
    expect((await t.post(link, {})).statusCode).toBe(303);
  });

  it('signs in whoever clicks twice', async () => {
    const account = await anAccount(t.db);
    const { code } = await received(account.email);
    const typed = { adresse: account.email, code, cle: crypto.randomUUID() };
    const answers = await Promise.all([t.post('/connexion/code', typed), t.post('/connexion/code', typed)]);
    expect(answers.map(({ headers }) => headers.location)).toEqual(['/espace', '/espace']);
    expect(await sessionsOf(account.id)).toHaveLength(1);
  });

  it('stops at ten tries for an address, over several mails', async () => {
    const account = await anAccount(t.db);
    const statuses: number[] = [];
    for (let n = 0; n < 11; n++) {
      if (n % 4 === 0) await received(account.email);
      statuses.push((await t.post('/connexion/code', { adresse: account.email, code: '12345a' })).statusCode);
    }
    expect(statuses.every((status) => status === 422)).toBe(true);
    const tries: number[] = [];
    for (let n = 0; n < 11; n++)
      tries.push((await t.post('/connexion/code', { adresse: account.email, code: '000000' })).statusCode);
    expect(tries.slice(0, 10)).not.toContain(429);
    expect(tries[10]).toBe(429);
  });

  it('says the same of an address without account', async () => {
    const account = await anAccount(t.db);
    await received(account.email);
    const say = async (adresse: string) =>
      (await t.post('/connexion/code', { adresse, code: '999999' })).body
        .replaceAll(/[0-9a-f-]{36}/g, '')
        .replaceAll(adresse, 'X');
    expect(await say('inconnu@nulle-part.example')).toBe(await say(account.email));
  });

  it('is not somebody else’s', async () => {
    const [mine, other] = [await anAccount(t.db), await anAccount(t.db)];
    const { code } = await received(mine.email);
    const theirs = await received(other.email);
    if (code === theirs.code) return;
    expect((await t.post('/connexion/code', { adresse: other.email, code })).statusCode).toBe(422);
  });

  it.each(['', '12345', '1234567', 'abcdef', '１２３４５６', '12\u0000345'])(
    'must be six digits: %j',
    async (code) => {
      const answer = await t.post('/connexion/code', { adresse: 'x@annecy.example', code });
      expect(answer.statusCode).toBe(422);
      expect(answer.body).toContain('six chiffres');
    },
  );
});

describe('who signs up', () => {
  it('confirms the address by the first sign-in, told once to whoever examines registrations', async () => {
    const { id } = await openAccount(t.db, {
      email: 'nouvelle@annecy.example',
      name: 'Nouvelle Personne',
      quality: 'agent',
      authorityId: 'commune:74010',
      organisation: null,
      affiliationLabel: null,
      functionTitle: '',
      now: t.clock.now(),
    });
    const { link, text } = await received('nouvelle@annecy.example');
    expect(text).toContain('inscription');
    expect(text).not.toContain('Nouvelle Personne');
    const answer = await t.post(link, {});
    expect(answer.headers.location).toBe('/inscription/suivi');
    const { link: later, text: laterText } = await received('nouvelle@annecy.example');
    expect(laterText).toContain('vous connecter');
    await t.post(later, {});
    const account = await t.db
      .selectFrom('accounts')
      .select(['email_confirmed_at', 'state'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(account.email_confirmed_at).not.toBeNull();
  });

  it('starts anew while the address is not confirmed, and changes nothing once it is', async () => {
    const person = {
      email: 'deux-fois@annecy.example',
      name: 'Première',
      quality: 'agent' as const,
      authorityId: 'commune:74010',
      organisation: null,
      affiliationLabel: null,
      functionTitle: '',
      now: t.clock.now(),
    };
    const first = await openAccount(t.db, person);
    const second = await openAccount(t.db, { ...person, name: 'Seconde' });
    expect(second).toEqual({ id: first.id, email: person.email, known: false });
    const { link } = await received(person.email);
    await t.post(link, {});
    expect(await openAccount(t.db, { ...person, name: 'Intruse' })).toMatchObject({
      id: first.id,
      known: true,
    });
    const { name } = await t.db
      .selectFrom('accounts')
      .select('name')
      .where('id', '=', first.id)
      .executeTakeFirstOrThrow();
    expect(name).toBe('Seconde');
  });
});

describe('the session', () => {
  it('ends at sign-out, on the server too', async () => {
    const account = await anAccount(t.db);
    const cookie = await t.signIn(account.id);
    expect((await t.get('/connexion', cookie)).body).toContain('Vous êtes déjà connecté');
    const answer = await t.post('/deconnexion', {}, cookie);
    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toBe('/');
    expect((await t.get('/espace/compte', cookie)).statusCode).toBe(303);
    expect((await t.post('/deconnexion', {})).statusCode).toBe(303);
    expect((await t.get('/deconnexion')).statusCode).toBe(404);
  });

  it('is out of reach of scripts and of other sites', async () => {
    const { link } = await received((await anAccount(t.db)).email);
    const answer = await t.post(link, {});
    const header = [answer.headers['set-cookie']].flat().find((line) => line?.startsWith('session='));
    expect(header).toMatch(/; HttpOnly/);
    expect(header).toMatch(/; SameSite=Lax/);
  });
});

describe('on https', () => {
  it('binds the session cookie to this host', async () => {
    const secure = await startTestApp({ publicUrl: 'https://cordee.test' });
    try {
      const account = await anAccount(secure.db);
      await secure.post('/connexion', { adresse: account.email });
      await secure.runJobs();
      const { link } = read((await secure.mails())[0]?.text ?? '');
      const answer = await secure.post(link, {});
      const header = [answer.headers['set-cookie']]
        .flat()
        .find((line) => line?.startsWith('__Host-session='));
      expect(header).toMatch(/; Path=\/(?:;|$)/);
      expect(header).toMatch(/; Secure/);
      expect(header).toMatch(/; HttpOnly/);
      expect(header).not.toMatch(/Domain/i);
      const plain = `session=${/=([^;]+)/.exec(header ?? '')?.[1]}`;
      expect((await secure.get('/espace/compte', plain)).statusCode).toBe(303);
    } finally {
      await secure.close();
    }
  });

  it('writes links with the configured address, whatever the Host header says', async () => {
    const account = await anAccount(t.db);
    await t.app.inject({
      method: 'POST',
      url: '/connexion',
      headers: { host: 'evil.example', 'content-type': 'application/x-www-form-urlencoded' },
      payload: `adresse=${encodeURIComponent(account.email)}`,
    });
    await t.runJobs();
    const mail = (await t.mails()).find(({ to }) => to === account.email);
    expect(mail?.text).toContain('http://cordee.test/connexion/lien/');
    expect(mail?.text).not.toContain('evil.example');
  });
});
