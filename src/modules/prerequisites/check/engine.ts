import { type Configuration, mostValues, readConfiguration, readingOf } from './configuration.ts';
import { type FieldName, fieldNames } from './fields.ts';
import type { Rule, Rules } from './rule.ts';
import { shown } from './secrets.ts';
import { type Outcome, testRule } from './tests.ts';

/** What one rule says of a configuration. */
export interface Verdict {
  rule: Rule;
  outcome: Outcome;
  /** The values that make it so, as they may be shown. */
  found: readonly string[];
  /** What to do; null when there is nothing to do. */
  message: string | null;
}

export interface Report {
  /** `nothing`: no field that we know was given. */
  conclusion: 'conform' | 'check' | 'wrong' | 'nothing';
  verdicts: readonly Verdict[];
  counts: Readonly<Record<Outcome, number>>;
  /** Properties that were not looked at. */
  ignored: number;
  /** Fields of which only the first values were looked at. */
  truncated: readonly FieldName[];
  /** Whether a secret came with it, which nobody should have been sent. */
  secret: boolean;
}

const order: readonly Outcome[] = ['wrong', 'check', 'not_told', 'conform'];

/** Checks what somebody sent as a relying party's configuration; null when it is no object. Never throws. */
export function checkConfiguration(rules: Rules, json: unknown): Report | null {
  const configuration = readConfiguration(json);
  return configuration && reportOn(rules, configuration);
}

function reportOn(rules: Rules, configuration: Configuration): Report {
  const verdicts = rules.items
    .flatMap((rule) => verdictOf(rule, configuration, rules) ?? [])
    .sort((one, other) => order.indexOf(one.outcome) - order.indexOf(other.outcome));
  const count = (outcome: Outcome) => verdicts.filter((one) => one.outcome === outcome).length;
  const counts = {
    wrong: count('wrong'),
    check: count('check'),
    not_told: count('not_told'),
    conform: count('conform'),
  };
  const isKnown = fieldNames.some((name) => readingOf(configuration, name).kind !== 'absent');
  return {
    conclusion: isKnown ? conclusionOf(counts) : 'nothing',
    verdicts,
    counts,
    ignored: configuration.ignored,
    truncated: fieldNames.filter((name) => {
      const reading = readingOf(configuration, name);
      return reading.kind === 'told' && reading.truncated;
    }),
    secret: configuration.secret,
  };
}

function conclusionOf({ wrong, check, not_told }: Report['counts']): Report['conclusion'] {
  if (wrong > 0) return 'wrong';
  return check + not_told > 0 ? 'check' : 'conform';
}

const oddly = `Ce champ n’est pas écrit comme attendu : du texte, ou une liste de textes, de ${mostValues} valeurs au plus.`;

function verdictOf(rule: Rule, configuration: Configuration, rules: Rules): Verdict | null {
  const reading = readingOf(configuration, rule.field);
  if (rule.only_when_told && reading.kind === 'absent') return null;
  const { outcome, values } = testRule(rule, configuration, rules);
  return {
    rule,
    outcome,
    found: values.slice(0, mostValues).map(shown),
    message: reading.kind === 'odd' ? oddly : outcome === 'conform' ? null : rule.messages[outcome],
  };
}
