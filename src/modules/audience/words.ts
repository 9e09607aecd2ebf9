import { capitalised, formatNumber } from '../../ui/index.ts';
import type { SourceLink } from '../territories/index.ts';
import type { NearestChange } from './change.ts';
import { decisive, type Leaf, opposite, type Trace, type Verdict } from './evaluate.ts';
import type { Facts } from './facts.ts';
import { type Comparison, type Rule, type RuleKind, ruleKinds } from './rule.ts';
import { type AskedStage, stageKey } from './stages.ts';

/** How a fact that we may not know is asked and told. */
export interface FlagWords {
  /** « Votre collectivité est-elle assujettie à la TVA ? » */
  question: string;
  /** Told of who has it: « assujettie à la TVA ». */
  fact: string;
  /** Told of who has it not. */
  contrary: string;
}

/** What rules name by a code, in words. What is not in it is told by its code. */
export interface Vocabulary {
  flags: ReadonlyMap<string, FlagWords>;
  /** Names of territories by id: « Haute-Savoie ». */
  territories: ReadonlyMap<string, string>;
  /** Words of the stages that rules ask, by `rollout/stage`. */
  stages: ReadonlyMap<string, string>;
}

const conjunction = new Intl.ListFormat('fr', { type: 'conjunction' });

/** « plus de 3 500 habitants » */
export function comparisonWords({ op, value }: Comparison): string {
  const people = `${formatNumber(value)} habitant${value > 1 ? 's' : ''}`;
  if (op === '>') return `plus de ${people}`;
  if (op === '>=') return `${people} et plus`;
  if (op === '<') return `moins de ${people}`;
  return `${people} et moins`;
}

const everyKind: readonly RuleKind[] = ['commune', 'epci', 'departement', 'region'];

function kindWords(kinds: readonly RuleKind[]): string {
  if (everyKind.every((kind) => kinds.includes(kind))) {
    return kinds.includes('syndicat')
      ? 'toutes les collectivités et les syndicats'
      : 'toutes les collectivités';
  }
  return conjunction.format(kinds.map((kind) => `les ${ruleKinds[kind]}`));
}

/** The first few by name: a list of territories may be long. */
function territoryWords(ids: readonly string[], { territories }: Vocabulary, join = conjunction): string {
  const shown = ids
    .slice(0, ids.length > 12 ? 8 : 12)
    .map((id) => (id === 'france' ? 'France' : (territories.get(id) ?? id)));
  const left = ids.length - shown.length;
  return left > 0 ? `${shown.join(', ')} et ${left} autres territoires` : join.format(shown);
}

/** Whom a rule is for: « les communes de plus de 3 500 habitants ; ou les intercommunalités (condition : …) ». */
export function describe(rule: Rule, vocabulary: Vocabulary): string {
  if ('all' in rule) {
    if (rule.all.length === 0) return 'toutes les collectivités';
    // What says who comes first, whatever its place.
    const parts = rule.all.toSorted((a, b) => Number('kind' in b) - Number('kind' in a));
    return parts
      .map((part) =>
        'any' in part && parts.length > 1
          ? `(${describe(part, vocabulary)})`
          : qualification(part, parts.length > 1, vocabulary),
      )
      .join(' ');
  }
  if ('any' in rule) return rule.any.map((part) => describe(part, vocabulary)).join(' ; ou ');
  if ('not' in rule) {
    const { not } = rule;
    if ('flag' in not) return `condition : ${flagWords(not.flag, false, vocabulary)}`;
    if ('stage' in not) return stageWords(not.stage, false, vocabulary);
    return `sauf ${describe(not, vocabulary)}`;
  }
  if ('kind' in rule) return kindWords(rule.kind);
  if ('population' in rule) return comparisonWords(rule.population);
  if ('epciPopulation' in rule) return `dans une intercommunalité ${ofPeople(rule.epciPopulation)}`;
  if ('within' in rule) return `territoires : ${territoryWords(rule.within, vocabulary)}`;
  if ('flag' in rule) return `condition : ${flagWords(rule.flag, true, vocabulary)}`;
  return stageWords(rule.stage, true, vocabulary);
}

const stageName = (stage: AskedStage, { stages }: Vocabulary): string =>
  stages.get(stageKey(stage)) ?? `déploiement ${stage.rollout}, étape « ${stage.reached} »`;

const stageWords = (stage: AskedStage, isReached: boolean, vocabulary: Vocabulary): string =>
  `${stageName(stage, vocabulary)} ${isReached ? 'atteinte' : 'pas encore atteinte'}`;

/** A part of a conjunction, as it follows the words before it. */
function qualification(rule: Rule, follows: boolean, vocabulary: Vocabulary): string {
  if ('population' in rule) return ofPeople(rule.population);
  const words = describe(rule, vocabulary);
  return follows && !('kind' in rule) && !('epciPopulation' in rule) ? `(${words})` : words;
}

/** « de plus de 3 500 habitants », « d’au moins 3 500 habitants » */
function ofPeople({ op, value }: Comparison): string {
  const people = `${formatNumber(value)} habitant${value > 1 ? 's' : ''}`;
  if (op === '>') return `de plus de ${people}`;
  if (op === '>=') return `d’au moins ${people}`;
  return op === '<' ? `de moins de ${people}` : `d’au plus ${people}`;
}

/** What is told of who has this, or has it not. */
function flagWords(flag: string, has: boolean, { flags }: Vocabulary): string {
  const words = flags.get(flag);
  return (has ? words?.fact : words?.contrary) ?? `${has ? '' : 'pas '}${flag}`;
}

/** One line of a trace: what the rule asks, what is so, and who says it. */
export interface TraceLine {
  wanted: string;
  found: string;
  verdict: Verdict;
  /** All of it, read aloud: « Critère rempli : 5 120 habitants, seuil « plus de 3 500 habitants » » */
  words: string;
  source: SourceLink | null;
}

const masculine: readonly Facts['kind'][] = ['departement', 'ept'];

/** « Concernée », « Non concerné », « À préciser » */
export function verdictWords(verdict: Verdict, kind: Facts['kind']): string {
  if (verdict === 'unknown') return 'À préciser';
  const ending = masculine.includes(kind) ? '' : 'e';
  return verdict === 'yes' ? `Concerné${ending}` : `Non concerné${ending}`;
}

/** All that was looked at, in the order of the rule; of what it excludes, whether the exception spares the authority. */
export function traceLines(
  trace: Trace,
  facts: Facts,
  vocabulary: Vocabulary,
  excluded = false,
): TraceLine[] {
  const { rule, parts } = trace;
  if ('not' in rule) return parts.flatMap((part) => traceLines(part, facts, vocabulary, !excluded));
  if ('all' in rule || 'any' in rule)
    return parts.flatMap((part) => traceLines(part, facts, vocabulary, excluded));
  const verdict = excluded ? opposite[trace.verdict] : trace.verdict;
  const wanted = describe(excluded ? { not: rule } : rule, vocabulary);
  const { words, ...finding } = findingOf(rule, wanted, facts, vocabulary);
  return [{ source: null, ...finding, wanted, verdict, words: `${met[verdict]} : ${words}` }];
}

// One criterion of several: whether the authority is concerned depends on them all.
const met: Readonly<Record<Verdict, string>> = {
  yes: 'Critère rempli',
  no: 'Critère non rempli',
  unknown: 'À préciser',
};

type Finding = Pick<TraceLine, 'found' | 'words'> & Partial<Pick<TraceLine, 'source'>>;

/** What is so, beside what is asked. */
function findingOf(rule: Leaf, wanted: string, facts: Facts, vocabulary: Vocabulary): Finding {
  const against = (criterion: string, found: string) => ({ found, words: `${found}, ${criterion}` });
  if ('kind' in rule) return against(`public visé « ${wanted} »`, facts.kindWords);
  if ('population' in rule) {
    const source = facts.population?.source ?? null;
    return { ...against(`seuil « ${wanted} »`, peopleWords(facts.population?.count)), source };
  }
  if ('epciPopulation' in rule) {
    const criterion = `condition « ${wanted} »`;
    if (!facts.epci) return against(criterion, 'aucune intercommunalité');
    const { name, population } = facts.epci;
    return {
      ...against(criterion, `${name}, ${peopleWords(population?.count)}`),
      source: population?.source ?? null,
    };
  }
  if ('within' in rule) {
    const inside = rule.within.filter((id) => facts.within.has(id));
    const found = inside.length > 0 ? territoryWords(inside, vocabulary) : 'située ailleurs';
    return against(`territoires visés « ${wanted.replace('territoires : ', '')} »`, found);
  }
  if ('flag' in rule) {
    const known = facts.flags.get(rule.flag);
    if (known === undefined) {
      const question = vocabulary.flags.get(rule.flag)?.question ?? rule.flag;
      return { found: 'non renseigné', words: `« ${question} »` };
    }
    const told = flagWords(rule.flag, known, vocabulary);
    return { found: `selon votre réponse : ${told}`, words: `${told}, selon votre réponse` };
  }
  const reached = facts.stages.get(`${rule.stage.rollout}/${rule.stage.reached}`);
  const found = reached === undefined ? 'non renseigné' : reached ? 'atteinte' : 'pas encore atteinte';
  return { found, words: `${stageName(rule.stage, vocabulary)} : ${found}` };
}

const peopleWords = (count: number | undefined): string =>
  count === undefined ? 'population non connue' : `${formatNumber(count)} habitant${count > 1 ? 's' : ''}`;

/** Why, in one sentence: « Concernée : commune de 5 120 habitants, seuil « plus de 3 500 habitants ». » */
export function reasonOf(trace: Trace, facts: Facts, vocabulary: Vocabulary): string {
  const all = decisive(trace);
  // Where one part turned on something else than the kind, the parts meant for other kinds explain nothing.
  const telling = all.filter(({ rule }) => !('kind' in rule));
  const others = telling.length > 0 && trace.verdict !== 'unknown' ? telling : all;
  const subject = others.some(({ rule }) => 'population' in rule)
    ? `${facts.kindWords} de ${peopleWords(facts.population?.count)}`
    : facts.kindWords;
  const clauses = [...new Set(others.flatMap((part) => clause(part, facts, vocabulary)))];
  const kinds = all.flatMap(({ rule }) => ('kind' in rule ? rule.kind : []));
  if (clauses.length === 0 && kinds.length > 0) {
    clauses.push(`la mesure vise ${kindWords([...new Set(kinds)])}`);
  }
  return `${verdictWords(trace.verdict, facts.kind)} : ${[subject, ...clauses].join(', ')}.`;
}

function clause({ rule, verdict }: Trace, facts: Facts, vocabulary: Vocabulary): string[] {
  if ('population' in rule) {
    return [
      verdict === 'unknown' ? 'population non connue' : `seuil « ${comparisonWords(rule.population)} »`,
    ];
  }
  if ('epciPopulation' in rule) {
    if (!facts.epci) return ['hors de toute intercommunalité'];
    const { name, population } = facts.epci;
    return [`${name} : ${peopleWords(population?.count)}, seuil « ${comparisonWords(rule.epciPopulation)} »`];
  }
  if ('within' in rule) {
    const inside = rule.within.filter((id) => facts.within.has(id));
    if (inside.length > 0) return [`territoire visé : ${territoryWords(inside, vocabulary)}`];
    return rule.within.includes('france')
      ? []
      : [`territoires visés : ${territoryWords(rule.within, vocabulary)}`];
  }
  if ('flag' in rule) {
    const words = vocabulary.flags.get(rule.flag);
    if (verdict === 'unknown') return [`cela dépend : « ${words?.question ?? rule.flag} »`];
    return [verdict === 'yes' ? (words?.fact ?? rule.flag) : (words?.contrary ?? `pas ${rule.flag}`)];
  }
  if ('stage' in rule) {
    return verdict === 'unknown'
      ? [`cela dépend : ${stageName(rule.stage, vocabulary)}, non renseignée`]
      : [stageWords(rule.stage, verdict === 'yes', vocabulary)];
  }
  return [];
}

/** « À partir de 3 501 habitants ; vous en avez 3 412. » */
export function changeWords(
  { fact, at, from, was, verdict }: NearestChange,
  kind: Facts['kind'] = 'commune',
): string {
  const isItsOwn = fact === 'population' || kind === 'epci';
  const whose = isItsOwn ? 'vous en avez' : 'votre intercommunalité en a';
  const people = `${formatNumber(at)} habitant${at > 1 ? 's' : ''}`;
  const bound = at > from ? `à partir de ${people}` : `à ${people} et moins`;
  const concerned = verdictWords('yes', kind);
  const then = {
    yes: concerned,
    no: `Ne serait ${was === 'yes' ? 'plus' : 'pas'} ${concerned.toLowerCase()}`,
    unknown: 'Serait à préciser',
  }[verdict];
  return verdict === 'yes' && at > from
    ? `${capitalised(bound)} ; ${whose} ${formatNumber(from)}.`
    : `${then} ${bound} ; ${whose} ${formatNumber(from)}.`;
}
