import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { confidence, slug, sources } from '../../../platform/provenance.ts';
import { readChecklists } from '../content.ts';
import { fieldNames } from './fields.ts';

const text = z.string().min(1);
const words = z.array(text);
const field = z.enum(fieldNames);

/** The kinds of test that a rule may make: a closed set, each told in `tests.ts`. */
const test = z.discriminatedUnion('kind', [
  /** The field is given. */
  z.strictObject({ kind: z.literal('told') }),
  /** Each address passes. */
  z.strictObject({
    kind: z.literal('every'),
    check: z.enum(['absolute', 'https', 'no_fragment', 'no_wildcard', 'not_local', 'not_trial']),
  }),
  /** All of these are among the values. */
  z.strictObject({ kind: z.literal('has'), values: words }),
  /** None of these is among the values. */
  z.strictObject({ kind: z.literal('lacks'), values: words, otherwise: z.enum(['wrong', 'check']) }),
  /** Each value is good; a bad one is wrong, any other is to be checked. `aside`: those that another rule looks at. */
  z.strictObject({ kind: z.literal('among'), good: words, bad: words, aside: words.default([]) }),
  /** Each value is one of another field's, to the letter. */
  z.strictObject({ kind: z.literal('among_field'), other: field }),
  /** One value at least is another field's too. */
  z.strictObject({ kind: z.literal('shares'), other: field }),
  /** It does not go without another field. */
  z.strictObject({ kind: z.literal('needs'), other: field }),
  /** These levels are asked of an address of this product. */
  z.strictObject({ kind: z.literal('level_of_platform'), levels: words, product: text }),
  /** The addresses called are of version 2. */
  z.strictObject({ kind: z.literal('endpoints') }),
  /** The addresses called, and the environment that is told, are of one environment. */
  z.strictObject({ kind: z.literal('one_environment') }),
]);

const rule = z.strictObject({
  id: slug,
  title: text,
  /** The field that it looks at. */
  field,
  test,
  /** Nothing is said of it when the field is not given. */
  only_when_told: z.boolean(),
  requires: text,
  why: text,
  /** What to do, by outcome. */
  messages: z.strictObject({
    wrong: text.nullable(),
    check: text.nullable(),
    not_told: text.nullable(),
  }),
  sources,
  confidence,
  note: text.nullable(),
});

/** `data/franceconnect-rules.json` */
const rulesFile = z.strictObject({ rollout: slug, checked_on: z.iso.date(), items: z.array(rule).min(1) });

export type Rule = z.infer<typeof rule>;
export type RuleTest = Rule['test'];

/** An address under which FranceConnect answers. */
export interface Endpoint {
  product: string;
  environment: 'production' | 'integration';
  version: 'v1' | 'v2';
  url: string;
}

/** What configurations of one rollout are checked against. */
export interface Rules {
  /** Slug of the rollout. */
  rollout: string;
  /** When the rules were last read again. */
  checkedOn: string;
  items: readonly Rule[];
  endpoints: readonly Endpoint[];
  /** Paths of version 2, from the root of the host. */
  paths: readonly string[];
}

/** The rules of FranceConnect, with the addresses that the content knows. */
export async function readRules(): Promise<Rules> {
  const path = join(process.cwd(), 'data', 'franceconnect-rules.json');
  const { rollout, checked_on, items } = rulesFile.parse(JSON.parse(await readFile(path, 'utf8')));
  const technical = (await readChecklists()).find((one) => one.rollout === rollout)?.resources?.technical;
  return {
    rollout,
    checkedOn: checked_on,
    items,
    endpoints: technical?.endpoints ?? [],
    paths: technical?.paths.map((one) => one.path) ?? [],
  };
}
