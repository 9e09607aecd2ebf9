import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  asksToSignIn,
  type MeasureOfTest,
  measureForm,
  milestoneRows,
  type Person,
  startAgenda,
  wordsIn,
} from '../../../test/agenda.ts';
import { deleteAccount } from '../identity/index.ts';
import { findMeasure } from './measure.ts';

let agenda: Awaited<ReturnType<typeof startAgenda>>;
let measure: MeasureOfTest;
beforeAll(async () => {
  agenda = await startAgenda();
});
afterAll(() => agenda.t.close());
beforeEach(async () => {
  await agenda.t.db.deleteFrom('rate_limits').execute();
  measure = await agenda.aMeasure();
});

type Values = Record<string, string | string[]>;
const send = async (path: string, values: Values, person: Person) =>
  agenda.t.post(path, values, await agenda.as(person));
/** The public of the measure. */
const asItIs = { public_1_types: 'commune', public_1_min: '3 500', public_1_min_op: '>' };
const correct = (values: Values = {}, person: Person = 'stranger') =>
  send(
    `/agenda/${measure.slug}/proposer`,
    measureForm({
      ...milestoneRows(measure),
      ...asItIs,
      pilot: 'DGFiP et AIFE',
      commentaire: 'Lu au Journal officiel.',
      ...values,
    }),
    person,
  );
const edit = (values: Values, version = '1') =>
  send(
    `/agenda/${measure.slug}/modifier`,
    measureForm({ ...milestoneRows(measure), version, ...values }),
    'copilot',
  );
const placeOf = (response: { headers: Record<string, unknown> }) =>
  z.string().parse(response.headers.location);
/** Proposes, and returns the address of the proposal. */
const proposed = async (values: Values = {}) => placeOf(await correct(values));
const publish = (place: string, values: Values = {}, person: Person = 'copilot') =>
  send(
    `${place}/publication`,
    measureForm({
      ...milestoneRows(measure),
      ...asItIs,
      pilot: 'DGFiP et AIFE',
      etat: 'publiee',
      motif: 'Pilote complété.',
      ...values,
    }),
    person,
  );
const saved = () => findMeasure(agenda.t.db, measure.slug);
const stateOf = async (place: string) =>
  agenda.t.db
    .selectFrom('measure_proposals')
    .select(['state', 'published_version', 'decided_by', 'author_id'])
    .where('id', '=', place.slice(place.lastIndexOf('/') + 1))
    .executeTakeFirstOrThrow();
const read = async (place: string, person: Person) => agenda.t.get(place, await agenda.as(person));

describe('a correction is proposed', () => {
  test('nothing changes until it is accepted; its author and the keepers read the difference', async () => {
    const place = await proposed();
    expect(await saved()).toMatchObject({ version: 1, pilot: 'DGFiP' });
    for (const person of ['stranger', 'copilot', 'team'] as const) {
      const page = await read(place, person);
      expect(page.statusCode).toBe(200);
      expect(page.body).toContain('<ins>');
      expect(page.body).toContain('AIFE');
      expect(page.body).toContain('Lu au Journal officiel.');
      expect(page.body.includes('Relire et publier')).toBe(person !== 'stranger');
    }
    expect((await read('/espace/agenda/propositions', 'copilot')).body).toContain(place);
    expect((await read('/espace/agenda/mes-propositions', 'stranger')).body).toContain(place);
    expect((await read('/espace/agenda/mes-propositions', 'member')).body).not.toContain(place);
    // Nothing leads whoever proposes to pages that are not theirs.
    for (const page of [place, '/espace/agenda/mes-propositions'])
      expect((await read(page, 'stranger')).body).not.toContain('href="/espace/agenda"');
  });

  test.each<Person>(['member', 'editor', 'pending'])('for %s it does not exist', async (person) => {
    const place = await proposed();
    expect((await read(place, person)).statusCode).toBe(404);
    expect((await send(`${place}/retrait`, {}, person)).statusCode).toBe(404);
    expect((await publish(place, {}, person)).statusCode).toBe(403);
    expect((await send(`${place}/refus`, { motif: 'x' }, person)).statusCode).toBe(403);
    expect((await read('/espace/agenda/propositions', person)).statusCode).toBe(403);
    expect(await stateOf(place)).toMatchObject({ state: 'waiting' });
  });

  test('neither by a visitor nor by an account that waits', async () => {
    const fields = measureForm({ commentaire: 'x' });
    expect(asksToSignIn(await agenda.t.post(`/agenda/${measure.slug}/proposer`, fields))).toBe(true);
    expect((await correct({}, 'pending')).statusCode).toBe(403);
    expect(
      (await send('/agenda/proposer', { ...fields, public_1_types: 'commune' }, 'pending')).statusCode,
    ).toBe(403);
  });

  test.each([
    ['nothing changed', { pilot: 'DGFiP' }, 'Vous n’avez rien changé'],
    ['no word of why', { commentaire: '' }, 'Dites en une phrase pourquoi'],
    ['a day that does not exist', { milestone_1_date: '30 février 2027' }, 'n’existe pas'],
    ['a public of nobody', { public_1_types: [], public_1_min: '' }, 'Choisissez au moins un type'],
    ['a forged kind', { public_1_types: 'canton' }, 'public_1_types'],
    ['a forged condition', { public_1_condition_1: 'inventee' }, 'Cette question n’existe pas'],
    ['the same public in another order', { pilot: 'DGFiP', public_1_min: '3500' }, 'Vous n’avez rien changé'],
    ['a theme of one’s own', { theme: 'x', new_theme: 'Mon thème' }, 'Choisissez un thème de la liste'],
  ])('refuses %s', async (_, values, message) => {
    const answer = await correct(values);
    expect(answer.statusCode).toBe(422);
    expect(wordsIn(answer)).toContain(message);
  });

  test('so many a day', async () => {
    for (let count = 0; count < 10; count += 1) await correct({ pilot: `Pilote ${count}` });
    expect((await correct()).statusCode).toBe(429);
  });

  test('withdrawn by its author, then decided by nobody', async () => {
    const place = await proposed();
    expect((await send(`${place}/retrait`, {}, 'stranger')).statusCode).toBe(303);
    expect(await stateOf(place)).toMatchObject({ state: 'withdrawn' });
    expect((await publish(place)).statusCode).toBe(422);
    expect(await saved()).toMatchObject({ version: 1 });
  });
});

describe('those who keep the agenda are told', () => {
  const keepers = ['copilot', 'team'] as const;
  /** Mails about what waits, since the last look. */
  const told = async () => {
    const mails = await agenda.t.db
      .selectFrom('outbox')
      .innerJoin('accounts', 'accounts.email', 'outbox.recipient')
      .where('key', 'like', 'proposals:%')
      .orderBy('key')
      .select(['accounts.id', 'subject', 'body_text as text'])
      .execute();
    await agenda.t.db.deleteFrom('outbox').execute();
    return mails;
  };
  const idsOf = (mails: { id: string }[]) => mails.map(({ id }) => id).sort();
  const idOf = (...people: Person[]) => people.map((person) => agenda.id[person]).sort();
  const nextDay = async () => {
    agenda.t.clock.advance({ days: 1, hours: 2 });
    await agenda.t.pool.query('update graphile_worker._private_jobs set run_at = now()');
    await agenda.t.runJobs();
  };
  const chooses = (person: Person, mail: 'at_once' | 'never') =>
    agenda.t.db
      .updateTable('memberships')
      .set({ mail })
      .where('account_id', '=', agenda.id[person])
      .execute();
  beforeEach(async () => {
    await chooses('copilot', 'at_once');
    await agenda.t.db
      .updateTable('accounts')
      .set({ state: 'active' })
      .where('id', '=', agenda.id.team)
      .execute();
    await agenda.t.db.deleteFrom('measure_proposals').execute();
    await agenda.t.pool.query('delete from graphile_worker._private_jobs');
    await told();
  });

  test('by one mail each, that says what and where, and nothing of who', async () => {
    await proposed({ title: 'Titre proposé' });
    const mails = await told();
    expect(idsOf(mails)).toEqual(idOf(...keepers));
    for (const { id, subject, text } of mails) {
      expect(subject).toMatch(/^1.proposition attend dans l’agenda$/);
      expect(text).toContain('- Correction : « Facture électronique »');
      expect(text).toContain('http://cordee.test/espace/agenda/propositions');
      expect(text.includes('#mes-courriels')).toBe(id === agenda.id.copilot);
      expect(text).not.toContain('Journal officiel');
    }
  });

  test('none who proposed it, none who wants no mail of the group, none whose account is not active', async () => {
    await correct({}, 'team');
    expect(idsOf(await told())).toEqual(idOf('copilot'));
    await chooses('copilot', 'never');
    await agenda.t.db
      .updateTable('accounts')
      .set({ state: 'refused' })
      .where('id', '=', agenda.id.team)
      .execute();
    await correct({ pilot: 'ANCT' });
    expect(await told()).toEqual([]);
  });

  test('once a day, however many come; of the later ones the next day, if they still wait', async () => {
    const mailsOf = async () => {
      const mails = await agenda.t.db
        .selectFrom('outbox')
        .where('key', 'like', 'proposals:%')
        .select('subject')
        .execute();
      return mails.map(({ subject }) => subject.replace(/\s/g, ' '));
    };
    await proposed();
    await correct({ pilot: 'ANCT' });
    await correct({ pilot: 'DINUM' });
    expect(await mailsOf()).toHaveLength(2);
    await told();
    await nextDay();
    expect(await mailsOf()).toEqual(Array(2).fill('3 propositions attendent dans l’agenda'));
    await nextDay();
    expect(await mailsOf()).toHaveLength(2);
  });

  test('of nothing that was withdrawn meanwhile', async () => {
    await proposed();
    const place = await proposed({ pilot: 'ANCT' });
    await agenda.t.db
      .updateTable('measure_proposals')
      .set({ state: 'withdrawn', decided_at: agenda.t.clock.now() })
      .execute();
    expect(await stateOf(place)).toMatchObject({ state: 'withdrawn' });
    await told();
    await nextDay();
    expect(await told()).toEqual([]);
  });

  test('not when what was sent is refused', async () => {
    expect((await correct({ commentaire: '' })).statusCode).toBe(422);
    expect((await correct({ pilot: 'DGFiP' })).statusCode).toBe(422);
    expect(await told()).toEqual([]);
  });
});

describe('a proposal is decided', () => {
  test('accepted: a version of its own, attributed; its author is told', async () => {
    const place = await proposed();
    const form = await read(`${place}/publication`, 'copilot');
    expect(form.body).toContain('value="DGFiP et AIFE"');
    expect(placeOf(await publish(place))).toBe(`/agenda/${measure.slug}`);
    expect(await saved()).toMatchObject({ pilot: 'DGFiP et AIFE', version: 2 });
    expect(await stateOf(place)).toMatchObject({
      state: 'accepted',
      published_version: 2,
      decided_by: agenda.id.copilot,
      author_id: agenda.id.stranger,
    });
    const version = await agenda.t.db
      .selectFrom('measure_versions')
      .select('origin')
      .where('measure_id', '=', measure.id)
      .where('version', '=', 2)
      .executeTakeFirst();
    expect(version).toEqual({ origin: 'proposal' });
    const mail = (await agenda.t.mails()).at(-1);
    expect(mail?.subject).toContain('est publiée');
    expect(mail?.text).toContain('Pilote complété.');
  });

  test('edited before it is published', async () => {
    const place = await proposed();
    await publish(place, { pilot: 'DGFiP, avec l’AIFE' });
    expect(await saved()).toMatchObject({ pilot: 'DGFiP, avec l’AIFE' });
  });

  test('once only', async () => {
    const place = await proposed();
    await publish(place);
    const again = await publish(place, { version: '2', pilot: 'Autre' });
    expect(again.statusCode).toBe(422);
    expect(again.body).toContain('elle vient d’être traitée');
    expect(await saved()).toMatchObject({ version: 2, pilot: 'DGFiP et AIFE' });
  });

  test('refused with a reason that its author reads', async () => {
    const place = await proposed();
    expect((await send(`${place}/refus`, { motif: '' }, 'team')).statusCode).toBe(422);
    expect((await send(`${place}/refus`, { motif: 'Le texte dit le contraire.' }, 'team')).statusCode).toBe(
      303,
    );
    expect(await stateOf(place)).toMatchObject({ state: 'refused' });
    expect((await agenda.t.mails()).at(-1)?.text).toContain('Le texte dit le contraire.');
    expect((await read(place, 'stranger')).body).toContain('Le texte dit le contraire.');
    expect(await saved()).toMatchObject({ version: 1 });
  });

  test('what others changed meanwhile stays; what both changed is shown', async () => {
    const place = await proposed();
    await edit({ title: 'Titre d’aujourd’hui', pilot: 'DINUM' });
    const page = await read(place, 'copilot');
    expect(page.body).toContain('La mesure a changé depuis cette proposition');
    expect(page.body).toContain('DINUM');
    const form = await read(`${place}/publication`, 'copilot');
    expect(form.body).toContain('value="Titre d’aujourd’hui"');
    expect(form.body).toContain('value="DGFiP et AIFE"');
    expect(form.body).toContain('name="version" value="2"');
  });

  test('somebody saves while the keeper reads: both texts, nothing written, the proposal waits', async () => {
    const place = await proposed();
    await edit({ pilot: 'DINUM' });
    const answer = await publish(place);
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain('DINUM');
    expect(await saved()).toMatchObject({ pilot: 'DINUM', version: 2 });
    expect(await stateOf(place)).toMatchObject({ state: 'waiting' });
    expect((await publish(place, { version: '2' })).statusCode).toBe(303);
  });

  test('a missing measure gets its address when it is published', async () => {
    const fields = measureForm({
      title: 'Cloud au centre',
      public_1_types: ['commune'],
      commentaire: 'Circulaire.',
    });
    const place = placeOf(await send('/agenda/proposer', fields, 'member'));
    expect(await findMeasure(agenda.t.db, 'cloud-au-centre')).toBeUndefined();
    expect((await read(place, 'copilot')).body).toContain('Mesure manquante');
    const form = measureForm({
      title: 'Cloud au centre',
      public_1_types: ['commune', 'region'],
      etat: 'publiee',
    });
    expect(placeOf(await send(`${place}/publication`, form, 'copilot'))).toBe('/agenda/cloud-au-centre');
    expect(await findMeasure(agenda.t.db, 'cloud-au-centre')).toMatchObject({
      version: 1,
      audience: { kind: ['commune', 'region'] },
    });
    expect(await stateOf(place)).toMatchObject({ state: 'accepted', published_version: 1 });
  });

  test('who is concerned is corrected with the same form, read in words, and published', async () => {
    const opened = await read(`/agenda/${measure.slug}/proposer`, 'stranger');
    expect(opened.body).toMatch(/name="public_1_min"[^>]*value="3500"/);
    const place = await proposed({
      pilot: 'DGFiP',
      public_1_types: ['commune', 'epci'],
      public_1_min: '2 000',
    });
    const page = await read(place, 'copilot');
    expect(page.body).toContain('Qui est concerné');
    expect(wordsIn(page).replace(/<[^>]+>/g, ' ')).toMatch(/intercommunalités/);
    expect(page.body).not.toContain('Pilote</h');
    const form = await read(`${place}/publication`, 'copilot');
    expect(form.body).toMatch(/name="public_1_min"[^>]*value="2000"/);
    const seen = await publish(place, { public_1_types: 'region', public_1_min: '', apercu: '1' });
    expect(wordsIn(seen)).toContain('18 collectivités concernées');
    expect(await saved()).toMatchObject({ version: 1 });
    const values = { pilot: 'DGFiP', public_1_types: ['commune', 'epci'], public_1_min: '2 000' };
    expect((await publish(place, values)).statusCode).toBe(303);
    expect(await saved()).toMatchObject({
      version: 2,
      audience: { all: [{ kind: ['commune', 'epci'] }, { population: { op: '>', value: 2000 } }] },
    });
    expect(await stateOf(place)).toMatchObject({ state: 'accepted', published_version: 2 });
  });

  test('a public that the form cannot tell is kept, whoever proposes', async () => {
    const rule = { not: { kind: ['commune' as const] } };
    measure = await agenda.aMeasure({ audience: { version: 1, rule } });
    const none = { public_1_types: [], public_1_min: '' };
    const opened = await read(`/agenda/${measure.slug}/proposer`, 'stranger');
    expect(opened.body).toContain('Cette règle dit plus que ce formulaire');
    const place = await proposed({ ...none, public_garder: 'oui' });
    expect((await read(place, 'copilot')).body).not.toContain('Qui est concerné');
    expect((await publish(place, { ...none, public_garder: 'oui' })).statusCode).toBe(303);
    expect(await saved()).toMatchObject({ version: 2, audience: rule });
    // Replaced by nothing is no rule.
    expect((await correct({ ...none, public_garder: 'non', version: '2' })).statusCode).toBe(422);
  });

  test('what waits goes with the account of its author', async () => {
    const place = await proposed();
    await agenda.t.db.updateTable('measure_proposals').set({ author_id: agenda.id.pending }).execute();
    const leaving = { accountId: agenda.id.pending, now: agenda.t.clock.now() };
    await agenda.t.db.transaction().execute((tx) => deleteAccount(tx, leaving));
    expect(await stateOf(place)).toMatchObject({ state: 'withdrawn', author_id: null });
  });
});
