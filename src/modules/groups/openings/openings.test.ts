import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aGroup, aMembership } from '../../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../../test/harness.ts';
import { aPerson, type Person } from '../../../../test/people.ts';
import { answers, aThreadScene, opens } from '../../../../test/threads.ts';
import { deleteAccount } from '../../identity/index.ts';
import { purgeOpenings } from './actions.ts';

let t: TestApp;
let group: { id: string; slug: string; title: string };
let space: string;
let thread: string;
/** Where its second message is hidden. */
let hiding: string;
let copilot: Person;
let otherCopilot: Person;
let member: Person;
let stranger: Person;
let foreign: Person;
let administrator: Person;
let team: Person;

const reason = 'Un signalement reçu à examiner';

beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  await t.db.deleteFrom('outbox').execute();
  const scene = await aThreadScene(t);
  ({ group, copilot, member, stranger, neighbour: foreign } = scene);
  await t.db.deleteFrom('group_openings').execute();
  space = `/espace/groupes/${group.slug}`;
  otherCopilot = await aPerson(t, { name: 'Ève Égale' });
  await aMembership(t.db, group.id, otherCopilot.id, 'copilot', 'etat');
  administrator = await aPerson(t, { name: 'Ada Administre', roles: ['administrator'] });
  team = await aPerson(t, { name: 'Théo Équipe', roles: ['programme-team'] });
  t.clock.advance({ minutes: 1 });
  thread = await opens(t, member, group, { title: 'Fil réservé', body: 'Mots réservés' });
  const answer = await answers(t, member, thread, 'Suite réservée');
  hiding = `${answer.replace('/espace/', '/espace/moderation/')}/masquer`;
});

const start = (who: Person | undefined, fields: Record<string, string> = {}, slug = group.slug) =>
  t.post(`/espace/groupes/${slug}/ouverture`, { motif: reason, duree: '24h', ...fields }, who?.cookie);
const end = (who: Person) => t.post(`${space}/ouverture/fin`, {}, who.cookie);
const openings = () => t.db.selectFrom('group_openings').selectAll().where('group_id', '=', group.id);
const mailsOf = async ({ email }: Person) => (await t.mails()).filter(({ to }) => to === email);
const journal = (who?: Person) => t.get(`${space}/ouvertures`, who?.cookie);

/** What a group keeps for itself, by address. */
const inside = () => [
  `${space}/discussions`,
  thread,
  `${space}/avancement`,
  `${space}/plan`,
  `${space}/plan/tableau`,
  `${space}/reunions`,
  `${space}/decisions`,
  `${space}/documents`,
  `${space}/documents/archive.zip`,
  `${space}/livrables`,
  `${space}/membres`,
  `${space}/representativite`,
  `${space}/cles`,
  `${space}/passation`,
  `${space}/passation.pdf`,
  `${space}/bienvenue`,
  `${space}/bienvenue/modifier`,
  hiding,
];

/** The status of each, and where it sends. */
async function reached(who: Person) {
  const seen: Record<string, unknown> = {};
  for (const url of inside()) {
    const { statusCode, headers } = await t.get(url, who.cookie);
    seen[url] = statusCode === 303 ? headers.location : statusCode;
  }
  return seen;
}
const asked = () =>
  Object.fromEntries(
    inside().map((url) => [url, `${space}/ouverture?retour=${encodeURIComponent(url)}`] as const),
  );
// There is nothing to put in the archive, which is told to those who may have it.
const shown = () => Object.fromEntries(inside().map((url) => [url, url.endsWith('.zip') ? 422 : 200]));

describe('what a group keeps for itself', () => {
  test('is not read by an administrator before opening it, nor once it is over', async () => {
    expect(await reached(administrator)).toEqual(asked());
    expect((await t.get(space, administrator.cookie)).body).not.toContain('Fil réservé');
    expect((await t.post(thread, { body: 'Intrusion' }, administrator.cookie)).statusCode).toBe(403);
    expect((await start(administrator, { duree: '1h' })).statusCode).toBe(303);
    expect(await reached(administrator)).toEqual(shown());
    expect((await t.get(space, administrator.cookie)).body).toContain('Fil réservé');
    t.clock.advance({ minutes: 59 });
    expect((await t.get(thread, administrator.cookie)).statusCode).toBe(200);
    t.clock.advance({ minutes: 1 });
    expect(await reached(administrator)).toEqual(asked());
    expect((await t.post(thread, { body: 'Intrusion' }, administrator.cookie)).statusCode).toBe(403);
  });

  test('is closed at once by whoever opened it, and may be opened again', async () => {
    await start(team);
    expect(await reached(team)).toEqual(shown());
    expect((await end(team)).headers.location).toBe(space);
    expect(await reached(team)).toEqual(asked());
    expect((await end(team)).statusCode).toBe(303);
    await start(team, { motif: 'Une autre demande d’un copilote' });
    expect((await t.get(thread, team.cookie)).statusCode).toBe(200);
    expect(await openings().execute()).toHaveLength(2);
  });

  test('is opened for one person and one group only', async () => {
    await start(team);
    expect(await reached(administrator)).toEqual(asked());
    const other = await aGroup(t.db);
    expect((await t.get(`/espace/groupes/${other.slug}/discussions`, team.cookie)).statusCode).toBe(303);
  });

  test('shuts when the person is no longer of the team', async () => {
    await start(team);
    const roles = `/administration/comptes/${team.id}/roles/programme-team`;
    expect((await t.post(`${roles}/retrait`, {}, administrator.cookie)).statusCode).toBe(303);
    expect((await t.get(thread, team.cookie)).statusCode).toBe(404);
    await t.post(roles, {}, administrator.cookie);
    expect((await t.get(thread, team.cookie)).statusCode).toBe(303);
  });

  test('answers a script, a feed or an act with a refusal rather than a page', async () => {
    const asScript = await t.app.inject({
      url: `${thread}/flux`,
      headers: { cookie: team.cookie, accept: 'text/event-stream' },
    });
    expect(asScript.statusCode).toBe(403);
    expect((await t.post(`${thread}/clore`, {}, team.cookie)).statusCode).toBe(403);
  });

  test('answers those who are not of the team as before', async () => {
    expect((await t.get(thread, stranger.cookie)).statusCode).toBe(404);
    expect((await t.get(`${space}/discussions`, stranger.cookie)).statusCode).toBe(403);
    expect((await t.get(`${space}/documents`, foreign.cookie)).statusCode).toBe(404);
    expect((await t.get(thread, member.cookie)).statusCode).toBe(200);
  });

  test('does not come by mail to who wrote there, once it is over', async () => {
    await start(team);
    await answers(t, team, thread, 'Vu par l’équipe');
    await end(team);
    await t.db.deleteFrom('outbox').execute();
    await answers(t, member, thread, 'Entre nous');
    await t.runJobs();
    t.clock.advance({ days: 8 });
    await t.runJobs();
    expect(await mailsOf(team)).toEqual([]);
    expect((await t.get('/espace', team.cookie)).body).not.toContain('Fil réservé');
  });
});

describe('without opening, the programme is still run', () => {
  test('state, governance, roles, invitations, room and requests', async () => {
    for (const url of [
      `/administration/groupes/${group.slug}/modifier`,
      `/administration/groupes/${group.slug}/etat`,
      `${space}/membres/${member.id}`,
      `${space}/invitations`,
      `${space}/documents/quota`,
      `${space}/modifier`,
      '/administration/inscriptions',
      `/groupes/${group.slug}`,
    ])
      expect((await t.get(url, team.cookie)).statusCode, url).toBe(200);
    const role = { role: 'copilote-etat' };
    const given = await t.post(`${space}/membres/${member.id}`, role, team.cookie);
    expect(given.headers.location).toBe(`/administration/comptes/${member.id}`);
    const quota = await t.post(`${space}/documents/quota`, { megabytes: '50' }, team.cookie);
    expect(quota.headers.location).toBe(`/groupes/${group.slug}`);
    expect((await t.get(`/administration/comptes/${member.id}`, team.cookie)).body).toContain(
      `${space}/membres/${member.id}`,
    );
  });
});

describe('opening', () => {
  test('leads back to the page that was asked for, with a banner on every page and its end', async () => {
    const sent = await t.get(`${thread}?page=1`, team.cookie);
    const form = await t.get(String(sent.headers.location), team.cookie);
    expect(form.statusCode).toBe(200);
    expect(form.body).toContain(`name="retour" value="${thread}?page=1"`);
    const opened = await start(team, { retour: `${thread}?page=1` });
    expect(opened.headers.location).toBe(`${thread}?page=1`);
    for (const url of [thread, `${space}/documents`, '/espace']) {
      const { body } = await t.get(url, team.cookie);
      expect(body, url).toContain('Vous avez ouvert l’espace du groupe');
      expect(body, url).toContain(reason);
      expect(body, url).toContain(`action="${space}/ouverture/fin"`);
    }
    expect((await t.get(thread, member.cookie)).body).not.toContain('Vous avez ouvert');
    expect((await t.get(`${space}/ouverture`, team.cookie)).body).toContain('Cet espace vous est ouvert');
    await end(team);
    expect((await t.get('/espace', team.cookie)).body).not.toContain('Vous avez ouvert');
  });

  test.each([
    '//evil.example/x',
    'https://evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '/deconnexion',
  ])('does not lead to %s', async (retour) => {
    const { body } = await t.get(`${space}/ouverture?retour=${encodeURIComponent(retour)}`, team.cookie);
    expect(body).not.toContain('evil.example');
    expect((await start(team, { retour })).headers.location).toBe(space);
  });

  test.each([
    ['no reason', { motif: '' }, 'motif'],
    ['blanks', { motif: ' \n ' }, 'motif'],
    ['one word', { motif: 'test' }, 'motif'],
    ['no word', { motif: '. . . . .' }, 'motif'],
    ['too many words', { motif: 'mot '.repeat(300) }, 'motif'],
    ['a duration of its own', { duree: '10ans' }, 'duree'],
    ['no duration', { duree: '' }, 'duree'],
  ])('with %s opens nothing, and says what to mend', async (_, fields, field) => {
    const answer = await start(team, fields);
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(`href="#${field}"`);
    expect(await openings().where('account_id', '=', team.id).execute()).toEqual([]);
    expect(await mailsOf(copilot)).toEqual([]);
    expect((await t.get(thread, team.cookie)).statusCode).toBe(303);
  });

  test('is neither for members, copilots, strangers nor visitors; of a group that is not there, nothing', async () => {
    for (const who of [member, copilot, stranger, foreign]) {
      expect((await start(who)).statusCode).toBe(403);
      expect((await t.get(`${space}/ouverture`, who.cookie)).statusCode).toBe(403);
      expect((await end(who)).statusCode).toBe(403);
    }
    expect((await start(undefined)).headers.location).toBe('/connexion');
    expect((await start(team, {}, 'inconnu')).statusCode).toBe(404);
    expect(await openings().where('reason', '=', reason).execute()).toEqual([]);
  });

  test('twice at once writes one, and tells once', async () => {
    const both = await Promise.all([start(team), start(team)]);
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([303, 422]);
    expect(await mailsOf(copilot)).toHaveLength(1);
  });

  test('does not give what engages a side: keys, votes, approvals', async () => {
    await start(team);
    expect((await t.get(`${space}/objectif`, team.cookie)).statusCode).toBe(403);
    expect((await t.get(`${space}/etat`, team.cookie)).statusCode).toBe(403);
  });

  test('by one of the team who is a mere member gives what copilots may', async () => {
    await aMembership(t.db, group.id, team.id);
    expect((await t.post(`${thread}/clore`, {}, team.cookie)).statusCode).toBe(403);
    expect((await t.get(space, team.cookie)).body).toContain(`${space}/ouverture`);
    await start(team);
    expect((await t.post(`${thread}/clore`, {}, team.cookie)).statusCode).toBe(303);
  });
});

describe('who is told', () => {
  test('each copilot once, who and why; the act is in the trail', async () => {
    await start(administrator);
    for (const who of [copilot, otherCopilot]) {
      const [mail, ...more] = await mailsOf(who);
      expect(more).toEqual([]);
      expect(mail?.text).toContain('Ada Administre');
      expect(mail?.text).toContain(reason);
      expect(mail?.text).toContain(`${space}/ouvertures`);
    }
    expect(await mailsOf(member)).toEqual([]);
    await end(administrator);
    const trail = await t.db
      .selectFrom('audit_events')
      .select(['verb', 'thing_id', 'detail'])
      .where('actor_id', '=', administrator.id)
      .orderBy('at')
      .execute();
    expect(trail).toEqual([
      { verb: 'opening.start', thing_id: group.id, detail: { reason, hours: 24 } },
      { verb: 'opening.end', thing_id: group.id, detail: {} },
    ]);
  });

  test('the other administrators, of a group without copilots', async () => {
    const lonely = await aGroup(t.db);
    await start(team, {}, lonely.slug);
    expect(await mailsOf(administrator)).toHaveLength(1);
    await start(administrator, {}, lonely.slug);
    expect(await mailsOf(administrator)).toHaveLength(1);
  });

  test('copilots and the team read the journal; members, strangers and visitors do not', async () => {
    await start(administrator, { motif: '<b>Un motif</b> à échapper' });
    for (const who of [copilot, otherCopilot, team, administrator]) {
      const { statusCode, body } = await journal(who);
      expect(statusCode).toBe(200);
      expect(body).toContain('Ada Administre');
      expect(body).toContain('&lt;b>Un motif');
      expect(body).toContain('En cours');
    }
    for (const who of [member, stranger, foreign]) expect((await journal(who)).statusCode).toBe(403);
    expect((await journal()).headers.location).toMatch(/^\/connexion/);
    const home = (await t.get(space, copilot.cookie)).body;
    expect(home).toContain('L’équipe du programme a ouvert cet espace');
    expect(home).toContain('Ada Administre');
    expect((await t.get(space, member.cookie)).body).not.toContain('Ada Administre');
    await end(administrator);
    expect((await t.get(space, copilot.cookie)).body).not.toContain('Ada Administre');
    expect((await journal(copilot)).body).toContain('avant son terme');
  });

  test('the journal is read page by page', async () => {
    for (let n = 1; n <= 31; n += 1) {
      await start(team, { motif: `Motif du jour ${n}.` });
      await end(team);
      t.clock.advance({ minutes: 1 });
    }
    expect((await journal(copilot)).body).toContain('Motif du jour 31.');
    expect((await journal(copilot)).body).not.toContain('Motif du jour 1.');
    for (const page of [2, 99]) {
      const { body } = await t.get(`${space}/ouvertures?page=${page}`, copilot.cookie);
      expect(body).toContain('Motif du jour 1.');
    }
  });
});

test('what is kept of it goes with the account, and after twelve months', async () => {
  await start(team);
  await t.db.transaction().execute((tx) => deleteAccount(tx, { accountId: team.id, now: t.clock.now() }));
  const [row] = await openings().where('account_id', '=', team.id).execute();
  expect(row?.closed_at).toEqual(t.clock.now());
  const { body } = await journal(copilot);
  expect(body).not.toContain('Théo Équipe');
  expect(body).toContain('Compte supprimé');
  const inMonths = (days: number) => new Date(t.clock.now().getTime() + days * 86_400_000);
  await purgeOpenings(t.db, inMonths(360));
  expect(await openings().where('account_id', '=', team.id).execute()).toHaveLength(1);
  await purgeOpenings(t.db, inMonths(370));
  expect(await openings().where('account_id', '=', team.id).execute()).toEqual([]);
});
