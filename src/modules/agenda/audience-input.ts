import { z } from 'zod';
import { fields, Refusal, type TypedValues } from '../../platform/http/index.ts';
import { type Rule, ruleKinds } from '../audience/index.ts';

/** Kinds that can be chosen here; a rule that says more keeps what it says. */
export const audienceKinds = ['commune', 'epci', 'departement', 'region'] as const;
export const audienceKindChoices = audienceKinds.map((value) => ({
  value,
  label: ruleKinds[value].charAt(0).toLocaleUpperCase('fr') + ruleKinds[value].slice(1),
}));

/** Who is concerned by a new measure. */
export const audienceFields = {
  public_types: fields.choices(audienceKinds),
  public_habitants: z
    .string()
    .prefault('')
    .transform((text) => text.replace(/\s/g, ''))
    .refine((text) => /^\d{0,8}$/.test(text), 'Un nombre d’habitants s’écrit en chiffres : 3 500.'),
};

const input = z.object(audienceFields);

/** The rule that was chosen. Throws Refusal when nobody would be concerned. */
export function ruleOfInput({ public_types: kinds, public_habitants: people }: z.output<typeof input>): Rule {
  if (kinds.length === 0) {
    throw new Refusal('Choisissez au moins un type de collectivité.', 'public_types');
  }
  const parts: Rule[] = [{ kind: kinds }];
  if (people !== '') parts.push({ population: { op: '>', value: Number(people) } });
  return { all: parts };
}

/** What the fields show of a rule that they can tell. */
export function valuesOfRule(rule: Rule): TypedValues {
  const parts = 'all' in rule ? rule.all : [rule];
  const kinds = parts.flatMap((part) => ('kind' in part ? part.kind : []));
  const people = parts.flatMap((part) =>
    'population' in part && part.population.op === '>' ? String(part.population.value) : [],
  );
  return { public_types: kinds, public_habitants: people[0] ?? '' };
}
