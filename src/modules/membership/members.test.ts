import { randomUUID } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { aGroup, aMembership, type anAccount, anOpening } from '../../../test/factories.ts';
import { publicUrl, startTestApp, type TestApp } from '../../../test/harness.ts';
import { aPerson, type Person } from '../../../test/people.ts';
import type { MembershipRole, Side } from '../../platform/database/index.ts';
import { deleteAccount } from '../identity/index.ts';
import { membershipOf, membersOf, participation, visitGroup } from './index.ts';

let t: TestApp;
let group: { id: string; slug: string; title: string };
let team: Person;
let copilot: Person;
let member: Person;
let stranger: Person;

const person = (values?: Parameters<typeof aPerson>[1]) => aPerson(t, values);

async function inGroup(role: MembershipRole, side?: Side, values?: Parameters<typeof anAccount>[1]) {
  const one = await person(values);
  await aMembership(t.db, group.id, one.id, role, side);
  return one;
}

beforeAll(async () => {
  t = await startTestApp();
  await t.db
    .insertInto('organisations')
    .values({ slug: 'dinum', name: 'DINUM', kind: 'direction' })
    .execute();
  team = await person({ roles: ['programme-team'] });
  stranger = await person();
});
afterAll(() => t.close());
beforeEach(async () => {
  group = await aGroup(t.db, { title: 'Données' });
  copilot = await inGroup('copilot', 'collectivites');
  member = await inGroup('member');
  await anOpening(t.db, group.id, team.id);
});

const placeOf = async (accountId: string) => {
  const row = await t.db
    .selectFrom('memberships')
    .select(['role', 'side'])
    .where('group_id', '=', group.id)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row ? [row.role, row.side] : null;
};
const join = (slug: string, cookie?: string, fields = {}) =>
  t.post(`/groupes/${slug}/adhesion`, fields, cookie);
const leave = (cookie?: string) => t.post(`/groupes/${group.slug}/depart`, {}, cookie);
const pageOf = (accountId: string) => `/espace/groupes/${group.slug}/membres/${accountId}`;
const give = (accountId: string, role: string, cookie?: string) =>
  t.post(pageOf(accountId), { role }, cookie);
const remove = (accountId: string, motif: string, cookie?: string) =>
  t.post(`${pageOf(accountId)}/retrait`, { motif }, cookie);
/** Nothing else tells a visitor what is behind. */
const asksToSignIn = (answer: LightMyRequestResponse) =>
  answer.statusCode === 303 && answer.headers.location === '/connexion';
const mailsTo = async (email: string) => (await t.mails()).filter(({ to }) => to === email);

/** Keeps the copilots of the group locked until all these requests wait, then lets them go on together. */
async function heldTogether(requests: (() => Promise<LightMyRequestResponse>)[]) {
  return t.db
    .transaction()
    .execute(async (tx) => {
      await tx
        .selectFrom('memberships')
        .select('account_id')
        .where('group_id', '=', group.id)
        .forUpdate()
        .execute();
      const sent = requests.map((send) => send());
      await vi.waitFor(async () => {
        const { rows } = await t.pool.query(
          "select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
        );
        expect(rows).toHaveLength(requests.length);
      });
      return sent;
    })
    .then((sent) => Promise.all(sent));
}

describe('joining', () => {
  test('one click for an agent who was let in, once and for all', async () => {
    const answer = await join(group.slug, stranger.cookie, { role: 'copilot', side: 'etat' });
    expect([answer.statusCode, answer.headers.location]).toEqual([
      303,
      `/espace/groupes/${group.slug}/bienvenue`,
    ]);
    expect(await placeOf(stranger.id)).toEqual(['member', null]);
    expect((await join(group.slug, stranger.cookie)).statusCode).toBe(303);
    expect(await placeOf(stranger.id)).toEqual(['member', null]);
  });

  test('those of no local authority are observers', async () => {
    const agent = await person({ organisation: 'dinum' });
    const answer = await join(group.slug, agent.cookie);
    expect(await placeOf(agent.id)).toEqual(['observer', null]);
    expect(answer.cookies.map(({ value }) => value).join()).toContain('Comme observateur, vous lisez');
  });

  test('somebody of the programme team does not come in by themselves: no button, and words that say how', async () => {
    for (const roles of [['programme-team'], ['administrator']] as const) {
      const one = await person({ roles: [...roles] });
      const answer = await join(group.slug, one.cookie);
      expect(answer.statusCode).toBe(403);
      expect(answer.body).toContain('demandez une invitation à l’un de ses copilotes');
      expect(await placeOf(one.id)).toBeNull();
      for (const url of ['/espace', `/espace/groupes/${group.slug}`, `/groupes/${group.slug}`])
        expect((await t.get(url, one.cookie)).body, url).not.toContain('/adhesion');
    }
    expect((await t.get(`/espace/groupes/${group.slug}`, team.cookie)).body).not.toContain('/adhesion');
  });

  test('joining again takes no role away', async () => {
    await join(group.slug, copilot.cookie);
    expect(await placeOf(copilot.id)).toEqual(['copilot', 'collectivites']);
  });

  test('visitors are asked to sign in; those who wait or were refused may not', async () => {
    expect(asksToSignIn(await join(group.slug))).toBe(true);
    for (const state of ['pending', 'refused'] as const) {
      const one = await person({ state });
      expect((await join(group.slug, one.cookie)).statusCode).toBe(403);
      expect(await placeOf(one.id)).toBeNull();
    }
  });

  test.each(['paused', 'closed'] as const)('a %s group takes nobody in', async (state) => {
    const shut = await aGroup(t.db, { state });
    expect((await join(shut.slug, stranger.cookie)).statusCode).toBe(403);
  });

  test('nor does a group that is not open, nor one that does not exist', async () => {
    const invited = await aGroup(t.db);
    await t.db
      .updateTable('groups')
      .set({ open_to_authorities: false })
      .where('id', '=', invited.id)
      .execute();
    expect((await join(invited.slug, stranger.cookie)).statusCode).toBe(403);
    expect((await join('inconnu', stranger.cookie)).statusCode).toBe(404);
    expect((await join('..%2F..', stranger.cookie)).statusCode).toBe(404);
  });
});

test('what is wrong with a button is read on the page it stood on, once', async () => {
  const page = `/groupes/${group.slug}`;
  const answer = await t.app.inject({
    method: 'POST',
    url: `${page}/courriels`,
    headers: { cookie: copilot.cookie, 'sec-fetch-site': 'same-origin', referer: `${publicUrl}${page}` },
    payload: { courriels: 'parfois' },
  });
  expect([answer.statusCode, answer.headers.location]).toEqual([303, page]);
  const refusal = answer.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join();
  const shown = await t.get(page, `${copilot.cookie}; ${refusal}`);
  expect(shown.body).toMatch(/<title>Erreur\s:\s/);
  expect(shown.body).toMatch(/role="alert".*Choisissez quand recevoir/);
  expect(shown.cookies).toMatchObject([{ name: 'refus', value: '' }]);
  expect((await t.get(page, copilot.cookie)).body).not.toMatch(/Erreur\s:/);
});

describe('leaving', () => {
  test('a member leaves; a stranger and a visitor have nothing to leave', async () => {
    const address = `/groupes/${group.slug}/depart`;
    expect((await t.get(address, member.cookie)).body).toMatch(/<h1>Quitter ce groupe/);
    expect(await placeOf(member.id)).not.toBeNull();
    expect((await leave(member.cookie)).headers.location).toBe(`/groupes/${group.slug}`);
    expect(await placeOf(member.id)).toBeNull();
    expect((await leave(member.cookie)).statusCode).toBe(403);
    expect((await t.get(address, member.cookie)).statusCode).toBe(403);
    expect(asksToSignIn(await leave())).toBe(true);
  });

  test('the last copilot stays, until there is another', async () => {
    expect((await t.get(`/groupes/${group.slug}/depart`, copilot.cookie)).body).toContain(
      'Vous le copilotez',
    );
    const refused = await leave(copilot.cookie);
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('Ce n’est pas possible');
    expect(await placeOf(copilot.id)).toEqual(['copilot', 'collectivites']);
    await inGroup('copilot', 'etat');
    expect((await leave(copilot.cookie)).statusCode).toBe(303);
    expect(await placeOf(copilot.id)).toBeNull();
  });

  test('a copilot whose account is not active does not count', async () => {
    await inGroup('copilot', 'etat', { state: 'refused' });
    expect((await leave(copilot.cookie)).statusCode).toBe(422);
  });

  test('the last copilot of a closed group may leave', async () => {
    await t.db.updateTable('groups').set({ state: 'closed' }).where('id', '=', group.id).execute();
    expect((await leave(copilot.cookie)).statusCode).toBe(303);
  });

  test.each<[string, (one: Person) => Promise<LightMyRequestResponse>]>([
    ['leave', (one) => leave(one.cookie)],
    ['step down', (one) => give(one.id, 'membre', one.cookie)],
  ])('two copilots who %s at once: one stays', async (_, go) => {
    const second = await inGroup('copilot', 'etat');
    const answers = await heldTogether([() => go(copilot), () => go(second)]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 422]);
    const left = [await placeOf(copilot.id), await placeOf(second.id)];
    expect(left.filter((place) => place?.[0] === 'copilot')).toHaveLength(1);
  });

  test('deleting one’s account empties one’s places; the last copilot must hand over first', async () => {
    const deleting = (accountId: string) =>
      t.db.transaction().execute((tx) => deleteAccount(tx, { accountId, now: t.clock.now() }));
    await expect(deleting(copilot.id)).rejects.toThrow(/n’aurait plus de copilote/);
    expect(await placeOf(copilot.id)).toEqual(['copilot', 'collectivites']);
    await deleting(member.id);
    expect(await placeOf(member.id)).toBeNull();
  });
});

describe('mail of a group', () => {
  const set = (courriels: string, cookie?: string) =>
    t.post(`/groupes/${group.slug}/courriels`, { courriels }, cookie);

  const mailOf = async ({ id }: Person) => (await membershipOf(t.db, group.id, id))?.mail;

  test.each(['at_once', 'daily', 'never', 'weekly'])('each member sets their own: %s', async (rhythm) => {
    expect((await set(rhythm, member.cookie)).statusCode).toBe(303);
    expect([await mailOf(member), await mailOf(copilot)]).toEqual([rhythm, 'weekly']);
  });

  test('other rhythms and other people are refused', async () => {
    expect((await set('hourly', member.cookie)).statusCode).toBe(422);
    expect((await set('never', stranger.cookie)).statusCode).toBe(403);
    expect(asksToSignIn(await set('never'))).toBe(true);
    expect(await mailOf(member)).toBe('weekly');
  });
});

describe('the members', () => {
  const list = (cookie?: string, query = '') =>
    t.get(`/espace/groupes/${group.slug}/membres${query}`, cookie);

  test('see each other, without addresses; others do not see them', async () => {
    expect((await list()).statusCode).toBe(303);
    expect((await list(stranger.cookie)).statusCode).toBe(403);
    for (const { cookie } of [member, copilot, team]) {
      const page = await list(cookie);
      expect(page.statusCode).toBe(200);
      expect(page.body).toContain(`<strong>${member.name}</strong>`);
      expect(page.body).not.toMatch(/<h2[^>]*>[^<]*(Personne|Copilote)/);
      expect(page.body).toContain('Annecy');
      expect(page.body).not.toContain('@annecy.example');
    }
    expect((await list(member.cookie)).body).not.toContain('Gérer');
    expect((await list(copilot.cookie)).body).toContain(pageOf(member.id));
  });

  test('are looked for by name, without accents, in pages', async () => {
    const zoe = await inGroup('member', undefined, { name: 'Zoé Lefèvre' });
    for (let i = 0; i < 50; i += 1) await inGroup('member');
    const found = await list(member.cookie, '?q=lefevre');
    expect(found.body).toContain(zoe.name);
    expect(found.body).not.toContain(`>${copilot.name}<`);
    expect((await list(member.cookie)).body).not.toContain(zoe.name);
    expect((await list(member.cookie, '?page=2')).body).toContain(zoe.name);
    for (const odd of ['?page=-1', '?page=99999999', '?q=%00%25_', `?q=${'x'.repeat(500)}`, '?q=a&q=b'])
      expect((await list(member.cookie, odd)).statusCode).toBe(200);
  });

  test('that are refused or deleted are neither listed nor counted', async () => {
    await inGroup('member', undefined, { state: 'refused' });
    await inGroup('observer', undefined, { authorityId: 'commune:93066' });
    const empty = await aGroup(t.db);
    const counts = await participation(t.deps);
    expect(counts.get(group.id)).toEqual({ people: 3, authorities: 2 });
    expect(counts.get(empty.id)).toBeUndefined();
    expect((await membersOf(t.db, group.id)).total).toBe(3);
  });

  test('are counted anew when somebody is let in, or comes from elsewhere', async () => {
    const heard: string[] = [];
    const client = await t.pool.connect();
    client.on('notification', ({ channel }) => heard.push(channel));
    await client.query('listen content_changed');
    const told = async (values: { authority_id: string } | { state: 'refused' } | { name: string }) => {
      await t.db.updateTable('accounts').set(values).where('id', '=', member.id).execute();
      // The answer to a later question comes after what the server had to tell.
      await client.query('select 1');
      return heard.splice(0).length;
    };
    expect(await told({ authority_id: 'commune:93066' })).toBe(1);
    expect(await told({ state: 'refused' })).toBe(1);
    expect(await told({ name: 'Autrement' })).toBe(0);
    await client.query('unlisten *');
    client.release();
  });

  test('a visit is noted, and says when the last one was', async () => {
    const visit = () => visitGroup(t.db, { groupId: group.id, accountId: member.id, now: t.clock.now() });
    expect(await visit()).toBeNull();
    const first = t.clock.now();
    t.clock.advance({ hours: 2 });
    expect(await visit()).toEqual(first);
    expect(await visitGroup(t.db, { groupId: group.id, accountId: stranger.id, now: first })).toBeNull();
  });
});

describe('roles', () => {
  test('the team names a copilot of a side: rights hold at once, the person is told, the act is written', async () => {
    expect((await give(member.id, 'copilote-etat', team.cookie)).statusCode).toBe(303);
    expect(await placeOf(member.id)).toEqual(['copilot', 'etat']);
    expect((await mailsTo(member.email))[0]?.text).toContain('copilote côté État');
    const event = await t.db
      .selectFrom('audit_events')
      .selectAll()
      .where('thing_id', '=', member.id)
      .executeTakeFirstOrThrow();
    expect(event).toMatchObject({
      verb: 'membership.change-role',
      actor_id: team.id,
      detail: { group: group.slug, from: { role: 'member' }, to: { role: 'copilot', side: 'etat' } },
    });
    const other = await inGroup('member');
    expect((await give(other.id, 'observateur', member.cookie)).statusCode).toBe(303);
    await give(member.id, 'membre', team.cookie);
    expect((await give(other.id, 'membre', member.cookie)).statusCode).toBe(403);
  });

  test('nobody of the team gives themselves one: neither a place that they have, nor one they lost', async () => {
    const insider = await inGroup('observer', undefined, { roles: ['programme-team'] });
    for (const role of ['copilote-etat', 'copilote-collectivites', 'membre', 'observateur']) {
      const answer = await give(insider.id, role, insider.cookie);
      expect(answer.statusCode).toBe(403);
      expect(answer.body).toContain('Personne ne se donne de rôle à soi-même');
    }
    expect(await placeOf(insider.id)).toEqual(['observer', null]);
    await remove(insider.id, 'Pas sa place', copilot.cookie);
    expect((await t.post(`${pageOf(insider.id)}/retour`, {}, insider.cookie)).statusCode).toBe(403);
    const running = await inGroup('copilot', 'etat', { roles: ['administrator'] });
    expect((await give(running.id, 'copilote-collectivites', running.cookie)).statusCode).toBe(403);
    expect(await placeOf(running.id)).toEqual(['copilot', 'etat']);
    expect((await give(running.id, 'membre', running.cookie)).statusCode).toBe(303);
  });

  test('the other copilots are told whom the team makes one of them', async () => {
    await give(member.id, 'copilote-etat', team.cookie);
    const [mail, ...more] = await mailsTo(copilot.email);
    expect(more).toEqual([]);
    expect(mail?.text).toContain(`a nommé ${member.name} copilote, côté État`);
    expect((await mailsTo(member.email)).filter(({ subject }) => subject.includes('est nommé'))).toEqual([]);
    await give(member.id, 'membre', team.cookie);
    expect(await mailsTo(copilot.email)).toHaveLength(1);
  });

  test('a copilot changes members and observers, and neither names nor puts out a copilot', async () => {
    expect((await give(member.id, 'observateur', copilot.cookie)).statusCode).toBe(303);
    expect(await placeOf(member.id)).toEqual(['observer', null]);
    expect((await give(member.id, 'copilote-etat', copilot.cookie)).statusCode).toBe(403);
    const other = await inGroup('copilot', 'etat');
    expect((await give(other.id, 'membre', copilot.cookie)).statusCode).toBe(403);
    expect((await remove(other.id, 'Non', copilot.cookie)).statusCode).toBe(403);
    expect(await placeOf(other.id)).toEqual(['copilot', 'etat']);
  });

  test('members, strangers and visitors change nothing', async () => {
    const other = await inGroup('member');
    expect((await give(other.id, 'observateur', member.cookie)).statusCode).toBe(403);
    expect((await give(member.id, 'copilote-etat', member.cookie)).statusCode).toBe(403);
    expect((await give(other.id, 'observateur', stranger.cookie)).statusCode).toBe(403);
    expect(asksToSignIn(await give(other.id, 'observateur'))).toBe(true);
    expect((await t.get(pageOf(other.id), member.cookie)).statusCode).toBe(403);
    expect(await placeOf(other.id)).toEqual(['member', null]);
  });

  test('a copilot of another group has no hand here', async () => {
    const elsewhere = await aGroup(t.db);
    await aMembership(t.db, elsewhere.id, stranger.id, 'copilot');
    expect((await give(member.id, 'observateur', stranger.cookie)).statusCode).toBe(403);
    expect((await remove(member.id, 'Non', stranger.cookie)).statusCode).toBe(403);
  });

  test('the last copilot does not step down', async () => {
    const answer = await give(copilot.id, 'membre', copilot.cookie);
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('n’aurait plus de copilote');
    expect(await placeOf(copilot.id)).toEqual(['copilot', 'collectivites']);
  });

  test('an unknown role, person or group changes nothing', async () => {
    for (const role of ['', 'administrator', 'copilot', 'x'.repeat(5000)])
      expect((await give(member.id, role, team.cookie)).statusCode).toBe(422);
    expect((await give(stranger.id, 'membre', team.cookie)).statusCode).toBe(404);
    expect((await give(randomUUID(), 'membre', team.cookie)).statusCode).toBe(404);
    expect((await t.get('/espace/groupes/inconnu/membres', team.cookie)).statusCode).toBe(404);
  });
});

describe('removing', () => {
  test('a copilot removes a member with a reason, which the person reads', async () => {
    expect((await t.get(`${pageOf(member.id)}/retrait`, copilot.cookie)).statusCode).toBe(200);
    for (const motif of ['', ' \n ', 'x'.repeat(1001)])
      expect((await remove(member.id, motif, copilot.cookie)).statusCode).toBe(422);
    expect((await remove(member.id, 'A changé de poste', copilot.cookie)).statusCode).toBe(303);
    expect(await placeOf(member.id)).toBeNull();
    expect((await mailsTo(member.email))[0]?.text).toContain('A changé de poste');
    expect((await t.get(`/espace/groupes/${group.slug}/membres`, member.cookie)).statusCode).toBe(403);
    expect((await remove(member.id, 'Encore', copilot.cookie)).statusCode).toBe(404);
  });

  test('members, strangers and visitors remove nobody', async () => {
    const other = await inGroup('member');
    for (const cookie of [member.cookie, stranger.cookie])
      expect((await remove(other.id, 'Non', cookie)).statusCode).toBe(403);
    expect(asksToSignIn(await remove(other.id, 'Non'))).toBe(true);
    expect(await placeOf(other.id)).toEqual(['member', null]);
  });
});

describe('coming back', () => {
  const members = () => `/espace/groupes/${group.slug}/membres`;
  const allowBack = (accountId: string, cookie?: string, slug = group.slug) =>
    t.post(`/espace/groupes/${slug}/membres/${accountId}/retour`, {}, cookie);

  test('is not for whoever was removed to decide: no button, and a sentence that says who may', async () => {
    await remove(member.id, 'Doublon', copilot.cookie);
    const answer = await join(group.slug, member.cookie);
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('Les copilotes du groupe ou l’équipe du programme peuvent');
    expect(await placeOf(member.id)).toBeNull();
    for (const url of ['/espace', `/espace/groupes/${group.slug}`, `/groupes/${group.slug}`])
      expect((await t.get(url, member.cookie)).body).not.toContain(`/groupes/${group.slug}/adhesion`);
    expect((await t.get(`/groupes/${group.slug}`, member.cookie)).body).toContain('Vous avez été retiré');
    const elsewhere = await aGroup(t.db);
    expect((await join(elsewhere.slug, member.cookie)).statusCode).toBe(303);
  });

  test('is allowed by a copilot or the team, who see whom was removed; the person is told', async () => {
    for (const by of [copilot, team]) {
      const one = await inGroup('member', undefined, { name: 'Rose Revenante' });
      await remove(one.id, 'Doublon', copilot.cookie);
      const { body } = await t.get(members(), by.cookie);
      expect(body).toContain('Personnes retirées');
      expect(body).toContain(`par ${copilot.name}`);
      expect(body).toContain(`/membres/${one.id}/retour`);
      expect((await t.get(`${members()}?q=personne-de-ce-nom`, by.cookie)).body).not.toContain('/retour');
      expect((await allowBack(one.id, by.cookie)).statusCode).toBe(303);
      expect((await mailsTo(one.email)).map(({ subject }) => subject)).toContainEqual(
        expect.stringContaining('Vous pouvez revenir'),
      );
      expect(await placeOf(one.id)).toBeNull();
      expect((await join(group.slug, one.cookie)).statusCode).toBe(303);
      expect(await placeOf(one.id)).toEqual(['member', null]);
      expect((await t.get(members(), by.cookie)).body).not.toContain('Personnes retirées');
      expect((await allowBack(one.id, by.cookie)).statusCode).toBe(404);
    }
  });

  test('is neither seen nor allowed by members, strangers, visitors, or a copilot of another group', async () => {
    const other = await inGroup('member');
    await remove(member.id, 'Doublon', copilot.cookie);
    expect((await t.get(members(), other.cookie)).body).not.toContain('Personnes retirées');
    const foreign = await person();
    const elsewhere = await aGroup(t.db);
    await aMembership(t.db, elsewhere.id, foreign.id, 'copilot');
    for (const cookie of [member.cookie, other.cookie, stranger.cookie, foreign.cookie])
      expect((await allowBack(member.id, cookie)).statusCode).toBe(403);
    expect((await allowBack(member.id, foreign.cookie, elsewhere.slug)).statusCode).toBe(404);
    expect(asksToSignIn(await allowBack(member.id))).toBe(true);
    expect((await join(group.slug, member.cookie)).statusCode).toBe(422);
  });

  test('is one click for whoever left', async () => {
    await leave(member.cookie);
    expect((await join(group.slug, member.cookie)).statusCode).toBe(303);
    const second = await inGroup('copilot', 'etat');
    await leave(second.cookie);
    expect((await join(group.slug, second.cookie)).statusCode).toBe(303);
  });
});
