import { afterAll, beforeAll, expect, test } from 'vitest';
import { measureForm, milestoneRows, startAgenda } from '../../../test/agenda.ts';
import { findMeasure } from './measure.ts';
import { removeAgendaWorkOf } from './removal.ts';

let agenda: Awaited<ReturnType<typeof startAgenda>>;
beforeAll(async () => {
  agenda = await startAgenda();
});
afterAll(() => agenda.t.close());

test('what fictional people did to the agenda is undone; what others wrote stays', async () => {
  const { t, as, id } = agenda;
  const measure = await agenda.aMeasure();
  const here = `/agenda/${measure.slug}`;
  const form = measureForm({ ...milestoneRows(measure), pilot: 'Pilote réel' });
  await t.post(`${here}/modifier`, form, await as('team'));
  await t.post(
    `${here}/jalons/${measure.milestones[1]}/report`,
    { date: '2030', motif: 'Essai', source_label: 'Essai', source_url: 'https://exemple.fr', version: '2' },
    await as('copilot'),
  );
  await t.post(
    '/agenda/nouvelle',
    measureForm({ title: 'Mesure fictive', public_1_types: 'commune', etat: 'publiee' }),
    await as('copilot'),
  );
  const told = { nature: 'cost', visibilite: 'public' };
  await t.post(`${here}/temoignages/nouveau`, { ...told, texte: 'Fictif' }, await as('copilot'));
  await t.post(`${here}/temoignages/nouveau`, { ...told, texte: 'Réel' }, await as('stranger'));
  expect(await findMeasure(t.db, 'mesure-fictive')).toBeDefined();

  await t.db.transaction().execute((tx) => removeAgendaWorkOf(tx, [id.copilot], t.clock.now()));

  expect(await findMeasure(t.db, 'mesure-fictive')).toBeUndefined();
  const after = await findMeasure(t.db, measure.slug);
  expect(after).toMatchObject({ pilot: 'Pilote réel' });
  expect(after?.milestones.find((one) => one.id === measure.milestones[1])).toMatchObject({
    date: '2027-09-01',
    precision: 'day',
    moves: [],
  });
  const page = await t.get(`${here}/temoignages`);
  expect(page.body).toContain('Réel');
  expect(page.body).not.toContain('Fictif');
});
