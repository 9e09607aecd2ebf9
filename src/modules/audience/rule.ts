import { z } from 'zod';

/** Of the algebra; a rule stored under another version is not understood. */
export const ruleVersion = 1;

/**
 * Kinds that a rule may name, with their words. Texts of law also speak of syndicates: no authority that we know
 * is one, and a rule that names them says so.
 */
export const ruleKinds = {
  commune: 'communes',
  epci: 'intercommunalités à fiscalité propre',
  ept: 'établissements publics territoriaux',
  departement: 'départements',
  region: 'régions',
  com: 'collectivités d’outre-mer à statut particulier',
  syndicat: 'syndicats',
} as const;

export type RuleKind = keyof typeof ruleKinds;

export const ruleKindCodes = Object.keys(ruleKinds) as [RuleKind, ...RuleKind[]];

export const operators = ['>', '>=', '<', '<='] as const;

/** `>` and `>=` differ: « plus de 3 500 » is `>`, « à partir de 3 500 » is `>=`. */
export interface Comparison {
  op: (typeof operators)[number];
  value: number;
}

/** Who is concerned, as data: no code, a closed list of operators, each in its own key. */
export type Rule =
  | { all: Rule[] }
  | { any: Rule[] }
  | { not: Rule }
  | { kind: RuleKind[] }
  | { population: Comparison }
  /** Of the intercommunal body that it belongs to, or is. */
  | { epciPopulation: Comparison }
  /** Territories, as `departement:74`; it is one of them or lies in one. `france` holds all. */
  | { within: string[] }
  /** A fact that we may not know, by its code. */
  | { flag: string }
  /** It has reached this stage of a rollout, or a later one. */
  | { stage: { rollout: string; reached: string } };

const mostNodes = 60;
const mostLevels = 6;
const mostTerritories = 200;

const code = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Un code s’écrit en minuscules sans accent, avec des tirets.')
  .max(80);

const comparison = z.strictObject({
  op: z.enum(operators, {
    error: ({ input }) =>
      `Comparaison inconnue : « ${shown(input)} ». Il en existe quatre : ${operators.join(', ')}.`,
  }),
  value: z
    .int('Un nombre d’habitants est un nombre entier.')
    .min(0, 'Un nombre d’habitants ne peut pas être négatif.')
    .max(100_000_000, 'Ce nombre dépasse la population de la France.'),
});

const territory = z
  .string()
  .regex(/^(?:france|commune:[\dAB]{5}|(?:epci|ept):\d{9}|departement:[\dAB]{2,3}|region:\d{2}|com:\d{3})$/, {
    error: ({ input }) =>
      `« ${shown(input)} » ne désigne pas un territoire. Écrivez par exemple departement:74 ou region:84.`,
  });

type Key = Rule extends infer One ? (One extends Rule ? keyof One : never) : never;

/** One form for each key: choosing it by the key gives one clear message, where a union would give ten. */
const forms: Record<Key, z.ZodType<Rule>> = {
  all: z.strictObject({ all: z.lazy(() => z.array(node)) }),
  any: z.strictObject({
    any: z.lazy(() => z.array(node).min(1, 'Un choix demande au moins une condition.')),
  }),
  not: z.strictObject({ not: z.lazy(() => node) }),
  kind: z.strictObject({
    kind: z
      .array(
        z.enum(ruleKindCodes, {
          error: ({ input }) =>
            `Type de collectivité inconnu : « ${shown(input)} ». Il en existe : ${ruleKindCodes.join(', ')}.`,
        }),
      )
      .min(1, 'Choisissez au moins un type de collectivité.'),
  }),
  population: z.strictObject({ population: comparison }),
  epciPopulation: z.strictObject({ epciPopulation: comparison }),
  within: z.strictObject({
    within: z
      .array(territory)
      .min(1, 'Choisissez au moins un territoire.')
      .max(mostTerritories, `Au plus ${mostTerritories} territoires.`),
  }),
  flag: z.strictObject({ flag: code }),
  stage: z.strictObject({ stage: z.strictObject({ rollout: code, reached: code }) }),
};

const isKey = (key: string): key is Key => Object.hasOwn(forms, key);

const node: z.ZodType<Rule> = z.unknown().transform((input, context) => {
  const keys = typeof input === 'object' && input !== null && !Array.isArray(input) ? Object.keys(input) : [];
  const [key = ''] = keys;
  if (keys.length !== 1 || !isKey(key)) {
    context.addIssue({
      code: 'custom',
      message:
        keys.length === 1
          ? `Opérateur inconnu : « ${shown(key)} ». Il en existe : ${Object.keys(forms).join(', ')}.`
          : 'Une condition est un objet d’une seule clé, le nom de son opérateur.',
    });
    return z.NEVER;
  }
  const read = forms[key].safeParse(input);
  if (read.success) return read.data;
  for (const { path, message } of read.error.issues) context.addIssue({ code: 'custom', path, message });
  return z.NEVER;
});

/**
 * A rule as it is stored, sent and typed. Its issues are in French, their path leads to the place in the rule.
 * Refuses what no authority could meet: bounds that exclude each other.
 */
export const ruleSchema: z.ZodType<Rule> = z
  .unknown()
  .superRefine((input, context) => {
    // Before anything is read into it: a rule a thousand levels deep would exhaust the stack.
    if (nesting(input) > mostLevels * 2) {
      context.addIssue({ code: 'custom', message: `Une règle a ${mostLevels} niveaux au plus.` });
    }
  })
  .pipe(node)
  .superRefine((rule, context) => {
    const nodes = [...walk(rule)];
    if (nodes.length > mostNodes) {
      context.addIssue({ code: 'custom', message: `Une règle a ${mostNodes} conditions au plus.` });
      return;
    }
    for (const one of nodes) {
      const contradiction = 'all' in one && contradictionIn(one);
      if (contradiction) context.addIssue({ code: 'custom', message: contradiction });
    }
  });

/** How a rule is kept: with the version of the algebra that it is written in. */
export const audienceSchema = z.strictObject({
  version: z.literal(ruleVersion, {
    error: () => `Cette règle n’est pas de la version ${ruleVersion}, la seule que Cordée comprend.`,
  }),
  rule: ruleSchema,
});

export type Audience = z.infer<typeof audienceSchema>;

/** Each node of a rule, itself first. */
export function* walk(rule: Rule): Generator<Rule> {
  yield rule;
  if ('all' in rule) for (const part of rule.all) yield* walk(part);
  else if ('any' in rule) for (const part of rule.any) yield* walk(part);
  else if ('not' in rule) yield* walk(rule.not);
}

/** Codes of the facts that a rule asks, each once. */
export function flagsOf(rule: Rule): string[] {
  return [...new Set([...walk(rule)].flatMap((one) => ('flag' in one ? one.flag : [])))];
}

/** Territories that a rule names, each once. `france` is none. */
export function territoriesOf(rule: Rule): string[] {
  const named = [...walk(rule)].flatMap((one) => ('within' in one ? one.within : []));
  return [...new Set(named)].filter((id) => id !== 'france');
}

function nesting(input: unknown, most = 40): number {
  if (most === 0 || typeof input !== 'object' || input === null) return 0;
  let deepest = 0;
  for (const inside of Object.values(input)) deepest = Math.max(deepest, nesting(inside, most - 1));
  return deepest + 1;
}

/** What keeps a conjunction from ever being met, in words; null when nothing shows. */
function contradictionIn({ all }: { all: readonly Rule[] }): string | null {
  const ofPopulation = all.flatMap((part) => ('population' in part ? part.population : []));
  if (isEmpty(ofPopulation))
    return 'Les bornes de population s’excluent : aucune collectivité ne peut convenir.';
  const ofEpci = all.flatMap((part) => ('epciPopulation' in part ? part.epciPopulation : []));
  if (isEmpty(ofEpci)) {
    return 'Les bornes de population de l’intercommunalité s’excluent : aucune collectivité ne peut convenir.';
  }
  const [first, ...others] = all.flatMap((part) => ('kind' in part ? [part.kind] : []));
  if (first && !first.some((kind) => others.every((kinds) => kinds.includes(kind)))) {
    return 'Les types de collectivités s’excluent : aucune collectivité ne peut convenir.';
  }
  return null;
}

/** Whether no number of people lies within all the bounds. */
function isEmpty(bounds: readonly Comparison[]): boolean {
  let [least, most] = [0, Number.POSITIVE_INFINITY];
  for (const { op, value } of bounds) {
    if (op === '>') least = Math.max(least, value + 1);
    if (op === '>=') least = Math.max(least, value);
    if (op === '<') most = Math.min(most, value - 1);
    if (op === '<=') most = Math.min(most, value);
  }
  return least > most;
}

/** What was given, short enough to be repeated. */
function shown(input: unknown): string {
  const text = typeof input === 'string' ? input : (JSON.stringify(input) ?? 'rien');
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
