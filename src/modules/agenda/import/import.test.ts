import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/harness.ts';
import { loadFlags } from '../../audience/index.ts';
import { loadAgenda } from '../load.ts';
import { findMeasure } from '../measure.ts';
import { exportAgenda, importAgenda } from './run.ts';

let database: TestDatabase;
const now = new Date('2026-12-01T10:00:00Z');
const say = () => {};
beforeAll(async () => {
  database = await createTestDatabase();
  const start = { db: database.db, now: new Date('2026-11-23T10:00:00Z'), say };
  await loadFlags(start);
  await loadAgenda(start);
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.db.deleteFrom('measures').where('slug', 'like', 'essai-%').execute();
});

const run = (text: string | Uint8Array, name = 'mesures.csv', apply = true) =>
  importAgenda(
    database.db,
    { name, bytes: typeof text === 'string' ? new TextEncoder().encode(text) : text },
    { apply, now, say },
  );
const find = (slug: string) => findMeasure(database.db, slug);
const head = 'adresse;titre;theme;nature;statut;pilote;resume;public_types;public_plus_de;jalons';
const row = (values: Record<string, string> = {}) => {
  const cells: Record<string, string> = {
    adresse: 'essai-un',
    titre: 'Essai',
    theme: 'Données personnelles',
    nature: 'Obligation',
    statut: 'À venir',
    pilote: 'CNIL',
    resume: 'Un essai.',
    public_types: 'communes, intercommunalités',
    public_plus_de: '3 500',
    jalons: 'Échéance | 1er janvier 2028 | Tout est prêt',
    ...values,
  };
  const names = [...new Set([...head.split(';'), ...Object.keys(values)])];
  return {
    head: names.join(';'),
    line: names.map((name) => `"${(cells[name] ?? '').replaceAll('"', '""')}"`).join(';'),
  };
};
const sheet = (values: Record<string, string> = {}) => `${row(values).head}\r\n${row(values).line}\r\n`;
const count = async () =>
  (await database.db.selectFrom('measure_versions').select('version').execute()).length;

describe('a sheet is imported', () => {
  test('all that was exported comes back unchanged', async () => {
    const before = await count();
    const text = await exportAgenda(database.db);
    const report = await run(text);
    expect(report.problems).toEqual([]);
    expect(report.outcomes.filter(({ done }) => done !== 'unchanged')).toEqual([]);
    expect(report.outcomes.length).toBeGreaterThan(60);
    expect(await count()).toBe(before);
  });

  test('what was exported can be loaded where nothing is: content for content', async () => {
    const text = await exportAgenda(database.db);
    const other = await createTestDatabase();
    try {
      const themes = await database.db.selectFrom('measure_themes').selectAll().execute();
      await other.db.insertInto('measure_themes').values(themes).execute();
      await loadFlags({ db: other.db, say });
      const bytes = new TextEncoder().encode(text);
      const report = await importAgenda(other.db, { name: 'a.csv', bytes }, { apply: true, now, say });
      expect(report.problems).toEqual([]);
      expect(await exportAgenda(other.db)).toBe(text);
    } finally {
      await other.close();
    }
  });

  test('the start-up content in its own shape changes nothing', async () => {
    const report = await run(await readFile('data/agenda.json'), 'agenda.json');
    expect(report.problems).toEqual([]);
    expect(report.outcomes.filter(({ done }) => done !== 'unchanged')).toEqual([]);
  });

  test('a trial writes nothing, and says what would be', async () => {
    const report = await run(sheet(), 'mesures.csv', false);
    expect(report).toMatchObject({
      written: false,
      problems: [],
      outcomes: [{ line: 2, slug: 'essai-un', done: 'created' }],
    });
    expect(await find('essai-un')).toBeUndefined();
  });

  test.each([
    ['semicolons', sheet()],
    ['commas', sheet().replaceAll(/(?<=["a-z])[;](?=["a-z])/g, ',')],
    ['tabulations and a byte-order mark', `\ufeff${sheet().replaceAll(/(?<=["a-z])[;](?=["a-z])/g, '\t')}`],
  ])('with %s', async (_, text) => {
    const report = await run(text);
    expect(report.problems).toEqual([]);
    expect(await find('essai-un')).toMatchObject({
      title: 'Essai',
      theme: { code: 'rgpd' },
      nature: 'obligation',
      status: 'announced',
      published: true,
      version: 1,
      audience: { all: [{ kind: ['commune', 'epci'] }, { population: { op: '>', value: 3500 } }] },
      milestones: [{ kind: 'deadline', date: '2028-01-01', precision: 'day', label: 'Tout est prêt' }],
    });
  });

  test('a known address gets a new version, its columns only, its milestone in the same row', async () => {
    await run(sheet());
    const before = await find('essai-un');
    const report = await run(
      'adresse;jalons;motif\nessai-un;Échéance | mars 2028 | Tout est prêt;Décalage\n',
    );
    expect(report.outcomes).toMatchObject([{ done: 'changed' }]);
    const after = await find('essai-un');
    expect(after).toMatchObject({ title: 'Essai', version: 2, pilot: 'CNIL' });
    expect(after?.milestones).toMatchObject([
      { id: before?.milestones[0]?.id, date: '2028-03-01', precision: 'month', sequence: 1 },
    ]);
  });

  test('links between new measures, whatever their order', async () => {
    const one = row({ liens: 'Dépend de | essai-deux' });
    const two = row({ adresse: 'essai-deux', liens: 'Facilitée par | Un guide | /livrables/guide' });
    const report = await run(`${one.head}\n${one.line}\n${two.line}\n`);
    expect(report.problems).toEqual([]);
    expect((await find('essai-un'))?.links).toMatchObject([{ slug: 'essai-deux' }]);
    expect((await find('essai-deux'))?.links).toMatchObject([{ url: '/livrables/guide', label: 'Un guide' }]);
  });
});

describe('a sheet is refused, and nothing of it is written', () => {
  test.each<[string, Record<string, string>, string, string]>([
    ['an unknown theme', { theme: 'Astrologie' }, 'theme', 'Astrologie'],
    ['an unknown nature', { nature: 'Souhait' }, 'nature', 'Obligation, Opportunité'],
    [
      'a day that does not exist',
      { jalons: 'Échéance | 31 février 2028 | Rien' },
      'jalons',
      '31 février 2028',
    ],
    ['a milestone of no known kind', { jalons: 'Fête | 2028 | Rien' }, 'jalons', '« Fête »'],
    ['an unknown territory', { public_territoires: 'departement:99' }, 'public', 'departement:99'],
    ['what is no territory', { public_territoires: 'Savoie' }, 'public_regle', 'Savoie'],
    ['bounds that exclude each other', { public_moins_de: '100' }, 'public_regle', 's’excluent'],
    ['an unknown operator', { public_regle: '{"xor":[]}' }, 'public_regle', 'Opérateur inconnu'],
    ['a rule that is no JSON', { public_regle: '{all:' }, 'public_types', 'JSON'],
    [
      'an unknown stage',
      { public_regle: '{"stage":{"rollout":"demat-ads","reached":"inventee"}}' },
      'public',
      'demat-ads/inventee',
    ],
    ['an unknown condition', { public_regle: '{"flag":"inventee"}' }, 'public', 'inventee'],
    ['an unknown kind of authority', { public_types: 'royaumes' }, 'public_types', 'royaumes'],
    ['nobody', { public_types: '', public_plus_de: '' }, 'public_types', 'qui est concerné'],
    ['no number', { public_plus_de: 'beaucoup' }, 'public_types', 'beaucoup'],
    ['a formula', { titre: '=HYPERLINK("https://mal.example")' }, 'titre', 'formule'],
    ['no title', { titre: '' }, 'titre', ''],
    ['an address that runs a script', { sources: 'Site | javascript:alert(1)' }, 'sources', ''],
    ['a link to nothing', { liens: 'Dépend de | rien' }, 'liens', '« rien »'],
    ['a link to itself', { liens: 'Dépend de | essai-un' }, 'liens', 'elle-même'],
    ['an address of the site', { adresse: 'nouvelle' }, 'adresse', 'prise par le site'],
    ['an address that is none', { adresse: 'Pas Une Adresse' }, 'adresse', ''],
    ['an unknown column', { couleur: 'bleu' }, 'couleur', 'Cette colonne est inconnue'],
    ['an unknown state', { publication: 'peut-être' }, 'publication', 'brouillon'],
  ])('%s', async (_, values, place, words) => {
    const before = await count();
    const good = row({ ...values, adresse: 'essai-bon', titre: 'Bon' });
    const fine = row();
    const text =
      'couleur' in values
        ? sheet(values)
        : `${good.head}\n${good.head
            .split(';')
            .map((name) => (fine.head.split(';').includes(name) ? `"${cellOf(fine, name)}"` : ''))
            .join(';')
            .replace('essai-un', 'essai-bon')}\n${row(values).line}\n`;
    const report = await run(text);
    expect(report.written).toBe(false);
    const problem = report.problems.find((one) => one.place.startsWith(place));
    expect(problem?.line).toBe('couleur' in values ? 1 : 3);
    expect(problem?.message).toContain(words);
    expect(await count()).toBe(before);
    expect(await find('essai-bon')).toBeUndefined();
  });

  test('the same address twice', async () => {
    const { head: names, line } = row();
    const report = await run(`${names}\n${line}\n${line}\n`);
    expect(report.problems).toMatchObject([{ line: 3, place: 'adresse' }]);
    expect(await find('essai-un')).toBeUndefined();
  });

  test('counts lines as a text editor does, cells of several lines included', async () => {
    const one = row({ resume: 'Une\nligne\nde plus', adresse: 'essai-deux' });
    const two = row({ theme: 'Astrologie' });
    const report = await run(`${one.head}\n${one.line}\n\n${two.line}\n`);
    expect(report.problems).toMatchObject([{ line: 6, place: 'theme' }]);
  });

  test.each([
    ['empty', '', 'aucune mesure'],
    ['only a head', `${head}\n`, 'aucune mesure'],
    ['a quote that never closes', `${head}\n"essai`, 'guillemet'],
    ['a line too short', `${head}\nessai-un;Essai\n`, 'autant de cellules'],
    ['something else', 'PK\u0003\u0004', 'Cette colonne est inconnue'],
  ])('a file that is %s', async (_, text, words) => {
    const report = await run(text);
    expect(report.written).toBe(false);
    expect(report.problems.map(({ message }) => message).join()).toContain(words);
  });

  test('an old encoding, and a huge file', async () => {
    const latin = await run(Buffer.from(sheet(), 'latin1'));
    expect(latin.problems[0]?.message).toContain('UTF-8');
    const huge = await run(new Uint8Array(5_000_001));
    expect(huge.problems[0]?.message).toContain('5 Mo');
  });

  test.each([
    ['no JSON', '{"items": [', 'pas du JSON'],
    ['another shape', '{"items": []}', ''],
  ])('a JSON file that is %s', async (_, text, words) => {
    const report = await run(text, 'a.json');
    expect(report.written).toBe(false);
    expect(report.problems.length).toBeGreaterThan(0);
    expect(report.problems[0]?.message).toContain(words);
  });

  test('JSON: the line of the measure that is wrong, and where in it', async () => {
    const text = await readFile('data/agenda.json', 'utf8');
    const wrong = text.replace('"status": "in_force"', '"status": "dreamt"');
    const report = await run(wrong, 'agenda.json');
    expect(report.problems).toHaveLength(1);
    const { line, place } = report.problems[0] ?? {};
    expect(place).toBe('status');
    expect(wrong.split('\n')[(line ?? 0) - 1]).toContain('"slug"');
  });
});

function cellOf({ head: names, line }: { head: string; line: string }, name: string): string {
  return line.slice(1, -1).split('";"')[names.split(';').indexOf(name)] ?? '';
}
