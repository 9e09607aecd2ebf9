import type { Comparison, Rule, RuleKind } from '../rule.ts';
import type { AskedStage } from '../stages.ts';

/** What one case of the form tells: all of it has to be met. */
export interface Case {
  kinds: readonly RuleKind[];
  population: Bounds;
  /** Of the intercommunal body that it belongs to, or is. */
  epciPopulation: Bounds;
  within: readonly string[];
  except: readonly string[];
  conditions: readonly Condition[];
  stages: readonly StageCondition[];
}

export interface Bounds {
  /** `>` or `>=` */
  least: Comparison | null;
  /** `<` or `<=` */
  most: Comparison | null;
}

/** A fact that we may not know, and whether it has to be so. */
export interface Condition {
  flag: string;
  has: boolean;
}

/** A stage of a rollout, and whether it has to be reached. */
export interface StageCondition extends AskedStage {
  has: boolean;
}

export const mostCases = 4;
export const mostConditions = 3;
export const mostStages = 2;
/** Territories of one field. */
export const mostPlaces = 100;

/** The rule that cases make: one of them has to be met. */
export function ruleOfCases(cases: readonly Case[]): Rule {
  const [first, ...others] = cases.map(ruleOfCase);
  return first && others.length === 0 ? first : { any: first ? [first, ...others] : [] };
}

function ruleOfCase({ kinds, population, epciPopulation, within, except, conditions, stages }: Case): Rule {
  const parts: Rule[] = [
    ...(kinds.length > 0 ? [{ kind: [...kinds] }] : []),
    ...comparisons(population).map((one) => ({ population: one })),
    ...comparisons(epciPopulation).map((one) => ({ epciPopulation: one })),
    ...(within.length > 0 ? [{ within: [...within] }] : []),
    ...conditions.map(({ flag, has }) => (has ? { flag } : { not: { flag } })),
    ...stages.map(({ has, ...stage }) => (has ? { stage } : { not: { stage } })),
    ...(except.length > 0 ? [{ not: { within: [...except] } }] : []),
  ];
  const [only] = parts;
  return only && parts.length === 1 ? only : { all: parts };
}

const comparisons = ({ least, most }: Bounds) => [least, most].filter((one) => one !== null);

/** The cases that a rule is made of; null when the form cannot tell it. */
export function casesOf(rule: Rule): Case[] | null {
  const cases = ('any' in rule ? rule.any : [rule]).map(caseOf);
  const told = cases.filter((one) => one !== null);
  return told.length === cases.length && told.length <= mostCases ? told : null;
}

function caseOf(rule: Rule): Case | null {
  const parts = 'all' in rule ? rule.all : [rule];
  // A case that asks nothing is a case that was not filled in.
  if (parts.length === 0) return null;
  const kinds = parts.flatMap((part) => ('kind' in part ? [part.kind] : []));
  const within = parts.flatMap((part) => ('within' in part ? [part.within] : []));
  const refused = parts.flatMap((part) => ('not' in part ? [part.not] : []));
  const except = refused.flatMap((part) => ('within' in part ? [part.within] : []));
  const conditions = parts.flatMap((part): Condition[] => {
    if ('flag' in part) return [{ flag: part.flag, has: true }];
    return 'not' in part && 'flag' in part.not ? [{ flag: part.not.flag, has: false }] : [];
  });
  const stages = parts.flatMap((part): StageCondition[] => {
    if ('stage' in part) return [{ ...part.stage, has: true }];
    return 'not' in part && 'stage' in part.not ? [{ ...part.not.stage, has: false }] : [];
  });
  const population = boundsOf(parts.flatMap((part) => ('population' in part ? [part.population] : [])));
  const epci = boundsOf(parts.flatMap((part) => ('epciPopulation' in part ? [part.epciPopulation] : [])));
  const isTold = parts.every((part) => !('all' in part || 'any' in part));
  const isRefusalTold = refused.every((part) => 'within' in part || 'flag' in part || 'stage' in part);
  const isOnce = [kinds, within, except].every(({ length }) => length <= 1);
  const isShort =
    conditions.length <= mostConditions &&
    stages.length <= mostStages &&
    [...within, ...except].every(({ length }) => length <= mostPlaces);
  if (!isTold || !isRefusalTold || !isOnce || !isShort || !population || !epci) return null;
  return {
    kinds: kinds[0] ?? [],
    population,
    epciPopulation: epci,
    within: within[0] ?? [],
    except: except[0] ?? [],
    conditions,
    stages,
  };
}

/** Null when one side has two bounds. */
function boundsOf(all: readonly Comparison[]): Bounds | null {
  const least = all.filter(({ op }) => op === '>' || op === '>=');
  const most = all.filter(({ op }) => op === '<' || op === '<=');
  return least.length > 1 || most.length > 1 ? null : { least: least[0] ?? null, most: most[0] ?? null };
}
