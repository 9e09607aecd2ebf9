import type { Db } from '../../platform/database/index.ts';
import { type Concerned, countConcerned, type Rule } from '../audience/index.ts';

const keepFor = 10 * 60_000;
const mostRules = 500;

/** By database. Counts depend on the rule and on the authorities alone, which an edition changes once or twice a year. */
const kept = new WeakMap<Db, Map<string, { until: number; counts: Promise<Concerned> }>>();

/** How many authorities a rule is for: counting them all takes a hundred times as long as the page that shows it. */
export function concernedBy(db: Db, rule: Rule): Promise<Concerned> {
  const known = kept.get(db) ?? new Map();
  kept.set(db, known);
  const key = JSON.stringify(rule);
  const entry = known.get(key);
  if (entry && entry.until >= Date.now()) return entry.counts;
  if (known.size >= mostRules) known.clear();
  const counts = countConcerned(db, rule);
  known.set(key, { until: Date.now() + keepFor, counts });
  counts.catch(() => known.delete(key));
  return counts;
}
