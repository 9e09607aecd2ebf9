import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  electedAnswers,
  electedSurvey,
  type SurveysApp,
  startWithSurveys,
} from '../../../../test/surveys.ts';
import { buildApp } from '../../../app.ts';
import { readAssets } from '../../../assets.ts';
import { hashToken } from '../../../platform/tokens.ts';

const here = `/enquetes/${electedSurvey}`;
let t: SurveysApp;
beforeAll(async () => {
  t = await startWithSurveys();
  await t.open();
});
afterAll(() => t.close());

/** Every table of the database, those of the queue included. */
async function tables(): Promise<string[]> {
  const { rows } = await t.pool.query(
    `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
       and table_name not in ('authorities', 'authority_names', 'authority_codes', 'postal_codes')`,
  );
  return rows.map(({ name }) => String(name));
}

/** The tables of which some row says this. */
async function whereItSays(words: string): Promise<string[]> {
  const found: string[] = [];
  for (const table of await tables()) {
    const { rowCount } = await t.pool.query(
      `select from ${table} as one where strpos(one::text, $1) > 0 limit 1`,
      [words],
    );
    if (rowCount) found.push(table.replace(/^public\./, ''));
  }
  return found;
}

/** The tables of which some row was written by the transaction that wrote this one. */
async function writtenWith(table: string, words: string): Promise<string[]> {
  const { rows } = await t.pool.query(
    `select xmin::text as xmin from ${table} as one where strpos(one::text, $1) > 0`,
    [words],
  );
  const found: string[] = [];
  for (const other of await tables()) {
    const { rowCount } = await t.pool.query(`select from ${other} where xmin::text = $1 limit 1`, [
      rows[0].xmin,
    ]);
    if (rowCount) found.push(other.replace(/^public\./, ''));
  }
  return found.sort();
}

describe('an anonymous answer', () => {
  it('is found in one place, with nothing that leads to who gave it', async () => {
    // Signed in, which must make no difference.
    const visitor = t.browser(t.as.member);
    await visitor.post(`${here}/reponse`);
    const secret = visitor.cookies.get('enquete') ?? '';
    for (const [index, typed] of electedAnswers.entries())
      await visitor.post(`${here}/etape/${index + 1}`, {
        ...typed,
        ...(index === 4 ? { q_E15: 'Zinzolin' } : {}),
        vues: '',
      });
    expect(await whereItSays('Zinzolin')).toEqual(['survey_drafts']);
    expect((await visitor.post(`${here}/verification`)).headers.location).toBe(`${here}/courriel`);
    await visitor.post(`${here}/courriel`, { courriel: 'quelquun@mairie.example' });

    expect(await whereItSays('Zinzolin')).toEqual(['survey_box']);
    expect(await whereItSays(secret)).toEqual([]);
    expect(await whereItSays(hashToken(secret).toString('hex'))).toEqual([]);
    expect(await whereItSays('127.0.0.1')).toEqual([]);
    expect(await whereItSays('quelquun@mairie.example')).toEqual(['survey_contacts']);
    expect(await writtenWith('survey_box', 'Zinzolin')).toEqual(['survey_box', 'survey_days']);
    const { rows } = await t.pool.query(
      `select column_name from information_schema.columns where table_name in ('survey_box', 'survey_responses') order by 1`,
    );
    expect([...new Set(rows.map(({ column_name }) => column_name))]).toEqual([
      'answers',
      'codes',
      'survey_id',
    ]);
  });

  it('is mixed with four others at least before anybody reads it', async () => {
    const counted = async () =>
      (await t.db.selectFrom('surveys').select('counted').executeTakeFirstOrThrow()).counted;
    for (let n = 0; n < 3; n += 1) await t.answer();
    await t.mix();
    expect(await counted()).toBe(0);
    expect((await t.get(`/espace/enquetes/${electedSurvey}/resultats`, t.as.copilot)).body).toContain(
      'Pas encore de résultats',
    );
    await t.answer();
    await t.mix();
    expect(await counted()).toBe(5);
    expect(await whereItSays('Zinzolin')).toEqual(['survey_responses']);
  });

  it('keeps no trace of its order once all are written anew', async () => {
    for (let n = 10; n < 40; n += 1) await t.answer({ q_E15: `Texte numéro ${n}` });
    await t.mix();
    await t.night();
    const read = async () => {
      const { rows } = await t.pool.query(
        `select answers ->> 'E15' as text, xmin::text as xmin from survey_responses order by ctid`,
      );
      expect(rows).toHaveLength(35);
      expect(new Set(rows.map(({ xmin }) => xmin)).size).toBe(1);
      return rows.flatMap(({ text }) => /numéro (\d+)/.exec(String(text))?.slice(1).map(Number) ?? []);
    };
    const order = await read();
    expect(order).toHaveLength(30);
    // Thirty in the order of their coming, by chance: once in 10^32.
    expect(order).not.toEqual(order.toSorted((a, b) => a - b));
    // Drawn, and not only moved about: another night gives another order.
    await t.db.updateTable('surveys').set({ unshuffled: true }).execute();
    await t.night();
    expect(await read()).not.toEqual(order);
  });

  it('leaves addresses without order nor time, asked by night, together', async () => {
    for (const name of ['b', 'a', 'c']) {
      const visitor = await t.answer();
      await visitor.post(`${here}/courriel`, { courriel: `${name}@mairie.example` });
    }
    expect((await t.mails()).filter(({ to }) => to.endsWith('mairie.example') && to.length < 18)).toEqual([]);
    await t.mix();
    await t.night();
    const { rows } = await t.pool.query('select xmin::text as xmin from survey_contacts');
    expect(rows).toHaveLength(4);
    expect(new Set(rows.map(({ xmin }) => xmin)).size).toBe(1);
    const { rows: times } = await t.pool.query(
      `select distinct created_at from outbox where recipient similar to '[abc]@mairie.example'`,
    );
    expect(times).toHaveLength(1);
    const mail = (await t.mails()).find(({ to }) => to === 'a@mairie.example');
    const link = /\/enquetes\/\S+\/lien\/\S+/.exec(mail?.text ?? '')?.[0] ?? '';
    expect((await t.get(link)).body).toContain('a@mairie.example');
    const confirmed = async () =>
      (await t.db.selectFrom('survey_contacts').select('email').where('confirmed', '=', true).execute()).map(
        ({ email }) => email,
      );
    expect(await confirmed()).toEqual([]);
    expect((await t.post(link, {})).statusCode).toBe(200);
    expect(await confirmed()).toEqual(['a@mairie.example']);
    t.clock.advance({ days: 9 });
    await t.night();
    expect(
      (await t.db.selectFrom('survey_contacts').select('email').execute()).map(({ email }) => email),
    ).toEqual(['a@mairie.example']);
    await t.post(`${link}/effacement`, {});
    expect(await t.db.selectFrom('survey_contacts').selectAll().execute()).toEqual([]);
    expect((await t.get(link)).statusCode).toBe(410);
  });

  it('takes an address only from a browser that has just sent an answer', async () => {
    expect((await t.browser().get(`${here}/courriel`)).body).toContain('Cette page suit l’envoi');
    expect((await t.browser().post(`${here}/courriel`, { courriel: 'x@mairie.example' })).statusCode).toBe(
      422,
    );
  });

  it('says nothing in the logs', async () => {
    const lines: string[] = [];
    const log = pino(
      { level: 'trace' },
      new Writable({
        write(chunk, _encoding, done) {
          lines.push(String(chunk));
          done();
        },
      }),
    );
    const app = await buildApp({
      deps: { ...t.deps, log },
      assets: readAssets('neutral'),
      trustProxy: false,
    });
    let cookie = '';
    const send = async (
      method: 'GET' | 'POST',
      url: string,
      typed: Record<string, string | string[]> = {},
    ) => {
      const payload = new URLSearchParams(
        Object.entries(typed).flatMap(([name, value]) => [value].flat().map((one) => [name, one])),
      ).toString();
      const response = await app.inject({
        method,
        url,
        ...(method === 'POST' ? { payload } : {}),
        remoteAddress: '203.0.113.7',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'sec-fetch-site': 'same-origin',
          'user-agent': 'Navigateur-reconnaissable',
          ...(cookie ? { cookie } : {}),
        },
      });
      for (const { name, value } of response.cookies) if (name === 'enquete') cookie = `${name}=${value}`;
      return response;
    };
    await send('POST', `${here}/reponse`);
    const secret = cookie.slice('enquete='.length);
    for (const [index, typed] of electedAnswers.entries())
      await send('POST', `${here}/etape/${index + 1}`, {
        ...typed,
        ...(index === 4 ? { q_E15: 'Amarante' } : {}),
        vues: '',
      });
    await send('GET', `${here}/lien/${secret}`);
    expect((await send('POST', `${here}/lien/${secret}`)).statusCode).toBe(303);
    expect((await send('POST', `${here}/verification`)).statusCode).toBe(303);
    await app.close();
    const said = lines.join('');
    expect(said).toContain('/verification');
    for (const word of [secret, 'Amarante', '203.0.113.7', 'Navigateur-reconnaissable'])
      expect(said).not.toContain(word);
  });
});

describe('an anonymous survey that takes one answer an account', () => {
  it('notes who takes part before the draft exists, and lets nobody begin twice', async () => {
    await t.db
      .updateTable('surveys')
      .set({ once_per_account: true })
      .where('slug', '=', electedSurvey)
      .execute();
    expect((await t.browser().post(`${here}/reponse`)).statusCode).toBe(422);
    const session = await t.signIn(t.id.stranger);
    const visitor = t.browser(session);
    expect((await visitor.post(`${here}/reponse`)).statusCode).toBe(303);
    expect(await writtenWith('survey_participations', t.id.stranger)).toEqual(['survey_participations']);
    expect((await t.browser(session).post(`${here}/reponse`)).statusCode).toBe(422);
    expect((await t.get(here, session)).body).toContain('Votre participation est déjà notée');
    const { rows } = await t.pool.query(
      `select column_name from information_schema.columns where table_name = 'survey_participations' order by 1`,
    );
    expect(rows.map(({ column_name }) => column_name)).toEqual(['account_id', 'survey_id']);
  });
});
