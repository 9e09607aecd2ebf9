import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aGroup, aMembership, anAccount } from '../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import { listEvents } from '../audit/index.ts';
import { proposeSuspension } from '../identity/index.ts';
import { endHolds } from '../identity/two-persons.ts';
import { membersOf } from '../membership/index.ts';

let t: TestApp;
let administrator: { id: string; name: string };
let administratorCookie: string;
let team: { id: string; name: string };
let teamCookie: string;
let stranger: string;
let secondCookie: string;
let group: { id: string; slug: string };
let person: Awaited<ReturnType<typeof anAccount>>;
let cookie: string;

beforeAll(async () => {
  t = await startTestApp();
  administrator = await anAccount(t.db, { name: 'Adèle', roles: ['administrator'] });
  administratorCookie = await t.signIn(administrator.id);
  team = await anAccount(t.db, { name: 'Thomas', roles: ['programme-team'] });
  teamCookie = await t.signIn(team.id);
  secondCookie = await t.signIn((await anAccount(t.db, { name: 'Sonia', roles: ['administrator'] })).id);
  stranger = await t.signIn((await anAccount(t.db)).id);
  group = await aGroup(t.db);
});
afterAll(() => t.close());
beforeEach(async () => {
  person = await anAccount(t.db, { name: 'Nadia' });
  await aMembership(t.db, group.id, person.id);
  cookie = await t.signIn(person.id);
});

const url = (id: string) => `/administration/comptes/${id}`;
const propose = (id: string, by?: string, fields: Record<string, string> = {}) =>
  t.post(`${url(id)}/suspension`, { motif: 'Partie de la commune <b>en mars</b>', ...fields }, by);
const decide = (id: string, by?: string, fields: Record<string, string> = {}) =>
  t.post(`${url(id)}/suspension/decision`, { decision: 'confirmer', ...fields }, by);
/** By two persons: the second is an administrator whom nothing else here is about. */
const suspend = async (id: string, by?: string, motif = 'Partie de la commune <b>en mars</b>') => {
  const proposed = await propose(id, by, { motif });
  return proposed.statusCode === 303 && proposed.headers.location === url(id)
    ? decide(id, secondCookie)
    : proposed;
};
const restore = (id: string, by?: string) => t.post(`${url(id)}/retablissement`, {}, by);
const stateOf = async (id: string) =>
  (await t.db.selectFrom('accounts').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state;
const mailsTo = async (email: string) => (await t.mails()).filter(({ to }) => to === email);
const verbsOf = async (id: string) =>
  (await listEvents(t.db, { thingType: 'account', thingId: id, limit: 10, offset: 0 })).events.map(
    ({ verb }) => verb,
  );

describe('suspending', () => {
  it('is the programme team’s', async () => {
    for (const by of [stranger, cookie]) {
      expect((await t.get(`${url(person.id)}/suspension`, by)).statusCode).toBe(403);
      expect((await suspend(person.id, by)).statusCode).toBe(403);
      expect((await restore(person.id, by)).statusCode).toBe(403);
    }
    expect((await suspend(person.id)).headers.location).toBe('/connexion');
    expect((await restore(person.id)).headers.location).toBe('/connexion');
    expect(await stateOf(person.id)).toBe('active');
    expect((await t.get(`${url(person.id)}/suspension`, teamCookie)).statusCode).toBe(200);
    expect((await t.get(url(person.id), teamCookie)).body).toContain(`${url(person.id)}/suspension`);
  });

  it('wants a reason', async () => {
    for (const motif of ['', '   ', 'x'.repeat(1001)]) {
      const answer = await suspend(person.id, teamCookie, motif);
      expect(answer.statusCode).toBe(422);
      expect(answer.body).toContain('href="#motif"');
    }
    expect(await stateOf(person.id)).toBe('active');
  });

  it('puts the person out at once; who signs in again reads why, and nothing else', async () => {
    const answer = await suspend(person.id, teamCookie);
    expect([answer.statusCode, answer.headers.location]).toEqual([303, url(person.id)]);
    expect((await t.get('/espace', cookie)).headers.location).toMatch(/^\/connexion/);

    const again = await t.signIn(person.id);
    expect((await t.get('/espace', again)).headers.location).toBe('/inscription/suivi');
    const { body } = await t.get('/inscription/suivi', again);
    expect(body).toContain('Votre accès est suspendu');
    expect(body).toContain('Partie de la commune &lt;b>en mars');
    expect((await t.get(`/espace/groupes/${group.slug}/membres`, again)).statusCode).toBe(403);
    expect((await t.post(`/groupes/${group.slug}/adhesion`, {}, again)).statusCode).toBe(403);

    expect((await membersOf(t.db, group.id)).members.map(({ accountId }) => accountId)).not.toContain(
      person.id,
    );
    const [mail] = await mailsTo(person.email);
    expect(mail?.subject).toContain('suspendu');
    expect(mail?.text).toContain('Partie de la commune');
    expect(await verbsOf(person.id)).toEqual(['account.suspend', 'account.propose-suspension']);
    expect((await t.get('/administration/journal', teamCookie)).body).toMatch(
      /a suspendu l’accès du compte «\u00a0<a href="[^"]+">Nadia<\/a>\u00a0»/,
    );
    const page = await t.get(url(person.id), teamCookie);
    expect(page.body).toContain('Accès suspendu');
    expect(page.body).toContain('par Sonia');
    expect((await t.get('/administration/comptes?etat=suspended', teamCookie)).body).toContain(person.id);
    expect((await t.get('/administration/comptes?etat=refused', teamCookie)).body).not.toContain(person.id);
  });

  it('leaves the address as it is', async () => {
    await suspend(person.id, teamCookie);
    const change = { adresse: 'autre@perso.example' };
    const answer = await t.post('/espace/compte/adresse', change, await t.signIn(person.id));
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('Votre accès est suspendu');
    expect(await mailsTo('autre@perso.example')).toEqual([]);
  });

  it('is done once', async () => {
    await suspend(person.id, teamCookie);
    expect((await suspend(person.id, teamCookie)).statusCode).toBe(422);
    expect(await mailsTo(person.email)).toHaveLength(1);
  });

  it('makes links that wait in the mailbox useless', async () => {
    await t.post('/connexion', { adresse: person.email });
    await t.runJobs();
    const link = /\/connexion\/lien\/[\w-]+/.exec((await mailsTo(person.email))[0]?.text ?? '')?.[0] ?? '';
    await suspend(person.id, teamCookie);
    expect((await t.post(link, {})).statusCode).toBe(410);
  });

  it('is neither for oneself, nor for an administrator by a mere member of the team', async () => {
    expect((await suspend(team.id, teamCookie)).statusCode).toBe(403);
    expect((await suspend(administrator.id, teamCookie)).statusCode).toBe(403);
    expect((await suspend(administrator.id, administratorCookie)).statusCode).toBe(403);
    expect((await t.get(url(administrator.id), teamCookie)).body).not.toContain('/suspension"');
    const second = await anAccount(t.db, { roles: ['administrator'] });
    expect((await suspend(second.id, administratorCookie)).statusCode).toBe(303);
    expect((await restore(second.id, teamCookie)).statusCode).toBe(403);
    expect(await stateOf(second.id)).toBe('refused');
    await t.db.deleteFrom('account_roles').where('account_id', '=', second.id).execute();
  });

  it('leaves an administrator', async () => {
    const lone = await startTestApp();
    try {
      const only = await anAccount(lone.db, { roles: ['administrator'] });
      const act = {
        actor: team,
        accountId: only.id,
        reason: 'x',
        hold: true,
        publicUrl: '',
        now: lone.clock.now(),
      };
      await expect(proposeSuspension(lone.db, act)).rejects.toThrow('plus d’administrateur');
    } finally {
      await lone.close();
    }
  });

  it('is not for a demonstration account, nor for whoever was not let in', async () => {
    const waiting = await anAccount(t.db, { state: 'pending' });
    expect((await suspend(waiting.id, teamCookie)).statusCode).toBe(422);
    await t.db.updateTable('accounts').set({ demonstration: true }).where('id', '=', person.id).execute();
    expect((await suspend(person.id, teamCookie)).statusCode).toBe(422);
    expect((await suspend('00000000-0000-4000-8000-000000000000', teamCookie)).statusCode).toBe(404);
  });
});

describe('two persons', () => {
  it('are needed: until another confirms, nothing changes and nobody is told but the team', async () => {
    const from = (await t.mails()).length;
    expect((await propose(person.id, teamCookie)).headers.location).toBe(url(person.id));
    expect(await stateOf(person.id)).toBe('active');
    expect((await t.get('/espace', cookie)).statusCode).toBe(200);
    expect(await mailsTo(person.email)).toEqual([]);
    expect((await t.mails()).slice(from).map(({ subject }) => subject)).toContain(
      'Une suspension d’accès attend votre confirmation',
    );
    expect((await t.get('/administration', secondCookie)).body).toContain('Suspensions à confirmer');
    for (const by of [teamCookie, stranger, cookie])
      expect((await decide(person.id, by)).statusCode).toBe(403);
    expect((await propose(person.id, secondCookie)).statusCode).toBe(422);
    const unexplained = await decide(person.id, secondCookie, { decision: 'refuser' });
    expect(unexplained.statusCode).toBe(422);
    expect(unexplained.body).toContain('href="#motif"');
    expect((await decide(person.id, secondCookie, { decision: 'refuser', motif: 'Non' })).statusCode).toBe(
      303,
    );
    expect(await stateOf(person.id)).toBe('active');
    expect((await decide(person.id, administratorCookie)).statusCode).toBe(409);
    expect(await verbsOf(person.id)).toEqual(['account.refuse-suspension', 'account.propose-suspension']);
  });

  it('hold an access at once for 72 hours, which ends by itself and is not held again by the same', async () => {
    const hold = { conservatoire: '1' };
    await propose(person.id, teamCookie, hold);
    expect(await stateOf(person.id)).toBe('refused');
    expect((await t.get('/espace', cookie)).headers.location).toMatch(/^\/connexion/);
    expect((await mailsTo(person.email))[0]?.text).toContain('/contact');
    t.clock.advance({ hours: 71 });
    const end = () => endHolds(t.db, { now: t.clock.now(), publicUrl: 'http://cordee.test' });
    expect(await end()).toBe(0);
    t.clock.advance({ hours: 1 });
    expect(await end()).toBe(1);
    expect(await end()).toBe(0);
    expect(await stateOf(person.id)).toBe('active');
    expect(await mailsTo(person.email)).toHaveLength(2);
    expect((await decide(person.id, secondCookie)).statusCode).toBe(409);
    expect((await propose(person.id, teamCookie, hold)).statusCode).toBe(422);
    expect((await propose(person.id, teamCookie)).statusCode).toBe(303);
    expect((await decide(person.id, secondCookie)).statusCode).toBe(303);
    expect(await stateOf(person.id)).toBe('refused');
    expect(await verbsOf(person.id)).toEqual([
      'account.suspend',
      'account.propose-suspension',
      'account.end-hold',
      'account.hold',
    ]);
  });

  it('are not there: one alone holds an access, explicitly each time', async () => {
    const lone = await startTestApp();
    try {
      const only = await anAccount(lone.db, { roles: ['administrator'] });
      const who = await anAccount(lone.db);
      const by = await lone.signIn(only.id);
      const at = `${url(who.id)}/suspension`;
      expect((await lone.get(at, by)).body).toContain('Personne d’autre ne peut confirmer');
      expect((await lone.post(at, { motif: 'x' }, by)).statusCode).toBe(422);
      for (const _ of [1, 2]) {
        expect((await lone.post(at, { motif: 'x', conservatoire: '1' }, by)).statusCode).toBe(303);
        expect((await lone.post(`${at}/decision`, { decision: 'confirmer' }, by)).statusCode).toBe(403);
        lone.clock.advance({ hours: 73 });
        expect(await endHolds(lone.db, { now: lone.clock.now(), publicUrl: '' })).toBe(1);
      }
    } finally {
      await lone.close();
    }
  });
});

describe('an address to look at', () => {
  const accept = (id: string, by?: string, version = '1') => t.post(`${url(id)}/adresse`, { version }, by);
  const flagged = async (id: string) =>
    (
      await t.db
        .selectFrom('accounts')
        .select('address_to_check_since')
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
    ).address_to_check_since !== null;
  const flag = (id: string) =>
    t.db
      .updateTable('accounts')
      .set({
        address_to_check_since: t.clock.now(),
        vouched_domain: 'annecy.example',
        email: `${id}@perso.fr`,
      })
      .where('id', '=', id)
      .execute();

  it('is shown to the team, who accepts it once', async () => {
    expect((await t.get('/administration', teamCookie)).body).not.toContain('Adresses à vérifier');
    await flag(person.id);
    expect((await t.get('/administration', teamCookie)).body).toContain('Adresses à vérifier');
    expect((await t.get('/administration/comptes?etat=address', teamCookie)).body).toContain(person.id);
    const page = await t.get(url(person.id), teamCookie);
    expect(page.body).toContain('Adresse changée, domaine non vérifié');
    expect((await accept(person.id, teamCookie)).headers.location).toBe(url(person.id));
    expect(await flagged(person.id)).toBe(false);
    expect(await verbsOf(person.id)).toEqual(['account.accept-address']);
    expect((await accept(person.id, teamCookie, '2')).statusCode).toBe(422);
  });

  it('is not accepted by others, nor as it was not seen', async () => {
    await flag(person.id);
    for (const by of [stranger, cookie]) expect((await accept(person.id, by)).statusCode).toBe(403);
    expect((await accept(person.id)).headers.location).toBe('/connexion');
    await t.db.updateTable('accounts').set({ version: 2 }).where('id', '=', person.id).execute();
    expect((await accept(person.id, teamCookie)).statusCode).toBe(422);
    await flag(team.id);
    expect((await accept(team.id, teamCookie)).statusCode).toBe(403);
    expect([await flagged(person.id), await flagged(team.id)]).toEqual([true, true]);
  });
});

describe('restoring', () => {
  it('gives everything back, and tells the person', async () => {
    await suspend(person.id, teamCookie);
    expect((await t.get(url(person.id), teamCookie)).body).toContain('Rétablir l’accès');
    expect((await restore(person.id, teamCookie)).statusCode).toBe(303);
    const again = await t.signIn(person.id);
    expect((await t.get(`/espace/groupes/${group.slug}/membres`, again)).statusCode).toBe(200);
    expect((await t.get('/inscription/suivi', again)).body).not.toContain('suspendu');
    expect((await mailsTo(person.email)).map(({ subject }) => subject)).toContain(
      'Votre accès à Cordée est rétabli',
    );
    expect(await verbsOf(person.id)).toEqual([
      'account.restore',
      'account.suspend',
      'account.propose-suspension',
    ]);
  });

  it('is for a suspended account only', async () => {
    expect((await restore(person.id, teamCookie)).statusCode).toBe(422);
    const refused = await anAccount(t.db, { state: 'refused' });
    expect((await restore(refused.id, teamCookie)).statusCode).toBe(422);
    expect(await stateOf(refused.id)).toBe('refused');
  });

  it('follows whoever deletes the suspended account: nothing of the reason is left', async () => {
    await suspend(person.id, teamCookie);
    await t.post('/espace/compte/suppression', {}, await t.signIn(person.id));
    const left = await t.db
      .selectFrom('accounts')
      .select(['state', 'suspended_at', 'suspension_reason'])
      .where('id', '=', person.id)
      .executeTakeFirstOrThrow();
    expect(left).toEqual({ state: 'deleted', suspended_at: null, suspension_reason: null });
  });
});
