import { getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { linkIn, startWithTraining, type TrainingApp } from '../../../../test/training.ts';
import { tasks } from '../tasks.ts';
import { codeTyped, codeWords } from './attestation.ts';

let t: TrainingApp;
let session: string;
let count = 0;
beforeAll(async () => {
  t = await startWithTraining();
});
afterAll(() => t.close());

const run = (name: string) =>
  tasks(t.deps)
    .find((task) => task.name === name)
    ?.run({});
const mailsTo = async (address: string, subject: RegExp) =>
  (await t.mails()).filter(({ to, subject: its }) => to === address && subject.test(its));

/** Days until the session begins; each test has its own, on the day after next, with two who come and one who waits. */
beforeEach(async () => {
  count += 1;
  const day = new Date(t.clock.now().getTime() + 2 * 86_400_000).toISOString().slice(0, 10);
  await t.comeBack();
  session = await t.aSession({ titre: `Venue ${count}`, jour: day, places: '2' });
  for (const name of ['ana', 'bea', 'cloe'])
    await t.ask(session, {
      name: `${name[0]?.toUpperCase()}${name.slice(1)} Durand`,
      email: `${name}${count}@venue.example`,
    });
});

const ids = async () => {
  const rows = await t.db
    .selectFrom('training_registrations')
    .select(['id', 'name'])
    .where('session_id', '=', await t.idOf(session))
    .orderBy('queue')
    .execute();
  return rows.map(({ id }) => id);
};
const mark = (sur: string[], present: string[], cookie = t.organiser) =>
  t.post(`${session}/participants`, { sur, present }, cookie);
const codes = async () =>
  t.db
    .selectFrom('training_attestations')
    .select(['code', 'initials', 'revoked_at'])
    .where('session_id', '=', await t.idOf(session))
    .execute();

describe('who came', () => {
  it('is noted by the organisers, once the session has begun', async () => {
    const all = await ids();
    expect((await mark(all, all)).statusCode).toBe(422);
    expect(await codes()).toEqual([]);
    t.clock.advance({ days: 2, hours: 2 });
    await t.comeBack();
    expect((await mark(all, all, t.member)).statusCode).toBe(403);
    expect((await t.post(`${session}/participants`, { sur: all, present: all })).statusCode).toBe(303);
    expect(await codes()).toEqual([]);
    expect((await mark(all, ['nope'])).statusCode).toBe(422);
    expect((await mark(all, all.slice(0, 1))).statusCode).toBe(303);
    expect(await codes()).toMatchObject([{ initials: 'AD', revoked_at: null }]);
    const page = await t.get(`${session}/participants`, t.organiser);
    expect(page.body).toMatch(new RegExp(`id="present-${all[0]}"[^>]* checked`));
    expect(page.body).not.toMatch(new RegExp(`id="present-${all[1]}"[^>]* checked`));
  });

  it('has an attestation and is told once, however often it is noted; a mistake takes it away', async () => {
    const [ana = '', bea = '', cloe = ''] = await ids();
    t.clock.advance({ days: 2, hours: 2 });
    await t.comeBack();
    await mark([ana, bea, cloe], [ana, bea]);
    await mark([ana, bea, cloe], [ana]);
    await mark([ana, bea, cloe], [ana, bea]);
    await mark([ana, bea, cloe], [ana]);
    expect(await mailsTo(`bea${count}@venue.example`, /attestation/)).toHaveLength(1);
    expect(await mailsTo(`ana${count}@venue.example`, /attestation/)).toHaveLength(1);
    const [of, revoked] = (await codes()).toSorted((a, b) => Number(a.revoked_at) - Number(b.revoked_at));
    expect(of?.revoked_at).toBeNull();
    expect((await t.get(`/attestations/${revoked?.code}`)).body).toContain('n’est plus valable');

    const own = linkIn((await mailsTo(`ana${count}@venue.example`, /attestation/))[0]?.text ?? '');
    const pdf = await t.get(`${own}/${ana}/attestation.pdf`);
    expect(pdf.headers['content-type']).toBe('application/pdf');
    expect(pdf.headers['cache-control']).not.toContain('public');
    const document = await getDocumentProxy(new Uint8Array(pdf.rawPayload));
    const content = await (await document.getPage(1)).getTextContent();
    const text = content.items
      .map((item) => ('str' in item ? item.str : ''))
      .join(' ')
      .replace(/\s+/g, ' ');
    for (const words of [
      'Ana Durand',
      `Venue ${count}`,
      '2 h 30',
      codeWords(of?.code ?? ''),
      'interministérielle du numérique',
    ])
      expect(text).toContain(words);
    expect(pdf.rawPayload.includes('/StructTreeRoot')).toBe(true);
    // Whoever was not there has none, with a link of their own or that of another.
    expect((await t.get(`${own}/${bea}/attestation.pdf`)).statusCode).toBe(404);
    const beas = linkIn((await mailsTo(`bea${count}@venue.example`, /attestation/))[0]?.text ?? '');
    expect((await t.get(`${beas}/${bea}/attestation.pdf`)).statusCode).toBe(404);
    expect((await t.get(`${beas}/${ana}/attestation.pdf`)).statusCode).toBe(404);
  });

  it('is checked by its code, which tells no name', async () => {
    const [ana = ''] = await ids();
    t.clock.advance({ days: 2, hours: 2 });
    await t.comeBack();
    await mark([ana], [ana]);
    const [of] = await codes();
    const typed = codeWords(of?.code ?? '').toLowerCase();
    const asked = await t.get(`/attestations?code=${encodeURIComponent(` ${typed} `)}`);
    expect(asked.headers.location).toBe(`/attestations/${of?.code}`);
    const page = await t.get(`/attestations/${of?.code}`);
    expect(page.body).toContain('Cette attestation est authentique');
    expect(page.body).toContain(`Venue ${count}`);
    expect(page.body).toMatch(/Initiales[\s\S]*AD/);
    expect(page.body).not.toContain('Durand');
    expect(page.body).not.toContain('venue.example');
    for (const odd of ['0'.repeat(12), 'court', '%00', 'U'.repeat(12)])
      expect((await t.get(`/attestations/${odd}`)).statusCode, odd).toBe(404);
    expect((await t.get('/attestations?code=court')).body).toContain('Ce code est incomplet');
  });

  it('reads a code as people copy it', () => {
    expect(codeTyped('0o1i-lABC-dEf2')).toBe('00111ABCDEF2');
    expect(codeTyped('ABCD EFGH JKM')).toBeNull();
  });
});

describe('with time', () => {
  it('those who come are reminded the day before, once, and again if it moves', async () => {
    const address = `ana${count}@venue.example`;
    await run('training.remind');
    expect(await mailsTo(address, /demain/)).toHaveLength(0);
    t.clock.advance({ days: 1, hours: 1 });
    await Promise.all([run('training.remind'), run('training.remind')]);
    await run('training.remind');
    expect(await mailsTo(address, /demain/)).toHaveLength(1);
    // Who waits has nothing to be reminded of.
    expect(await mailsTo(`cloe${count}@venue.example`, /demain/)).toHaveLength(0);
  });

  it('those who came are asked once, after three months, what they put into practice; few answers stay unread', async () => {
    const all = await ids();
    t.clock.advance({ days: 2, hours: 2 });
    await t.comeBack();
    await mark(all, all.slice(0, 1));
    t.clock.advance({ days: 80 });
    await run('training.follow-up');
    const address = `ana${count}@venue.example`;
    expect(await mailsTo(address, /mis en pratique/)).toHaveLength(0);
    t.clock.advance({ days: 13 });
    await Promise.all([run('training.follow-up'), run('training.follow-up')]);
    const asked = await mailsTo(address, /mis en pratique/);
    expect(asked).toHaveLength(1);
    expect(await mailsTo(`bea${count}@venue.example`, /mis en pratique/)).toHaveLength(0);
    const link = linkIn(asked[0]?.text ?? '');
    expect(link).toMatch(/\/suivi$/);
    expect((await t.get(link)).body).toContain('Avez-vous mis en pratique');
    expect((await t.post(link, { mots: 'x' })).statusCode).toBe(422);
    expect((await t.post(link, { pratique: 'some', mots: 'Une charte <b>écrite</b>.' })).statusCode).toBe(
      303,
    );
    expect((await t.post(link, { pratique: 'much' })).statusCode).toBe(422);
    await t.comeBack();
    const few = await t.get(`${session}/bilan`, t.organiser);
    expect(few.body).toContain('Pas encore assez de réponses');
    expect(few.body).not.toContain('écrite');
    // Four more answers, of others.
    const session_id = await t.idOf(session);
    for (const practice of ['much', 'much', 'not_yet', 'some'] as const)
      await t.db.insertInto('training_follow_ups').values({ session_id, practice, words: '' }).execute();
    const enough = await t.get(`${session}/bilan`, t.organiser);
    expect(enough.body).toContain('Une charte &lt;b>écrite&lt;/b>.');
    expect(enough.body).not.toContain('Durand');
    // Nothing leads from an answer to its person.
    const columns = await t.pool.query(
      `select column_name from information_schema.columns where table_name = 'training_follow_ups'`,
    );
    expect(columns.rows.map(({ column_name }) => column_name).sort()).toEqual([
      'id',
      'practice',
      'session_id',
      'words',
    ]);
  });

  it('where nobody marked who came, those who had a place are asked', async () => {
    t.clock.advance({ days: 95 });
    await run('training.follow-up');
    expect(await mailsTo(`ana${count}@venue.example`, /mis en pratique/)).toHaveLength(1);
    expect(await mailsTo(`cloe${count}@venue.example`, /mis en pratique/)).toHaveLength(0);
  });

  it('after a year, who came is forgotten; the code still serves', async () => {
    const all = await ids();
    t.clock.advance({ days: 2, hours: 2 });
    await t.comeBack();
    await mark(all, all.slice(0, 1));
    const [of] = await codes();
    t.clock.advance({ days: 340 });
    await run('training.purge');
    expect(await ids()).toHaveLength(3);
    t.clock.advance({ days: 30 });
    await run('training.purge');
    expect(await ids()).toEqual([]);
    expect((await t.get(`/attestations/${of?.code}`)).body).toContain('Cette attestation est authentique');
    const { rows } = await t.pool.query('select count(*)::int as links from training_links');
    expect(rows[0].links).toBe(0);
  });

  it('what was never confirmed goes after two days', async () => {
    await t.post(`${session}/inscription`, {
      nom: 'Dora Jamais',
      courriel: 'dora@venue.example',
      moi: '1',
      information: '1',
    });
    const link = linkIn((await t.lastMailTo('dora@venue.example')).text);
    t.clock.advance({ hours: 49 });
    expect((await t.get(link)).statusCode).toBe(410);
    expect((await t.post(link, {})).statusCode).toBe(410);
    await run('training.purge');
    expect(
      await t.db
        .selectFrom('training_requests')
        .select('id')
        .where('email', '=', 'dora@venue.example')
        .execute(),
    ).toEqual([]);
  });
});
