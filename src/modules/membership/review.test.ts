import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aGroup, aMembership, anAccount } from '../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import type { RegistrationState } from '../../platform/database/index.ts';

let t: TestApp;
let group: { id: string; slug: string; title: string };
let team: { id: string; name: string; cookie: string };
let copilot: { id: string; name: string; cookie: string };
let otherCopilot: string;
let member: string;

beforeAll(async () => {
  t = await startTestApp();
  group = await aGroup(t.db, { title: 'Données' });
  const other = await aGroup(t.db);
  const someone = async (values: Parameters<typeof anAccount>[1] = {}) => {
    const account = await anAccount(t.db, values);
    return { ...account, cookie: await t.signIn(account.id) };
  };
  team = await someone({ name: 'Sacha Équipe', roles: ['programme-team'] });
  copilot = await someone({ name: 'Camille Copilote' });
  await aMembership(t.db, group.id, copilot.id, 'copilot');
  const second = await someone();
  await aMembership(t.db, other.id, second.id, 'copilot');
  otherCopilot = second.cookie;
  const third = await someone();
  await aMembership(t.db, group.id, third.id);
  member = third.cookie;
});
afterAll(() => t.close());

let number = 0;
let request: Awaited<ReturnType<typeof aRequest>>;
beforeEach(async () => {
  request = await aRequest();
});

/** A confirmed request of an agent of Annecy for the group. */
async function aRequest(
  values: {
    email?: string;
    state?: RegistrationState;
    groups?: string[];
    organisation?: string;
    authorityId?: string | null;
  } = {},
) {
  number += 1;
  const account = await anAccount(t.db, {
    name: `Demande ${number}`,
    email: values.email ?? `demande-${number}@domaine-${number}.fr`,
    state: 'pending',
    authorityId: values.authorityId,
    organisation: values.organisation,
  });
  const { id } = await t.db
    .insertInto('registrations')
    .values({
      account_id: account.id,
      state: values.state ?? 'waiting',
      created_at: t.clock.now(),
      submitted_at: values.state === 'unconfirmed' ? null : t.clock.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const group_id of values.groups ?? [group.id])
    await t.db.insertInto('registration_groups').values({ registration_id: id, group_id }).execute();
  return { id, account, url: `/administration/inscriptions/${id}` };
}

const stateOf = async (accountId: string) =>
  (await t.db.selectFrom('accounts').select('state').where('id', '=', accountId).executeTakeFirst())?.state;
const placesOf = (accountId: string) =>
  t.db.selectFrom('memberships').select(['group_id', 'role']).where('account_id', '=', accountId).execute();
const mailsTo = async (email: string) =>
  (await t.mails()).filter(({ to }) => to === email).map(({ subject, text }) => `${subject}\n${text}`);
const versionOf = async (accountId: string) =>
  (await t.db.selectFrom('accounts').select('version').where('id', '=', accountId).executeTakeFirst())
    ?.version;
const decide = async (
  one: { url: string; account: { id: string; email: string } },
  cookie: string | undefined,
  fields: Record<string, string>,
) => {
  const version = String(await versionOf(one.account.id));
  return t.post(
    one.url,
    { etat: 'waiting', version, domaine: one.account.email.split('@')[1] ?? '', ...fields },
    cookie,
  );
};
const auditOf = (accountId: string) =>
  t.db
    .selectFrom('audit_events')
    .select(['verb', 'actor_label'])
    .where('thing_id', '=', accountId)
    .orderBy('id')
    .execute();

describe('who sees the requests', () => {
  test('the team and the copilots see the list, others do not', async () => {
    const list = '/administration/inscriptions';
    const visitor = await t.get(list);
    expect([visitor.statusCode, visitor.headers.location]).toEqual([
      303,
      `/connexion?retour=${encodeURIComponent(list)}`,
    ]);
    expect((await t.get(list, member)).statusCode).toBe(403);
    expect((await t.get(list, team.cookie)).body).toContain(request.account.name);
    expect((await t.get(list, copilot.cookie)).body).toContain(request.account.name);
    const other = await t.get(list, otherCopilot);
    expect(other.statusCode).toBe(200);
    expect(other.body).not.toContain(request.account.name);
  });

  test('a request is not found by those who may not see it', async () => {
    expect((await t.get(request.url)).statusCode).toBe(303);
    expect((await t.get(request.url, member)).statusCode).toBe(404);
    expect((await t.get(request.url, otherCopilot)).statusCode).toBe(404);
    expect((await t.get(request.url, copilot.cookie)).statusCode).toBe(200);
    expect((await t.get(request.url, team.cookie)).statusCode).toBe(200);
    expect((await t.get('/administration/inscriptions/pas-un-id', team.cookie)).statusCode).toBe(404);
    for (const cookie of [member, otherCopilot]) {
      expect((await decide(request, cookie, { decision: 'accepter' })).statusCode).toBe(404);
    }
    expect((await decide(request, undefined, { decision: 'accepter' })).statusCode).toBe(303);
    expect(await stateOf(request.account.id)).toBe('pending');
  });

  test('nobody sees a request whose address is not confirmed', async () => {
    const hidden = await aRequest({ state: 'unconfirmed' });
    expect((await t.get(hidden.url, team.cookie)).statusCode).toBe(404);
    const list = await t.get('/administration/inscriptions', team.cookie);
    expect(list.body).not.toContain(`${hidden.account.name}<`);
  });

  test('a person who waits or was refused reviews nothing, even with a role', async () => {
    const refused = await anAccount(t.db, { state: 'refused', roles: ['programme-team'] });
    expect((await t.get(request.url, await t.signIn(refused.id))).statusCode).toBe(404);
  });

  test('those that wait come first, and the list is paged', async () => {
    const decided = await aRequest();
    await decide(decided, team.cookie, { decision: 'accepter' });
    for (let i = 0; i < 31; i += 1) await aRequest();
    const first = await t.get('/administration/inscriptions', team.cookie);
    expect(first.body).not.toContain(`${decided.account.name}<`);
    const names = [...first.body.matchAll(/Demande (\d+)</g)].map((found) => Number(found[1]));
    expect(names.length).toBe(30);
    const second = await t.get('/administration/inscriptions?page=2', team.cookie);
    expect(second.body).toContain(`${decided.account.name}<`);
    expect((await t.get('/administration/inscriptions?page=abc', team.cookie)).statusCode).toBe(200);
  });
});

describe('what is known', () => {
  test('the authority, the colleagues and the domain are shown; the address to the team only', async () => {
    await anAccount(t.db, { name: 'Collègue Connu' });
    const page = await t.get(request.url, team.cookie);
    for (const word of [
      'Haute-Savoie',
      'Grand Annecy',
      'habitants',
      'Collègue Connu',
      `domaine-${number}.fr`,
    ])
      expect(page.body).toContain(word);
    expect(page.body).toContain(request.account.email);
    const seen = await t.get(request.url, copilot.cookie);
    expect(seen.body).toContain(`domaine-${number}.fr`);
    expect(seen.body).not.toContain(request.account.email);
  });

  test.each(['mairie@orange.fr', 'agent@gouv.fr'])(
    '%s: trusting the domain is not offered, and refused',
    async (email) => {
      const one = await aRequest({ email });
      expect((await t.get(one.url, team.cookie)).body).not.toContain('accepter-domaine');
      const answer = await decide(one, team.cookie, { decision: 'accepter-domaine' });
      expect(answer.statusCode).toBe(422);
      expect(await stateOf(one.account.id)).toBe('pending');
      expect(await t.db.selectFrom('trusted_domains').selectAll().execute()).toEqual([]);
    },
  );

  test('nor is it for somebody of no known body', async () => {
    const one = await aRequest({ authorityId: null });
    expect((await t.get(one.url, team.cookie)).body).not.toContain('accepter-domaine');
    expect((await decide(one, team.cookie, { decision: 'accepter-domaine' })).statusCode).toBe(422);
  });
});

describe('decisions', () => {
  test('accepted: the account is active, in the groups asked for, told by mail, and the act is written', async () => {
    const closed = await aGroup(t.db, { state: 'closed' });
    const one = await aRequest({ groups: [group.id, closed.id] });
    const cookie = await t.signIn(one.account.id);
    const answer = await decide(one, copilot.cookie, { decision: 'accepter' });
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/administration/inscriptions']);
    expect(await stateOf(one.account.id)).toBe('active');
    expect(await placesOf(one.account.id)).toEqual([{ group_id: group.id, role: 'member' }]);
    expect((await mailsTo(one.account.email))[0]).toContain('Votre inscription est acceptée');
    expect((await mailsTo(one.account.email))[0]).not.toContain('bservateur');
    expect(await auditOf(one.account.id)).toEqual([
      { verb: 'registration.accept', actor_label: copilot.name },
    ]);
    // At once, in the session that was open.
    expect((await t.get('/inscription/suivi', cookie)).body).toContain('Demande acceptée');
    expect((await t.get(`/espace/groupes/${group.slug}/membres`, cookie)).statusCode).toBe(200);
  });

  test('those of no local authority come in as observers, whatever the form says', async () => {
    await t.db
      .insertInto('organisations')
      .values({ slug: 'dinum', name: 'DINUM', kind: 'direction' })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const one = await aRequest({ organisation: 'dinum' });
    await decide(one, team.cookie, {
      decision: 'accepter',
      role: 'copilot',
      side: 'etat',
      account_id: copilot.id,
    });
    expect(await placesOf(one.account.id)).toEqual([{ group_id: group.id, role: 'observer' }]);
    const [mail] = await mailsTo(one.account.email);
    expect(mail).toContain('comme observateur, de :');
    expect(mail).toContain('Les livrables en préparation sont réservés aux membres');
    const status = await t.get('/inscription/suivi', await t.signIn(one.account.id));
    expect(status.body).toContain('Comme observateur, vous lisez');
  });

  test('accepted with the domain: the domain is trusted for that authority', async () => {
    const one = await aRequest();
    const answer = await decide(one, copilot.cookie, { decision: 'accepter-domaine' });
    const notice = answer.cookies.map(({ value }) => value).join();
    expect(notice).toContain(`domaine-${number}.fr`);
    expect(await stateOf(one.account.id)).toBe('active');
    const trusted = await t.db.selectFrom('trusted_domains').select(['domain', 'authority_id']).execute();
    expect(trusted).toEqual([{ domain: `domaine-${number}.fr`, authority_id: 'commune:74010' }]);
  });

  test('a domain that is no longer the one on the page is not trusted', async () => {
    const one = await aRequest();
    await t.db
      .updateTable('accounts')
      .set({ email: `autre-${number}@ailleurs.fr` })
      .where('id', '=', one.account.id)
      .execute();
    const answer = await decide(one, copilot.cookie, { decision: 'accepter-domaine' });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('ailleurs.fr');
    expect(await stateOf(one.account.id)).toBe('pending');
  });

  test('a request that the person corrected since it was read is not decided on', async () => {
    const read = { decision: 'accepter-domaine', version: '1' };
    await t.db
      .updateTable('accounts')
      .set({ authority_id: 'commune:75056', version: 2 })
      .where('id', '=', request.account.id)
      .execute();
    const answer = await decide(request, team.cookie, read);
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain('a changé sa demande entre-temps');
    expect(answer.body).toContain('name="version" value="2"');
    expect(await stateOf(request.account.id)).toBe('pending');
  });

  test('refused: a reason is required, kept, and told', async () => {
    for (const motif of ['', '   ', 'x'.repeat(1001), 'a\u0000b']) {
      const answer = await decide(request, team.cookie, { decision: 'refuser', motif });
      expect(answer.statusCode).toBe(422);
      expect(answer.body).toContain('href="#motif"');
    }
    expect(await stateOf(request.account.id)).toBe('pending');
    const motif = 'Adresse personnelle 🙂 <script>alert(1)</script>';
    await decide(request, team.cookie, { decision: 'refuser', motif });
    expect(await stateOf(request.account.id)).toBe('refused');
    expect(await placesOf(request.account.id)).toEqual([]);
    expect((await mailsTo(request.account.email))[0]).toContain(motif);
    const status = await t.get('/inscription/suivi', await t.signIn(request.account.id));
    expect(status.body).toContain('Adresse personnelle 🙂 &lt;script>');
  });

  test('a refusal may be taken back, an acceptance may not', async () => {
    await decide(request, team.cookie, { decision: 'refuser', motif: 'Doute' });
    await decide(request, team.cookie, { decision: 'accepter', etat: 'refused' });
    expect(await stateOf(request.account.id)).toBe('active');
    const late = await decide(request, team.cookie, { decision: 'refuser', motif: 'Non', etat: 'waiting' });
    expect(late.statusCode).toBe(409);
    expect(await stateOf(request.account.id)).toBe('active');
  });

  test('an unknown decision changes nothing', async () => {
    const odd: Record<string, string>[] = [
      { decision: 'supprimer' },
      { decision: 'accepter', etat: 'accepted' },
      {},
    ];
    for (const fields of odd) expect((await decide(request, team.cookie, fields)).statusCode).toBe(422);
    expect(await stateOf(request.account.id)).toBe('pending');
  });

  test('of two decisions at once one holds, and the other is told who decided', async () => {
    const answers = await Promise.all([
      decide(request, team.cookie, { decision: 'refuser', motif: 'Doute' }),
      decide(request, copilot.cookie, { decision: 'accepter' }),
    ]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 409]);
    const late = answers.find(({ statusCode }) => statusCode === 409);
    expect(late?.body).toMatch(/déjà été (?:acceptée par Camille Copilote|refusée par Sacha Équipe)/);
    expect(await mailsTo(request.account.email)).toHaveLength(1);
    expect(await auditOf(request.account.id)).toHaveLength(1);
  });

  test('the same click twice is one decision', async () => {
    const cle = 'd94c1c04-6c8b-4a4e-9d9b-6a3d0b2f6b10';
    const first = await decide(request, team.cookie, { decision: 'accepter', cle });
    const second = await decide(request, team.cookie, { decision: 'accepter', cle });
    expect([first.statusCode, second.statusCode]).toEqual([303, 303]);
    expect(await auditOf(request.account.id)).toHaveLength(1);
  });
});
