import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aGroup, aMembership, anAccount } from '../../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../../test/harness.ts';
import { loadOrganisations } from '../../organisations/index.ts';
import { listGroups, listPlan } from '../index.ts';

let t: TestApp;
let group: { id: string; slug: string };
let plan: string;
let member: { id: string; name: string; cookie: string };
let copilot: string;
let stranger: string;

beforeAll(async () => {
  t = await startTestApp();
  await loadOrganisations({ db: t.db, say: () => {} });
  stranger = await t.signIn((await anAccount(t.db)).id);
});

beforeEach(async () => {
  group = await aGroup(t.db);
  plan = `/espace/groupes/${group.slug}/plan`;
  const one = await anAccount(t.db);
  const two = await anAccount(t.db);
  await aMembership(t.db, group.id, one.id, 'member');
  await aMembership(t.db, group.id, two.id, 'copilot');
  member = { ...one, cookie: await t.signIn(one.id) };
  copilot = await t.signIn(two.id);
});

afterAll(() => t.close());

const step = { title: 'Relire le guide', owner: '', due_on: '', state: 'todo' };
const add = (fields: Partial<typeof step> = {}) =>
  t.post(`${plan}/nouvelle-etape`, { ...step, ...fields }, copilot);
const titles = async () => (await listPlan(t.db, group.id)).map(({ title }) => title);
const first = async () => {
  const [found] = await listPlan(t.db, group.id);
  if (!found) throw new Error('the plan is empty');
  return found;
};

describe('who sees and keeps a plan', () => {
  it('is seen by the members, kept by the copilots', async () => {
    await add();
    const { id } = await first();
    expect((await t.get(plan)).statusCode).toBe(303);
    expect((await t.get(plan, stranger)).statusCode).toBe(403);
    const seen = await t.get(plan, member.cookie);
    expect(seen.body).toContain('Relire le guide');
    expect(seen.body).not.toContain('Supprimer');
    expect((await t.get(plan, copilot)).body).toContain('Supprimer');
    for (const cookie of [stranger, member.cookie]) {
      expect((await t.post(`${plan}/nouvelle-etape`, step, cookie)).statusCode).toBe(403);
      expect((await t.get(`${plan}/${id}/modifier`, cookie)).statusCode).toBe(403);
      expect((await t.get(`${plan}/${id}/suppression`, cookie)).statusCode).toBe(403);
      expect((await t.post(`${plan}/${id}/suppression`, {}, cookie)).statusCode).toBe(403);
      expect((await t.post(`${plan}/${id}/position`, { sens: 'bas' }, cookie)).statusCode).toBe(403);
      expect((await t.post(`${plan}/${id}/etat`, { state: 'done' }, cookie)).statusCode).toBe(403);
    }
    expect((await first()).state).toBe('todo');
  });

  it('does not reach the steps of another group', async () => {
    await add();
    const { id } = await first();
    const other = await aGroup(t.db);
    const account = await anAccount(t.db);
    await aMembership(t.db, other.id, account.id, 'copilot');
    const cookie = await t.signIn(account.id);
    const base = `/espace/groupes/${other.slug}/plan/${id}`;
    expect((await t.get(`${base}/modifier`, cookie)).statusCode).toBe(404);
    expect((await t.post(`${base}/suppression`, {}, cookie)).statusCode).toBe(404);
    expect(await titles()).toEqual(['Relire le guide']);
  });

  it('leaves the plan of a closed group as it is', async () => {
    await t.db.updateTable('groups').set({ state: 'closed' }).where('id', '=', group.id).execute();
    expect((await add()).statusCode).toBe(403);
    expect((await t.get(plan, copilot)).statusCode).toBe(200);
  });
});

describe('steps', () => {
  it('are owned by an organisation, a member, or nobody yet', async () => {
    await add({ title: 'Un', owner: 'organisme:amf', due_on: '2027-01-31' });
    await add({ title: 'Deux', owner: `personne:${member.id}` });
    await add({ title: 'Trois' });
    const steps = await listPlan(t.db, group.id);
    expect(steps.map(({ owner }) => owner?.kind ?? null)).toEqual(['organisation', 'person', null]);
    expect(steps[0]?.dueOn).toBe('2027-01-31');
    expect((await t.get(plan, member.cookie)).body).toContain(member.name);
  });

  it.each([
    ['no title', { title: '' }, 'Indiquez l’étape.'],
    ['a stranger as owner', { owner: 'personne:00000000-0000-4000-8000-000000000000' }, 'de la liste'],
    ['an odd owner', { owner: 'organisme:' }, 'de la liste'],
    ['an impossible day', { due_on: '2027-02-30' }, 'Cette date est incorrecte'],
    ['a day out of the ages', { due_on: '0001-01-01' }, 'Cette date est incorrecte'],
    ['an unknown state', { state: 'late' }, 'Choisissez l’état'],
  ])('refuse %s', async (_what, fields, message) => {
    const answer = await add(fields);
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(message);
    expect(await titles()).toEqual([]);
  });

  it('move up and down, and stay put at the ends', async () => {
    for (const title of ['Un', 'Deux', 'Trois']) await add({ title });
    const [one, two] = await listPlan(t.db, group.id);
    await t.post(`${plan}/${two?.id}/position`, { sens: 'haut' }, copilot);
    expect(await titles()).toEqual(['Deux', 'Un', 'Trois']);
    await t.post(`${plan}/${two?.id}/position`, { sens: 'haut' }, copilot);
    expect(await titles()).toEqual(['Deux', 'Un', 'Trois']);
    await t.post(`${plan}/${one?.id}/position`, { sens: 'bas' }, copilot);
    expect(await titles()).toEqual(['Deux', 'Trois', 'Un']);
    expect((await t.post(`${plan}/${one?.id}/position`, { sens: 'nord' }, copilot)).statusCode).toBe(422);
  });

  it('are late once their day has passed, until they are done', async () => {
    await add({ due_on: '2026-11-22' });
    expect((await t.get(plan, member.cookie)).body).toContain('En retard');
    const { id } = await first();
    await t.post(`${plan}/${id}/etat`, { state: 'done' }, copilot);
    expect((await t.get(plan, member.cookie)).body).not.toContain('En retard');
  });

  it('keep an owner who has left the group when something else changes', async () => {
    await add({ owner: `personne:${member.id}` });
    await t.db.deleteFrom('memberships').where('account_id', '=', member.id).execute();
    const { id, version } = await first();
    const form = await t.get(`${plan}/${id}/modifier`, copilot);
    expect(form.body).toContain(member.name);
    const answer = await t.post(
      `${plan}/${id}/modifier`,
      { ...step, title: 'Relu', owner: `personne:${member.id}`, version: `${version}` },
      copilot,
    );
    expect(answer.statusCode).toBe(303);
    expect(await first()).toMatchObject({ title: 'Relu', owner: { id: member.id } });
  });

  it('show both texts when somebody else was faster', async () => {
    await add();
    const { id } = await first();
    const edit = (title: string) =>
      t.post(`${plan}/${id}/modifier`, { ...step, title, version: '1' }, copilot);
    await edit('Texte du premier');
    const late = await edit('Texte du second');
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain('Texte du premier');
    expect(late.body).toContain('Texte du second');
    expect(late.body.match(/role="alert"/g)).toHaveLength(1);
    expect(late.body.match(/cd-conflict__field/g)).toHaveLength(1);
    expect(await titles()).toEqual(['Texte du premier']);
  });

  it('go away for good when removed; the audit trail remembers', async () => {
    await add();
    const { id } = await first();
    const asked = await t.get(`${plan}/${id}/suppression`, copilot);
    expect(asked.body).toMatch(/<h1>Supprimer l’étape «\s?Relire le guide/);
    expect(await titles()).toEqual(['Relire le guide']);
    expect((await t.post(`${plan}/${id}/suppression`, {}, copilot)).statusCode).toBe(303);
    expect((await t.post(`${plan}/${id}/suppression`, {}, copilot)).statusCode).toBe(404);
    expect(await titles()).toEqual([]);
    const events = await t.db
      .selectFrom('audit_events')
      .where('thing_id', '=', group.id)
      .where('verb', '=', 'group.plan')
      .selectAll()
      .execute();
    expect(events).toHaveLength(2);
  });

  it('give the group its next step: the first due among the open ones', async () => {
    await add({ title: 'Sans date' });
    await add({ title: 'Plus tard', due_on: '2027-06-01' });
    await add({ title: 'Bientôt', due_on: '2027-01-01', state: 'doing' });
    await add({ title: 'Passée', due_on: '2026-01-01', state: 'done' });
    const [found] = await listGroups(t.db, { ids: [group.id] });
    expect(found?.nextStep).toEqual({ title: 'Bientôt', dueOn: '2027-01-01' });
  });
});
