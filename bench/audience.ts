import type pg from 'pg';
import { publishedMeasures } from '../src/modules/agenda/index.ts';
import { countConcerned, countForEach, evaluate, factsOf } from '../src/modules/audience/index.ts';
import { findAuthority, surroundingsOf } from '../src/modules/territories/index.ts';
import { openDatabase } from '../src/platform/database/index.ts';
import { PageCache } from '../src/platform/http/index.ts';

/** Milliseconds that `work` takes, the middle of several times. */
async function median(times: number, work: () => Promise<unknown> | unknown): Promise<number> {
  const taken: number[] = [];
  for (let run = 0; run < times; run++) {
    const began = performance.now();
    await work();
    taken.push(performance.now() - began);
  }
  return taken.toSorted((a, b) => a - b)[Math.floor(times / 2)] ?? 0;
}

/** The rules of the agenda, for one authority and for all of them. */
export async function benchRules(
  connection: pg.ClientConfig,
  show: (name: string, value: string) => void,
): Promise<void> {
  const database = openDatabase(connection);
  try {
    const { db } = database;
    const measures = await publishedMeasures({ db, pageCache: new PageCache() });
    const rules = measures.map(({ audience }) => audience);
    const authority = await findAuthority(db, 'commune:74010');
    if (!authority) throw new Error('Annecy is missing');
    const facts = factsOf(authority, (await surroundingsOf(db, authority.id)).ancestors);
    const one = await median(200, () => {
      for (const rule of rules) evaluate(rule, facts);
    });
    show(`${rules.length} rules for one authority, in TypeScript`, `${(one * 1000).toFixed(0)} µs`);
    const all = await median(5, () => countForEach(db, rules));
    show(`${rules.length} rules for all authorities, in SQL`, `${all.toFixed(0)} ms`);
    const each: { slug: string; ms: number }[] = [];
    for (const { slug, audience } of measures) {
      each.push({ slug, ms: await median(3, () => countConcerned(db, audience)) });
    }
    const [slowest] = each.toSorted((a, b) => b.ms - a.ms);
    const middle = each.toSorted((a, b) => a.ms - b.ms)[Math.floor(each.length / 2)];
    show(
      'counts of one rule by kind, band, region and departement',
      `median ${middle?.ms.toFixed(0)} ms, slowest ${slowest?.ms.toFixed(0)} ms (${slowest?.slug})`,
    );
  } finally {
    await database.close();
  }
}
