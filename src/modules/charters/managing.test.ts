import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ChartersApp, startWithCharters } from '../../../test/charters.ts';
import { machineDate } from '../../ui/index.ts';
import { remindExpiry } from './expiry.ts';
import { purgeSignatures } from './purge.ts';

let t: ChartersApp;
let page: string;
beforeAll(async () => {
  t = await startWithCharters();
});
afterAll(() => t.close());
beforeEach(async () => {
  await t.comeBack();
  await t.db.deleteFrom('charter_signatures').execute();
  await t.db.deleteFrom('rate_limits').execute();
  await t.db.deleteFrom('outbox').execute();
  page = await t.publish();
});

const address = 'dominique@logiciels.example';
const mailsTo = async (to: string) => (await t.mails()).filter((mail) => mail.to === to);

/** Asks for the link as the signatory would, and gives it. */
async function link(): Promise<string> {
  await t.post(`${page}/gerer`, { courriel: address });
  await t.runJobs();
  const mail = (await mailsTo(address)).findLast(({ text }) => /gestion\/lien/.test(text));
  return /http:\/\/cordee\.test(\/chartes\/\S+\/gestion\/lien\/\S+)/.exec(mail?.text ?? '')?.[1] ?? '';
}

describe('the link to manage a signature', () => {
  it('is asked for with the same answer whoever signed, and goes to who signed only', async () => {
    const [ours, theirs] = [
      await t.post(`${page}/gerer`, { courriel: address.toUpperCase() }),
      await t.post(`${page}/gerer`, { courriel: 'curieux@ailleurs.example' }),
    ];
    expect([theirs.statusCode, theirs.headers.location]).toEqual([ours.statusCode, ours.headers.location]);
    expect(theirs.cookies.map(({ value }) => value)).toEqual(ours.cookies.map(({ value }) => value));
    await t.runJobs();
    expect(await mailsTo('curieux@ailleurs.example')).toEqual([]);
    expect((await mailsTo(address)).at(-1)?.text).toContain('/gestion/lien/');
  });

  it('refuses what is no address', async () => {
    expect((await t.post(`${page}/gerer`, { courriel: 'x' })).statusCode).toBe(422);
  });

  it('serves unaltered, for a day, and changes nothing when opened', async () => {
    const mine = await link();
    expect((await t.get(mine)).statusCode).toBe(200);
    expect((await t.get(`${mine}/retrait`)).statusCode).toBe(200);
    expect((await t.get(`${page}.json`)).json().state).toBe('in_force');
    for (const wrong of [`${mine.slice(0, -2)}xx`, mine.replace(/lien\/.*/, 'lien/x')]) {
      expect((await t.get(wrong)).statusCode).toBe(404);
      expect((await t.post(`${wrong}/retrait`, { motif: 'x' })).statusCode).toBe(404);
    }
    t.clock.advance({ hours: 25 });
    expect((await t.get(mine)).statusCode).toBe(404);
  });
});

describe('the signatory', () => {
  it('says where it stands, with proof, and all of it stays', async () => {
    const mine = await link();
    const say = (changes: object) =>
      t.post(`${mine}/avancement`, {
        engagement: 'integration-produits',
        etat: 'doing',
        note: 'Deux produits sur trois.',
        preuve: 'www.exemple.fr/franceconnect',
        ...changes,
      });
    expect((await say({ engagement: 'promotion-adherents' })).statusCode).toBe(422);
    expect((await say({ engagement: '' })).statusCode).toBe(422);
    expect((await say({ etat: 'autre' })).statusCode).toBe(422);
    expect((await say({ note: '' })).statusCode).toBe(422);
    expect((await say({ preuve: 'javascript:alert(1)' })).statusCode).toBe(422);
    expect((await say({})).statusCode).toBe(303);
    t.clock.advance({ minutes: 5 });
    expect((await say({ etat: 'done', note: 'Les trois.', preuve: '' })).statusCode).toBe(303);
    const { taken, pledges } = (await t.get(`${page}.json`)).json();
    expect(pledges).toEqual({ taken: 2, done: 1 });
    const held = taken.find(({ code }: { code: string }) => code === 'integration-produits');
    expect(held.state).toBe('done');
    expect(held.progress).toHaveLength(2);
    const { body } = await t.get(page);
    expect(body).toContain('https://www.exemple.fr/franceconnect');
    expect(body).toContain('Ce qu’il en disait avant');
  });

  it('is said to be late when the planned day has passed', async () => {
    const planned = machineDate(t.clock.now());
    await t.publish({
      'date_sans-surcout': planned,
      'date_integration-produits': planned,
      perimetre: planned,
    });
    t.deps.pageCache.clear();
    expect((await t.get(page)).body).not.toContain('En retard');
    t.clock.advance({ days: 1 });
    t.deps.pageCache.clear();
    const { body } = await t.get(page);
    expect(body).toContain('En retard');
  });

  it('withdraws for a reason that all may read; its links then serve no more', async () => {
    const mine = await link();
    expect((await t.post(`${mine}/retrait`, { motif: '' })).statusCode).toBe(422);
    const gone = await t.post(`${mine}/retrait`, { motif: 'Nous cessons cette activité.' });
    expect(gone.headers.location).toBe(page);
    t.deps.pageCache.clear();
    const { body } = await t.get(page);
    expect(body).toContain('Cette signature est retirée');
    expect(body).toContain('Nous cessons cette activité.');
    expect((await t.get(`${page}/badge.svg`)).body).toContain('retirée');
    expect((await t.get(mine)).statusCode).toBe(404);
    expect((await t.post(`${page}/suspension`, { motif: 'x' }, t.team)).statusCode).toBe(422);
    const back = await t.publish({ perimetre: 'De retour.' });
    expect(back).toBe(page);
    expect((await t.get(`${page}.json`)).json().events.map(({ kind }: { kind: string }) => kind)).toEqual([
      'published',
      'replaced',
      'withdrawn',
      'published',
    ]);
  });

  it('renews from sixty days before, once however often the button is pressed', async () => {
    const early = await link();
    expect((await t.post(`${early}/renouvellement`, {})).statusCode).toBe(422);
    const { expires_on: before } = (await t.get(`${page}.json`)).json();
    t.clock.advance({ days: 720 });
    const mine = await link();
    const renewed = await Promise.all(Array.from({ length: 10 }, () => t.post(`${mine}/renouvellement`, {})));
    expect(renewed.filter(({ statusCode }) => statusCode === 303)).toHaveLength(1);
    const { expires_on: after, events } = (await t.get(`${page}.json`)).json();
    expect(Number(after.slice(0, 4)) - Number(before.slice(0, 4))).toBe(2);
    expect(after.slice(4)).toBe(before.slice(4));
    expect(events[0]).toMatchObject({ kind: 'renewed', until: after });
  });

  it('renews no text that is no longer in force', async () => {
    await t.post(
      '/chartes/franceconnect/nouvelle-version',
      {
        texte: `Texte ${t.clock.now().toISOString()}`,
        duree: '12',
        motif: 'x',
        version: '1',
        engagement_0_partie: 'vendors',
        engagement_0_texte: 'Autre',
      },
      t.team,
    );
    t.clock.advance({ days: 720 });
    const mine = await link();
    expect((await t.post(`${mine}/renouvellement`, {})).statusCode).toBe(422);
    expect((await t.get(mine)).body).toContain('Signer la nouvelle version');
    // For the tests that follow.
    await t.pool.query('alter table charter_versions disable trigger append_only');
    await t.db.deleteFrom('charter_versions').where('number', '=', 2).execute();
    await t.pool.query('alter table charter_versions enable trigger append_only');
    t.deps.pageCache.clear();
  });
});

describe('the night before', () => {
  const remind = () => remindExpiry(t.db, { now: t.clock.now(), publicUrl: 'http://cordee.test' });

  it('tells of an expiry once, sixty days ahead, whoever runs it and however often', async () => {
    expect(await remind()).toBe(0);
    t.clock.advance({ days: 669 });
    expect(await remind()).toBe(0);
    t.clock.advance({ days: 3 });
    const told = await Promise.all(Array.from({ length: 10 }, remind));
    expect(told.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await remind()).toBe(0);
    const mail = (await mailsTo(address)).at(-1);
    expect(mail?.subject).toMatch(/^Votre signature expire le/);
    const mine = /http:\/\/cordee\.test(\/chartes\/\S+)/.exec(mail?.text ?? '')?.[1] ?? '';
    t.clock.advance({ days: 65 });
    expect((await t.get(mine)).body).toContain('Expirée');
    expect((await t.post(`${mine}/renouvellement`, {})).statusCode).toBe(303);
    expect((await t.get(`${page}.json`)).json().state).toBe('in_force');
    t.clock.advance({ days: 690 });
    expect(await remind()).toBe(1);
  });

  it('forgets what is no longer needed, and the person a year after the end; the organisation stays', async () => {
    await t.sign({ courriel: 'jamais@ed.example', siret: '00000000200006' });
    t.clock.advance({ days: 8 });
    expect(await purgeSignatures(t.db, t.clock.now())).toBe(1);
    const mine = await link();
    await t.post(`${mine}/retrait`, { motif: 'Fin.' });
    t.clock.advance({ days: 300 });
    expect(await purgeSignatures(t.db, t.clock.now())).toBe(0);
    t.clock.advance({ days: 70 });
    expect(await purgeSignatures(t.db, t.clock.now())).toBe(1);
    expect(await purgeSignatures(t.db, t.clock.now())).toBe(0);
    const row = await t.db.selectFrom('charter_signatures').selectAll().executeTakeFirstOrThrow();
    expect([row.email, row.signatory_name, row.signatory_function]).toEqual([null, null, null]);
    expect((await t.get(page)).body).toContain('Logiciels d’essai');
  });
});
