import { type Configuration, readingOf, valuesAt } from './configuration.ts';
import type { Endpoint, Rule, Rules, RuleTest } from './rule.ts';

export type Outcome = 'conform' | 'wrong' | 'check' | 'not_told';

export interface Found {
  outcome: Outcome;
  /** The values that make it so; none when all are well. */
  values: readonly string[];
}

interface Looking {
  configuration: Configuration;
  rules: Rules;
  values: readonly string[];
}

type TestOf<Kind extends RuleTest['kind']> = Extract<RuleTest, { kind: Kind }>;

const conform: Found = { outcome: 'conform', values: [] };
const notTold: Found = { outcome: 'not_told', values: [] };

/** The worst of what was found of each value: wrong, then to be checked, then conform. */
function worst(values: readonly string[], outcomeOf: (value: string) => Outcome): Found {
  const judged = values.map((value) => ({ value, outcome: outcomeOf(value) }));
  for (const outcome of ['wrong', 'check'] as const) {
    const bad = judged.filter((one) => one.outcome === outcome).map(({ value }) => value);
    if (bad.length > 0) return { outcome, values: bad };
  }
  return conform;
}

const those = (outcome: Outcome, values: readonly string[]): Found =>
  values.length > 0 ? { outcome, values } : conform;

type Check = TestOf<'every'>['check'];

const isLocal = (address: string): boolean =>
  URL.canParse(address) &&
  /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|\[::1\])$/.test(new URL(address).hostname);

const trialWord = /^(?:tests?|recette|preprod|pre-?production|staging|dev|demo|integ\w*|sandbox|uat)\d*$/;

/** Whether a name of the host, or a part of one, is that of a trial. */
const isTrial = (address: string): boolean =>
  URL.canParse(address) && new URL(address).hostname.split(/[.-]/).some((word) => trialWord.test(word));

/** Addresses of the machine itself are for trials: wrong in production, to be settled when nobody says which it is. */
function localOutcome({ configuration, rules }: Looking): Outcome {
  const environments = environmentsOf(configuration, rules);
  if (environments.has('production')) return 'wrong';
  return environments.has('integration') ? 'conform' : 'check';
}

const checks: Record<Check, (address: string, looking: Looking) => Outcome> = {
  absolute: (address) =>
    /^[a-z][a-z0-9+.-]*:\/\/[^\s/]+\S*$/i.test(address) && URL.canParse(address) ? 'conform' : 'wrong',
  https: (address, looking) => {
    if (/^https:/i.test(address)) return 'conform';
    const isOpen = isLocal(address) && /^http:/i.test(address);
    return isOpen && !environmentsOf(looking.configuration, looking.rules).has('production')
      ? 'check'
      : 'wrong';
  },
  no_fragment: (address) => (address.includes('#') ? 'wrong' : 'conform'),
  no_wildcard: (address) => (address.includes('*') ? 'wrong' : 'conform'),
  not_trial: (address, { configuration, rules }) =>
    isTrial(address) && environmentsOf(configuration, rules).has('production') ? 'check' : 'conform',
  not_local: (address, looking) => (isLocal(address) ? localOutcome(looking) : 'conform'),
};

type Tests = { [Kind in RuleTest['kind']]: (test: TestOf<Kind>, looking: Looking) => Found };

const tests: Tests = {
  told: () => conform,
  every: ({ check }, looking) => worst(looking.values, (value) => checks[check](value, looking)),
  has: ({ values }, looking) =>
    those(
      'wrong',
      values.filter((one) => !looking.values.includes(one)),
    ),
  lacks: ({ values, otherwise }, looking) =>
    those(
      otherwise,
      looking.values.filter((one) => values.includes(one)),
    ),
  among: ({ good, bad, aside }, { values }) =>
    worst(
      values.filter((value) => !aside.includes(value)),
      (value) => (good.includes(value) ? 'conform' : bad.includes(value) ? 'wrong' : 'check'),
    ),
  among_field: ({ other }, { values, configuration }) => {
    const declared = valuesAt(configuration, other);
    if (declared.length === 0) return notTold;
    return those(
      'wrong',
      values.filter((one) => !declared.includes(one)),
    );
  },
  shares: ({ other }, { values, configuration }) => {
    const declared = valuesAt(configuration, other);
    if (declared.length === 0) return notTold;
    return values.some((one) => declared.includes(one)) ? conform : { outcome: 'check', values: [] };
  },
  needs: ({ other }, { values, configuration }) =>
    readingOf(configuration, other).kind === 'told' ? conform : { outcome: 'wrong', values },
  level_of_platform: ({ levels, product }, { values, configuration, rules }) => {
    const high = values.filter((one) => levels.includes(one));
    if (high.length === 0) return conform;
    const called = valuesAt(configuration, 'endpoints').flatMap((one) => endpointOf(one, rules) ?? []);
    if (called.length === 0) return notTold;
    return called.every((one) => one.product === product) ? conform : { outcome: 'check', values: high };
  },
  endpoints: (_test, { values, rules }) => worst(values, (value) => addressOutcome(value, rules)),
  one_environment: (_test, { configuration, rules }) => {
    const environments = [...environmentsOf(configuration, rules)];
    if (environments.length === 0) return notTold;
    return environments.length > 1 ? { outcome: 'wrong', values: environments } : conform;
  },
};

/** What a rule finds in a configuration. */
export function testRule({ test, field }: Rule, configuration: Configuration, rules: Rules): Found {
  const reading = readingOf(configuration, field);
  if (reading.kind === 'odd') return { outcome: 'wrong', values: [] };
  // The environment may be told without any address.
  if (reading.kind === 'absent' && test.kind !== 'one_environment') return notTold;
  return run(test, { configuration, rules, values: valuesAt(configuration, field) });
}

function run<Kind extends RuleTest['kind']>(test: TestOf<Kind> & { kind: Kind }, looking: Looking): Found {
  const of: Tests[Kind] = tests[test.kind];
  return of(test, looking);
}

/** The address of ours that this one belongs to. */
function endpointOf(address: string, { endpoints }: Rules): Endpoint | undefined {
  return endpoints.find(({ url }) => address === url || address.startsWith(`${url}/`));
}

const isFranceConnect = (host: string): boolean =>
  /(?:^|\.)(?:franceconnect\.gouv|dev-franceconnect)\.fr$/.test(host);

function addressOutcome(address: string, rules: Rules): Outcome {
  if (!URL.canParse(address)) return 'check';
  const { hostname, pathname, origin } = new URL(address);
  const known = endpointOf(address, rules);
  if (known?.version === 'v1' || (isFranceConnect(hostname) && /^\/api\/v1(?:\/|$)/.test(pathname)))
    return 'wrong';
  if (!known) return 'check';
  const isBase = address === known.url;
  return isBase || rules.paths.some((path) => address === `${origin}${path}`) ? 'conform' : 'check';
}

/** What is told of the environment, in words or by the addresses called. */
function environmentsOf(configuration: Configuration, rules: Rules): Set<string> {
  const told = valuesAt(configuration, 'environment').flatMap((one) => {
    if (/^prod/i.test(one)) return 'production';
    return /^(?:int|test|sandbox|bac|dev)/i.test(one) ? 'integration' : [];
  });
  const called = valuesAt(configuration, 'endpoints').flatMap(
    (one) => endpointOf(one, rules)?.environment ?? [],
  );
  return new Set([...told, ...called]);
}
