import { afterAll, beforeAll, expect, test } from 'vitest';
import { publicUrl, startTestApp, type TestApp } from '../../../test/harness.ts';
import { aCall, aGroupThatMeets, callAMeeting } from '../../../test/meetings.ts';
import { findCalledMeeting } from './index.ts';
import { remind } from './telling.ts';

let t: TestApp;
let g: Awaited<ReturnType<typeof aGroupThatMeets>>;
beforeAll(async () => {
  t = await startTestApp({ mailFrom: 'Cordée <ne-pas-repondre@cordee.test>' });
  g = await aGroupThatMeets(t);
});
afterAll(() => t.close());

/** Mails of a meeting, with what they carry for calendars. */
const mailsOf = async (id: string) =>
  (
    await t.db
      .selectFrom('outbox')
      .select(['key', 'recipient', 'subject', 'body_text as text', 'calendar'])
      .where('key', 'like', `meeting:${id}:%`)
      .orderBy('created_at')
      .execute()
  ).map(({ calendar, ...mail }) => {
    const event = calendar as { method: string; content: string } | null;
    const line = (name: string) =>
      new RegExp(`^${name}[:;](.*)$`, 'm').exec(event?.content ?? '')?.[1]?.trim();
    return {
      ...mail,
      method: event?.method,
      ics: event?.content ?? '',
      uid: line('UID'),
      sequence: line('SEQUENCE'),
    };
  });

const kind = (key: string) => key.split(':')[2];
const linkIn = (text: string) => /\/reunions\/reponse\/[\w-]{43}/.exec(text)?.[0] ?? '';

test('a convocation reaches those invited with its event, and nobody else', async () => {
  const id = await callAMeeting(t, g);
  const mails = await mailsOf(id);
  expect(mails.map(({ recipient }) => recipient).toSorted()).toEqual(
    [g.state.email, g.local.email, g.member.email].toSorted(),
  );
  for (const { ics, method, uid, sequence, text, recipient } of mails) {
    expect(method).toBe('REQUEST');
    expect(uid).toBe(`reunion-${id}@cordee.test`);
    expect(sequence).toBe('0');
    expect(ics).toContain('METHOD:REQUEST');
    expect(text).toContain('1. Budget (20 min, Solène)');
    expect(text).toContain('https://visio.example.fr/salle');
    // Only one's own address.
    const unfolded = ics.replace(/\r\n /g, '');
    expect(unfolded.match(/ATTENDEE/g)).toHaveLength(1);
    expect(unfolded).toContain(recipient);
  }
  const { rows } = await t.pool.query(
    `select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks k on k.id = j.task_id
     where k.identifier = 'meeting.called' and payload->>'id' = $1`,
    [id],
  );
  expect(rows).toHaveLength(1);
  const news = await findCalledMeeting(t.db, id);
  expect(news).toMatchObject({ groupId: g.group.id, authorId: g.state.id, url: `/espace/reunions/${id}` });
  expect(news?.told.toSorted()).toEqual([g.state.id, g.local.id, g.member.id].toSorted());
  expect(await findCalledMeeting(t.db, g.group.id)).toBeNull();
});

test('whoever wants no mail of the group gets none for a meeting of all, but one when asked by name', async () => {
  const other = await aGroupThatMeets(t);
  await t.db
    .updateTable('memberships')
    .set({ mail: 'never' })
    .where('account_id', 'in', [other.member.id, other.state.id])
    .execute();
  const all = await callAMeeting(t, other);
  expect((await mailsOf(all)).map(({ recipient }) => recipient)).not.toContain(other.member.email);
  expect((await mailsOf(all)).map(({ recipient }) => recipient)).toContain(other.state.email);
  const some = await callAMeeting(t, other, { invites: 'chosen', personnes: [other.member.id, g.member.id] });
  expect((await mailsOf(some)).map(({ recipient }) => recipient)).toEqual([other.member.email]);
});

test('a change tells what changed, under the same UID and the next number; a new time asks again', async () => {
  const id = await callAMeeting(t, g);
  await t.post(`/espace/reunions/${id}`, { reponse: 'yes', mot: '' }, g.cookies.member);
  const call = aCall(t, { version: '1', debut: '14 h', fin: '15 h', lieu: 'Préfecture' });
  const saved = await t.post(`/espace/reunions/${id}/modifier`, call, g.cookies.local);
  expect(saved.statusCode).toBe(303);
  const changed = (await mailsOf(id)).filter(({ key }) => kind(key) === 'changed');
  expect(changed).toHaveLength(3);
  expect(changed[0]).toMatchObject({ method: 'REQUEST', uid: `reunion-${id}@cordee.test`, sequence: '1' });
  expect(changed[0]?.text).toContain('Lieu : Préfecture (c’était : Mairie d’Annecy)');
  expect(changed[0]?.text.replaceAll('\u00a0', ' ')).toContain('de 14 h à 15 h');
  expect(changed[0]?.text).not.toContain('Titre :');
  const row = await t.db
    .selectFrom('meeting_invitations')
    .select('answer')
    .where('meeting_id', '=', id)
    .where('account_id', '=', g.member.id)
    .executeTakeFirstOrThrow();
  expect(row.answer).toBeNull();
  // The form that somebody else had open.
  const stale = await t.post(`/espace/reunions/${id}/modifier`, { ...call, titre: 'Autre' }, g.cookies.state);
  expect(stale.statusCode).toBe(409);
  expect(stale.body).toContain('Préfecture');
  // The same again changes nothing and tells nobody.
  const same = await t.post(`/espace/reunions/${id}/modifier`, { ...call, version: '2' }, g.cookies.state);
  expect(same.statusCode).toBe(303);
  expect((await mailsOf(id)).filter(({ key }) => kind(key) === 'changed')).toHaveLength(3);
});

test('points keep their text as they move; one that has a text stays', async () => {
  const id = await callAMeeting(t, g);
  const items = await t.db
    .selectFrom('meeting_items')
    .selectAll()
    .where('meeting_id', '=', id)
    .orderBy('position')
    .execute();
  const [budget, calendar] = items;
  await t.post(
    `/espace/reunions/${id}/points/${budget?.id}`,
    { texte: 'Voté.', version: '0' },
    g.cookies.state,
  );
  const moved = aCall(t, {
    version: '1',
    point_id_1: calendar?.id ?? '',
    point_1: 'Calendrier',
    point_id_2: budget?.id ?? '',
    point_2: 'Budget voté',
  });
  expect((await t.post(`/espace/reunions/${id}/modifier`, moved, g.cookies.state)).statusCode).toBe(303);
  const after = await t.db
    .selectFrom('meeting_items')
    .select(['title', 'body'])
    .where('meeting_id', '=', id)
    .orderBy('position')
    .execute();
  expect(after).toEqual([
    { title: 'Calendrier', body: '' },
    { title: 'Budget voté', body: 'Voté.' },
    { title: 'Divers', body: '' },
  ]);
  const lost = aCall(t, {
    version: '2',
    point_id_1: calendar?.id ?? '',
    point_1: 'Calendrier',
    point_2: '',
    point_minutes_1: '',
    point_par_1: '',
  });
  const refused = await t.post(`/espace/reunions/${id}/modifier`, lost, g.cookies.state);
  expect(refused.statusCode).toBe(422);
  expect(refused.body).toContain('a déjà un compte rendu');
});

test('who is no longer invited is told, with a cancellation; one more is called alone', async () => {
  const id = await callAMeeting(t, g, { invites: 'chosen', personnes: [g.member.id, g.local.id] });
  const add = await t.post(`/espace/reunions/${id}/invites`, { personne: g.observer.id }, g.cookies.state);
  expect(add.statusCode).toBe(303);
  await t.post(`/espace/reunions/${id}/invites/retrait`, { personne: g.member.id }, g.cookies.state);
  // Of another group: nobody.
  await t.post(`/espace/reunions/${id}/invites`, { personne: g.elsewhere.id }, g.cookies.state);
  const mails = await mailsOf(id);
  expect(
    mails.map(({ key, recipient, method, sequence }) => [kind(key), recipient, method, sequence]),
  ).toEqual([
    ...[g.member.email, g.local.email]
      .toSorted()
      .map((email) => ['invited', email, 'REQUEST', '0'])
      .toSorted(
        (a, b) => mails.findIndex((m) => m.recipient === a[1]) - mails.findIndex((m) => m.recipient === b[1]),
      ),
    ['invited', g.observer.email, 'REQUEST', '1'],
    ['withdrawn', g.member.email, 'CANCEL', '2'],
  ]);
});

test('a cancellation tells why, takes the event out, and ends answers', async () => {
  const id = await callAMeeting(t, g);
  const link = linkIn((await mailsOf(id))[0]?.text ?? '');
  expect(
    (await t.post(`/espace/reunions/${id}/annulation`, { motif: ' ' }, g.cookies.state)).statusCode,
  ).toBe(422);
  await t.post(`/espace/reunions/${id}/annulation`, { motif: 'Grève des trains' }, g.cookies.state);
  const cancelled = (await mailsOf(id)).filter(({ key }) => kind(key) === 'cancelled');
  expect(cancelled).toHaveLength(3);
  expect(cancelled[0]).toMatchObject({ method: 'CANCEL', sequence: '1', uid: `reunion-${id}@cordee.test` });
  expect(cancelled[0]?.ics).toContain('STATUS:CANCELLED');
  expect(cancelled[0]?.text).toContain('Grève des trains');
  expect((await t.get(`/espace/reunions/${id}`, g.cookies.observer)).body).toContain('Grève des trains');
  expect((await t.post(link, { reponse: 'yes', mot: '' })).statusCode).toBe(422);
  expect(
    (await t.post(`/espace/reunions/${id}/annulation`, { motif: 'Encore' }, g.cookies.state)).statusCode,
  ).toBe(403);
});

test('a link of a mail answers for one person; opening it changes nothing', async () => {
  const id = await callAMeeting(t, g);
  const mail = (await mailsOf(id)).find(({ recipient }) => recipient === g.member.email);
  const link = linkIn(mail?.text ?? '');
  const answer = async () =>
    await t.db
      .selectFrom('meeting_invitations')
      .select(['answer', 'word'])
      .where('meeting_id', '=', id)
      .where('account_id', '=', g.member.id)
      .executeTakeFirstOrThrow();
  const opened = await t.get(link);
  expect(opened.body).toContain('Maud Membre');
  expect(opened.body).not.toContain('visio.example.fr');
  expect(await answer()).toEqual({ answer: null, word: null });
  const word = '<script>alert(1)</script>';
  expect((await t.post(link, { reponse: 'maybe', mot: word })).statusCode).toBe(303);
  expect(await answer()).toEqual({ answer: 'maybe', word });
  const list = await t.get(`/espace/reunions/${id}/invites`, g.cookies.state);
  expect(list.body).toContain('&lt;script>alert(1)');
  expect(list.body).not.toContain('<script>alert(1)');
  const page = await t.get(`/espace/reunions/${id}`, g.cookies.state);
  expect(page.body.replace(/\s+/g, ' ')).toMatch(
    /<th scope="row">Collectivités<\/th><td class="cd-num">0<\/td><td class="cd-num">1<\/td>/,
  );
  expect((await t.post(link, { reponse: 'peut-être', mot: '' })).statusCode).toBe(422);
  expect((await t.get(`/reunions/reponse/${'a'.repeat(43)}`)).statusCode).toBe(404);
});

test('a form that is wrong says where, and keeps what was typed', async () => {
  const path = `/espace/groupes/${g.group.slug}/reunions/nouvelle`;
  const wrong = await t.post(
    path,
    aCall(t, { fin: '9 h', lieu: '', lien: '', point_minutes_2: 'vingt', titre: 'Réunion gardée' }),
    g.cookies.state,
  );
  expect(wrong.statusCode).toBe(422);
  for (const id of ['fin', 'lieu', 'point_minutes_2']) expect(wrong.body).toContain(`href="#${id}"`);
  expect(wrong.body).toContain('Réunion gardée');
  expect((await t.post(path, aCall(t, { jour: '2026-11-01' }), g.cookies.state)).statusCode).toBe(422);
  expect((await t.post(path, aCall(t, { lien: 'javascript:alert(1)' }), g.cookies.state)).statusCode).toBe(
    422,
  );
  expect((await t.post(path, aCall(t, { invites: 'chosen' }), g.cookies.state)).statusCode).toBe(422);
  // A button of the agenda shows the form again, in another order.
  const up = await t.post(path, { ...aCall(t), apercu: 'monter-2' }, g.cookies.state);
  expect(up.statusCode).toBe(200);
  expect(up.body.indexOf('value="Calendrier"')).toBeLessThan(up.body.indexOf('value="Budget"'));
  const out = await t.post(path, { ...aCall(t), apercu: 'retirer-1' }, g.cookies.state);
  expect(out.body).not.toContain('value="Budget"');
});

test('those who did not say no are reminded the day before, once', async () => {
  const own = await aGroupThatMeets(t);
  const id = await callAMeeting(t, own);
  await t.post(`/espace/reunions/${id}`, { reponse: 'no', mot: '' }, own.cookies.local);
  const remindNow = () => remind(t.db, { now: t.clock.now(), publicUrl, mailFrom: null });
  const reminded = async () =>
    (await mailsOf(id)).filter(({ key }) => kind(key) === 'reminder').map(({ recipient }) => recipient);
  await remindNow();
  expect(await reminded()).toEqual([]);
  t.clock.advance({ days: 9 });
  await remindNow();
  await remindNow();
  expect((await reminded()).toSorted()).toEqual([own.state.email, own.member.email].toSorted());
  t.clock.advance({ days: -9 });
});

test('one who is put out of the group finds nothing more, and is told nothing more', async () => {
  const own = await aGroupThatMeets(t);
  const id = await callAMeeting(t, own);
  const link = linkIn(
    (await mailsOf(id)).find(({ recipient }) => recipient === own.member.email)?.text ?? '',
  );
  expect((await t.get(link)).statusCode).toBe(200);
  await t.db.deleteFrom('memberships').where('account_id', '=', own.member.id).execute();
  expect((await t.get(link)).statusCode).toBe(404);
  expect((await t.post(link, { reponse: 'yes', mot: '' })).statusCode).toBe(404);
  expect((await t.get(`/espace/reunions/${id}`, own.cookies.member)).statusCode).toBe(404);
  const before = (await mailsOf(id)).filter(({ recipient }) => recipient === own.member.email).length;
  await t.post(
    `/espace/reunions/${id}/modifier`,
    aCall(t, { version: '1', lieu: 'Ailleurs' }),
    own.cookies.state,
  );
  await t.post(`/espace/reunions/${id}/annulation`, { motif: 'Reportée' }, own.cookies.state);
  expect((await mailsOf(id)).filter(({ recipient }) => recipient === own.member.email)).toHaveLength(before);
});
