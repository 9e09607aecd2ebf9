import type { Facts, Population } from './facts.ts';
import type { Comparison, Rule } from './rule.ts';

/** Whether an authority is concerned. `unknown`: a fact is missing, and the answer depends on it. */
export type Verdict = 'yes' | 'no' | 'unknown';

/** A rule with what became of each of its parts. */
export interface Trace {
  rule: Rule;
  verdict: Verdict;
  parts: readonly Trace[];
}

/** Decides a rule for one authority, in Kleene's three values: an unknown part does not hide what the others settle. */
export function evaluate(rule: Rule, facts: Facts): Trace {
  if ('all' in rule) {
    const parts = rule.all.map((part) => evaluate(part, facts));
    return { rule, verdict: conjunction(parts), parts };
  }
  if ('any' in rule) {
    const parts = rule.any.map((part) => evaluate(part, facts));
    return { rule, verdict: disjunction(parts), parts };
  }
  if ('not' in rule) {
    const part = evaluate(rule.not, facts);
    return { rule, verdict: opposite[part.verdict], parts: [part] };
  }
  return { rule, verdict: asVerdict(leaf(rule, facts)), parts: [] };
}

export const opposite: Readonly<Record<Verdict, Verdict>> = { yes: 'no', no: 'yes', unknown: 'unknown' };

function conjunction(parts: readonly Trace[]): Verdict {
  if (parts.some(({ verdict }) => verdict === 'no')) return 'no';
  return parts.some(({ verdict }) => verdict === 'unknown') ? 'unknown' : 'yes';
}

function disjunction(parts: readonly Trace[]): Verdict {
  if (parts.some(({ verdict }) => verdict === 'yes')) return 'yes';
  return parts.some(({ verdict }) => verdict === 'unknown') ? 'unknown' : 'no';
}

const asVerdict = (value: boolean | null): Verdict => (value === null ? 'unknown' : value ? 'yes' : 'no');

/** A rule without parts. */
export type Leaf = Exclude<Rule, { all: Rule[] } | { any: Rule[] } | { not: Rule }>;

/** Null when the fact is missing. */
function leaf(rule: Leaf, facts: Facts): boolean | null {
  if ('kind' in rule) return rule.kind.includes(facts.kind);
  if ('population' in rule) return compare(facts.population, rule.population);
  // Who belongs to no intercommunal body meets no threshold of one.
  if ('epciPopulation' in rule)
    return facts.epci ? compare(facts.epci.population, rule.epciPopulation) : false;
  if ('within' in rule) return rule.within.some((id) => id === 'france' || facts.within.has(id));
  if ('flag' in rule) return facts.flags.get(rule.flag) ?? null;
  return facts.stages.get(`${rule.stage.rollout}/${rule.stage.reached}`) ?? null;
}

function compare(population: Population | null, { op, value }: Comparison): boolean | null {
  if (!population) return null;
  const { count } = population;
  if (op === '>') return count > value;
  if (op === '>=') return count >= value;
  if (op === '<') return count < value;
  return count <= value;
}

/**
 * The parts without parts of their own that settle the verdict: of what was met, all that had to be; of what was not, what
 * failed; of what is unknown, what is missing. Whoever is of another kind than a rule is for is told that, and nothing of a size or
 * a place that would not make it concerned.
 */
export function decisive({ rule, verdict, parts }: Trace): readonly Trace[] {
  if ('not' in rule) return parts.flatMap(decisive);
  if ('all' in rule) {
    const settling = verdict === 'yes' ? parts : parts.filter((part) => part.verdict === verdict);
    const kinds = verdict === 'no' ? settling.filter((part) => 'kind' in part.rule) : [];
    return (kinds.length > 0 ? kinds : settling).flatMap(decisive);
  }
  if ('any' in rule) {
    if (verdict === 'no') return parts.flatMap(decisive);
    const telling = parts.filter((part) => part.verdict === verdict);
    return verdict === 'yes' ? decisive(telling[0] ?? nothing) : telling.flatMap(decisive);
  }
  return [{ rule, verdict, parts }];
}

const nothing: Trace = { rule: { all: [] }, verdict: 'yes', parts: [] };
