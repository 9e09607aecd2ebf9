import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anAccount } from '../../../../test/factories.ts';
import {
  aSessionForm,
  errorsIn,
  linkIn,
  startWithTraining,
  type TrainingApp,
} from '../../../../test/training.ts';

let t: TrainingApp;
beforeAll(async () => {
  t = await startWithTraining();
});
afterAll(() => t.close());

/** The one event of an invitation. */
function eventOf(calendar: { method: string; content: string } | null) {
  if (!calendar) throw new Error('the mail carries no invitation');
  const component = new ICAL.Component(ICAL.parse(calendar.content));
  const [event] = component.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
  if (!event) throw new Error('no event');
  return {
    method: component.getFirstPropertyValue('method'),
    uid: event.uid,
    sequence: event.sequence,
    status: event.component.getFirstPropertyValue('status'),
    start: event.startDate.toJSDate().toISOString(),
    location: event.location,
    attendee: String(event.attendees[0]?.getFirstValue()).toLowerCase(),
    organizer: event.organizer,
  };
}

const states = (session: string) => t.states(session);

describe('places', () => {
  it('are never more than there are, however many ask at once', async () => {
    const session = await t.aSession({ places: '5', titre: 'Ruée' });
    const people = await Promise.all(Array.from({ length: 24 }, () => anAccount(t.db)));
    const cookies = await Promise.all(people.map(({ id }) => t.signIn(id)));
    const answers = await Promise.all(
      cookies.map((cookie) => t.post(`${session}/inscription-directe`, {}, cookie)),
    );
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 303));
    expect(await states(session)).toEqual({ registered: 5, waiting: 19 });
    // Those who leave and those who come at once leave no place empty nor give one twice.
    const own = await t.db
      .selectFrom('training_registrations')
      .select(['id', 'account_id', 'state'])
      .where('session_id', '=', await t.idOf(session))
      .where('state', '=', 'registered')
      .execute();
    const cookieOf = new Map(people.map(({ id }, index) => [id, cookies[index]]));
    const late = await Promise.all(Array.from({ length: 3 }, () => anAccount(t.db)));
    await Promise.all([
      ...own.map(({ id, account_id }) =>
        t.post(`/formations/mes-inscriptions/${id}/annulation`, {}, cookieOf.get(account_id ?? '')),
      ),
      ...late.map(async ({ id }) => t.post(`${session}/inscription-directe`, {}, await t.signIn(id))),
    ]);
    expect(await states(session)).toEqual({ registered: 5, waiting: 17, cancelled: 5 });
  });

  it('sent twice at once, one person has one place and one mail', async () => {
    const session = await t.aSession({ titre: 'Double clic' });
    const person = await anAccount(t.db);
    const cookie = await t.signIn(person.id);
    await Promise.all(Array.from({ length: 4 }, () => t.post(`${session}/inscription-directe`, {}, cookie)));
    expect(await states(session)).toEqual({ registered: 1 });
    expect((await t.mails()).filter(({ to }) => to === person.email)).toHaveLength(1);
  });

  it('that become free go to those who wait, in their order, who are told with the invitation', async () => {
    const session = await t.aSession({ places: '1', titre: 'File' });
    for (const name of ['Un', 'Deux', 'Trois'])
      await t.ask(session, { name: `Camille ${name}`, email: `${name.toLowerCase()}@file.example` });
    expect(await states(session)).toEqual({ registered: 1, waiting: 2 });
    expect((await t.lastMailTo('deux@file.example')).subject).toContain('Liste d’attente');
    expect((await t.lastMailTo('deux@file.example')).calendar).toBeNull();
    const first = await t.lastMailTo('un@file.example');
    const invitation = eventOf(first.calendar);
    expect(invitation).toMatchObject({
      method: 'REQUEST',
      sequence: 0,
      status: 'CONFIRMED',
      start: '2027-01-12T08:30:00.000Z',
      attendee: 'mailto:un@file.example',
    });
    expect(invitation.location).toContain('https://visio.exemple.fr/secret');
    // Whoever waits does not learn the link.
    expect((await t.lastMailTo('deux@file.example')).text).not.toContain('visio.exemple.fr');

    const own = linkIn(first.text);
    const page = await t.get(own);
    const cancel = /href="([^"]+annulation)"/.exec(page.body)?.[1] ?? '';
    expect((await t.get(cancel)).statusCode).toBe(200);
    expect(await states(session)).toEqual({ registered: 1, waiting: 2 });
    expect((await t.post(cancel, {})).statusCode).toBe(303);
    expect(await states(session)).toEqual({ registered: 1, waiting: 1, cancelled: 1 });
    const gone = await t.lastMailTo('un@file.example');
    expect(eventOf(gone.calendar)).toMatchObject({
      method: 'CANCEL',
      uid: invitation.uid,
      sequence: 1,
      status: 'CANCELLED',
    });
    const promoted = await t.lastMailTo('deux@file.example');
    expect(promoted.subject).toContain('Une place s’est libérée');
    expect(eventOf(promoted.calendar).method).toBe('REQUEST');
    expect((await t.lastMailTo('trois@file.example')).subject).toContain('Liste d’attente');
    expect((await t.post(cancel, {})).statusCode).toBe(422);
  });

  it('that are added go to those who wait, and may not fall below those who come', async () => {
    const session = await t.aSession({ places: '1', titre: 'Plus grand' });
    for (const name of ['a', 'b', 'c'])
      await t.ask(session, { name: `Alex ${name}`, email: `${name}@grand.example` });
    const form = { ...aSessionForm, titre: 'Plus grand' };
    expect(
      (await t.post(`${session}/modifier`, { ...form, places: '2', version: '1' }, t.copilot)).statusCode,
    ).toBe(303);
    expect(await states(session)).toEqual({ registered: 2, waiting: 1 });
    expect((await t.lastMailTo('b@grand.example')).subject).toContain('Une place s’est libérée');
    const fewer = await t.post(`${session}/modifier`, { ...form, places: '1', version: '2' }, t.copilot);
    expect(fewer.statusCode).toBe(422);
    expect(errorsIn(fewer.body)[0]).toContain('ont déjà une place');
    const draft = await t.post(
      `${session}/modifier`,
      { ...form, etat: 'brouillon', version: '2' },
      t.copilot,
    );
    expect(draft.statusCode).toBe(422);
  });
});

describe('what those who come are told', () => {
  it('a change: all of them once, those who come with the event moved', async () => {
    const session = await t.aSession({ places: '1', titre: 'Mouvante' });
    await t.ask(session, { name: 'Placée Ici', email: 'placee@mouvante.example' });
    await t.ask(session, { name: 'Attend Ici', email: 'attend@mouvante.example' });
    const before = eventOf((await t.lastMailTo('placee@mouvante.example')).calendar);
    const form = { ...aSessionForm, titre: 'Mouvante', places: '1' };
    const count = async () => (await t.mails()).filter(({ to }) => to.endsWith('@mouvante.example')).length;
    const start = await count();
    // A text that nobody counts on is told to nobody.
    await t.post(`${session}/modifier`, { ...form, description: 'Mieux dit.', version: '1' }, t.copilot);
    expect(await count()).toBe(start);
    await t.post(
      `${session}/modifier`,
      { ...form, description: 'Mieux dit.', jour: '2027-01-13', version: '2' },
      t.copilot,
    );
    expect(await count()).toBe(start + 2);
    const told = await t.lastMailTo('placee@mouvante.example');
    expect(told.text.replace(/\s/g, ' ')).toContain(
      'mercredi 13 janvier 2027, de 9 h 30 à 12 h, au lieu de mardi 12 janvier 2027',
    );
    expect(eventOf(told.calendar)).toMatchObject({
      method: 'REQUEST',
      uid: before.uid,
      sequence: 1,
      start: '2027-01-13T08:30:00.000Z',
    });
    const waiting = await t.lastMailTo('attend@mouvante.example');
    expect(waiting.calendar).toBeNull();
    expect(waiting.text).toContain('toujours sur la liste d’attente');
    // The link alone concerns those who come alone.
    await t.post(
      `${session}/modifier`,
      {
        ...form,
        description: 'Mieux dit.',
        jour: '2027-01-13',
        lien: 'https://visio.exemple.fr/autre',
        version: '3',
      },
      t.copilot,
    );
    expect(await count()).toBe(start + 3);
    expect(
      (await t.mails()).filter(
        ({ to, text }) => to === 'attend@mouvante.example' && text.includes('visio.exemple.fr'),
      ),
    ).toEqual([]);

    await t.post(`${session}/annulation`, { motif: 'La salle est fermée.' }, t.copilot);
    expect(await count()).toBe(start + 5);
    const off = await t.lastMailTo('placee@mouvante.example');
    expect(off.text).toContain('La salle est fermée.');
    expect(eventOf(off.calendar)).toMatchObject({
      method: 'CANCEL',
      uid: before.uid,
      sequence: 3,
      status: 'CANCELLED',
    });
    expect((await t.lastMailTo('attend@mouvante.example')).text).toContain('La salle est fermée.');
  });

  it('the organiser takes somebody out with a reason, which they read', async () => {
    const session = await t.aSession({ places: '1', titre: 'Retrait' });
    await t.ask(session, { name: 'Personne Retirée', email: 'retiree@retrait.example' });
    await t.ask(session, { name: 'Personne Suivante', email: 'suivante@retrait.example' });
    const { id } = await t.db
      .selectFrom('training_registrations')
      .select('id')
      .where('email', '=', 'retiree@retrait.example')
      .executeTakeFirstOrThrow();
    const path = `${session}/participants/${id}/retrait`;
    expect((await t.post(path, { motif: 'x' }, t.member)).statusCode).toBe(403);
    expect((await t.post(path, { motif: '' }, t.organiser)).statusCode).toBe(422);
    expect((await t.post(path, { motif: 'Réservée aux élus.' }, t.organiser)).statusCode).toBe(303);
    expect((await t.lastMailTo('retiree@retrait.example')).text).toContain('Réservée aux élus.');
    expect((await t.lastMailTo('suivante@retrait.example')).subject).toContain('Une place s’est libérée');
    // One of another session does not exist there.
    const other = await t.aSession({ titre: 'Autre retrait' });
    expect((await t.post(`${other}/participants/${id}/retrait`, { motif: 'x' }, t.copilot)).statusCode).toBe(
      404,
    );
  });
});
