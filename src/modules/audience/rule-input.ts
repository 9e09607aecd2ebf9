import { z } from 'zod';
import type { Db } from '../../platform/database/index.ts';
import { fields, Refusal, type TypedValues } from '../../platform/http/index.ts';
import { resolveAuthority, searchAuthorities } from '../territories/index.ts';
import { type Comparison, operators, type Rule, ruleKindCodes, ruleSchema } from './rule.ts';

// A rule as a form asks it: up to four cases, any of which is enough; in a case, all that is said must hold.

export const cases = ['1', '2', '3', '4'] as const;
type Case = (typeof cases)[number];

/** Facts that a case may ask. */
export const conditions = ['a', 'b'] as const;

/** Lower bounds and upper bounds, as the form tells them. */
export const bounds = {
  lower: { '>': 'plus de', '>=': 'au moins' },
  upper: { '<': 'moins de', '<=': 'au plus' },
} as const;

const people = z
  .string()
  .prefault('')
  .transform((text) => text.replace(/[\s.\u00a0\u202f]/g, ''))
  .refine((text) => /^\d{0,9}$/.test(text), 'Un nombre d’habitants s’écrit en chiffres : 3 500.');
const operator = z.enum(operators, { error: 'Choisissez une comparaison.' }).optional();
const places = fields.paragraphs({ max: 4_000 }).optional().default('');

const fieldsOfCase = (n: Case) =>
  ({
    [`public_${n}_types`]: fields.choices(ruleKindCodes),
    [`public_${n}_lower`]: people,
    [`public_${n}_lower_op`]: operator,
    [`public_${n}_upper`]: people,
    [`public_${n}_upper_op`]: operator,
    [`public_${n}_epci`]: people,
    [`public_${n}_epci_op`]: operator,
    [`public_${n}_within`]: places,
    [`public_${n}_outside`]: places,
    [`public_${n}_a`]: z.string().max(90).optional().default(''),
    [`public_${n}_b`]: z.string().max(90).optional().default(''),
  }) as const;

/** To be spread among the fields of a form that asks a rule. */
export const ruleFields: z.ZodRawShape = Object.assign({}, ...cases.map(fieldsOfCase));

const typed = z.record(z.string(), z.union([z.string(), z.array(z.string())]).optional());

/**
 * The rule that a form says; null when it says nothing. Throws Refusal, by field, in French: a territory that nothing answers to,
 * bounds that exclude each other.
 */
export async function readRule(db: Db, input: object): Promise<Rule | null> {
  const values = typed.parse(
    Object.fromEntries(Object.entries(input).filter(([name]) => name.startsWith('public_'))),
  );
  const text = (name: string) => {
    const value = values[`public_${name}`];
    return typeof value === 'string' ? value.trim() : '';
  };
  const read: Rule[] = [];
  for (const n of cases) {
    const chosen = values[`public_${n}_types`];
    const kinds = ruleKindCodes.filter((kind) => [chosen ?? []].flat().includes(kind));
    const compared = (name: string, usual: Comparison['op']): Comparison[] => {
      const count = text(`${n}_${name}`);
      const op = operators.find((one) => one === text(`${n}_${name}_op`)) ?? usual;
      return count === '' ? [] : [{ op, value: Number(count) }];
    };
    const within = await territoriesIn(db, text(`${n}_within`), `public_${n}_within`);
    const outside = await territoriesIn(db, text(`${n}_outside`), `public_${n}_outside`);
    const parts: Rule[] = [
      ...(kinds.length > 0 ? [{ kind: kinds }] : []),
      ...compared('lower', '>').map((population) => ({ population })),
      ...compared('upper', '<').map((population) => ({ population })),
      ...compared('epci', '>').map((epciPopulation) => ({ epciPopulation })),
      ...(within.length > 0 ? [{ within }] : []),
      ...(outside.length > 0 ? [{ not: { within: outside } }] : []),
      ...conditions.flatMap((one) => condition(text(`${n}_${one}`))),
    ];
    const [only] = parts;
    if (only) read.push(parts.length === 1 ? only : { all: parts });
  }
  const [first] = read;
  if (!first) return null;
  const checked = ruleSchema.safeParse(read.length === 1 ? first : { any: read });
  if (checked.success) return checked.data;
  throw new Refusal(checked.error.issues[0]?.message ?? 'Cette règle ne se comprend pas.', 'public_1_types');
}

/** `assujettie-tva`, or `!assujettie-tva` for who is not. */
function condition(value: string): Rule[] {
  const flag = value.replace(/^!/, '');
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(flag)) return [];
  return [value.startsWith('!') ? { not: { flag } } : { flag }];
}

/** One territory a line: its name, its code, or the number of a département. */
async function territoriesIn(db: Db, text: string, field: string): Promise<string[]> {
  const ids: string[] = [];
  for (const line of text.split(/[\r\n;]+/).map((one) => one.trim())) {
    if (line === '') continue;
    if (ids.length >= 200) throw new Refusal('Au plus 200 territoires.', field);
    ids.push(await territoryNamed(db, line, field));
  }
  return [...new Set(ids)];
}

async function territoryNamed(db: Db, name: string, field: string): Promise<string> {
  if (/^france( entière)?$/i.test(name)) return 'france';
  const coded = await resolveAuthority(db, /^\d[\dab]\d?$/i.test(name) ? `departement:${name}` : name);
  if (coded && !coded.ended_at) return coded.id;
  const hits = await searchAuthorities(db, name, { limit: 6 });
  const exact = hits.filter((hit) => hit.exact);
  const [only] = exact;
  if (only && exact.length === 1) return only.id;
  const near = (exact.length > 0 ? exact : hits).map((hit) => `${hit.name} (${hit.id})`);
  throw new Refusal(
    near.length > 0
      ? `« ${name} » peut désigner plusieurs territoires. Écrivez l’un de ces codes : ${near.join(', ')}.`
      : `Aucun territoire ne répond à « ${name} ».`,
    field,
  );
}

/** The values of the form that says this rule; null for a rule that says more than the form can. */
export function fieldsOfRule(rule: Rule): TypedValues | null {
  const alternatives = 'any' in rule ? rule.any : [rule];
  if (alternatives.length > cases.length) return null;
  const values: Record<string, string | string[]> = {};
  for (const [index, one] of alternatives.entries()) {
    const n = cases[index];
    const of = valuesOfCase('all' in one ? one.all : [one]);
    if (!n || !of) return null;
    for (const [name, value] of Object.entries(of)) values[`public_${n}_${name}`] = value;
  }
  return values;
}

function valuesOfCase(parts: readonly Rule[]): Record<string, string | string[]> | null {
  const values: Record<string, string | string[]> = {};
  const flags: string[] = [];
  const set = (name: string, value: string | string[]): boolean => {
    if (name in values) return false;
    values[name] = value;
    return true;
  };
  const compared = (name: string, { op, value }: Comparison) =>
    set(name, String(value)) && set(`${name}_op`, op);
  for (const part of parts) {
    const fits =
      'kind' in part
        ? set('types', part.kind)
        : 'population' in part
          ? compared(part.population.op in bounds.lower ? 'lower' : 'upper', part.population)
          : 'epciPopulation' in part
            ? compared('epci', part.epciPopulation)
            : 'within' in part
              ? set('within', part.within.join('\n'))
              : 'flag' in part
                ? flags.push(part.flag) > 0
                : 'not' in part && 'within' in part.not
                  ? set('outside', part.not.within.join('\n'))
                  : 'not' in part && 'flag' in part.not
                    ? flags.push(`!${part.not.flag}`) > 0
                    : false;
    if (!fits) return null;
  }
  if (parts.length === 0 || flags.length > conditions.length) return null;
  for (const [index, flag] of flags.entries()) values[conditions[index] ?? ''] = flag;
  return values;
}
