import { evaluate, type Verdict } from './evaluate.ts';
import type { Facts, Population } from './facts.ts';
import { flagsOf, type Rule, walk } from './rule.ts';

/** The smallest change of a number of people that would change the verdict. */
export interface NearestChange {
  fact: 'population' | 'epciPopulation';
  /** The number of people from which, or down to which, it would. */
  at: number;
  from: number;
  /** The verdict of today, and what it would become. */
  was: Verdict;
  verdict: Verdict;
}

/** Null when no number of people would change it. */
export function nearestChange(rule: Rule, facts: Facts): NearestChange | null {
  const { verdict } = evaluate(rule, facts);
  const found = (['population', 'epciPopulation'] as const).flatMap((fact) => {
    const from = (fact === 'population' ? facts.population : facts.epci?.population)?.count;
    if (from === undefined) return [];
    return thresholds(rule, fact).flatMap((at) => {
      const changed = evaluate(rule, withPeople(facts, fact, at)).verdict;
      return changed === verdict ? [] : [{ fact, at, from, was: verdict, verdict: changed }];
    });
  });
  const distance = ({ at, from }: NearestChange) => Math.abs(at - from);
  return found.sort((a, b) => distance(a) - distance(b))[0] ?? null;
}

/** The numbers on either side of each bound. */
function thresholds(rule: Rule, fact: 'population' | 'epciPopulation'): number[] {
  const values = [...walk(rule)].flatMap((one) => {
    if (fact === 'population') return 'population' in one ? one.population.value : [];
    return 'epciPopulation' in one ? one.epciPopulation.value : [];
  });
  return [...new Set(values.flatMap((value) => [value - 1, value, value + 1]))].filter((at) => at >= 0);
}

/** The same authority with another number of people. */
export function withPeople(facts: Facts, fact: 'population' | 'epciPopulation', count: number): Facts {
  const counted = (known: Population | null): Population => ({ count, source: known?.source ?? null });
  if (fact === 'population') {
    const isItsOwn = facts.kind === 'epci' && facts.epci;
    const population = counted(facts.population);
    return {
      ...facts,
      population,
      ...(isItsOwn ? { epci: { ...facts.epci, name: isItsOwn.name, population } } : {}),
    };
  }
  return facts.epci
    ? { ...facts, epci: { ...facts.epci, population: counted(facts.epci.population) } }
    : facts;
}

/**
 * Of the facts that are missing, the one to ask first: that which may settle the verdict alone; otherwise the first that
 * matters. Null when the verdict is known.
 */
export function questionOf(rule: Rule, facts: Facts): string | null {
  if (evaluate(rule, facts).verdict !== 'unknown') return null;
  const outcomes = flagsOf(rule)
    .filter((flag) => !facts.flags.has(flag))
    .map((flag) => {
      const verdicts = [true, false].map(
        (answer) => evaluate(rule, { ...facts, flags: new Map([...facts.flags, [flag, answer]]) }).verdict,
      );
      return { flag, settled: verdicts.filter((verdict) => verdict !== 'unknown').length };
    });
  const mattering = outcomes.filter(({ settled }) => settled > 0);
  return (mattering.sort((a, b) => b.settled - a.settled)[0] ?? outcomes[0])?.flag ?? null;
}
