import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aGroup, aMembership, anAccount } from '../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import { deleteAccount } from '../identity/index.ts';

let t: TestApp;
let group: { id: string; title: string; slug: string };
let led: { id: string };
let team: string;
let person: { id: string; name: string; email: string };

beforeAll(async () => {
  t = await startTestApp();
  group = await aGroup(t.db, { title: 'Données' });
  led = await aGroup(t.db, { title: 'Mené par la personne' });
  team = await t.signIn((await anAccount(t.db, { name: 'Sacha Équipe', roles: ['programme-team'] })).id);
  await t.db
    .insertInto('organisations')
    .values({ slug: 'dinum', name: 'Direction interministérielle du numérique', acronym: 'DINUM', kind: 'x' })
    .execute();
});
afterAll(() => t.close());
beforeEach(async () => {
  person = await anAccount(t.db, { name: 'Nadia' });
  await aMembership(t.db, group.id, person.id);
  await aMembership(t.db, led.id, person.id, 'copilot');
});

const url = () => `/administration/comptes/${person.id}/correction`;
const agent = { qualite: 'agent', structure: 'Annecy (Haute-Savoie)', fonction: '', version: '1' };
const ofState = { qualite: 'agent_etat', structure: 'dinum', fonction: 'Chargée de mission', version: '1' };
const correct = (fields: Record<string, string>, cookie: string | undefined = team) =>
  t.post(url(), fields, cookie);
const account = () =>
  t.db.selectFrom('accounts').selectAll().where('id', '=', person.id).executeTakeFirstOrThrow();
const roleIn = async (groupId: string) =>
  (
    await t.db
      .selectFrom('memberships')
      .select('role')
      .where('group_id', '=', groupId)
      .where('account_id', '=', person.id)
      .executeTakeFirstOrThrow()
  ).role;

describe('who may', () => {
  test('the programme team; visitors sign in, members and copilots are refused', async () => {
    expect((await t.get(url())).headers.location).toContain('/connexion');
    expect((await correct(ofState, '')).headers.location).toContain('/connexion');
    const copilot = await anAccount(t.db);
    await aMembership(t.db, group.id, copilot.id, 'copilot');
    for (const cookie of [await t.signIn(person.id), await t.signIn(copilot.id)]) {
      expect((await t.get(url(), cookie)).statusCode).toBe(403);
      expect((await correct(ofState, cookie)).statusCode).toBe(403);
    }
    expect((await account()).quality).toBe('agent');
    expect((await t.get(url(), team)).statusCode).toBe(200);
  });

  test('an account that is gone is not found', async () => {
    await t.db.deleteFrom('memberships').where('account_id', '=', person.id).execute();
    await deleteAccount(t.db, { accountId: person.id, now: t.clock.now() });
    expect((await t.get(url(), team)).statusCode).toBe(404);
    expect((await correct(ofState)).statusCode).toBe(404);
  });
});

describe('a correction', () => {
  test('changes what was typed and nothing else, is written in the journal and told to the person', async () => {
    const answer = await correct({ ...ofState, email: 'x@y.fr', state: 'refused', nom: 'Autre' });
    expect([answer.statusCode, answer.headers.location]).toEqual([
      303,
      `/administration/comptes/${person.id}`,
    ]);
    expect(await account()).toMatchObject({
      name: 'Nadia',
      email: person.email,
      state: 'active',
      quality: 'agent_etat',
      authority_id: null,
      organisation_slug: 'dinum',
      function_title: 'Chargée de mission',
    });
    const trail = await t.db
      .selectFrom('audit_events')
      .select(['actor_label', 'verb', 'detail'])
      .where('thing_id', '=', person.id)
      .execute();
    expect(trail).toEqual([
      {
        actor_label: 'Sacha Équipe',
        verb: 'account.correct',
        detail: {
          from: ['Agent d’une collectivité', 'Annecy (Haute-Savoie)'],
          to: ['Agent de l’État', 'DINUM – Direction interministérielle du numérique', 'Chargée de mission'],
          role: 'observer',
          groups: ['Données'],
        },
      },
    ]);
    const [mail, ...others] = (await t.mails()).filter(({ to }) => to === person.email);
    expect(others).toEqual([]);
    expect(mail?.text).toContain('Maintenant : Agent de l’État, DINUM');
    expect(mail?.text).toContain('observateur, et non plus membre');
    expect(mail?.text).toContain('- Données');
  });

  test('who leaves the local authorities becomes an observer everywhere, and a member again on return; a copilot stays', async () => {
    await correct(ofState);
    expect([await roleIn(group.id), await roleIn(led.id)]).toEqual(['observer', 'copilot']);
    await correct({ ...agent, version: '2' });
    expect([await roleIn(group.id), await roleIn(led.id)]).toEqual(['member', 'copilot']);
    const joined = await aGroup(t.db);
    await correct({ ...ofState, version: '3' });
    await t.post(`/groupes/${joined.slug}/adhesion`, {}, await t.signIn(person.id));
    expect(await roleIn(joined.id)).toBe('observer');
  });

  test('a role that a copilot chose stays when where one works changes nothing to it', async () => {
    await t.db
      .updateTable('memberships')
      .set({ role: 'observer' })
      .where('group_id', '=', group.id)
      .where('account_id', '=', person.id)
      .execute();
    await correct({ ...agent, qualite: 'elu', structure: 'Saint-Denis (La Réunion)' });
    expect(await account()).toMatchObject({ quality: 'elu', authority_id: 'commune:97411' });
    expect(await roleIn(group.id)).toBe('observer');
  });

  test('nothing changed is no act', async () => {
    expect((await correct(agent)).statusCode).toBe(303);
    expect((await t.mails()).filter(({ to }) => to === person.email)).toEqual([]);
  });

  test('what no list has stays when it is left alone', async () => {
    await t.db
      .updateTable('accounts')
      .set({ quality: 'association', authority_id: null, affiliation_label: 'Direction interministérielle' })
      .where('id', '=', person.id)
      .execute();
    const left = { qualite: 'association', structure: 'Direction interministérielle', fonction: 'Juriste' };
    expect((await correct({ ...left, version: '1' })).statusCode).toBe(303);
    expect(await account()).toMatchObject({
      affiliation_label: 'Direction interministérielle',
      function_title: 'Juriste',
    });
    // An agent is of an authority.
    expect((await correct({ ...left, qualite: 'agent', version: '2' })).statusCode).toBe(422);
  });

  test('a name borne by several comes back as a choice', async () => {
    const answer = await correct({ ...agent, structure: 'Saint-Denis', fonction: 'DGS <b>' });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toMatch(/type="radio"[^>]*value="commune:97411"/);
    expect(answer.body).toContain('value="DGS &lt;b>"');
    expect((await account()).authority_id).toBe('commune:74010');
  });

  test.each([
    ['qualite', 'administrateur'],
    ['structure', ''],
    ['fonction', 'x'.repeat(201)],
    ['fonction', 'a\u0000b'],
    ['version', 'x'],
  ])('refuses %s = %j', async (field, value) => {
    expect((await correct({ ...agent, [field]: value })).statusCode).toBe(422);
    expect((await account()).version).toBe(1);
  });

  test('over what another wrote meanwhile, shows both', async () => {
    await correct(ofState);
    const stale = await correct({ ...agent, fonction: 'Secrétaire' });
    expect(stale.statusCode).toBe(409);
    expect(stale.body).toContain('DINUM');
    expect(stale.body).toContain('value="Secrétaire"');
    expect(stale.body).toContain('name="version" value="2"');
    expect((await account()).function_title).toBe('Chargée de mission');
  });
});
