import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { asksToSignIn, type MeasureOfTest, type Person, startAgenda } from '../../../test/agenda.ts';
import { listEvents } from '../audit/index.ts';
import { findMeasure } from './measure.ts';

let agenda: Awaited<ReturnType<typeof startAgenda>>;
let measure: MeasureOfTest;
let path: string;
beforeAll(async () => {
  agenda = await startAgenda();
});
afterAll(() => agenda.t.close());
beforeEach(async () => {
  measure = await agenda.aMeasure();
  path = `/agenda/${measure.slug}/jalons/${measure.milestones[1]}`;
});

const fields = {
  date: '1er semestre 2028',
  motif: 'Les plateformes ne sont pas prêtes.',
  source_label: 'Communiqué de la DGFiP',
  source_url: 'https://www.impots.gouv.fr/report',
  version: '1',
};
const post = async (
  values: Record<string, string> = {},
  person: Person = 'copilot',
  where = `${path}/report`,
) => agenda.t.post(where, { ...fields, ...values }, await agenda.as(person));
const deadline = async () =>
  (await findMeasure(agenda.t.db, measure.slug))?.milestones.find(({ id }) => id === measure.milestones[1]);

describe('a milestone is postponed', () => {
  test('keeps the old date, the reason and the source; calendars follow the same row', async () => {
    expect((await post({ toute_la_mesure: 'on' })).statusCode).toBe(303);
    expect(await deadline()).toMatchObject({
      date: '2028-01-01',
      precision: 'half',
      sequence: 1,
      moves: [
        {
          from: { date: '2027-09-01', precision: 'day' },
          to: { date: '2028-01-01', precision: 'half' },
          reason: fields.motif,
          source: { label: fields.source_label, url: fields.source_url },
        },
      ],
    });
    const saved = await findMeasure(agenda.t.db, measure.slug);
    expect(saved).toMatchObject({ status: 'postponed', version: 2 });
    const versions = await agenda.t.db
      .selectFrom('measure_versions')
      .select(['version', 'origin', 'actor_id', 'reason'])
      .where('measure_id', '=', measure.id)
      .orderBy('version')
      .execute();
    expect(versions[1]).toMatchObject({ version: 2, origin: 'postponement', actor_id: agenda.id.copilot });
    expect(versions[1]?.reason).toContain(
      'attendu le 1er septembre 2027 et l’est désormais au 1er semestre 2028',
    );
    const { events } = await listEvents(agenda.t.db, { thingId: measure.id, limit: 9, offset: 0 });
    expect(events.map(({ verb }) => verb)).toEqual(['measure.postpone']);
  });

  test('moves again: each move is kept, oldest first, and the other milestone is left alone', async () => {
    await post();
    expect((await post({ date: '2029', version: '2' }, 'editor')).statusCode).toBe(303);
    expect((await deadline())?.moves.map(({ to }) => to.date)).toEqual(['2028-01-01', '2029-01-01']);
    const saved = await findMeasure(agenda.t.db, measure.slug);
    expect(saved?.milestones.find(({ label }) => label === 'Phase pilote')).toMatchObject({ sequence: 0 });
    expect(saved?.status).toBe('announced');
  });

  test.each<[Person, number]>([
    ['stranger', 403],
    ['member', 403],
    ['pending', 403],
    ['editor', 303],
    ['team', 303],
  ])('by %s: %d', async (person, status) => {
    expect((await post({}, person)).statusCode).toBe(status);
  });

  test('an anonymous visitor signs in first', async () => {
    const answer = await agenda.t.post(`${path}/report`, fields);
    expect(asksToSignIn(answer)).toBe(true);
    expect(await deadline()).toMatchObject({ date: '2027-09-01', sequence: 0, moves: [] });
  });

  test.each([
    ['the same date', { date: 'le 1er septembre 2027' }, 'C’est déjà la date de ce jalon'],
    ['a day that does not exist', { date: '31 février 2028' }, 'n’est pas comprise, ou n’existe pas'],
    ['no date', { date: '' }, 'Indiquez la nouvelle date'],
    ['no reason', { motif: ' ' }, 'Dites pourquoi'],
    ['no source', { source_label: '' }, 'Indiquez qui l’annonce'],
    ['an address that runs a script', { source_url: 'javascript:alert(1)' }, 'Cette adresse est incorrecte'],
  ])('refuses %s, and writes nothing', async (_, values, message) => {
    const answer = await post(values);
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(message);
    expect(await deadline()).toMatchObject({ date: '2027-09-01', sequence: 0, moves: [] });
    expect(await findMeasure(agenda.t.db, measure.slug)).toMatchObject({ version: 1 });
  });

  test('somebody moved it meanwhile: says where it stands now', async () => {
    await post();
    const answer = await post({ date: '2030' });
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain('1er semestre 2028');
    expect((await deadline())?.moves).toHaveLength(1);
  });

  test('a milestone of another measure does not exist there', async () => {
    const other = await agenda.aMeasure();
    const where = `/agenda/${other.slug}/jalons/${measure.milestones[1]}/report`;
    expect((await post({}, 'team', where)).statusCode).toBe(404);
    expect((await agenda.t.get(where, await agenda.as('team'))).statusCode).toBe(404);
  });

  test('a draft does not exist for a stranger', async () => {
    const draft = await agenda.aMeasure({}, false);
    const where = `/agenda/${draft.slug}/jalons/${draft.milestones[1]}/report`;
    expect((await post({}, 'stranger', where)).statusCode).toBe(404);
  });

  test('the page shows where it stands', async () => {
    const page = await agenda.t.get(`${path}/report`, await agenda.as('copilot'));
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('1er septembre 2027');
  });
});

describe('a milestone is cancelled', () => {
  test('keeps its row, cancelled, and is no longer part of the measure', async () => {
    const answer = await post({}, 'copilot', `${path}/annulation`);
    expect(answer.statusCode).toBe(303);
    expect(await deadline()).toMatchObject({ sequence: 1, cancelledAt: agenda.t.clock.now() });
    const { content } = await agenda.t.db
      .selectFrom('measure_versions')
      .select('content')
      .where('measure_id', '=', measure.id)
      .where('version', '=', 2)
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(content)).not.toContain('Émission obligatoire');
  });

  test('then moves no more', async () => {
    await post({}, 'copilot', `${path}/annulation`);
    const answer = await post({ version: '2' });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('Ce jalon est annulé');
  });

  test('asks why', async () => {
    expect((await post({ motif: '' }, 'copilot', `${path}/annulation`)).statusCode).toBe(422);
    expect((await post({}, 'stranger', `${path}/annulation`)).statusCode).toBe(403);
    expect(await deadline()).toMatchObject({ sequence: 0, cancelledAt: null });
  });
});
