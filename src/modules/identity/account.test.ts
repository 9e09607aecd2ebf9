import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anAccount } from '../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import { Refusal } from '../../platform/http/index.ts';
import { queueMail } from '../../platform/mail/index.ts';
import { record } from '../audit/index.ts';
import { onAccountDeletion } from './index.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());
beforeEach(() => t.clock.advance({ hours: 2 }));

async function somebody(values: Parameters<typeof anAccount>[1] = {}) {
  const account = await anAccount(t.db, values);
  return { ...account, cookie: await t.signIn(account.id) };
}

const row = (id: string) =>
  t.db.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

const mailsTo = async (address: string) => (await t.mails()).filter(({ to }) => to === address);

describe.each([
  '/espace/compte',
  '/espace/compte/adresse',
  '/espace/compte/sessions',
  '/espace/compte/suppression',
])('%s', (url) => {
  it('asks a visitor to sign in, and opens for those who wait to be let in', async () => {
    const visitor = await t.get(url);
    expect(visitor.statusCode).toBe(303);
    expect(visitor.headers.location).toBe(`/connexion?retour=${encodeURIComponent(url)}`);
    for (const state of ['active', 'pending', 'refused'] as const) {
      const { cookie, email, name } = await somebody({ state });
      const page = await t.get(url, cookie);
      expect(page.statusCode).toBe(200);
      expect(page.headers['cache-control']).toBe('no-store');
      expect(page.body).toContain(
        url.endsWith('sessions') ? 'Cette session' : url.endsWith('compte') ? name : email,
      );
    }
  });
});

describe('the profile', () => {
  it('changes name and function, and nothing else', async () => {
    const { id, cookie } = await somebody();
    const before = await row(id);
    const answer = await t.post(
      '/espace/compte',
      {
        nom: ' Ana   Ferré ',
        fonction: 'Maire 🐐',
        version: '1',
        authority_id: 'commune:75056',
        email: 'x@y.fr',
        state: 'active',
      },
      cookie,
    );
    expect(answer.statusCode).toBe(303);
    expect(await row(id)).toMatchObject({
      name: 'Ana Ferré',
      function_title: 'Maire 🐐',
      version: 2,
      email: before.email,
      authority_id: 'commune:74010',
    });
    expect((await t.get('/espace/compte', cookie)).body).toContain('Annecy');
  });

  it('answers a stale version with what was saved meanwhile, and keeps what was typed', async () => {
    const { id, cookie } = await somebody();
    await t.post('/espace/compte', { nom: 'Première Fenêtre', fonction: '', version: '1' }, cookie);
    const stale = await t.post(
      '/espace/compte',
      { nom: 'Seconde Fenêtre', fonction: '', version: '1' },
      cookie,
    );
    expect(stale.statusCode).toBe(409);
    expect(stale.body).toContain('Première Fenêtre');
    expect(stale.body).toContain('value="Seconde Fenêtre"');
    expect(stale.body).toContain('name="version" value="2"');
    expect((await row(id)).name).toBe('Première Fenêtre');
  });

  it.each([
    [{ nom: '', fonction: '', version: '1' }, 'Indiquez votre prénom et votre nom.'],
    [{ nom: 'a'.repeat(121), fonction: '', version: '1' }, 'trop long'],
    [{ nom: 'A\u0000B', fonction: '', version: '1' }, 'caractère interdit'],
    [{ nom: '<script>alert(1)</script>', fonction: 'a'.repeat(201), version: '1' }, 'trop long'],
    [{ nom: 'A', fonction: '', version: 'x' }, 'Rechargez la page'],
  ])('says what is wrong with %j', async (fields, message) => {
    const { cookie } = await somebody();
    const answer = await t.post('/espace/compte', fields, cookie);
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(message);
    expect(answer.body).not.toContain('<script>alert');
  });
});

describe('changing the address', () => {
  async function linkFor(cookie: string, adresse: string): Promise<string> {
    const answer = await t.post('/espace/compte/adresse', { adresse }, cookie);
    expect(answer.statusCode).toBe(303);
    const [mail] = (await mailsTo(adresse)).slice(-1);
    return /http:\/\/cordee\.test(\/espace\/compte\/adresse\/lien\/\S+)/.exec(mail?.text ?? '')?.[1] ?? '';
  }

  it('waits for the reader of the new address, then tells the old one', async () => {
    const { id, email, cookie } = await somebody();
    const link = await linkFor(cookie, 'nouvelle@annecy.example');
    expect((await row(id)).email).toBe(email);
    const page = await t.get(link);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('nouvelle@annecy.example');
    expect((await row(id)).email).toBe(email);

    const answers = await Promise.all([t.post(link, {}), t.post(link, {})]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 410]);
    expect((await row(id)).email).toBe('nouvelle@annecy.example');
    expect(await mailsTo(email)).toHaveLength(1);
    expect((await mailsTo(email))[0]?.text).not.toContain('nouvelle@');
    expect((await t.get(link)).statusCode).toBe(410);
  });

  it('closes the sign-in link that waited at the old address', async () => {
    const { email, cookie } = await somebody();
    await t.post('/connexion', { adresse: email });
    await t.runJobs();
    const signInLink = /http:\/\/cordee\.test(\S+)/.exec((await mailsTo(email))[0]?.text ?? '')?.[1] ?? '';
    await t.post(await linkFor(cookie, 'autre-boite@annecy.example'), {});
    expect((await t.post(signInLink, {})).statusCode).toBe(410);
  });

  it('does not tell whether the address has an account, and takes nobody’s', async () => {
    const taken = await somebody();
    const { id, email, cookie } = await somebody();
    const answer = await t.post('/espace/compte/adresse', { adresse: taken.email }, cookie);
    const free = await t.post('/espace/compte/adresse', { adresse: 'libre@annecy.example' }, cookie);
    expect([answer.statusCode, answer.headers.location]).toEqual([free.statusCode, free.headers.location]);
    expect((await mailsTo(taken.email))[0]?.text).toContain('a déjà le sien');
    expect((await row(id)).email).toBe(email);
  });

  it('gives the address to the first who confirms it', async () => {
    const [first, second] = [await somebody(), await somebody()];
    const links = [
      await linkFor(first.cookie, 'convoitee@annecy.example'),
      await linkFor(second.cookie, 'convoitee@annecy.example'),
    ];
    const answers = await Promise.all(links.map((link) => t.post(link, {})));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 410]);
  });

  describe('to another domain', () => {
    const checkOf = async (id: string) => {
      const { address_to_check_since: since, vouched_domain: vouched } = await row(id);
      return since && vouched;
    };
    const move = async (cookie: string, adresse: string) => t.post(await linkFor(cookie, adresse), {});

    it('keeps the person in, and tells the team of one that nobody vouched for', async () => {
      const team = await somebody({ roles: ['programme-team'] });
      const { id, name, cookie } = await somebody();
      const page = await move(cookie, 'moi@perso.example');
      expect(page.body).toContain('l’équipe du programme va le vérifier');
      expect(await checkOf(id)).toBe('annecy.example');
      expect((await t.get('/espace', cookie)).statusCode).toBe(200);
      const [mail, ...others] = (await mailsTo(team.email)).filter(({ text }) => text.includes(name));
      expect(others).toEqual([]);
      expect(mail?.text).toContain('@perso.example, et non plus en @annecy.example');
      expect(mail?.text).not.toContain('moi@');
      // Further away, it is the domain vouched for that counts; back there, nothing is left to look at.
      await move(cookie, 'moi@ailleurs.example');
      expect(await checkOf(id)).toBe('annecy.example');
      t.clock.advance({ hours: 2 });
      await move(cookie, `retour-${id}@annecy.example`);
      expect(await checkOf(id)).toBeNull();
    });

    it('is nobody’s business when the domain is trusted for where one works, or while one waits', async () => {
      await t.db
        .insertInto('trusted_domains')
        .values({ domain: 'mairie-annecy.example', authority_id: 'commune:74010' })
        .execute();
      const known = await somebody();
      const page = await move(known.cookie, 'k@mairie-annecy.example');
      expect(page.body).not.toContain('va le vérifier');
      expect(await checkOf(known.id)).toBeNull();
      const elsewhere = await somebody({ authorityId: 'commune:74042' });
      await move(elsewhere.cookie, 'e@mairie-annecy.example');
      expect(await checkOf(elsewhere.id)).toBe('annecy.example');
      const waiting = await somebody({ state: 'pending' });
      await move(waiting.cookie, 'w@perso.example');
      expect(await checkOf(waiting.id)).toBeNull();
    });
  });

  it('dies after two hours, or with a newer request', async () => {
    const { cookie } = await somebody();
    const older = await linkFor(cookie, 'un@annecy.example');
    const newer = await linkFor(cookie, 'deux@annecy.example');
    expect((await t.post(older, {})).statusCode).toBe(410);
    t.clock.advance({ hours: 2 });
    expect((await t.post(newer, {})).statusCode).toBe(410);
  });

  it('refuses the address one has, a wrong one, and too many', async () => {
    const { email, cookie } = await somebody();
    const same = await t.post('/espace/compte/adresse', { adresse: email }, cookie);
    expect(same.statusCode).toBe(422);
    expect(same.body).toContain('C’est déjà votre adresse.');
    expect((await t.post('/espace/compte/adresse', { adresse: '🐐' }, cookie)).statusCode).toBe(422);
    const statuses: number[] = [];
    for (let n = 0; n < 5; n++) {
      const answer = await t.post('/espace/compte/adresse', { adresse: `n${n}@annecy.example` }, cookie);
      statuses.push(answer.statusCode);
    }
    expect(statuses).toEqual([303, 303, 303, 303, 429]);
  });
});

describe('sessions', () => {
  it('lists one’s own only, and closes them at once', async () => {
    const { id, cookie } = await somebody();
    const other = await t.signIn(id);
    const stranger = await somebody();
    const page = await t.get('/espace/compte/sessions', cookie);
    expect(page.body.match(/\/fermeture"/g)).toHaveLength(3);
    expect(page.body.match(/Cette session/g)).toHaveLength(1);

    const ids = await t.db.selectFrom('sessions').select(['id', 'account_id']).execute();
    const theirs = ids.find(({ account_id }) => account_id === stranger.id)?.id;
    const refused = await t.post(`/espace/compte/sessions/${theirs}/fermeture`, {}, cookie);
    expect(refused.statusCode).toBe(404);
    expect((await t.get('/espace/compte', stranger.cookie)).statusCode).toBe(200);
    expect((await t.post(`/espace/compte/sessions/${theirs}/fermeture`, {})).headers.location).toContain(
      '/connexion',
    );
    expect((await t.post('/espace/compte/sessions/pas-un-uuid/fermeture', {}, cookie)).statusCode).toBe(404);

    const closed = await t.post('/espace/compte/sessions/autres/fermeture', {}, cookie);
    expect(closed.statusCode).toBe(303);
    expect((await t.get('/espace/compte', other)).statusCode).toBe(303);
    expect((await t.get('/espace/compte', cookie)).statusCode).toBe(200);

    const mine = await t.db
      .selectFrom('sessions')
      .select('id')
      .where('account_id', '=', id)
      .executeTakeFirstOrThrow();
    const last = await t.post(`/espace/compte/sessions/${mine.id}/fermeture`, {}, cookie);
    expect(last.headers.location).toBe('/');
    expect((await t.get('/espace/compte', cookie)).statusCode).toBe(303);
  });

  it('end by themselves after thirty days', async () => {
    const { cookie } = await somebody();
    t.clock.advance({ days: 29 });
    expect((await t.get('/espace/compte', cookie)).statusCode).toBe(200);
    t.clock.advance({ days: 1 });
    expect((await t.get('/espace/compte', cookie)).statusCode).toBe(303);
  });
});

describe('deleting one’s account', () => {
  it('leaves nothing personal, keeps the row for what the person wrote', async () => {
    const { id, name, email, cookie } = await somebody({
      name: 'Partie Ailleurs',
      roles: ['programme-team'],
    });
    await t.post('/connexion', { adresse: email });
    await t.runJobs();
    await queueMail(t.db, { to: email, subject: 'Bonjour', text: `Bonjour ${name}`, key: `test:${id}` });
    await record(t.db, {
      actor: { id, name },
      verb: 'group.close',
      thing: { type: 'group', id: 'g', label: 'G' },
    });

    const answer = await t.post('/espace/compte/suppression', {}, cookie);
    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toBe('/');
    expect(await row(id)).toMatchObject({
      name: 'Compte supprimé',
      state: 'deleted',
      email: null,
      quality: null,
      authority_id: null,
      organisation_slug: null,
      function_title: '',
      last_seen_at: null,
      email_confirmed_at: null,
    });
    expect((await t.get('/espace/compte', cookie)).statusCode).toBe(303);
    const left = await t.pool.query(
      `select 1 from sessions where account_id = $1 union all select 1 from sign_in_links where account_id = $1
       union all select 1 from account_roles where account_id = $1 union all select 1 from email_changes where account_id = $1
       union all select 1 from outbox where recipient = $2 or body_text like '%' || $3 || '%'
       union all select 1 from audit_events where actor_label = $3 or thing_label = $3`,
      [id, email, name],
    );
    expect(left.rowCount).toBe(0);
    const waiting = await t.db.selectFrom('outbox').select('state').where('key', '=', `test:${id}`).execute();
    expect(waiting).toEqual([{ state: 'cancelled' }]);
    const trail = await t.db.selectFrom('audit_events').select('verb').where('actor_id', '=', id).execute();
    expect(trail.map(({ verb }) => verb).sort()).toEqual(['account.delete', 'group.close']);
  });

  it('frees the address for a new sign-up', async () => {
    const { email, cookie } = await somebody();
    await t.post('/espace/compte/suppression', {}, cookie);
    await expect(anAccount(t.db, { email })).resolves.toMatchObject({ email });
  });

  it('is undone as a whole when a module says that the person cannot leave yet', async () => {
    const { id, name, cookie } = await somebody();
    const seen: string[] = [];
    onAccountDeletion(async (_tx, accountId) => {
      seen.push(accountId);
      if (accountId === id) throw new Refusal('Vous êtes le dernier copilote d’un groupe.');
    });
    const answer = await t.post('/espace/compte/suppression', {}, cookie);
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('dernier copilote');
    expect(seen).toEqual([id]);
    expect((await row(id)).name).toBe(name);
    expect((await t.get('/espace/compte', cookie)).statusCode).toBe(200);
  });

  it('is refused to demonstration accounts', async () => {
    const demo = await startTestApp({ demo: true });
    try {
      const account = await anAccount(demo.db);
      await demo.db
        .updateTable('accounts')
        .set({ demonstration: true })
        .where('id', '=', account.id)
        .execute();
      const cookie = await demo.signIn(account.id);
      expect((await demo.post('/espace/compte/suppression', {}, cookie)).statusCode).toBe(422);
      const change = await demo.post('/espace/compte/adresse', { adresse: 'x@annecy.example' }, cookie);
      expect(change.statusCode).toBe(422);
    } finally {
      await demo.close();
    }
  });
});
