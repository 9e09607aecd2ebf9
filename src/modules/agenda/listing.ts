import type { Deps } from '../../platform/deps.ts';
import { pageCount } from '../../platform/http/index.ts';
import { machineDate } from '../../ui/index.ts';
import { type Entry, entriesOf } from './entries.ts';
import { publishedMeasures } from './measure.ts';
import type { AgendaFilter } from './read-filter.ts';
import { ruleWords } from './rule-words.ts';
import { type Selection, selectFrom } from './select.ts';

/** The agenda under some filters. */
export interface Listing extends Selection {
  entries: readonly Entry[];
  today: string;
}

type Reading = Pick<Deps, 'db' | 'pageCache' | 'clock'>;

export async function listAgenda(deps: Reading, { wanted }: AgendaFilter): Promise<Listing> {
  const [measures, { places }] = await Promise.all([publishedMeasures(deps), ruleWords(deps)]);
  const selection = selectFrom(measures, wanted, places);
  const today = machineDate(deps.clock.now());
  return { ...selection, today, entries: entriesOf(selection.items, wanted, today) };
}

export interface Page<T> {
  items: readonly T[];
  total: number;
  page: number;
  pages: number;
}

/** One page of a list; beyond the last, the last. */
export function pageOf<T>(all: readonly T[], page: number, perPage: number): Page<T> {
  const pages = pageCount(all.length, perPage);
  const shown = Math.min(page, pages);
  return {
    items: all.slice((shown - 1) * perPage, shown * perPage),
    total: all.length,
    page: shown,
    pages,
  };
}

/** The next milestones that nobody cancelled, the soonest first. */
export async function nextMilestones(deps: Reading, limit: number): Promise<Entry[]> {
  const measures = await publishedMeasures(deps);
  const selected = measures.map((measure) => ({
    measure,
    verdict: null,
    milestones: measure.milestones.map((milestone) => ({ of: milestone, verdict: null })),
  }));
  return entriesOf(selected, {}, machineDate(deps.clock.now()))
    .filter(({ part, milestone }) => part === 'soon' && milestone && !milestone.cancelledAt)
    .slice(0, limit);
}
