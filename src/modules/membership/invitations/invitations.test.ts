import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aGroup, aMembership } from '../../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../../test/harness.ts';
import { aPerson, type Person } from '../../../../test/people.ts';
import { deleteAccount } from '../../identity/index.ts';
import { purgeInvitations } from './actions.ts';

let t: TestApp;
let group: { id: string; slug: string; title: string };
let team: Person;
let copilot: Person;
let member: Person;

const person = (values?: Parameters<typeof aPerson>[1]) => aPerson(t, values);

beforeAll(async () => {
  t = await startTestApp();
  team = await person({ roles: ['programme-team'] });
});
afterAll(() => t.close());
beforeEach(async () => {
  group = await aGroup(t.db, { title: 'Données' });
  copilot = await person({ name: 'Camille Copilote' });
  await aMembership(t.db, group.id, copilot.id, 'copilot', 'etat');
  member = await person();
  await aMembership(t.db, group.id, member.id);
});

let count = 0;
const anAddress = () => `invitee-${++count}@mairie.example`;
const page = () => `/espace/groupes/${group.slug}/invitations`;
const invite = (adresses: string, fields = {}, cookie = copilot.cookie) =>
  t.post(page(), { adresses, role: 'membre', mot: '', ...fields }, cookie);
const mailTo = async (email: string) => (await t.mails()).filter(({ to }) => to === email).at(-1)?.text ?? '';
const tokenFor = async (email: string) =>
  /\/invitation\/lien\/([\w-]+)/.exec(await mailTo(email))?.[1] ?? 'none';
const idFor = async (email: string) =>
  (
    await t.db
      .selectFrom('invitations')
      .select('id')
      .where('email', '=', email)
      .orderBy('created_at', 'desc')
      .executeTakeFirstOrThrow()
  ).id;
const placeOf = async (accountId: string) =>
  t.db
    .selectFrom('memberships')
    .select(['role', 'side'])
    .where('group_id', '=', group.id)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
const accountOf = (email: string) =>
  t.db.selectFrom('accounts').select(['id', 'state']).where('email', '=', email).executeTakeFirst();

async function signUp(token: string, fields: Record<string, string> = {}) {
  const answer = await t.post('/inscription', {
    nom: 'Nora Nouvelle',
    courriel: fields.courriel ?? '',
    qualite: 'agent',
    structure: '74010',
    fonction: 'secrétaire',
    information: '1',
    invitation: token,
    ...fields,
  });
  await t.runJobs();
  return answer;
}
async function confirm(email: string) {
  const link = /\/connexion\/lien\/[\w-]+/.exec(await mailTo(email))?.[0] ?? 'none';
  return t.post(link, {});
}

describe('inviting', () => {
  test('several addresses, with a word and a role; each has a link of its own, kept hashed', async () => {
    const [one, two] = [anAddress(), anAddress()];
    const answer = await invite(`${one}, Nora <${two.toUpperCase()}>`, {
      role: 'observateur',
      mot: 'Venez <script>alert(1)</script>',
    });
    expect([answer.statusCode, answer.headers.location]).toEqual([303, page()]);
    expect(await mailTo(one)).toContain(
      'Camille Copilote vous invite à rejoindre le groupe projet « Données »',
    );
    expect(await mailTo(one)).toContain('comme observateur');
    expect(await tokenFor(one)).not.toBe(await tokenFor(two));
    const rows = await t.db.selectFrom('invitations').select('token_hash').where('email', '=', one).execute();
    expect(rows.map(({ token_hash }) => token_hash.toString('hex'))).not.toContain(await tokenFor(one));
    const opened = await t.get(`/invitation/lien/${await tokenFor(one)}`);
    expect(opened.body).toContain('Venez &lt;script>alert(1)');
    expect(opened.headers['cache-control']).toBe('no-store');
    const journal = await t.db
      .selectFrom('audit_events')
      .select('detail')
      .where('verb', '=', 'membership.invite')
      .where('thing_id', '=', group.id)
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(journal.detail)).not.toContain('@');
  });

  test.each([
    ['', 'Indiquez au moins une adresse'],
    ['pas-une-adresse', 'pas-une-adresse. Exemple'],
    [Array.from({ length: 21 }, (_, index) => `a${index}@b.example`).join('\n'), '20 adresses au plus'],
  ])('refuses %j, keeps it, and mails nobody', async (typed, message) => {
    const before = (await t.mails()).length;
    const answer = await invite(typed);
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(message);
    expect(answer.body).toContain(typed.slice(0, 15));
    expect((await t.mails()).length).toBe(before);
  });

  test('is for copilots and the team: not for members, strangers, visitors, or copilots of another group', async () => {
    const stranger = await person();
    const elsewhere = await person();
    await aMembership(t.db, (await aGroup(t.db)).id, elsewhere.id, 'copilot');
    for (const cookie of [member.cookie, stranger.cookie, elsewhere.cookie]) {
      expect((await t.get(page(), cookie)).statusCode).toBe(403);
      expect((await invite(anAddress(), {}, cookie)).statusCode).toBe(403);
    }
    expect((await t.get(page())).headers.location).toContain('/connexion');
    expect((await invite(anAddress(), {}, team.cookie)).statusCode).toBe(303);
  });

  test('to co-piloting is for the team alone', async () => {
    expect((await invite(anAddress(), { role: 'copilote-etat' })).statusCode).toBe(403);
    const invited = await person();
    expect((await invite(invited.email, { role: 'copilote-collectivites' }, team.cookie)).statusCode).toBe(
      303,
    );
    await t.post(`/espace/invitations/${await idFor(invited.email)}/acceptation`, {}, invited.cookie);
    expect(await placeOf(invited.id)).toEqual({ role: 'copilot', side: 'collectivites' });
  });

  test('is not for oneself', async () => {
    for (const role of ['membre', 'copilote-etat']) {
      const answer = await invite(`${anAddress()}\n${team.email}`, { role }, team.cookie);
      expect(answer.statusCode).toBe(422);
      expect(answer.body).toContain('vous inviter vous-même');
    }
    expect(
      await t.db.selectFrom('invitations').where('group_id', '=', group.id).selectAll().execute(),
    ).toEqual([]);
  });

  test('tells nothing of who has an account', async () => {
    const known = await person();
    const [one, other] = [await invite(known.email), await invite(anAddress())];
    expect(one.statusCode).toBe(other.statusCode);
    const link = async (email: string) => (await t.get(`/invitation/lien/${await tokenFor(email)}`)).body;
    const neutral = (html: string, email: string) =>
      html.replaceAll(email, '').replaceAll(/lien\/[\w-]+|invitation=[\w-]+/g, '');
    const unknown = anAddress();
    await invite(unknown);
    expect(neutral(await link(known.email), known.email)).toBe(neutral(await link(unknown), unknown));
  });

  test('not twice while one is under way, not once declined, and not without end', async () => {
    const address = anAddress();
    await invite(address);
    const again = await invite(address);
    expect(again.statusCode).toBe(422);
    expect(again.body).toContain('Invitation déjà envoyée');
    const declined = await t.post(`/invitation/lien/${await tokenFor(address)}/refus`, {});
    expect(declined.statusCode).toBe(303);
    expect((await invite(address)).statusCode).toBe(422);
    for (let batch = 0; batch < 3; batch += 1) {
      const many = Array.from({ length: 20 }, anAddress).join('\n');
      expect((await invite(many)).statusCode).toBe(batch < 2 ? 303 : 422);
    }
  });

  test('one mailbox is not filled by many groups', async () => {
    const address = anAddress();
    const statuses: number[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      group = await aGroup(t.db);
      statuses.push((await invite(address, {}, team.cookie)).statusCode);
    }
    expect(statuses).toEqual([303, 303, 303, 422]);
  });
});

describe('answering', () => {
  test('a GET changes nothing; a newcomer signs up with that address and joins at once', async () => {
    const address = anAddress();
    await invite(address, { role: 'observateur' });
    const token = await tokenFor(address);
    await t.get(`/invitation/lien/${token}`);
    await t.get(`/inscription?invitation=${token}`);
    const form = await t.get(`/inscription?invitation=${token}`);
    expect(form.body).toContain(`value="${address}"`);
    await signUp(token, { courriel: address });
    const entered = await confirm(address);
    expect(entered.headers.location).toBe(`/espace/groupes/${group.slug}/bienvenue`);
    const account = await accountOf(address);
    expect(account?.state).toBe('active');
    // The role of the invitation, not the one that an agent would have.
    expect((await placeOf(account?.id ?? ''))?.role).toBe('observer');
    expect((await t.get(`/invitation/lien/${token}`)).statusCode).toBe(410);
  });

  test('signing up under another address is looked at as usual', async () => {
    const [invited, other] = [anAddress(), anAddress()];
    await invite(invited);
    await signUp(await tokenFor(invited), { courriel: other });
    const entered = await confirm(other);
    expect(entered.headers.location).toBe('/inscription/suivi');
    expect((await accountOf(other))?.state).toBe('pending');
    expect((await t.get(`/invitation/lien/${await tokenFor(invited)}`)).statusCode).toBe(200);
  });

  test('somebody who waits is let in by accepting', async () => {
    const address = anAddress();
    await signUp('', { courriel: address });
    const session = await confirm(address);
    const cookie = session.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    await invite(address);
    expect((await t.get('/inscription/suivi', cookie)).body).toContain('Vous êtes invité dans un groupe');
    const answer = await t.post(`/espace/invitations/${await idFor(address)}/acceptation`, {}, cookie);
    expect(answer.headers.location).toBe(`/espace/groupes/${group.slug}/bienvenue`);
    expect((await accountOf(address))?.state).toBe('active');
  });

  test('never for another address, whatever the link or the id says', async () => {
    const invited = await person();
    const other = await person();
    await invite(invited.email);
    const token = await tokenFor(invited.email);
    const shown = await t.get(`/invitation/lien/${token}`, other.cookie);
    expect(shown.body).toContain('Cette invitation vaut pour une autre adresse');
    const id = await idFor(invited.email);
    for (const act of ['acceptation', 'refus']) {
      expect((await t.post(`/espace/invitations/${id}/${act}`, {}, other.cookie)).statusCode).toBe(404);
    }
    expect((await t.get('/espace/invitations', other.cookie)).body).not.toContain(group.slug);
    expect(await placeOf(other.id)).toBeUndefined();
    expect((await t.post(`/espace/invitations/${id}/acceptation`, {}, invited.cookie)).statusCode).toBe(303);
    expect((await placeOf(invited.id))?.role).toBe('member');
  });

  test('refused and suspended people stay out', async () => {
    const suspended = await person({ state: 'refused' });
    await invite(suspended.email);
    const answer = await t.post(
      `/espace/invitations/${await idFor(suspended.email)}/acceptation`,
      {},
      suspended.cookie,
    );
    expect(answer.statusCode).toBe(422);
    expect(await placeOf(suspended.id)).toBeUndefined();
  });

  test('who was taken out since stays out; who was taken out before comes back', async () => {
    const person1 = await person();
    await invite(person1.email);
    const removedAt = new Date(t.clock.now().getTime() + 1000);
    const removal = { group_id: group.id, account_id: person1.id };
    await t.db
      .insertInto('membership_removals')
      .values({ ...removal, removed_at: removedAt })
      .execute();
    const accept = async () =>
      (await t.post(`/espace/invitations/${await idFor(person1.email)}/acceptation`, {}, person1.cookie))
        .statusCode;
    expect(await accept()).toBe(422);
    expect(await placeOf(person1.id)).toBeUndefined();
    await t.db
      .updateTable('membership_removals')
      .set({ removed_at: new Date(0) })
      .where('account_id', '=', person1.id)
      .execute();
    expect(await accept()).toBe(303);
    expect((await placeOf(person1.id))?.role).toBe('member');
  });

  test.each(['observateur', 'copilote-collectivites'])(
    'of the team, as %s: the copilots are told who came, and by whom; not when one of them invited',
    async (role) => {
      const toldTo = async (who: Person) =>
        (await t.mails()).filter(
          ({ to, subject }) => to === who.email && subject.includes('rejoint le groupe'),
        );
      const colleague = await person({ name: 'Cléo Collègue', roles: ['programme-team'] });
      const second = await person();
      await aMembership(t.db, group.id, second.id, 'copilot', 'collectivites');
      await invite(colleague.email, { role }, team.cookie);
      expect(await toldTo(copilot)).toEqual([]);
      await t.post(`/espace/invitations/${await idFor(colleague.email)}/acceptation`, {}, colleague.cookie);
      const [mail, ...more] = await toldTo(copilot);
      expect(more).toEqual([]);
      expect(mail?.text).toContain('Cléo Collègue fait maintenant partie du groupe');
      expect(mail?.text).toContain(`${team.name}, de l’équipe du programme`);
      expect(await toldTo(member)).toEqual([]);
      expect(await toldTo(colleague)).toEqual([]);

      const other = await person({ roles: ['programme-team'] });
      await invite(other.email);
      await t.post(`/espace/invitations/${await idFor(other.email)}/acceptation`, {}, other.cookie);
      expect(await placeOf(other.id)).toMatchObject({ role: 'member' });
      for (const who of [copilot, second]) expect(await toldTo(who)).toHaveLength(1);
    },
  );

  test('who is in the group keeps their role', async () => {
    await invite(member.email, { role: 'observateur' });
    await t.post(`/espace/invitations/${await idFor(member.email)}/acceptation`, {}, member.cookie);
    expect((await placeOf(member.id))?.role).toBe('member');
  });
});

describe('the end of an invitation', () => {
  const isOpen = async (token: string) => (await t.get(`/invitation/lien/${token}`)).statusCode === 200;

  test('comes after thirty days', async () => {
    const address = anAddress();
    await invite(address);
    const token = await tokenFor(address);
    t.clock.advance({ days: 29 });
    expect(await isOpen(token)).toBe(true);
    t.clock.advance({ days: 2 });
    expect(await isOpen(token)).toBe(false);
    copilot.cookie = await t.signIn(copilot.id);
    expect((await t.get(page(), copilot.cookie)).body).toContain('Expirée');
    expect((await invite(address)).statusCode).toBe(303);
  });

  test('revoked, it leads nowhere; resent, its former link does not either', async () => {
    copilot.cookie = await t.signIn(copilot.id);
    const address = anAddress();
    await invite(address);
    const first = await tokenFor(address);
    const id = await idFor(address);
    expect((await t.post(`${page()}/${id}/renvoi`, {}, copilot.cookie)).statusCode).toBe(422);
    t.clock.advance({ days: 2 });
    expect((await t.post(`${page()}/${id}/renvoi`, {}, copilot.cookie)).statusCode).toBe(303);
    const second = await tokenFor(address);
    expect([await isOpen(first), await isOpen(second)]).toEqual([false, true]);
    expect((await t.post(`${page()}/${id}/retrait`, {}, copilot.cookie)).statusCode).toBe(303);
    expect(await isOpen(second)).toBe(false);
    expect((await t.post(`${page()}/${id}/retrait`, {}, copilot.cookie)).statusCode).toBe(422);
  });

  test('of another group cannot be touched', async () => {
    const address = anAddress();
    await invite(address);
    const id = await idFor(address);
    group = await aGroup(t.db);
    await aMembership(t.db, group.id, copilot.id, 'copilot', 'etat');
    copilot.cookie = await t.signIn(copilot.id);
    expect((await t.post(`${page()}/${id}/retrait`, {}, copilot.cookie)).statusCode).toBe(404);
    expect(await isOpen(await tokenFor(address))).toBe(true);
  });

  test.each(['leaves', 'steps down', 'is suspended', 'loses the team'])(
    'comes when who invited %s',
    async (how) => {
      const second = await person();
      await aMembership(t.db, group.id, second.id, 'copilot', 'etat');
      const inviter = how === 'loses the team' ? await person({ roles: ['programme-team'] }) : copilot;
      inviter.cookie = await t.signIn(inviter.id);
      const address = anAddress();
      await invite(address, {}, inviter.cookie);
      const token = await tokenFor(address);
      expect(await isOpen(token)).toBe(true);
      if (how === 'leaves') await t.post(`/groupes/${group.slug}/depart`, {}, inviter.cookie);
      if (how === 'steps down') {
        await t.post(
          `/espace/groupes/${group.slug}/membres/${inviter.id}`,
          { role: 'membre' },
          inviter.cookie,
        );
      }
      if (how === 'is suspended') {
        await t.db
          .updateTable('accounts')
          .set({ state: 'refused', suspended_at: t.clock.now(), suspension_reason: 'Motif' })
          .where('id', '=', inviter.id)
          .execute();
      }
      if (how === 'loses the team') {
        await t.db.deleteFrom('account_roles').where('account_id', '=', inviter.id).execute();
      }
      expect(await isOpen(token)).toBe(false);
    },
  );

  test('what is left of it goes', async () => {
    const invited = await person();
    await invite(invited.email);
    await t.post(`/espace/invitations/${await idFor(invited.email)}/acceptation`, {}, invited.cookie);
    await t.db
      .transaction()
      .execute((tx) => deleteAccount(tx, { accountId: invited.id, now: t.clock.now() }));
    const left = await t.db
      .selectFrom('invitations')
      .select('id')
      .where('email', '=', invited.email)
      .execute();
    expect(left).toEqual([]);
    const address = anAddress();
    copilot.cookie = await t.signIn(copilot.id);
    await invite(address);
    const id = await idFor(address);
    t.clock.advance({ days: 61 });
    await purgeInvitations(t.db, t.clock.now());
    const row = await t.db
      .selectFrom('invitations')
      .select('email')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(row.email).toBeNull();
  });
});
