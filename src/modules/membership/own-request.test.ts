import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aGroup, aMembership, anAccount } from '../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import type { RegistrationState } from '../../platform/database/index.ts';

let t: TestApp;
let group: { id: string; slug: string };
let other: { id: string; slug: string };
let copilot: { id: string; email: string };
let otherCopilot: { id: string; email: string };
beforeAll(async () => {
  t = await startTestApp();
  group = await aGroup(t.db, { title: 'Données' });
  other = await aGroup(t.db, { title: 'Formation' });
  copilot = await anAccount(t.db);
  await aMembership(t.db, group.id, copilot.id, 'copilot');
  otherCopilot = await anAccount(t.db);
  await aMembership(t.db, other.id, otherCopilot.id, 'copilot');
});
afterAll(() => t.close());

let number = 0;
async function aRequest(state: RegistrationState = 'waiting') {
  number += 1;
  const account = await anAccount(t.db, {
    name: 'Léa',
    email: `lea@domaine-${number}.example`,
    state: state === 'accepted' ? 'active' : 'pending',
  });
  const { id } = await t.db
    .insertInto('registrations')
    .values({
      account_id: account.id,
      state,
      created_at: t.clock.now(),
      submitted_at: state === 'unconfirmed' ? null : t.clock.now(),
      decided_at: state === 'accepted' ? t.clock.now() : null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await t.db.insertInto('registration_groups').values({ registration_id: id, group_id: group.id }).execute();
  return { ...account, request: id, cookie: await t.signIn(account.id) };
}

let one: Awaited<ReturnType<typeof aRequest>>;
beforeEach(async () => {
  one = await aRequest();
});

const correction = '/inscription/suivi/correction';
const withdrawal = '/inscription/suivi/retrait';
const fields = {
  nom: 'Léa Martin',
  qualite: 'elu',
  structure: 'Bonneville (Haute-Savoie)',
  fonction: 'Maire',
  version: '1',
};
const account = (id = one.id) =>
  t.db.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const groupsAsked = async () =>
  (
    await t.db
      .selectFrom('registration_groups')
      .select('group_id')
      .where('registration_id', '=', one.request)
      .execute()
  ).map(({ group_id }) => group_id);
const mailsTo = async (email: string) => (await t.mails()).filter(({ to }) => to === email);

describe.each([correction, withdrawal])('%s', (url) => {
  test('is for whoever has a request that waits', async () => {
    expect((await t.get(url)).headers.location).toContain('/connexion');
    expect((await t.post(url, fields)).headers.location).toContain('/connexion');
    expect((await t.get('/inscription/suivi', one.cookie)).body).toContain(`href="${url}"`);
    expect((await t.get(url, one.cookie)).statusCode).toBe(200);
    const stranger = await t.signIn((await anAccount(t.db)).id);
    const accepted = await aRequest('accepted');
    for (const cookie of [stranger, accepted.cookie]) {
      expect((await t.get(url, cookie)).statusCode).toBe(404);
      expect((await t.post(url, fields, cookie)).statusCode).toBe(404);
      expect((await t.get('/inscription/suivi', cookie)).body).not.toContain(`href="${url}"`);
    }
    expect(await account(accepted.id)).toMatchObject({ name: 'Léa', state: 'active' });
  });
});

describe('correcting', () => {
  test('shows what was said, changes it, and tells only those who were not told', async () => {
    const page = await t.get(correction, one.cookie);
    expect(page.body).toContain('value="Annecy (Haute-Savoie)"');
    expect(page.body).toMatch(new RegExp(`value="${group.slug}" checked`));
    const asked = { ...fields, groupes: [group.slug, other.slug] };
    const answer = await t.post(
      correction,
      { ...asked, courriel: 'x@y.fr', state: 'active', account_id: copilot.id },
      one.cookie,
    );
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/inscription/suivi']);
    expect(await account()).toMatchObject({
      name: 'Léa Martin',
      email: one.email,
      state: 'pending',
      quality: 'elu',
      authority_id: 'commune:74042',
      function_title: 'Maire',
      version: 2,
    });
    expect((await groupsAsked()).toSorted()).toEqual([group.id, other.id].toSorted());
    await t.post(correction, { ...asked, fonction: 'Adjointe', version: '2' }, one.cookie);
    expect(await mailsTo(otherCopilot.email)).toHaveLength(1);
    expect((await account(copilot.id)).name).not.toBe('Léa Martin');
  });

  test('to where the address is trusted, lets in at once', async () => {
    await t.db
      .insertInto('trusted_domains')
      .values({ domain: `domaine-${number}.example`, authority_id: 'commune:74042' })
      .execute();
    await t.post(correction, { ...fields, groupes: group.slug }, one.cookie);
    expect(await account()).toMatchObject({ state: 'active' });
    expect((await t.get('/inscription/suivi', one.cookie)).body).toContain('Demande acceptée');
  });

  test.each([
    ['nom', ''],
    ['qualite', 'administrateur'],
    ['structure', 'Saint-Denis'],
    ['fonction', ''],
    ['groupes', 'inconnu'],
    ['version', 'x'],
  ])('refuses %s = %j and keeps what was typed', async (field, value) => {
    const answer = await t.post(correction, { ...fields, fonction: 'Maire <b>', [field]: value }, one.cookie);
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(`href="#${field}"`);
    if (field !== 'fonction') expect(answer.body).toContain('value="Maire &lt;b>"');
    expect(await account()).toMatchObject({ name: 'Léa', version: 1 });
    expect(await groupsAsked()).toEqual([group.id]);
  });

  test('from a window opened before another correction, shows both', async () => {
    await t.post(correction, fields, one.cookie);
    const stale = await t.post(correction, { ...fields, nom: 'Zoé' }, one.cookie);
    expect(stale.statusCode).toBe(409);
    expect(stale.body).toContain('value="Zoé"');
    expect((await account()).name).toBe('Léa Martin');
  });
});

describe('withdrawing', () => {
  test('leaves nothing, and closes the session', async () => {
    expect((await account()).state).toBe('pending');
    const answer = await t.post(withdrawal, {}, one.cookie);
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/']);
    expect(await account()).toMatchObject({ state: 'deleted', email: null, name: 'Compte supprimé' });
    expect(await groupsAsked()).toEqual([]);
    expect((await t.get('/inscription/suivi', one.cookie)).headers.location).toContain('/connexion');
    const reviewer = await t.signIn(copilot.id);
    expect((await t.get(`/administration/inscriptions/${one.request}`, reviewer)).statusCode).toBe(404);
  });

  test('while somebody decides: one of the two holds', async () => {
    const reviewer = await t.signIn(copilot.id);
    const answers = await Promise.all([
      t.post(withdrawal, {}, one.cookie),
      t.post(
        `/administration/inscriptions/${one.request}`,
        { decision: 'accepter', etat: 'waiting', version: '1' },
        reviewer,
      ),
    ]);
    expect(answers.filter(({ statusCode }) => statusCode === 303)).toHaveLength(1);
    expect(answers.every(({ statusCode }) => statusCode < 500)).toBe(true);
    expect(['active', 'deleted']).toContain((await account()).state);
  });
});
