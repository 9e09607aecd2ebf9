import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Db } from '../../../platform/database/index.ts';
import { fields, Refusal, type TypedValues } from '../../../platform/http/index.ts';
import { placeNames, placesNamed, typedPlaces } from '../../territories/index.ts';
import { type Comparison, type Rule, ruleKindCodes, ruleSchema } from '../rule.ts';
import { stageKey, stageOfKey } from '../stages.ts';
import { type Bounds, type Case, casesOf, mostPlaces, ruleOfCases } from './cases.ts';
import { missingChoices, type RuleChoices, ruleChoices } from './choices.ts';
import {
  caseNumbers,
  conditionNumbers,
  fieldOf,
  keepField,
  type RuleFieldName,
  stageNumbers,
} from './names.ts';

/** What the fields of a rule sent. */
export type RuleInput = Readonly<Record<RuleFieldName, string | string[] | undefined>>;

const namesOfCase = [
  'types',
  ...['', 'epci_'].flatMap((whose) => ['min', 'min_op', 'max', 'max_op'].map((name) => `${whose}${name}`)),
  'territoires',
  'sauf',
  ...conditionNumbers.flatMap((number) => [`condition_${number}`, `condition_${number}_sens`]),
  ...stageNumbers.flatMap((number) => [`etape_${number}`, `etape_${number}_sens`]),
];

const typed = z.union([z.string(), z.array(z.string()).max(200)]).optional();

/** To be spread among the fields of a form: `body: { titre, ...ruleFields }`. */
export const ruleFields: Readonly<Record<RuleFieldName, typeof typed>> = Object.fromEntries(
  [keepField, ...caseNumbers.flatMap((number) => namesOfCase.map((name) => fieldOf(number, name)))].map(
    (name) => [name, typed],
  ),
);

const people = z
  .string()
  .transform((text) => text.replace(/\s/g, ''))
  .pipe(z.string().regex(/^\d{0,8}$/, 'Un nombre d’habitants s’écrit en chiffres. Exemple : 3 500.'))
  .transform((text) => (text === '' ? null : Number(text)));

const places = z
  .string()
  .max(5_000, 'Cette liste est trop longue.')
  .transform(typedPlaces)
  .pipe(z.array(z.string()).max(mostPlaces, `Au plus ${mostPlaces} territoires.`));

const oneCase = z.object({
  types: fields.choices(ruleKindCodes),
  min: people.prefault(''),
  min_op: z.enum(['>', '>=']).catch('>'),
  max: people.prefault(''),
  max_op: z.enum(['<', '<=']).catch('<'),
  epci_min: people.prefault(''),
  epci_min_op: z.enum(['>', '>=']).catch('>'),
  epci_max: people.prefault(''),
  epci_max_op: z.enum(['<', '<=']).catch('<'),
  territoires: places.prefault(''),
  sauf: places.prefault(''),
});

/** The rule that was described. Throws a Refusal that says what is wrong, field by field. */
export async function readRule(db: Db, input: RuleInput, kept?: Rule): Promise<Rule> {
  if (kept && input[keepField] === 'oui') return kept;
  const choices = await ruleChoices(db);
  const errors: Record<RuleFieldName, string> = {};
  const cases: Case[] = [];
  for (const number of caseNumbers) {
    const read = await readCase(db, input, number, choices);
    if ('errors' in read) Object.assign(errors, read.errors);
    else if (asksSomething(read)) cases.push(read);
  }
  if (Object.keys(errors).length > 0) throw new Refusal(errors);
  // The same said in another order stays as it was written.
  if (kept && isSame(casesOf(kept), cases)) return kept;
  if (cases.length > 0) return ruleOfCases(cases);
  throw new Refusal(
    'Choisissez au moins un type de collectivité, ou une autre condition.',
    fieldOf(1, 'types'),
  );
}

function isSame(before: readonly Case[] | null, after: readonly Case[]): boolean {
  const sorted = (cases: readonly Case[]) =>
    cases.map(({ kinds, within, except, ...others }) => ({
      ...others,
      kinds: kinds.toSorted(),
      within: within.toSorted(),
      except: except.toSorted(),
    }));
  return before !== null && isDeepStrictEqual(sorted(before), sorted(after));
}

interface Wrong {
  errors: Record<RuleFieldName, string>;
}

async function readCase(
  db: Db,
  input: RuleInput,
  number: number,
  choices: RuleChoices,
): Promise<Case | Wrong> {
  const own = Object.fromEntries(namesOfCase.map((name) => [name, input[fieldOf(number, name)]]));
  const errors: Record<RuleFieldName, string> = {};
  const wrong = (name: string, message: string) => {
    errors[fieldOf(number, name)] ??= message;
  };
  const read = oneCase.safeParse(own);
  if (!read.success) {
    for (const { path, message } of read.error.issues) wrong(String(path[0]), message);
    return { errors };
  }
  const { data } = read;
  const [within, except] = [await placesNamed(db, data.territoires), await placesNamed(db, data.sauf)];
  if ('problem' in within) wrong('territoires', within.problem);
  if ('problem' in except) wrong('sauf', except.problem);
  /** What was chosen in a list, and whether it has to be so; a choice that the list does not have is told. */
  const chosen = (name: string, list: ReadonlyMap<string, unknown>, unknown: string) => {
    const choice = own[name];
    if (choice === undefined || choice === '') return [];
    if (typeof choice === 'string' && list.has(choice))
      return [{ choice, has: own[`${name}_sens`] !== 'non' }];
    wrong(name, unknown);
    return [];
  };
  const conditions = conditionNumbers
    .flatMap((one) => chosen(`condition_${one}`, choices.flags, 'Cette question n’existe pas.'))
    .map(({ choice, has }) => ({ flag: choice, has }));
  const stages = stageNumbers
    .flatMap((one) => chosen(`etape_${one}`, choices.stages, 'Cette étape n’existe pas.'))
    .map(({ choice, has }) => ({ ...stageOfKey(choice), has }));
  const told: Case = {
    kinds: data.types,
    population: boundsOf(data.min_op, data.min, data.max_op, data.max),
    epciPopulation: boundsOf(data.epci_min_op, data.epci_min, data.epci_max_op, data.epci_max),
    within: 'problem' in within ? [] : within,
    except: 'problem' in except ? [] : except,
    conditions,
    stages,
  };
  const message = asksSomething(told) && ruleSchema.safeParse(ruleOfCases([told])).error?.issues[0]?.message;
  if (message) wrong(/intercommunalité/.test(message) ? 'epci_min' : 'min', message);
  return Object.keys(errors).length > 0 ? { errors } : told;
}

function boundsOf(
  leastOp: Comparison['op'],
  least: number | null,
  mostOp: Comparison['op'],
  most: number | null,
): Bounds {
  return {
    least: least === null ? null : { op: leastOp, value: least },
    most: most === null ? null : { op: mostOp, value: most },
  };
}

function asksSomething({
  kinds,
  population,
  epciPopulation,
  within,
  except,
  conditions,
  stages,
}: Case): boolean {
  return (
    [kinds, within, except, conditions, stages].some(({ length }) => length > 0) ||
    [population.least, population.most, epciPopulation.least, epciPopulation.most].some(Boolean)
  );
}

/** What the form shows of a rule; one that it cannot tell is kept, unless somebody replaces it. */
export async function fieldsOfRule(db: Db, rule: Rule): Promise<TypedValues> {
  const cases = casesOf(rule);
  const missing = missingChoices(rule, await ruleChoices(db));
  // A choice that the list does not have would be lost without a word.
  if (!cases || missing.flags.length + missing.stages.length > 0) return { [keepField]: 'oui' };
  const values = await Promise.all(cases.map((one, index) => fieldsOfCase(db, one, index + 1)));
  return Object.assign({}, ...values);
}

async function fieldsOfCase(db: Db, one: Case, number: number): Promise<TypedValues> {
  const { kinds, population, epciPopulation, within, except, conditions, stages } = one;
  const own: Record<string, string | string[]> = {
    types: [...kinds],
    ...fieldsOfBounds('', population),
    ...fieldsOfBounds('epci_', epciPopulation),
    territoires: await placeNames(db, within),
    sauf: await placeNames(db, except),
  };
  const choose = (name: string, choice: string, has: boolean) => {
    own[name] = choice;
    own[`${name}_sens`] = has ? 'oui' : 'non';
  };
  for (const [index, { flag, has }] of conditions.entries()) choose(`condition_${index + 1}`, flag, has);
  for (const [index, { has, ...stage }] of stages.entries()) {
    choose(`etape_${index + 1}`, stageKey(stage), has);
  }
  return Object.fromEntries(Object.entries(own).map(([name, value]) => [fieldOf(number, name), value]));
}

function fieldsOfBounds(whose: string, { least, most }: Bounds): Record<string, string> {
  return {
    ...(least ? { [`${whose}min_op`]: least.op, [`${whose}min`]: String(least.value) } : {}),
    ...(most ? { [`${whose}max_op`]: most.op, [`${whose}max`]: String(most.value) } : {}),
  };
}
