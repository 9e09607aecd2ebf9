import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, describe as group, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/harness.ts';
import { PageCache } from '../../platform/http/index.ts';
import { formatNumber } from '../../ui/index.ts';
import {
  describe,
  evaluate,
  type Facts,
  factsOf,
  loadFlags,
  type Rule,
  ruleSchema,
  vocabularyOf,
} from '../audience/index.ts';
import { loadRollouts } from '../rollouts/load.ts';
import { authoritiesByIds, findAuthority, surroundingsOf } from '../territories/index.ts';
import { loadAgenda, type Measure, publishedMeasures } from './index.ts';

// docs/audience.md says what the product says.

let database: TestDatabase;
let measures: ReadonlyMap<string, Measure>;
let tables: string[][][];

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  await loadFlags({ db, say: () => {} });
  await loadAgenda({ db, now: new Date(), say: () => {} });
  const from = { db, pageCache: new PageCache() };
  measures = new Map((await publishedMeasures(from)).map((measure) => [measure.slug, measure]));
  await loadRollouts({ db, say: () => {} });
  tables = tablesOf(await readFile('docs/audience.md', 'utf8'));
});
afterAll(() => database.close());

/** The rows of each table of a document, without their heading lines. */
function tablesOf(markdown: string): string[][][] {
  return [...markdown.matchAll(/(?:^\|.*\n)+/gm)].map(([table]) =>
    table
      .trim()
      .split('\n')
      .filter((line) => !/^\|[\s|-]+$/.test(line))
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      ),
  );
}

const code = (cell = '') => cell.replace(/^`|`$/g, '');
const plain = (text: string) => text.replace(/\s/g, ' ');

async function factsFor(id: string): Promise<Facts> {
  const authority = await findAuthority(database.db, id);
  if (!authority) throw new Error(`No authority is ${id}`);
  const { ancestors } = await surroundingsOf(database.db, id);
  return factsOf(authority, ancestors);
}

group('docs/audience.md', () => {
  test('shows rules that are rules, in the words that pages use', async () => {
    const [, ...rows] = tables[0] ?? [];
    expect(rows.length).toBeGreaterThan(10);
    const operators = new Set(rows.flatMap(([names = '']) => names.split(', ').map(code)));
    expect(operators).toEqual(
      new Set(['kind', 'population', 'epciPopulation', 'within', 'flag', 'stage', 'all', 'any', 'not']),
    );
    const examples = rows.map(([, example, words]): [Rule, string | undefined] => [
      ruleSchema.parse(JSON.parse(code(example))),
      words,
    ]);
    const vocabulary = await vocabularyOf(
      database.db,
      examples.map(([rule]) => rule),
    );
    for (const [rule, words] of examples) expect(plain(describe(rule, vocabulary))).toBe(words);
  });

  test('names authorities as they are', async () => {
    const [, ...rows] = tables[1] ?? [];
    const known = await authoritiesByIds(
      database.db,
      rows.map(([, id]) => code(id)),
    );
    expect(rows.length).toBeGreaterThan(9);
    for (const [name, id, people] of rows) {
      const authority = known.get(code(id));
      expect([authority?.name, plain(formatNumber(authority?.population ?? -1))]).toEqual([name, people]);
    }
  });

  test('gives each of them the verdict of each measure', async () => {
    const [, ...authorities] = tables[1] ?? [];
    const [[, ...columns] = [], ...rows] = tables[2] ?? [];
    expect(columns).toEqual(authorities.map(([name]) => name));
    expect(rows.length).toBeGreaterThan(11);
    const facts = await Promise.all(authorities.map(([, id]) => factsFor(code(id))));
    const words = { yes: 'oui', no: 'non', unknown: '?' };
    for (const [slug, ...cells] of rows) {
      const rule = measures.get(code(slug))?.audience;
      expect(rule, slug).toBeDefined();
      const verdicts = facts.map((one) => rule && words[evaluate(rule, one).verdict]);
      expect(verdicts, slug).toEqual(cells);
    }
  });
});
