import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aGroup, aMembership, anAccount } from '../../../../test/factories.ts';
import type { TestApp } from '../../../../test/harness.ts';
import { multipart } from '../../../../test/multipart.ts';
import { startWithRollouts } from '../../../../test/rollouts.ts';
import { anXlsx } from '../../../../test/xlsx.ts';
import { assertCoverages, assertStages, retract } from '../assertions.ts';
import { standingsOf } from '../standing.ts';
import { importStatements } from './by-command.ts';

let t: TestApp;
const cookies: Record<string, string> = {};
beforeAll(async () => {
  t = await startWithRollouts();
  const ours = await aGroup(t.db, { slug: 'demat-ads' });
  const other = await aGroup(t.db, { slug: 'franceconnect-api' });
  const people = {
    stranger: await anAccount(t.db),
    member: await anAccount(t.db),
    copilot: await anAccount(t.db, { name: 'Claude Copilote' }),
    elsewhere: await anAccount(t.db),
    team: await anAccount(t.db, { roles: ['programme-team'] }),
  };
  await aMembership(t.db, ours.id, people.member.id);
  await aMembership(t.db, ours.id, people.copilot.id, 'copilot', 'etat');
  await aMembership(t.db, other.id, people.elsewhere.id, 'copilot', 'etat');
  for (const [name, { id }] of Object.entries(people)) cookies[name] = await t.signIn(id);
});
afterAll(() => t.close());

const here = '/deploiements/demat-ads/imports';
const rollout = 'demat-ads';
const telling = () => ({ rollout, accountId: null, now: t.clock.now() });

/** Takes back all that was said, for the next test to begin anew. */
beforeEach(async () => {
  t.clock.advance({ minutes: 1 });
  const assertions = await t.db.selectFrom('assertions').select('id').execute();
  const coverages = await t.db.selectFrom('coverages').select('id').execute();
  await retract(
    t.db,
    { ...telling(), reason: 'Fin du test' },
    { assertions: assertions.map(({ id }) => id), coverages: coverages.map(({ id }) => id) },
  );
});

async function send(
  content: string | Buffer,
  { name = 'suivi.csv', as = 'copilot', url = `${here}/nouveau` } = {},
) {
  const { payload, headers } = multipart({}, { fichier: { name, content } });
  return t.app.inject({
    method: 'POST',
    url,
    payload,
    headers: { ...headers, cookie: cookies[as] ?? '' },
  });
}

/** Sends a file that can be read, and gives the address of its import. */
async function tried(content: string | Buffer, name?: string): Promise<string> {
  const response = await send(content, { name });
  expect([response.statusCode, response.body]).toEqual([303, '']);
  return String(response.headers.location);
}

const page = (url: string, as = 'copilot') => t.get(url, cookies[as]);
const post = (url: string, fields: Record<string, string> = {}, as = 'copilot') =>
  t.post(url, fields, cookies[as]);

/** As it is read: the layout puts unbreakable spaces. */
const words = ({ body }: { body: string }) => body.replace(/[\u00a0\u202f]/g, ' ');

type Line = Record<'ligne' | 'gravite' | 'colonne' | 'cellule' | 'message', string>;
async function report(url: string): Promise<Line[]> {
  const lines: Line[] = parse((await page(`${url}/rapport.csv`)).body, {
    bom: true,
    delimiter: ';',
    columns: true,
  });
  return lines;
}

const written = async () => ({
  assertions: (await t.db.selectFrom('assertions').select('id').execute()).length,
  coverages: (await t.db.selectFrom('coverages').select('id').execute()).length,
});
const standing = async (id: string) => (await standingsOf(t.db, id)).get(rollout) ?? null;

const good = 'INSEE;Étape;Depuis le;Note\n74010;cadrer;31/03/2024;\n1001;Archiver;1er janvier 2024;Vu\n';

async function applied(content: string | Buffer = good): Promise<string> {
  const url = await tried(content);
  expect((await post(`${url}/application`)).statusCode).toBe(303);
  await t.runJobs();
  return url;
}

describe('a trial', () => {
  test('tells what would be written, and writes nothing', async () => {
    const before = await written();
    const url = await tried(good);
    const shown = words(await page(url));
    expect(shown).toContain('Ce fichier peut être appliqué');
    expect(shown).toMatch(/Déclarations à écrire<\/dt><dd>2</);
    expect(await report(url)).toEqual([
      {
        ligne: '3',
        gravite: 'Pour information',
        colonne: 'Code de la collectivité',
        cellule: '1001',
        message: 'Lu 01001 : un tableur avait retiré le zéro du début.',
      },
    ]);
    expect(await written()).toEqual(before);
    expect(await standing('commune:74010')).toBeNull();
  });

  test('says the same of CSV and of XLSX', async () => {
    const rows = [
      ['siren', 'étape', 'date', 'bloquée'],
      ['200063402', '3', '2024-03-31', 'oui'],
      ['217402255', 'nulle part', '31/02/2024', 'peut-être'],
    ];
    const csv = await tried(rows.map((row) => row.join(';')).join('\n'));
    const xlsx = await tried(anXlsx(rows), 'suivi.xlsx');
    expect(await report(csv)).toHaveLength(4);
    expect(await report(xlsx)).toEqual(await report(csv));
  });

  test('takes INSEE codes of today and of before, SIREN, SIRET, and a name that one alone bears', async () => {
    const url = await applied(
      'code;nom;etape;date\n74093;;cadrer;2024-01-01\n200066793;Grand Annecy;cadrer;2024-01-01\n21740225400015;;cadrer;2024-01-01\n;Chamonix-Mont-Blanc;cadrer;2024-01-01\n',
    );
    expect((await report(url)).map(({ message }) => message)).toEqual([
      expect.stringContaining('CA du Grand Annecy n’est pas concernée'),
      expect.stringMatching(/^Cran-Gevrier \(74093\) fait partie de Annecy \(74010\)/),
    ]);
    for (const id of ['commune:74010', 'commune:74225', 'commune:74056'])
      expect([id, (await standing(id))?.stage]).toEqual([id, 'cadrer']);
  });

  const errors: [string, string, RegExp][] = [
    ['an unknown authority', '99999;;cadrer;2024-01-01', /Aucune collectivité n’a le code 99999/],
    ['what is no code', 'Annecy;;cadrer;2024-01-01', /n’est ni un code INSEE/],
    [
      'a SIRET with a slip',
      '21740225400016;;cadrer;2024-01-01',
      /Le SIRET 21740225400016 comporte une erreur/,
    ],
    ['no code', ';;cadrer;2024-01-01', /Le code manque/],
    [
      'a name that several bear',
      ';Saint-Denis;cadrer;2024-01-01',
      /collectivités s’appellent « Saint-Denis »/,
    ],
    ['a stage that is none', '74010;;terminé;2024-01-01', /« terminé » n’est pas une étape/],
    [
      'a day that does not exist',
      '74010;;cadrer;31/02/2024',
      /« 31\/02\/2024 » n’est pas comprise, ou n’existe pas/,
    ],
    ['a day to come', '74010;;cadrer;2026-11-24', /« 2026-11-24 » est à venir/],
    ['no day', '74010;;cadrer;', /La date manque/],
    ['an odd yes', '74010;;cadrer;2024-01-01;peut-être', /ne dit ni oui ni non/],
    [
      'an address that is none',
      '74010;;cadrer;2024-01-01;;;javascript:alert(1)',
      /Cette adresse est incorrecte/,
    ],
    ['who covers itself', '74010;;;2024-01-01;;74010', /ne se couvre pas elle-même/],
    [
      'who is covered by an unknown code',
      '74010;;;2024-01-01;;200000000',
      /SIREN 200000000 comporte une erreur/,
    ],
  ];

  test.each(errors)('refuses %s, tells the line, and writes nothing', async (_, line, message) => {
    const before = await written();
    const url = await tried(
      `code;nom;etape;date;bloquee;couverte_par;preuve\n01001;;cadrer;2024-01-01\n${line}\n`,
    );
    const [first, ...others] = await report(url);
    expect(first).toMatchObject({ ligne: '3', gravite: 'Erreur', message: expect.stringMatching(message) });
    expect(others).toEqual([]);
    expect(words(await page(url))).toContain('Rien ne peut être écrit');
    const refused = await post(`${url}/application`);
    expect(refused.statusCode).toBe(422);
    expect(words(refused)).toContain('Des lignes sont en erreur : rien ne peut être écrit.');
    await t.runJobs();
    expect(await written()).toEqual(before);
  });

  test('leaves aside what is said twice, and refuses two answers for one day', async () => {
    const lines = await report(
      await tried(
        'code;etape;date\n74010;cadrer;2024-01-01\n200063402;1;01/01/2024\n74010;archiver;2024-01-01\n74010;archiver;2024-06-01\n',
      ),
    );
    expect(lines).toEqual([
      expect.objectContaining({
        ligne: '4',
        gravite: 'Erreur',
        message: expect.stringContaining('La ligne 2 dit autre chose'),
      }),
      expect.objectContaining({
        ligne: '3',
        gravite: 'À vérifier',
        message: expect.stringContaining('La ligne 2 dit la même chose'),
      }),
    ]);
  });

  test('leaves aside who is not concerned, and lines that say nothing', async () => {
    const url = await tried(
      `code;etape;date\n${'departement:74'};cadrer;2024-01-01\n74010;;\n;;\n74225;cadrer;2024-01-01\n`,
    );
    expect(await report(url)).toEqual([
      expect.objectContaining({ ligne: '3', gravite: 'Erreur', message: 'La date manque.' }),
      expect.objectContaining({
        ligne: '2',
        gravite: 'À vérifier',
        message: expect.stringContaining('n’est pas concernée'),
      }),
    ]);
  });

  test('says when a code is not that of the name', async () => {
    const lines = await report(
      await tried(
        'code;nom;etape;date\n74010;Lyon;cadrer;2024-01-01\n74225;Mairie de RUMILLY;cadrer;2024-01-01\n',
      ),
    );
    expect(lines).toEqual([
      expect.objectContaining({
        ligne: '2',
        gravite: 'À vérifier',
        message: expect.stringContaining('celui de Annecy'),
      }),
    ]);
  });

  test('tells which stronger source says something else, and by whom', async () => {
    await assertStages(t.db, { ...telling(), source: 'authority', toldBy: 'Mairie d’Annecy' }, [
      { authorityId: 'commune:74010', stage: 'archiver', since: '2024-02-01' },
      { authorityId: 'commune:01001', stage: 'archiver', since: '2024-02-01' },
    ]);
    const url = await applied(good);
    expect(await report(url)).toEqual([
      expect.objectContaining({
        ligne: '2',
        gravite: 'À vérifier',
        message: expect.stringMatching(
          /^La collectivité \(Mairie d’Annecy\) dit « .+ » depuis le 1er février 2024 : cette déclaration l’emporte/,
        ),
      }),
      expect.objectContaining({ ligne: '3', gravite: 'Pour information' }),
    ]);
    // Written all the same, and does not win.
    expect(await standing('commune:74010')).toMatchObject({
      stage: 'archiver',
      source: 'authority',
      contradicted: true,
    });
  });

  test('leaves aside what the same source said already', async () => {
    await applied(good);
    const url = await tried(good);
    expect(words(await page(url))).toContain('Ce fichier n’a rien à écrire');
    expect(
      (await report(url)).filter(({ message }) => message.startsWith('Déjà déclaré ainsi')),
    ).toHaveLength(2);
    expect(words(await post(`${url}/application`))).toContain('n’a rien à écrire');
    // Another note is something new.
    expect((await page(await tried(good.replace(';Vu', ';Revu')))).body).toMatch(
      /Déclarations à écrire<\/dt><dd>1</,
    );
  });

  test('reads who covers: an authority, whose stage is inherited, or another body', async () => {
    await assertStages(t.db, { ...telling(), source: 'authority', toldBy: 'Grand Annecy' }, [
      { authorityId: 'epci:200066793', stage: 'archiver', since: '2024-01-01' },
    ]);
    const url = await applied(
      'code;etape;date;couverte par\n74010;;2024-03-01;200066793\n01001;cadrer;2024-03-01;Syndicat de l’Ain\n74225;cadrer;2024-03-01;Grand Annecy\n',
    );
    expect(await standing('commune:74010')).toMatchObject({ basis: 'covered', stage: 'archiver' });
    expect(await standing('commune:01001')).toMatchObject({
      stage: 'cadrer',
      provider: { name: 'Syndicat de l’Ain' },
    });
    expect(await report(url)).toEqual([
      expect.objectContaining({ ligne: '4', message: expect.stringContaining('n’est pas reprise') }),
    ]);
    const again = await tried(
      'code;etape;date;couverte par\n74010;;2024-03-01;200066793\n01001;cadrer;2024-03-01;SYNDICAT de l’Ain\n',
    );
    expect((await report(again)).map(({ message }) => message)).toEqual(
      Array.from({ length: 2 }, () => 'Déjà déclaré ainsi : rien ne change.'),
    );
  });

  test('cannot put a formula into the report', async () => {
    const url = await tried('code;etape;date\n74010;"=HYPERLINK(""http://x"")";2024-01-01\n');
    expect(words(await page(`${url}/rapport.csv`))).toContain(`"'=HYPERLINK(""http://x"")"`);
  });

  test.each([
    ['no file', null, 'Choisissez un fichier.'],
    ['an empty file', '', 'Ce fichier est vide.'],
    ['no table', 'Bonjour', 'n’a qu’une ligne'],
    ['a line with too much', 'code;etape\n74010;cadrer;x\n', 'Ligne 2 : Cette ligne a plus de cellules'],
  ])('with %s is refused beside the field', async (_, content, message) => {
    const before = await t.db.selectFrom('rollout_imports').select('id').execute();
    const response = content === null ? await post(`${here}/nouveau`) : await send(content);
    expect(response.statusCode).toBe(422);
    expect(words(response)).toContain(message);
    expect(await t.db.selectFrom('rollout_imports').select('id').execute()).toHaveLength(before.length);
  });

  test('is dropped with its file', async () => {
    const url = await tried(good, 'a-jeter.csv');
    expect((await post(`${url}/suppression`)).headers.location).toBe(here);
    expect((await page(url)).statusCode).toBe(404);
    expect(
      await t.db.selectFrom('stored_files').select('id').where('name', '=', 'a-jeter.csv').execute(),
    ).toEqual([]);
  });
});

describe('the columns', () => {
  const odd = 'A;B;C\n74010;cadrer;2024-01-01\n';

  test('are asked for when their titles say nothing, and may be changed', async () => {
    const url = await tried(odd);
    expect(words(await page(url))).toContain('Il manque une colonne');
    expect((await post(`${url}/application`)).statusCode).toBe(422);
    const none = await post(`${url}/colonnes`, { etape: '1', date: '2' });
    expect(none.statusCode).toBe(422);
    expect(words(none)).toContain('Dites quelle colonne donne le code');
    expect((await post(`${url}/colonnes`, { code: '0', etape: '1', date: '2' })).statusCode).toBe(303);
    expect(words(await page(url))).toContain('Ce fichier peut être appliqué');
  });

  test('may lack a date, when one is given for all lines', async () => {
    const url = await tried('code;etape\n74010;cadrer\n');
    const fields = { code: '0', etape: '1' };
    expect(words(await post(`${url}/colonnes`, fields))).toContain('Dites quelle colonne donne la date');
    const future = await post(`${url}/colonnes`, { ...fields, depuis: '2027-01-01' });
    expect(words(future)).toContain('Cette date est à venir');
    expect(words(future)).toContain('value="2027-01-01"');
    expect((await post(`${url}/colonnes`, { ...fields, depuis: '2024-05-01' })).statusCode).toBe(303);
    await post(`${url}/application`);
    await t.runJobs();
    expect(await standing('commune:74010')).toMatchObject({ since: '2024-05-01' });
  });

  test.each(['99', 'x', '-1'])('that do not exist (%s) are none', async (code) => {
    const url = await tried(odd);
    expect((await post(`${url}/colonnes`, { code, etape: '1', date: '2' })).statusCode).toBe(422);
  });
});

describe('an import', () => {
  test('is written by the copilots of the group, told by its file, and leaves a trace', async () => {
    const url = await applied();
    expect(words(await page(url))).toContain('Cet import est appliqué');
    expect(await standing('commune:74010')).toMatchObject({
      stage: 'cadrer',
      since: '2024-03-31',
      source: 'copilot_import',
    });
    const said = await t.db
      .selectFrom('assertions')
      .innerJoin('rollout_import_statements', 'assertion_id', 'assertions.id')
      .select(['line', 'told_by', 'evidence_note', 'authority_id'])
      .where('import_id', '=', url.slice(-36))
      .orderBy('line')
      .execute();
    expect(said).toEqual([
      { line: 2, told_by: 'Fichier « suivi.csv »', evidence_note: null, authority_id: 'commune:74010' },
      { line: 3, told_by: 'Fichier « suivi.csv »', evidence_note: 'Vu', authority_id: 'commune:01001' },
    ]);
    const trace = await t.db
      .selectFrom('audit_events')
      .select(['actor_label', 'detail'])
      .where('verb', '=', 'rollout.import')
      .orderBy('at', 'desc')
      .executeTakeFirst();
    expect(trace).toEqual({ actor_label: 'Claude Copilote', detail: { file: 'suivi.csv', statements: 2 } });
  });

  test('asked for twice is written once', async () => {
    const url = await tried(good);
    const before = await written();
    const key = '4f5c0c0e-3b1b-4f4e-9a55-0f6f1c3f7f10';
    const both = await Promise.all([
      post(`${url}/application`, { cle: key }),
      post(`${url}/application`, { cle: key }),
      post(`${url}/application`),
    ]);
    expect(both.map(({ statusCode }) => statusCode).filter((code) => code === 303).length).toBeGreaterThan(0);
    await Promise.all([t.runJobs(), t.runJobs()]);
    expect((await written()).assertions).toBe(before.assertions + 2);
    expect((await post(`${url}/application`)).statusCode).toBe(422);
  });

  test('shows how far it is, and is read again by itself', async () => {
    const url = await tried(good);
    await post(`${url}/application`);
    const waiting = await page(url);
    expect(waiting.headers.refresh).toBe('3');
    expect(words(waiting)).toContain('<progress');
    expect(words(waiting)).toContain('0 sur 2 déclarations');
    await t.runJobs();
    expect((await page(url)).headers.refresh).toBeUndefined();
  });

  test('is checked again when it is written: what has become wrong since keeps it all out', async () => {
    const url = await tried(good);
    await post(`${url}/application`);
    const before = await written();
    await t.db
      .updateTable('authorities')
      .set({ ended_at: t.clock.now() })
      .where('id', '=', 'commune:01001')
      .execute();
    try {
      await t.runJobs();
      expect(await written()).toEqual(before);
      const { body } = await page(url);
      expect(body).toContain('Depuis l’essai, des lignes sont devenues fausses.');
      expect((await report(url))[0]).toMatchObject({ ligne: '3', gravite: 'Erreur' });
    } finally {
      await t.db
        .updateTable('authorities')
        .set({ ended_at: null })
        .where('id', '=', 'commune:01001')
        .execute();
    }
  });

  test('leaves out what somebody else imported since the trial', async () => {
    const url = await tried(good);
    await applied(good);
    const before = await written();
    await post(`${url}/application`);
    await t.runJobs();
    expect(await written()).toEqual(before);
    expect(words(await page(url))).toContain('Cet import est appliqué');
  });

  test('is undone whole, with a reason that the list shows', async () => {
    const url = await applied(`${good.trimEnd()}\n74225;cadrer;2024-01-01;\n`);
    const none = await post(`${url}/annulation`, { motif: ' ' });
    expect(none.statusCode).toBe(422);
    expect(words(none)).toContain('Indiquez le motif');
    expect((await post(`${url}/annulation`, { motif: 'Mauvais fichier' })).statusCode).toBe(303);
    await Promise.all([t.runJobs(), t.runJobs()]);
    for (const id of ['commune:74010', 'commune:01001', 'commune:74225'])
      expect(await standing(id)).toBeNull();
    expect(words(await page(here))).toMatch(/Annulé<\/span><span[^>]*>Mauvais fichier/);
    const retractions = await t.db
      .selectFrom('assertion_retractions')
      .innerJoin(
        'rollout_import_statements',
        'rollout_import_statements.assertion_id',
        'assertion_retractions.assertion_id',
      )
      .select('reason')
      .where('import_id', '=', url.slice(-36))
      .execute();
    expect(retractions.map(({ reason }) => reason)).toEqual(
      Array.from({ length: 3 }, () => 'Mauvais fichier'),
    );
    const trace = await t.db
      .selectFrom('audit_events')
      .select('detail')
      .where('verb', '=', 'rollout.undo-import')
      .executeTakeFirst();
    expect(trace?.detail).toEqual({ file: 'suivi.csv', statements: 3, reason: 'Mauvais fichier' });
    expect((await post(`${url}/annulation`, { motif: 'Encore' })).statusCode).toBe(422);
    expect((await post(`${url}/suppression`)).statusCode).toBe(422);
  });

  test('undone leaves what was said before it', async () => {
    await assertCoverages(t.db, { ...telling(), source: 'authority', toldBy: 'Annecy' }, [
      {
        authorityId: 'commune:74010',
        provider: { name: 'Syndicat', stage: 'cadrer' },
        covers: true,
        since: '2023-01-01',
      },
    ]);
    const url = await applied('code;etape;date\n74010;archiver;2024-01-01\n');
    expect(await standing('commune:74010')).toMatchObject({ basis: 'declared' });
    await post(`${url}/annulation`, { motif: 'Faux' });
    await t.runJobs();
    expect(await standing('commune:74010')).toMatchObject({ basis: 'covered', stage: 'cadrer' });
  });

  test('cannot be rewritten', async () => {
    await applied();
    await expect(t.db.deleteFrom('rollout_import_statements').execute()).rejects.toThrow('only grows');
  });
});

describe('the model', () => {
  test('lists the columns and the stages, and says nothing by itself', async () => {
    const { body, headers } = await page(`${here}/modele.csv`);
    expect(headers['content-disposition']).toContain('modele-demat-ads.csv');
    const rows: string[][] = parse(body, { bom: true, delimiter: ';' });
    expect(rows[0]).toContain('couverte_par');
    expect(rows.flat()).toContain('teleservice');
    const url = await tried(body);
    expect(words(await page(url))).toMatch(/Lignes lues<\/dt><dd>0</);
    expect(await report(url)).toEqual([]);
  });
});

describe('importing', () => {
  let url: string;
  let reads: string[];
  let acts: string[];
  beforeAll(async () => {
    url = await tried(good);
    reads = [
      here,
      `${here}/nouveau`,
      `${here}/modele.csv`,
      url,
      `${url}/rapport.csv`,
      `${url}/fichier`,
      `${url}/colonnes`,
      `${url}/annulation`,
    ];
    acts = [`${url}/colonnes`, `${url}/application`, `${url}/annulation`, `${url}/suppression`];
  });

  test.each(['stranger', 'member', 'elsewhere'])('is not for a %s', async (as) => {
    for (const one of reads) expect([one, (await page(one, as)).statusCode]).toEqual([one, 403]);
    for (const one of acts)
      expect([one, (await post(one, { motif: 'x' }, as)).statusCode]).toEqual([one, 403]);
    expect((await send(good, { as })).statusCode).toBe(403);
    expect(words(await page(url))).toContain('Ce fichier peut être appliqué');
  });

  test('is for the copilots of the group and the programme team, whom the pages of the rollout lead there', async () => {
    for (const as of ['copilot', 'team']) {
      for (const one of reads) expect([one, (await page(one, as)).statusCode]).toEqual([one, 200]);
      expect(words(await page('/deploiements/demat-ads', as))).toContain(here);
    }
  });

  test('asks who is nobody to sign in', async () => {
    for (const one of reads) expect((await t.get(one)).headers.location).toContain('/connexion');
  });

  test('of another rollout, or of none, is a 404', async () => {
    const id = url.slice(-36);
    for (const [one, as] of [
      [`/deploiements/franceconnect/imports/${id}`, 'team'],
      [`/deploiements/franceconnect/imports/${id}`, 'elsewhere'],
      [`/deploiements/nulle-part/imports/${id}`, 'team'],
      [`${here}/00000000-0000-4000-8000-000000000000`, 'team'],
      [`${here}/x`, 'team'],
    ] as const)
      expect([one, (await page(one, as)).statusCode]).toEqual([one, 404]);
  });

  test('gives the file back as it came', async () => {
    const { body, headers } = await page(`${url}/fichier`);
    expect(body).toBe(good);
    expect(headers['content-disposition']).toContain('attachment');
  });
});

describe('the same by a command', () => {
  const run = (bytes: string, apply: boolean, slug = rollout) =>
    importStatements(
      { db: t.db, clock: t.clock, openFiles: async () => t.deps.files },
      slug,
      { name: 'commande.csv', bytes: Buffer.from(bytes) },
      { apply, say: () => {} },
    );
  const right = 'insee;etape;date\n31555;cadrer;31 mars 2024';
  const wrong = 'insee;etape;date\n31555;cadrer;2024-03-31\n99999;cadrer;2024-03-31';

  test('tries, writes when told to, and is undone on the site', async () => {
    expect(await run(right, false)).toMatchObject({
      refusal: null,
      written: false,
      counts: { statements: 1 },
    });
    expect((await standingsOf(t.db, 'commune:31555')).has(rollout)).toBe(false);
    expect(await run(right, true)).toMatchObject({ written: true });
    expect((await standingsOf(t.db, 'commune:31555')).get(rollout)).toMatchObject({
      stage: 'cadrer',
      source: 'copilot_import',
    });
    // The job that was asked for finds it done.
    await t.runJobs();
    const said = await t.db
      .selectFrom('assertions')
      .select('id')
      .where('told_by', 'like', '%commande.csv%')
      .execute();
    expect(said).toHaveLength(1);
    expect((await t.get(here, cookies.team)).body).toContain('commande.csv');
  });

  test('writes nothing of a file with a wrong line, and tells the line', async () => {
    const before = await t.db.selectFrom('assertions').select('id').execute();
    const { lines, written } = await run(wrong, true);
    expect(written).toBe(false);
    expect(lines[0]).toMatch(/^ligne 3 – Erreur – .*99999/);
    expect(await t.db.selectFrom('assertions').select('id').execute()).toEqual(before);
    expect(await run(right, true, 'inconnu')).toMatchObject({
      refusal: expect.stringContaining('Il existe : demat-ads'),
    });
    expect(await run('a;b\n1;2', true)).toMatchObject({
      refusal: expect.stringContaining('Dites quelle colonne'),
    });
  });
});
