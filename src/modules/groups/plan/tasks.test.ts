import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aGroup, aMembership, anAccount } from '../../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../../test/harness.ts';
import type { MembershipRole } from '../../../platform/database/index.ts';
import { deleteAccount } from '../../identity/index.ts';
import { loadOrganisations } from '../../organisations/index.ts';
import { addStep, addTask, listPlan, postProgress } from '../index.ts';

interface Person {
  id: string;
  name: string;
  cookie: string;
}

let t: TestApp;
let group: { id: string; slug: string; title: string };
let base: string;
let copilot: Person;
let member: Person;
let observer: Person;
let stranger: Person;

async function person(
  role: MembershipRole | null,
  values: Parameters<typeof anAccount>[1] = {},
): Promise<Person & { email: string }> {
  const account = await anAccount(t.db, values);
  if (role) await aMembership(t.db, group.id, account.id, role);
  return { ...account, cookie: await t.signIn(account.id) };
}

beforeAll(async () => {
  t = await startTestApp();
  await loadOrganisations({ db: t.db, say: () => {} });
});

beforeEach(async () => {
  group = await aGroup(t.db);
  base = `/espace/groupes/${group.slug}/plan/taches`;
  copilot = await person('copilot');
  member = await person('member');
  observer = await person('observer');
  stranger = await person(null);
});

afterAll(() => t.close());

const actOf = ({ id, name }: Person) => ({ by: { id, name }, now: t.clock.now() });
const add = (values: Partial<Parameters<typeof addTask>[2]> = {}) =>
  t.db
    .transaction()
    .execute((tx) => addTask(tx, actOf(copilot), { groupId: group.id, title: 'Relire le guide', ...values }));
const rowOf = (id: string) =>
  t.db.selectFrom('plan_tasks').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const input = { title: 'Relire', description: '', step: '', owner: '', due_on: '', state: 'todo' };

describe('who sees and does what', () => {
  it('shows tasks to the members only; for others they do not exist', async () => {
    const id = await add();
    for (const url of [base, `${base.replace('/taches', '')}/tableau`, `${base}/${id}`]) {
      expect((await t.get(url)).statusCode, url).toBe(303);
      expect((await t.get(url, stranger.cookie)).statusCode, url).toBe(404);
      for (const { cookie } of [observer, member, copilot]) {
        const page = await t.get(url, cookie);
        expect(page.statusCode, url).toBe(200);
        expect(page.body).toContain('Relire le guide');
      }
    }
    // The steps are public, the tasks are not.
    expect((await t.get(`/groupes/${group.slug}`)).body).not.toContain('Relire le guide');
  });

  it('lets the copilots plan, the owner say how far it is, and observers read', async () => {
    const id = await add({ owner: `personne:${member.id}` });
    const acts: [string, Record<string, string>, string[]][] = [
      [`${base}/nouvelle`, input, ['copilot']],
      [`${base}/${id}/modifier`, { ...input, owner: `personne:${member.id}`, version: '1' }, ['copilot']],
      [`${base}/${id}/etat`, { state: 'doing' }, ['copilot', 'member']],
      [`${base}/${id}/reponse`, { state: 'doing', body: 'Ça avance' }, ['copilot', 'member']],
      [`${base}/${id}/commentaires`, { body: 'Un mot' }, ['copilot', 'member']],
      [`${base}/${id}/suppression`, {}, ['copilot']],
    ];
    const people = { stranger, observer, member, copilot };
    for (const [url, fields, allowed] of acts) {
      for (const [who, { cookie }] of Object.entries(people)) {
        const status = (await t.post(url, fields, cookie)).statusCode;
        const refused = who === 'stranger' ? 404 : 403;
        expect([url, who, status < 400 || status === 409 ? 'done' : status]).toEqual([
          url,
          who,
          allowed.includes(who) ? 'done' : refused,
        ]);
      }
    }
  });

  it('leaves the tasks of a closed group as they are', async () => {
    const id = await add();
    await t.db.updateTable('groups').set({ state: 'closed' }).where('id', '=', group.id).execute();
    expect((await t.get(`${base}/${id}`, member.cookie)).statusCode).toBe(200);
    for (const [path, fields] of [
      ['prise', {}],
      ['etat', { state: 'done' }],
      ['commentaires', { body: 'Encore' }],
    ] as const)
      expect((await t.post(`${base}/${id}/${path}`, fields, copilot.cookie)).statusCode).toBe(403);
  });

  it('does not reach the tasks, steps and comments of another group', async () => {
    const id = await add();
    const step = await t.db
      .transaction()
      .execute((tx) =>
        addStep(tx, actOf(copilot), group, { title: 'Étape', owner: null, due_on: null, state: 'todo' }),
      );
    const other = await aGroup(t.db);
    const boss = await anAccount(t.db);
    await aMembership(t.db, other.id, boss.id, 'copilot');
    const cookie = await t.signIn(boss.id);
    const there = `/espace/groupes/${other.slug}/plan/taches`;
    expect((await t.get(`${there}/${id}`, cookie)).statusCode).toBe(404);
    expect((await t.post(`${there}/${id}/suppression`, {}, cookie)).statusCode).toBe(404);
    const forged = await t.post(`${there}/nouvelle`, { ...input, step }, cookie);
    expect(forged.statusCode).toBe(422);
    expect(forged.body).toContain('Choisissez une étape de la liste');
    const owned = await t.post(`${there}/nouvelle`, { ...input, owner: `personne:${member.id}` }, cookie);
    expect(owned.statusCode).toBe(422);
    expect((await rowOf(id)).group_id).toBe(group.id);
  });
});

describe('tasks', () => {
  it('are added under a step, shown there, and outlive it', async () => {
    await t.post(
      `/espace/groupes/${group.slug}/plan/nouvelle-etape`,
      { title: 'Étape une', owner: '', due_on: '', state: 'todo' },
      copilot.cookie,
    );
    const [step] = await listPlan(t.db, group.id);
    await t.post(
      `${base}/nouvelle`,
      { ...input, step: step?.id ?? '', due_on: '2026-11-20' },
      copilot.cookie,
    );
    const plan = await t.get(`/espace/groupes/${group.slug}/plan`, member.cookie);
    expect(plan.body).toMatch(/0\s+tâche faite\s+sur 1/);
    expect(plan.body).toMatch(/En retard de 3\sjours/);
    await t.post(`/espace/groupes/${group.slug}/plan/${step?.id}/suppression`, {}, copilot.cookie);
    const task = await t.db
      .selectFrom('plan_tasks')
      .selectAll()
      .where('group_id', '=', group.id)
      .executeTakeFirstOrThrow();
    expect(task.step_id).toBeNull();
  });

  it('without an owner are taken by the first member who wants them', async () => {
    const id = await add();
    const second = await person('member');
    expect((await t.get(`${base}/${id}`, member.cookie)).body).toContain('Je m’en charge');
    expect((await t.get(`${base}/${id}`, observer.cookie)).body).not.toContain('Je m’en charge');
    expect((await t.post(`${base}/${id}/prise`, {}, observer.cookie)).statusCode).toBe(403);
    expect((await t.post(`${base}/${id}/prise`, {}, member.cookie)).statusCode).toBe(303);
    expect((await t.post(`${base}/${id}/prise`, {}, second.cookie)).statusCode).toBe(403);
    expect((await rowOf(id)).owner_account_id).toBe(member.id);
  });

  it('of an organisation are moved by its people in the group', async () => {
    const id = await add({ owner: 'organisme:amf' });
    const amf = await person('member', { organisation: 'amf' });
    expect((await t.post(`${base}/${id}/etat`, { state: 'doing' }, member.cookie)).statusCode).toBe(403);
    expect((await t.post(`${base}/${id}/etat`, { state: 'doing' }, amf.cookie)).statusCode).toBe(303);
    expect((await rowOf(id)).state).toBe('doing');
  });

  it('show both texts when somebody else was faster', async () => {
    const id = await add();
    const edit = (title: string) =>
      t.post(`${base}/${id}/modifier`, { ...input, title, version: '1' }, copilot.cookie);
    await edit('Texte du premier');
    const late = await edit('Texte du second');
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain('Texte du premier');
    expect(late.body).toContain('Texte du second');
  });

  it('hold script in every text as text', async () => {
    const bad = '<script>alert(1)</script>';
    const id = await add({ title: bad, description: bad, source: { url: '/groupes/x', label: bad } });
    await t.post(`${base}/${id}/commentaires`, { body: bad }, member.cookie);
    for (const url of [`${base}/${id}`, base]) {
      expect((await t.get(url, member.cookie)).body).not.toContain(bad);
    }
  });

  it('come back to the board after a move, and nowhere else', async () => {
    const id = await add();
    const board = `${base.replace('/taches', '')}/tableau?qui=moi`;
    const moved = await t.post(`${base}/${id}/etat`, { state: 'doing', retour: board }, copilot.cookie);
    expect(moved.headers.location).toBe(board);
    const odd = await t.post(
      `${base}/${id}/etat`,
      { state: 'done', retour: 'https://ailleurs.example/' },
      copilot.cookie,
    );
    expect(odd.headers.location).toBe(`${base}/${id}`);
  });
});

describe('the list and the board', () => {
  it('narrow by who, step, state and lateness, in the address', async () => {
    await add({ title: 'Pour moi', owner: `personne:${member.id}`, dueOn: '2026-11-01' });
    await add({ title: 'Pour personne' });
    await add({ title: 'Déjà faite', state: 'done', dueOn: '2026-11-01', owner: 'organisme:amf' });
    const titles = async (query: string, page = base) => {
      const { body } = await t.get(`${page}?${query}`, member.cookie);
      return ['Pour moi', 'Pour personne', 'Déjà faite'].filter((title) => body.includes(title));
    };
    expect(await titles('')).toHaveLength(3);
    expect(await titles('qui=moi')).toEqual(['Pour moi']);
    expect(await titles('qui=personne')).toEqual(['Pour personne']);
    expect(await titles('qui=organisme:amf')).toEqual(['Déjà faite']);
    expect(await titles('retard=oui')).toEqual(['Pour moi']);
    expect(await titles('etat=done')).toEqual(['Déjà faite']);
    expect(await titles('etape=aucune')).toHaveLength(3);
    expect(await titles("qui=organisme:x' or 1=1&etat=zzz&page=-3")).toHaveLength(3);
    const board = base.replace('/taches', '/tableau');
    expect(await titles('qui=moi', board)).toEqual(['Pour moi']);
    expect((await t.get(`/espace/groupes/${group.slug}`, member.cookie)).body).toMatch(
      /1\stâche<.*en retard|1\stâche en retard/s,
    );
  });
});

describe('« Où en êtes-vous ? »', () => {
  const asked = async () => (await t.mails()).filter(({ subject }) => subject.startsWith('Où en êtes-vous'));

  it('is asked to the owner by mail, once a week, and answered in one form', async () => {
    const id = await add({ owner: `personne:${member.id}`, title: `Tâche ${group.slug}` });
    const before = (await asked()).length;
    expect((await t.post(`${base}/${id}/question`, {}, observer.cookie)).statusCode).toBe(403);
    expect((await t.post(`${base}/${id}/question`, {}, member.cookie)).statusCode).toBe(403);
    expect((await t.post(`${base}/${id}/question`, {}, copilot.cookie)).statusCode).toBe(303);
    expect((await t.post(`${base}/${id}/question`, {}, copilot.cookie)).statusCode).toBe(422);
    const mails = await asked();
    expect(mails.length - before).toBe(1);
    const mail = mails.at(-1);
    const [link = ''] = /\S+\/reponse/.exec(mail?.text ?? '') ?? [];
    const path = new URL(link).pathname;
    expect(path).toBe(`${base}/${id}/reponse`);

    // Following the link changes nothing.
    expect((await t.get(path)).statusCode).toBe(303);
    expect((await t.get(path, stranger.cookie)).statusCode).toBe(404);
    expect((await t.get(path, observer.cookie)).statusCode).toBe(403);
    expect((await t.get(path, member.cookie)).statusCode).toBe(200);
    expect((await rowOf(id)).state).toBe('todo');

    expect((await t.post(path, { state: 'doing', body: '' }, member.cookie)).statusCode).toBe(422);
    expect((await t.post(path, { state: 'doing', body: 'À moitié' }, member.cookie)).statusCode).toBe(303);
    expect((await rowOf(id)).state).toBe('doing');
    expect((await t.get(`${base}/${id}`, observer.cookie)).body).toContain('À moitié');

    t.clock.advance({ days: 7, minutes: 1 });
    expect((await t.post(`${base}/${id}/question`, {}, copilot.cookie)).statusCode).toBe(303);
  });

  it('goes to the people of the organisation in the group, and says so when there is none', async () => {
    const id = await add({ owner: 'organisme:amf' });
    const none = await t.post(`${base}/${id}/question`, {}, copilot.cookie);
    expect(none.body).toContain('n’atteindrait personne');
    const one = await person('member', { organisation: 'amf' });
    const two = await person('copilot', { organisation: 'amf' });
    await person('observer', { organisation: 'amf' });
    await person(null, { organisation: 'amf' });
    const before = (await asked()).length;
    await t.post(`${base}/${id}/question`, {}, copilot.cookie);
    const to = (await asked()).slice(before).map((mail) => mail.to);
    const emails = await t.db
      .selectFrom('accounts')
      .select('email')
      .where('id', 'in', [one.id, two.id])
      .execute();
    expect(to.sort()).toEqual(emails.map(({ email }) => email).sort());
  });
});

describe('comments', () => {
  it('are edited by their author, with their history, and deleted by their author alone', async () => {
    const id = await add();
    await t.post(`${base}/${id}/commentaires`, { body: 'Premier jet' }, member.cookie);
    const { id: comment } = await t.db
      .selectFrom('plan_task_comments')
      .select('id')
      .where('task_id', '=', id)
      .executeTakeFirstOrThrow();
    const at = `${base}/${id}/commentaires/${comment}`;
    expect((await t.post(`${at}/modifier`, { body: 'x', version: '1' }, copilot.cookie)).statusCode).toBe(
      403,
    );
    expect((await t.get(`${at}/historique`, stranger.cookie)).statusCode).toBe(404);
    await t.post(`${at}/modifier`, { body: 'Second jet', version: '1' }, member.cookie);
    const stale = await t.post(`${at}/modifier`, { body: 'Troisième', version: '1' }, member.cookie);
    expect(stale.statusCode).toBe(409);
    expect(stale.body).toContain('Second jet');
    expect((await t.get(`${at}/historique`, observer.cookie)).body).toContain('Premier');
    // A copilot hides, with a reason: see the moderation.
    for (const other of [await person('member'), copilot])
      expect((await t.post(`${at}/suppression`, {}, other.cookie)).statusCode).toBe(403);
    await t.post(`${at}/suppression`, {}, member.cookie);
    const page = (await t.get(`${base}/${id}`, member.cookie)).body;
    expect(page).toContain('Ce commentaire a été supprimé');
    expect(page).not.toContain('Second jet');
    expect((await t.get(`${at}/historique`, member.cookie)).statusCode).toBe(404);
  });
});

describe('people who leave', () => {
  it('leave their open tasks to whoever takes them', async () => {
    const id = await add({ owner: `personne:${member.id}` });
    const done = await add({ owner: `personne:${member.id}`, state: 'done' });
    await t.db.transaction().execute((tx) => deleteAccount(tx, { accountId: member.id, now: t.clock.now() }));
    expect((await rowOf(id)).owner_account_id).toBeNull();
    expect((await rowOf(done)).owner_account_id).toBe(member.id);
  });
});

describe('the draft of a progress point', () => {
  it('tells what changed since the last one, and publishes nothing', async () => {
    const form = `/espace/groupes/${group.slug}/avancement/nouveau`;
    await add({ title: 'Faite avant', state: 'done' });
    t.clock.advance({ hours: 1 });
    await t.db
      .transaction()
      .execute((tx) =>
        postProgress(tx, actOf(copilot), group, { on_day: '2026-11-20', weather: 'fair', body: 'Un.' }),
      );
    t.clock.advance({ hours: 1 });
    expect((await t.get(form, copilot.cookie)).body).not.toContain('Ce qui est fait');
    await add({ title: 'Faite *depuis*', state: 'done' });
    await add({ title: 'Commencée', state: 'doing' });
    await add({ title: 'Oubliée', dueOn: '2026-11-20' });
    await add({ title: 'Abandonnée', state: 'dropped', dueOn: '2026-11-20' });
    await t.db
      .insertInto('deliverables')
      .values({
        slug: `guide-${group.slug}`,
        title: 'Guide neuf',
        group_id: group.id,
        state: 'published',
        published_at: t.clock.now(),
      })
      .execute();
    const decided = { body: 'x', decided_by: 'Les copilotes', motivation: 'x', decided_on: '2026-11-20' };
    for (const [title, publicity] of [
      ['Un guide par an', 'public'],
      ['Entre nous', 'internal'],
    ] as const)
      await t.post(
        `/espace/groupes/${group.slug}/decisions/consigner`,
        { ...decided, title, publicity },
        copilot.cookie,
      );
    await t.db
      .insertInto('meetings')
      .values(
        (['members', 'copilots'] as const).map((audience) => ({
          group_id: group.id,
          title: `Réunion ${audience}`,
          audience,
          place: 'Annecy',
          starts_at: new Date(t.clock.now().getTime() - 60_000),
          ends_at: t.clock.now(),
          created_at: t.clock.now(),
          updated_at: t.clock.now(),
        })),
      )
      .execute();
    const { body } = await t.get(form, copilot.cookie);
    expect(body).toContain(`[Un guide par an](/groupes/${group.slug}/decisions/1) : adoptée`);
    expect(body).not.toContain('Entre nous');
    expect(body).toMatch(/Les réunions tenues\s+- Réunion members, le/);
    expect(body).not.toContain('Réunion copilots');
    expect(body).toContain('Faite \\*depuis\\*');
    expect(body).toMatch(/Ce qui a commencé\s+- Commencée/);
    expect(body).toMatch(/Oubliée : prévu pour le 20 novembre 2026, \d+\sjours de retard/);
    expect(body).toContain(`[Guide neuf](/livrables/guide-${group.slug})`);
    expect(body).not.toContain('Faite avant');
    expect(body).not.toContain('Abandonnée');
    const points = await t.db
      .selectFrom('progress_points')
      .select('id')
      .where('group_id', '=', group.id)
      .execute();
    expect(points).toHaveLength(1);
  });
});
