import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aGroup, aMembership, anAccount, anOpening } from '../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import { callAMeeting } from '../../../test/meetings.ts';
import { recordDecision } from '../decisions/index.ts';
import { postProgress } from '../groups/index.ts';

let t: TestApp;
let group: { id: string; slug: string; title: string };
let copilot: Person;
let newcomer: Person;

interface Person {
  id: string;
  name: string;
  cookie: string;
}
async function person(values?: Parameters<typeof anAccount>[1]): Promise<Person> {
  const account = await anAccount(t.db, values);
  return { ...account, cookie: await t.signIn(account.id) };
}

beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  group = await aGroup(t.db, { title: 'Accueil' });
  copilot = await person({ name: 'Claude Copilote' });
  await aMembership(t.db, group.id, copilot.id, 'copilot', 'collectivites');
  newcomer = await person({ name: 'Nora Nouvelle' });
});
const base = () => `/espace/groupes/${group.slug}`;

describe('the welcome of a newcomer', () => {
  test('follows joining, once; the group’s home proposes it until then', async () => {
    await aMembership(t.db, group.id, newcomer.id);
    expect((await t.get(base(), newcomer.cookie)).body).toContain('Nouveau dans ce groupe');
    const welcome = await t.get(`${base()}/bienvenue`, newcomer.cookie);
    expect(welcome.body).toContain('Essayer ensemble.');
    expect((await t.get(base(), newcomer.cookie)).body).not.toContain('Nouveau dans ce groupe');
    const joiner = await person();
    const joined = await t.post(`/groupes/${group.slug}/adhesion`, {}, joiner.cookie);
    expect(joined.headers.location).toBe(`${base()}/bienvenue`);
    expect((await t.post(`/groupes/${group.slug}/adhesion`, {}, joiner.cookie)).headers.location).toBe(
      base(),
    );
  });

  test('shows what copilots chose, as they chose it, and keeps both texts of a conflict', async () => {
    const edit = (fields: Record<string, string>, cookie = copilot.cookie) =>
      t.post(`${base()}/bienvenue/modifier`, { version: '0', ...fields }, cookie);
    expect((await edit({ titre_1: 'La charte' })).statusCode).toBe(422);
    expect((await edit({ titre_1: 'Piège', adresse_1: 'javascript:alert(1)' })).statusCode).toBe(422);
    expect((await edit({ titre_1: 'La <b>charte', adresse_1: '/chartes' })).statusCode).toBe(303);
    const shown = (await t.get(`${base()}/bienvenue`, copilot.cookie)).body;
    expect(shown).toContain('La &lt;b>charte');
    expect(shown).not.toContain('Essayer ensemble.');
    const late = await edit({ titre_1: 'Mon choix', adresse_1: '/agenda' });
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain('La &lt;b>charte');
    expect(late.body).toContain('Mon choix');
    await aMembership(t.db, group.id, newcomer.id);
    expect((await edit({}, newcomer.cookie)).statusCode).toBe(403);
    // Emptied, it tells what is newest again.
    await edit({ version: '1' });
    expect((await t.get(`${base()}/bienvenue`, copilot.cookie)).body).toContain('Essayer ensemble.');
  });

  test('those outside find how to come in', async () => {
    const answer = await t.get(`${base()}/bienvenue`, newcomer.cookie);
    expect([answer.statusCode, answer.headers.location]).toEqual([303, base()]);
  });
});

describe('the handover pack', () => {
  test('holds where the group stands, what is open and late, and with whom, without any address', async () => {
    await aMembership(t.db, group.id, newcomer.id, 'observer');
    const by = { id: copilot.id, name: copilot.name };
    await t.db.transaction().execute(async (tx) => {
      await postProgress(
        tx,
        { by, now: t.clock.now() },
        group,
        { on_day: '2026-11-20', weather: 'cloudy', body: 'Nous **attendons** <script>alert(1)</script>' },
        { announce: false },
      );
      await tx
        .insertInto('plan_steps')
        .values({
          group_id: group.id,
          title: 'Étape oubliée',
          state: 'doing',
          due_on: '2026-10-01',
          position: 1,
        })
        .execute();
    });
    const page = await t.get(`${base()}/passation`, copilot.cookie);
    expect(page.statusCode).toBe(200);
    for (const words of ['Étape oubliée', 'En retard', 'attendons', 'Nora Nouvelle', 'Observateur']) {
      expect(page.body).toContain(words);
    }
    expect(page.body).not.toContain('@annecy.example');
    expect(page.body).not.toContain('<script>alert');
    const pdf = await t.get(`${base()}/passation.pdf`, copilot.cookie);
    expect(pdf.headers['content-type']).toBe('application/pdf');
    expect(pdf.headers['cache-control']).toContain('no-store');
    expect(pdf.rawPayload.subarray(0, 4).toString()).toBe('%PDF');
    expect((await t.get(`/groupes/${group.slug}/depart`, copilot.cookie)).body).toContain(
      `${base()}/passation`,
    );
  });

  test('holds what was decided and called, and the minutes that are left to approve', async () => {
    const held = await callAMeeting(
      t,
      { group, cookies: { state: copilot.cookie } },
      { titre: 'Réunion tenue' },
    );
    t.clock.advance({ days: 11 });
    await callAMeeting(t, { group, cookies: { state: copilot.cookie } }, { titre: 'Réunion à venir' });
    const decided = { groupId: group.id, text: 'x', decidedBy: 'Les copilotes', why: 'x', on: '2026-11-20' };
    await recordDecision(
      t.db,
      { by: { id: copilot.id, name: copilot.name }, now: t.clock.now() },
      { ...decided, title: 'Un guide par an', public: false },
    );
    const cookie = await t.signIn(copilot.id);
    const { body } = await t.get(`${base()}/passation`, cookie);
    expect(body).toMatch(/Un guide par an \(n°\s1\)/);
    expect(body).toMatch(/Lundi 14 décembre 2026, .*\s: Réunion à venir</);
    expect(body).toMatch(/Compte rendu à finir\s: Réunion tenue/);
    expect(body).toContain(`/espace/reunions/${held}/compte-rendu`);
    // The next meeting is also among what a newcomer reads first.
    const welcome = await t.get(`${base()}/bienvenue`, cookie);
    expect(welcome.body).toMatch(/La prochaine réunion\s: Réunion à venir/);
  });

  test('is for copilots and the team', async () => {
    await aMembership(t.db, group.id, newcomer.id);
    const team = await person({ roles: ['programme-team'] });
    await anOpening(t.db, group.id, team.id);
    for (const page of ['passation', 'passation.pdf']) {
      expect((await t.get(`${base()}/${page}`, newcomer.cookie)).statusCode).toBe(403);
      expect((await t.get(`${base()}/${page}`, team.cookie)).statusCode).toBe(200);
    }
  });
});
