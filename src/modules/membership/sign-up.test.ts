import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aGroup, aMembership, anAccount } from '../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import { grantRole, trustDomain } from '../identity/index.ts';
import { putOut } from '../identity/suspension.ts';

let t: TestApp;
let group: { id: string; slug: string; title: string };

beforeAll(async () => {
  t = await startTestApp();
  group = await aGroup(t.db, { title: 'Données' });
  await t.db
    .insertInto('organisations')
    .values([
      {
        slug: 'dinum',
        name: 'Direction interministérielle du numérique',
        acronym: 'DINUM',
        kind: 'direction',
      },
      { slug: 'declic', name: 'Déclic', kind: 'réseau' },
    ])
    .execute();
});
afterAll(() => t.close());
// Limits are counted per hour.
beforeEach(() => t.clock.advance({ hours: 1 }));

const leaf = {
  nom: 'Léa Martin',
  courriel: 'lea@annecy.example',
  qualite: 'agent',
  structure: 'Annecy',
  structure_id: 'commune:74010',
  fonction: 'Secrétaire de mairie',
  information: '1',
};
let number = 0;
const person = () => {
  number += 1;
  return { ...leaf, courriel: `lea-${number}@annecy.example` };
};

const ask = (fields: Record<string, string | string[]>) => t.post('/inscription', fields);
const accountOf = (email: string) =>
  t.db.selectFrom('accounts').selectAll().where('email', '=', email).executeTakeFirst();
const mailsTo = async (email: string) => (await t.mails()).filter(({ to }) => to === email);

/** Opens the link of the last mail to this address, presses its button, and gives the session's cookie. */
async function confirm(email: string): Promise<string> {
  const mail = (await mailsTo(email)).at(-1);
  const path = /\/connexion\/lien\/[\w-]+/.exec(mail?.text ?? '')?.[0] ?? '';
  const answer = await t.post(path, {});
  const cookie = answer.cookies.find(({ name }) => name === 'session');
  await t.runJobs();
  return `session=${cookie?.value}`;
}

async function signedUp(fields = person()): Promise<{ email: string; cookie: string }> {
  await ask(fields);
  await t.runJobs();
  return { email: fields.courriel, cookie: await confirm(fields.courriel) };
}

describe('the form', () => {
  test('shows six questions, what becomes of the answers, and the groups that are open', async () => {
    const closed = await aGroup(t.db, { title: 'Groupe fermé', state: 'closed' });
    const page = await t.get(`/inscription?groupe=${group.slug}`);
    expect(page.statusCode).toBe(200);
    for (const name of ['nom', 'courriel', 'qualite', 'structure', 'fonction', 'groupes', 'information'])
      expect(page.body).toContain(`name="${name}"`);
    expect(page.body).toContain('Données');
    expect(page.body).not.toContain(closed.title);
    expect(page.body).toMatch(new RegExp(`value="${group.slug}" checked`));
    expect(page.body).toContain('href="/donnees-personnelles"');
  });

  test('tells a signed-in person that they have an account', async () => {
    const { id } = await anAccount(t.db);
    expect((await t.get('/inscription', await t.signIn(id))).body).toContain('Vous êtes déjà inscrit');
  });

  test.each([
    ['nom', ''],
    ['nom', 'A'.repeat(101)],
    ['nom', 'Gagnez sur http://spam.example'],
    ['nom', 'L\u0000ea'],
    ['courriel', 'pas une adresse'],
    ['courriel', `${'a'.repeat(250)}@b.fr`],
    ['qualite', 'administrateur'],
    ['structure', ''],
    ['fonction', 'x'.repeat(151)],
    ['groupes', 'un-groupe-inconnu'],
    ['groupes', '../../etc'],
    ['information', ''],
  ])('refuses %s = %j, keeps what was typed, writes nothing', async (field, value) => {
    const fields = { ...person(), fonction: 'Maire <b>', [field]: value };
    const answer = await ask(fields);
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(`href="#${field}"`);
    if (field !== 'nom') expect(answer.body).toContain('value="Léa Martin"');
    if (field !== 'fonction') expect(answer.body).toContain('Maire &lt;b>');
    await t.runJobs();
    expect(await accountOf(fields.courriel)).toBeUndefined();
  });

  test('takes emoji, accents and apostrophes as they are', async () => {
    const fields = { ...person(), nom: 'Zoë d’Âge 🌲', fonction: 'Élue « numérique »' };
    expect((await ask(fields)).statusCode).toBe(303);
    await t.runJobs();
    expect(await accountOf(fields.courriel)).toMatchObject({
      name: fields.nom,
      function_title: fields.fonction,
    });
  });

  test('does not let the sender choose a role or a state', async () => {
    const { email } = await signedUp({
      ...person(),
      ...{ role: 'administrator', state: 'active', roles: 'programme-team', account_id: 'x' },
    });
    const account = await accountOf(email);
    expect(account?.state).toBe('pending');
    const roles = await t.db
      .selectFrom('account_roles')
      .where('account_id', '=', account?.id ?? '')
      .selectAll()
      .execute();
    expect(roles).toEqual([]);
  });

  test('sent twice with the same key, it acts once', async () => {
    const fields = { ...person(), cle: '0b5a9c61-7c3e-4d0e-8b1e-2f5f0f6f1a11' };
    expect((await ask(fields)).headers.location).toBe('/connexion/code?pour=inscription');
    expect((await ask(fields)).headers.location).toBe('/connexion/code?pour=inscription');
    await t.runJobs();
    expect(await mailsTo(fields.courriel)).toHaveLength(1);
  });

  test('a machine that fills the trap gets the usual answer and no account', async () => {
    const fields = { ...person(), site_web: 'http://spam.example' };
    const answer = await ask(fields);
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/connexion/code?pour=inscription']);
    await t.runJobs();
    expect(await accountOf(fields.courriel)).toBeUndefined();
  });

  test('one network cannot send without end, nor can one address be flooded', async () => {
    const same = person();
    for (let i = 0; i < 5; i += 1) expect((await ask(same)).statusCode).toBe(303);
    expect((await ask(same)).statusCode).toBe(429);
    for (let i = 0; i < 14; i += 1) expect((await ask(person())).statusCode).toBe(303);
    expect((await ask(person())).statusCode).toBe(429);
  });
});

describe('the authority or the organisation', () => {
  const affiliationOf = async (fields: Record<string, string>) => {
    const all = { ...person(), structure_id: '', ...fields };
    const answer = await ask(all);
    await t.runJobs();
    const account = await accountOf(all.courriel);
    return {
      status: answer.statusCode,
      body: answer.body,
      found: account && [account.authority_id, account.organisation_slug, account.affiliation_label],
    };
  };

  test.each([
    ['agent', '74010', 'commune:74010'],
    ['elu', '200 063 402', 'commune:74010'],
    ['agent', 'annecy', 'commune:74010'],
    ['elu', 'Haute-Savoie', 'departement:74'],
    ['elu', 'Saint-Denis (La Réunion)', 'commune:97411'],
  ])('%s typing %j without JavaScript is of %s', async (qualite, structure, id) => {
    expect(await affiliationOf({ qualite, structure })).toMatchObject({
      status: 303,
      found: [id, null, null],
    });
  });

  test('a name borne by several comes back as a choice, with everything typed kept', async () => {
    const { status, body } = await affiliationOf({ structure: 'Saint-Denis', fonction: 'Maire adjoint' });
    expect(status).toBe(422);
    expect(body).toMatch(/type="radio"[^>]*name="structure_id"[^>]*value="commune:93066"/);
    expect(body).toMatch(/value="commune:97411"/);
    expect(body).toContain('value="Maire adjoint"');
    const chosen = { structure: 'Saint-Denis', structure_pour: 'Saint-Denis', structure_id: 'commune:97411' };
    expect(await affiliationOf(chosen)).toMatchObject({ status: 303, found: ['commune:97411', null, null] });
  });

  test('a choice made for another text no longer counts', async () => {
    const changed = { structure: 'Annecy', structure_pour: 'Saint-Denis', structure_id: 'commune:97411' };
    expect(await affiliationOf(changed)).toMatchObject({ found: ['commune:74010', null, null] });
  });

  test('an agent must be of an authority that exists', async () => {
    expect(await affiliationOf({ structure: 'Zzyzx-les-Nulle-Part' })).toMatchObject({ status: 422 });
    // An id that leads nowhere leaves what was typed.
    const lost = { structure: 'Annecy', structure_id: 'commune:99999' };
    expect(await affiliationOf(lost)).toMatchObject({ found: ['commune:74010', null, null] });
  });

  test('others are of an organisation, known or not', async () => {
    const state = { qualite: 'agent_etat' };
    expect(await affiliationOf({ ...state, structure: 'dinum' })).toMatchObject({
      found: [null, 'dinum', null],
    });
    expect(await affiliationOf({ ...state, structure: 'Préfecture du Lot' })).toMatchObject({
      found: [null, null, 'Préfecture du Lot'],
    });
    const near = await affiliationOf({ qualite: 'association', structure: 'Direction interministérielle' });
    expect(near.status).toBe(422);
    expect(near.body).toContain('value="organisation:dinum"');
    expect(near.body).toContain('value="libre"');
    const own = { structure: 'Direction interministérielle', structure_id: 'libre' };
    expect(await affiliationOf({ qualite: 'association', ...own })).toMatchObject({
      found: [null, null, 'Direction interministérielle'],
    });
    const authority = { qualite: 'editeur', structure: 'Annecy', structure_id: 'commune:74010' };
    expect(await affiliationOf(authority)).toMatchObject({ status: 422 });
  });
});

describe('known and unknown addresses', () => {
  test('get the same answer', async () => {
    const known = await anAccount(t.db, { email: 'connue@annecy.example' });
    const answers = [];
    for (const courriel of [known.email, 'inconnue@annecy.example']) {
      const { statusCode, headers, body, cookies } = await ask({ ...leaf, courriel });
      answers.push({
        statusCode,
        location: headers.location,
        body,
        cookies: cookies.map(({ name, path }) => [name, path]),
        headers: Object.keys(headers),
      });
    }
    expect(answers[0]).toMatchObject({ statusCode: 303, location: '/connexion/code?pour=inscription' });
    expect(answers[0]).toEqual(answers[1]);
  });

  test('a known one gets a link to sign in, and keeps its account as it is', async () => {
    const known = await anAccount(t.db, { name: 'Ancienne', authorityId: null });
    await ask({ ...leaf, courriel: known.email });
    await t.runJobs();
    expect(await accountOf(known.email)).toMatchObject({
      name: 'Ancienne',
      state: 'active',
      authority_id: null,
    });
    expect((await mailsTo(known.email)).map(({ subject }) => subject)).toEqual([
      'Vous avez déjà un compte Cordée',
    ]);
    await confirm(known.email);
    expect(
      await t.db.selectFrom('registrations').where('account_id', '=', known.id).selectAll().execute(),
    ).toEqual([]);
  });

  test('one that was never confirmed starts anew', async () => {
    const fields = person();
    await ask(fields);
    await t.runJobs();
    await ask({ ...fields, nom: 'Léa Martin-Roy', groupes: group.slug });
    await t.runJobs();
    expect(await accountOf(fields.courriel)).toMatchObject({ name: 'Léa Martin-Roy' });
    const asked = await t.db
      .selectFrom('registration_groups')
      .innerJoin('registrations', 'registrations.id', 'registration_id')
      .innerJoin('accounts', 'accounts.id', 'account_id')
      .where('email', '=', fields.courriel)
      .select('group_id')
      .execute();
    expect(asked).toEqual([{ group_id: group.id }]);
  });

  test('asked for twice at once, there is one account and one request', async () => {
    const fields = person();
    await Promise.all([ask(fields), ask(fields)]);
    await t.runJobs();
    const account = await accountOf(fields.courriel);
    const requests = await t.db
      .selectFrom('registrations')
      .where('account_id', '=', account?.id ?? '')
      .selectAll()
      .execute();
    expect(requests).toHaveLength(1);
  });
});

describe('the link of the mail', () => {
  test('speaks of the address while it is not confirmed, of the account afterwards', async () => {
    const { courriel } = person();
    await ask({ ...leaf, courriel });
    await t.runJobs();
    const page = async () => {
      const mail = (await mailsTo(courriel)).at(-1);
      return (await t.get(/\/connexion\/lien\/[\w-]+/.exec(mail?.text ?? '')?.[0] ?? '')).body;
    };
    expect(await page()).toMatch(/<h1>Confirmez votre adresse<.*>Confirmer mon adresse</);
    await confirm(courriel);
    await t.post('/connexion', { adresse: courriel });
    await t.runJobs();
    expect(await page()).toMatch(/<h1>Confirmez votre connexion<.*>Se connecter</);
  });
});

describe('once the address is confirmed', () => {
  test('the request waits; the team and the copilots of the groups asked for hear of it, each once', async () => {
    const team = await anAccount(t.db, { roles: ['programme-team', 'administrator'] });
    const copilot = await anAccount(t.db, { roles: ['programme-team'] });
    await aMembership(t.db, group.id, copilot.id, 'copilot');
    const other = await anAccount(t.db);
    await aMembership(t.db, (await aGroup(t.db)).id, other.id, 'copilot');
    const member = await anAccount(t.db);
    await aMembership(t.db, group.id, member.id);

    const { email, cookie } = await signedUp({ ...person(), ...{ groupes: group.slug } });
    const subjects = async (to: string) => (await mailsTo(to)).map(({ subject }) => subject);
    expect(await subjects(team.email)).toEqual(['Une demande d’inscription vous attend']);
    expect(await subjects(copilot.email)).toEqual(['Une demande d’inscription vous attend']);
    expect(await subjects(other.email)).toEqual([]);
    expect(await subjects(member.email)).toEqual([]);
    expect((await subjects(email)).at(-1)).toBe('Votre demande d’inscription est arrivée');
    expect((await mailsTo(team.email))[0]?.text).toContain(`http://cordee.test/administration/inscriptions/`);

    const page = await t.get('/inscription/suivi', cookie);
    expect(page.body).toContain('Demande en attente');
    expect(page.body).toContain('Données');
    expect(await accountOf(email)).toMatchObject({ state: 'pending' });
  });

  test('an address of a trusted domain is let in at once, with its groups', async () => {
    const admin = await anAccount(t.db);
    await trustDomain(t.db, {
      actor: admin,
      domain: 'meythet.example',
      authorityId: 'commune:74010',
      organisation: null,
      now: t.clock.now(),
    });
    const fields = { ...person(), courriel: 'paul@meythet.example', groupes: group.slug };
    const { cookie } = await signedUp(fields);
    expect(await accountOf(fields.courriel)).toMatchObject({ state: 'active' });
    expect((await t.get('/inscription/suivi', cookie)).body).toContain('Demande acceptée');
    const elsewhere = { ...fields, courriel: 'zoe@meythet.example', structure_id: 'commune:93066' };
    await signedUp(elsewhere);
    expect(await accountOf(elsewhere.courriel)).toMatchObject({ state: 'pending' });
    const memberships = await t.db
      .selectFrom('memberships')
      .innerJoin('accounts', 'accounts.id', 'account_id')
      .where('email', '=', fields.courriel)
      .select(['group_id', 'role'])
      .execute();
    expect(memberships).toEqual([{ group_id: group.id, role: 'member' }]);
  });

  test('a free-mail domain lets nobody in, even written among the trusted ones', async () => {
    await t.db
      .insertInto('trusted_domains')
      .values({ domain: 'orange.fr', authority_id: 'commune:74010' })
      .execute();
    const fields = { ...person(), courriel: 'mairie.annecy@orange.fr' };
    await signedUp(fields);
    expect(await accountOf(fields.courriel)).toMatchObject({ state: 'pending' });
  });

  test('the status page is for whoever is signed in', async () => {
    const answer = await t.get('/inscription/suivi');
    expect([answer.statusCode, answer.headers.location]).toEqual([
      303,
      '/connexion?retour=%2Finscription%2Fsuivi',
    ]);
    const { id } = await anAccount(t.db);
    expect((await t.get('/inscription/suivi', await t.signIn(id))).body).toContain('Aucune demande en cours');
  });
});

describe('an address that was kept out', () => {
  const admin = { id: '', name: 'Sacha' };
  let team = '';
  beforeAll(async () => {
    const { id } = await anAccount(t.db, { name: admin.name, roles: ['programme-team'] });
    admin.id = id;
    team = await t.signIn(id);
    await trustDomain(t.db, {
      actor: admin,
      domain: 'cran.example',
      authorityId: 'commune:74010',
      organisation: null,
      now: t.clock.now(),
    });
  });
  const act = () => ({ actor: admin, publicUrl: '', now: t.clock.now() });
  const leaves = async (accountId: string) =>
    t.post('/espace/compte/suppression', {}, await t.signIn(accountId));
  const reviewOf = async (email: string) => {
    const { id } = await t.db
      .selectFrom('registrations')
      .innerJoin('accounts', 'accounts.id', 'account_id')
      .where('email', '=', email)
      .select('registrations.id')
      .executeTakeFirstOrThrow();
    return `/administration/inscriptions/${id}`;
  };

  test('suspended, deleted, and back from a trusted domain, waits for somebody who sees it', async () => {
    const { id } = await anAccount(t.db, { email: 'lea+1@cran.example' });
    await putOut(t.db, { ...act(), accountId: id, reason: 'Départ' });
    const page = await t.get('/espace/compte/suppression', await t.signIn(id));
    expect(page.body).toContain('une empreinte de votre adresse');
    await leaves(id);
    const kept = await t.pool.query('select * from departed_addresses');
    expect(JSON.stringify(kept.rows)).not.toContain('cran');

    await signedUp({ ...person(), courriel: 'lea@cran.example' });
    expect(await accountOf('lea@cran.example')).toMatchObject({ state: 'pending' });
    const list = await t.get('/administration/inscriptions', team);
    expect(list.body).toContain('Déjà exclue');
    const url = await reviewOf('lea@cran.example');
    expect((await t.get(url, team)).body).toContain('cette adresse a déjà été suspendue');
    const told = (await t.mails()).filter(({ text }) => text.includes('a déjà été suspendue'));
    expect(told.length).toBeGreaterThan(0);
    const account = await accountOf('lea@cran.example');
    const decision = { decision: 'accepter', etat: 'waiting', version: String(account?.version) };
    expect((await t.post(url, decision, team)).statusCode).toBe(303);
    expect(await accountOf('lea@cran.example')).toMatchObject({ state: 'active' });
    // Let in by somebody who knew: nothing more is held against the address.
    expect((await t.pool.query('select from departed_addresses')).rowCount).toBe(0);
  });

  test('taken out of a group, does not come back into it by a new account', async () => {
    const { id, email } = await anAccount(t.db, { email: 'zoe@cran.example' });
    await t.db
      .insertInto('membership_removals')
      .values({ group_id: group.id, account_id: id, removed_by: admin.id, removed_at: t.clock.now() })
      .execute();
    await leaves(id);
    const { cookie } = await signedUp({ ...person(), courriel: email, ...{ groupes: group.slug } });
    const account = await accountOf(email);
    expect(account?.state).toBe('pending');
    const url = await reviewOf(email);
    const page = await t.get(url, team);
    expect(page.body).toContain('déjà été retirée d’un groupe');
    expect(page.body).toContain('n’entrera pas dans «\u00a0Données\u00a0»');
    const decision = { decision: 'accepter', etat: 'waiting', version: String(account?.version) };
    expect((await t.post(url, decision, team)).statusCode).toBe(303);
    const places = () =>
      t.db
        .selectFrom('memberships')
        .select('role')
        .where('account_id', '=', account?.id ?? '')
        .execute();
    expect(await places()).toEqual([]);
    expect((await t.post(`/groupes/${group.slug}/adhesion`, {}, cookie)).statusCode).toBe(422);
    const back = `/espace/groupes/${group.slug}/membres/${account?.id}/retour`;
    expect((await t.post(back, {}, team)).statusCode).toBe(303);
    expect((await t.post(`/groupes/${group.slug}/adhesion`, {}, cookie)).statusCode).toBe(303);
    expect(await places()).toEqual([{ role: 'member' }]);
  });

  test('is remembered through a change of address, and through a request that is deleted again', async () => {
    const { id, email } = await anAccount(t.db, { email: 'max@cran.example' });
    await t.db
      .insertInto('membership_removals')
      .values({ group_id: group.id, account_id: id, removed_at: t.clock.now() })
      .execute();
    const cookie = await t.signIn(id);
    await t.post('/espace/compte/adresse', { adresse: 'max@perso.example' }, cookie);
    const link = /\/espace\/compte\/adresse\/lien\/[\w-]+/.exec(
      (await mailsTo('max@perso.example')).at(-1)?.text ?? '',
    )?.[0];
    await t.post(link ?? '', {});
    const first = await signedUp({ ...person(), courriel: email });
    expect(await accountOf(email)).toMatchObject({ state: 'pending' });
    await t.post('/espace/compte/suppression', {}, first.cookie);
    t.clock.advance({ hours: 1 });
    await signedUp({ ...person(), courriel: email });
    expect(await accountOf(email)).toMatchObject({ state: 'pending' });
  });

  test('of whoever left in peace is not remembered', async () => {
    const { id, email } = await anAccount(t.db, { email: 'ana@cran.example' });
    await leaves(id);
    await signedUp({ ...person(), courriel: email });
    expect(await accountOf(email)).toMatchObject({ state: 'active' });
  });
});

describe('what is kept', () => {
  const purge = async () => {
    const { purgeRegistrations } = await import('./registration-actions.ts');
    return purgeRegistrations(t.db, t.clock.now());
  };

  test('unconfirmed and refused requests are deleted after a year, with their accounts', async () => {
    const admin = await anAccount(t.db);
    await grantRole(t.db, { actor: admin, accountId: admin.id, role: 'programme-team', now: t.clock.now() });
    const unconfirmed = person();
    await ask(unconfirmed);
    await t.runJobs();
    const refused = await signedUp();
    const waiting = await signedUp();
    const account = await accountOf(refused.email);
    await t.db
      .updateTable('registrations')
      .set({ state: 'refused', decided_at: t.clock.now(), decision_reason: 'Non' })
      .where('account_id', '=', account?.id ?? '')
      .execute();
    t.clock.advance({ days: 360 });
    await purge();
    expect(await accountOf(unconfirmed.courriel)).toBeDefined();
    t.clock.advance({ days: 10 });
    await purge();
    expect(await accountOf(unconfirmed.courriel)).toBeUndefined();
    expect(await accountOf(refused.email)).toBeUndefined();
    expect(await accountOf(waiting.email)).toBeDefined();
  });
});
