import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aGroup, aMembership, anAccount, anOpening } from '../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import type { MembershipRole, Side } from '../../platform/database/index.ts';
import { reply, startThread } from '../discussions/index.ts';
import { addStep, postProgress } from '../groups/index.ts';

interface Person {
  id: string;
  name: string;
  cookie: string;
}

let t: TestApp;
let group: { id: string; slug: string; title: string };
let copilot: Person;
let member: Person;

async function person(values: Parameters<typeof anAccount>[1] = {}): Promise<Person> {
  const account = await anAccount(t.db, values);
  return { ...account, cookie: await t.signIn(account.id) };
}

async function joins(who: Person, to: { id: string }, role: MembershipRole = 'member', side?: Side) {
  await aMembership(t.db, to.id, who.id, role, side);
  await t.db
    .updateTable('memberships')
    .set({ joined_at: t.clock.now() })
    .where('account_id', '=', who.id)
    .where('group_id', '=', to.id)
    .execute();
  t.clock.advance({ minutes: 1 });
  return who;
}

beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  await t.db.updateTable('groups').set({ open_to_authorities: false }).execute();
  group = await aGroup(t.db, { title: 'Identité numérique' });
  copilot = await joins(await person({ name: 'Camille Copilote' }), group, 'copilot', 'etat');
  member = await joins(await person(), group);
});

const actOf = ({ id, name }: Person) => ({ by: { id, name }, now: t.clock.now() });
// What the tests write past the product is told to it, as the database does.
const read = async (url: string, who: Person) => {
  t.deps.pageCache.clear();
  return (await t.get(url, who.cookie)).body;
};
const home = (who: Person) => read('/espace', who);
const space = (who: Person) => read(`/espace/groupes/${group.slug}`, who);

async function posts(by: Person, body: string, to = group) {
  await t.db
    .transaction()
    .execute((tx) => postProgress(tx, actOf(by), to, { on_day: '2026-11-20', weather: 'fair', body }));
  t.clock.advance({ minutes: 1 });
}

async function starts(
  by: Person,
  title: string,
  kind: 'discussion' | 'announcement' = 'discussion',
  to = group,
) {
  const id = await t.db
    .transaction()
    .execute((tx) => startThread(tx, actOf(by), { groupId: to.id, kind, title, body: 'Bonjour' }));
  t.clock.advance({ minutes: 1 });
  return id;
}

async function publishes(title: string) {
  const slug = `livrable-${title.length}-${group.slug}`;
  await t.db
    .insertInto('deliverables')
    .values({
      slug,
      title,
      group_id: group.id,
      state: 'published',
      published_at: t.clock.now(),
      created_by: copilot.id,
    })
    .execute();
  t.clock.advance({ minutes: 1 });
}

describe('who comes in', () => {
  test.each(['/espace', '/espace/groupes/x'])('a visitor of %s is asked to sign in', async (url) => {
    const asked = await t.get(url);
    expect(asked.headers.location).toBe(`/connexion?retour=${encodeURIComponent(url)}`);
  });

  test.each(['pending', 'refused'] as const)(
    'a %s person is sent to where the request stands',
    async (state) => {
      const waiting = await person({ state });
      for (const url of ['/espace', `/espace/groupes/${group.slug}`]) {
        const sent = await t.get(url, waiting.cookie);
        expect([sent.statusCode, sent.headers.location]).toEqual([303, '/inscription/suivi']);
      }
      expect((await t.post('/espace/vu', {}, waiting.cookie)).statusCode).toBe(403);
    },
  );

  test('who is outside the group finds how to come in, and nothing of its exchanges', async () => {
    await starts(member, 'Entre nous');
    const outsider = await person();
    const page = await space(outsider);
    expect(page).toContain('Essayer ensemble.');
    expect(page).toContain(`action="/groupes/${group.slug}/adhesion"`);
    expect(page).not.toContain('Entre nous');
    expect(page).not.toContain(member.name);
    await t.post(`/groupes/${group.slug}/adhesion`, {}, outsider.cookie);
    expect(await space(outsider)).toContain('Entre nous');
  });

  test('a group that takes nobody offers no way in', async () => {
    await t.db.updateTable('groups').set({ state: 'paused' }).where('id', '=', group.id).execute();
    const outsider = await person();
    expect(await space(outsider)).not.toContain('/adhesion');
    expect((await t.get('/espace/groupes/inconnu', outsider.cookie)).statusCode).toBe(404);
  });

  test('the programme team reads the space of a group that it opened, and of no other', async () => {
    const team = await person({ roles: ['programme-team'] });
    await starts(member, 'Vu par l’équipe');
    expect(await space(team)).not.toContain('Vu par l’équipe');
    await anOpening(t.db, group.id, team.id);
    const page = await space(team);
    expect(page).toContain('Vu par l’équipe');
    expect(page).not.toContain('/depart');
  });
});

describe('the home', () => {
  test('tells what came out since the last visit to each group, and no more once seen', async () => {
    await posts(copilot, 'Le raccordement avance.');
    await starts(copilot, 'Réunion le 3 décembre', 'announcement');
    await starts(copilot, 'Qui a essayé ?');
    await publishes('Guide de raccordement');
    const news = [
      'Le raccordement avance.',
      'Réunion le 3 décembre',
      'Qui a essayé\u202f?',
      'Guide de raccordement',
    ];
    const page = await home(member);
    for (const words of news) expect(page).toContain(words);
    expect(page).toMatch(/2\sdiscussions non lues/);
    // What one did oneself is no news.
    for (const words of news) expect(await home(copilot)).not.toContain(words);

    await space(member);
    t.clock.advance({ minutes: 1 });
    const later = await home(member);
    for (const words of news) expect(later).not.toContain(words);
    expect(later).toContain('Vous êtes à jour');
    await posts(copilot, 'Un nouveau point.');
    expect(await home(member)).toContain('Un nouveau point.');
  });

  test('a discussion read to its end is no news, until somebody answers', async () => {
    const id = await starts(copilot, 'Sujet à suivre');
    await t.get(`/espace/discussions/${id}`, member.cookie);
    expect(await home(member)).not.toContain('Sujet à suivre');
    await t.db.transaction().execute((tx) => reply(tx, actOf(copilot), id, 'Du nouveau'));
    expect(await home(member)).toContain('Sujet à suivre');
  });

  test('what came before one joined, or from another group, is no news', async () => {
    await posts(copilot, 'Avant vous.');
    await starts(copilot, 'Vieille discussion');
    const other = await aGroup(t.db, { title: 'Un autre groupe' });
    const elsewhere = await joins(await person(), other, 'copilot');
    const late = await joins(await person(), group);
    await starts(elsewhere, 'Secret d’ailleurs', 'announcement', other);
    await posts(elsewhere, 'Avancement d’ailleurs.', other);
    const page = await home(late);
    for (const words of ['Avant vous.', 'Vieille discussion', 'Secret d’ailleurs', 'Avancement d’ailleurs.'])
      expect(page).not.toContain(words);
  });

  test('« J’ai tout vu » counts as a visit to all of one’s groups, and to nobody else’s', async () => {
    const second = await aGroup(t.db);
    await joins(member, second);
    const neighbour = await joins(await person(), group);
    await posts(copilot, 'Premier point.');
    await starts(copilot, 'Premier sujet', 'discussion', second);
    await t.post('/espace/vu', {}, member.cookie);
    t.clock.advance({ minutes: 1 });
    expect(await home(member)).toContain('Vous êtes à jour');
    expect(await home(neighbour)).toContain('Premier point.');
  });

  test('lists my groups, and those that I could join in one click', async () => {
    await aGroup(t.db, { title: 'Groupe en pause', state: 'paused' });
    await aGroup(t.db, { title: 'Groupe ouvert' });
    const page = await home(member);
    expect(page).toContain(`/espace/groupes/${group.slug}`);
    expect(page).toContain('Groupe ouvert');
    expect(page).not.toContain('Groupe en pause');
    expect(page).not.toContain(`/groupes/${group.slug}/adhesion`);
    expect(page).toContain('/collectivites/communes/74010');
  });

  test('of many groups, shows in full those that moved, and the others by name', async () => {
    const eager = await person();
    const groups = [];
    for (let n = 1; n <= 14; n += 1) {
      const one = await aGroup(t.db, { title: `Cordée n° ${String(n).padStart(2, '0')}` });
      await joins(eager, one);
      groups.push(one);
    }
    const moved = groups.at(-1);
    if (!moved) throw new Error('no group');
    const author = await joins(await person(), moved, 'copilot');
    for (let n = 1; n <= 11; n += 1) await starts(author, `Sujet ${n}`, 'discussion', moved);
    const page = await home(eager);
    const [inFull = '', byName = ''] = page.split('2\u00a0autres groupes');
    expect(inFull).toContain(moved.title);
    expect(inFull).toContain('10 discussions non lues ou plus');
    for (const one of groups) expect(page).toContain(`/espace/groupes/${one.slug}`);
    for (const one of groups.slice(11, 13)) expect(byName).toContain(one.title);
  });

  test('who is in no group is invited to one', async () => {
    const page = await home(await person({ authorityId: null }));
    expect(page).toContain('Choisissez un groupe à rejoindre');
    expect(page).toContain(`/groupes/${group.slug}/adhesion`);
    expect(page).not.toContain('Quoi de neuf');
    await t.db.updateTable('groups').set({ open_to_authorities: false }).execute();
    expect(await home(await person())).toContain('Aucun groupe n’est ouvert pour l’instant');
  });

  test('says to those who decide that a request waits', async () => {
    const asking = await anAccount(t.db, { state: 'pending' });
    const { id } = await t.db
      .insertInto('registrations')
      .values({
        account_id: asking.id,
        state: 'waiting',
        created_at: t.clock.now(),
        submitted_at: t.clock.now(),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await t.db
      .insertInto('registration_groups')
      .values({ registration_id: id, group_id: group.id })
      .execute();
    expect(await home(copilot)).toMatch(/1 inscription attend/);
    expect(await home(member)).not.toContain('attend votre avis');
  });

  test('a title with markup stays text', async () => {
    await starts(copilot, '<img src=x onerror=alert(1)>', 'announcement');
    await posts(copilot, '<script>alert(1)</script> et [lien](javascript:alert(2))');
    for (const page of [await home(member), await space(member)]) {
      expect(page).not.toMatch(/<img src=x|<script>alert|href="javascript:/);
    }
  });
});

describe('the home of a group', () => {
  test('shows where it stands, its steps, exchanges, copilots, and my place', async () => {
    await posts(copilot, 'Le **pilote** démarre.');
    await starts(copilot, 'Bienvenue', 'announcement');
    await starts(member, 'Ma question');
    await t.db.transaction().execute((tx) =>
      addStep(tx, actOf(copilot), group, {
        title: 'Ouvrir le bac à sable',
        owner: null,
        due_on: '2026-12-15',
        state: 'doing',
      }),
    );
    await publishes('Kit de démarrage');
    const page = await space(member);
    for (const words of [
      '<strong>pilote</strong>',
      'Bienvenue',
      'Ma question',
      'Ouvrir le bac à sable',
      'Kit de démarrage',
    ])
      expect(page).toContain(words);
    expect(page).toMatch(/2\spersonnes/);
    expect(page).toContain('Camille Copilote');
    expect(page).not.toContain('@annecy.example');
    expect(page).toContain(`href="/groupes/${group.slug}/depart"`);
    expect(page).not.toContain('Animer le groupe');
    expect(await space(copilot)).toContain('Animer le groupe');
  });

  test('what is new is what came out since the visit before', async () => {
    await posts(copilot, 'Premier point.');
    expect(await space(member)).toContain('Nouveau</span>');
    t.clock.advance({ minutes: 1 });
    expect(await space(member)).not.toContain('Nouveau</span>');
  });

  test('the mail setting is chosen there, where mails say it is', async () => {
    expect(await space(member)).toContain('id="mes-courriels"');
    const chosen = await t.post(`/groupes/${group.slug}/courriels`, { courriels: 'never' }, member.cookie);
    expect(chosen.headers.location).toBe(`/espace/groupes/${group.slug}`);
    expect(await space(member)).toMatch(/value="never"[^>]*checked/);
  });

  test('empty, it says what comes next', async () => {
    const page = await space(member);
    expect(page).toContain('Aucune discussion pour l’instant');
    expect(page).toContain('Le plan de travail est encore vide.');
    expect(await space(copilot)).toContain(`/espace/groupes/${group.slug}/avancement/nouveau`);
  });

  test('closed, it stays readable and takes nothing more', async () => {
    await t.db.updateTable('groups').set({ state: 'closed' }).where('id', '=', group.id).execute();
    const page = await space(copilot);
    for (const way of ['/discussions/nouvelle', '/avancement/nouveau', '/plan/nouvelle-etape'])
      expect(page).not.toContain(way);
  });
});

test('a page asks as many queries of ten groups as of one', async () => {
  const count = async (who: Person, url: string) => {
    // Once for nothing: the session notes that it was used, from time to time.
    await t.get(url, who.cookie);
    let queries = 0;
    const note = () => {
      queries += 1;
    };
    t.pool.on('acquire', note);
    await t.get(url, who.cookie);
    t.pool.off('acquire', note);
    return queries;
  };
  await posts(copilot, 'Point');
  await starts(copilot, 'Sujet');
  const few = await count(member, '/espace');
  for (let n = 0; n < 9; n += 1) {
    const other = await aGroup(t.db);
    await joins(copilot, other, 'copilot');
    await joins(member, other);
    await posts(copilot, `Point ${n}`, other);
    await starts(copilot, `Sujet ${n}`, 'discussion', other);
  }
  expect(await count(member, '/espace')).toBe(few);
});
