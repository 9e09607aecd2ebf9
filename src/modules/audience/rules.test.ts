import { expect, describe as group, test } from 'vitest';
import { nearestChange, questionOf } from './change.ts';
import { evaluate, type Verdict } from './evaluate.ts';
import type { Facts } from './facts.ts';
import { audienceSchema, flagsOf, type Rule, ruleSchema, territoriesOf } from './rule.ts';
import { changeWords, describe, reasonOf, traceLines, type Vocabulary } from './words.ts';

const source = { label: 'Insee', url: 'https://www.insee.fr/' };

function aCommune(count: number | null, flags: Record<string, boolean> = {}): Facts {
  return {
    kind: 'commune',
    kindWords: 'commune',
    population: count === null ? null : { count, source },
    epci: { name: 'CC du Lac', population: { count: 12_000, source } },
    within: new Map([
      ['commune:74010', 'Annecy'],
      ['departement:74', 'Haute-Savoie'],
    ]),
    flags: new Map(Object.entries(flags)),
    stages: new Map(),
  };
}
const aDepartement: Facts = {
  ...aCommune(800_000),
  kind: 'departement',
  kindWords: 'département',
  epci: null,
};

const vocabulary: Vocabulary = {
  flags: new Map([
    [
      'assujettie-tva',
      {
        question: 'Êtes-vous assujettis à la TVA ?',
        fact: 'assujettie à la TVA',
        contrary: 'pas assujettie à la TVA',
      },
    ],
  ]),
  territories: new Map([
    ['departement:09', 'Ariège'],
    ['departement:74', 'Haute-Savoie'],
  ]),
  stages: new Map([['demat-ads/archiver', 'Démat.ADS, étape « Archiver et mesurer »']]),
};

const over3500: Rule = { all: [{ kind: ['commune'] }, { population: { op: '>', value: 3_500 } }] };
const taxed: Rule = { flag: 'assujettie-tva' };

group('what a rule may be', () => {
  const messages = (rule: unknown) =>
    ruleSchema.safeParse(rule).error?.issues.map(({ message }) => message) ?? [];
  test.each<[unknown, RegExp]>([
    [{ some: [] }, /Opérateur inconnu : « some »/],
    [{ constructor: [] }, /Opérateur inconnu/],
    [JSON.parse('{"__proto__": []}'), /Opérateur inconnu/],
    [{ all: [], any: [] }, /une seule clé/],
    [[], /une seule clé/],
    ['all', /une seule clé/],
    [null, /une seule clé/],
    [{ any: [] }, /au moins une condition/],
    [{ population: { op: '=>', value: 1 } }, /Comparaison inconnue : « => »/],
    [{ population: { op: '>', value: 1.5 } }, /nombre entier/],
    [{ population: { op: '>', value: -1 } }, /négatif/],
    [{ kind: [] }, /au moins un type/],
    [{ kind: ['canton'] }, /Type de collectivité inconnu : « canton »/],
    [{ within: ['74'] }, /« 74 » ne désigne pas un territoire/],
    [{ within: [] }, /au moins un territoire/],
    [{ flag: 'Un fait' }, /minuscules/],
    [
      { all: [{ population: { op: '>', value: 3_500 } }, { population: { op: '<=', value: 3_500 } }] },
      /bornes de population s’excluent/,
    ],
    [
      {
        any: [
          { all: [{ epciPopulation: { op: '>=', value: 9 } }, { epciPopulation: { op: '<', value: 9 } }] },
        ],
      },
      /l’intercommunalité s’excluent/,
    ],
    [{ all: [{ kind: ['commune'] }, { kind: ['region'] }] }, /types de collectivités s’excluent/],
  ])('%j is refused', (rule, message) => {
    expect(messages(rule).join('\n')).toMatch(message);
  });

  test('the path of what is wrong leads to its place', () => {
    const read = ruleSchema.safeParse({
      all: [{ kind: ['commune'] }, { not: { population: { op: '?', value: 1 } } }],
    });
    expect(read.error?.issues[0]?.path).toEqual(['all', 1, 'not', 'population', 'op']);
  });

  test('neither very deep nor very long rules are read', () => {
    let deep: unknown = { kind: ['commune'] };
    for (let level = 0; level < 10_000; level++) deep = { not: deep };
    expect(messages(deep).join()).toMatch(/niveaux au plus/);
    expect(messages({ any: Array.from({ length: 100 }, () => ({ kind: ['commune'] })) }).join()).toMatch(
      /conditions au plus/,
    );
  });

  test('bounds that touch do not exclude each other', () => {
    expect(
      messages({
        all: [{ population: { op: '>=', value: 3_500 } }, { population: { op: '<=', value: 3_500 } }],
      }),
    ).toEqual([]);
  });

  test('another version is not understood', () => {
    const read = audienceSchema.safeParse({ version: 2, rule: { all: [] } });
    expect(read.error?.issues[0]?.message).toMatch(/version 1/);
  });

  test('what it names is found, each once', () => {
    const rule: Rule = { any: [{ all: [taxed, { within: ['france', 'departement:74'] }] }, { not: taxed }] };
    expect(flagsOf(rule)).toEqual(['assujettie-tva']);
    expect(territoriesOf(rule)).toEqual(['departement:74']);
  });
});

group('verdicts', () => {
  const verdict = (rule: Rule, facts: Facts) => evaluate(rule, facts).verdict;
  test.each([
    ['>', 3_499, 'no'],
    ['>', 3_500, 'no'],
    ['>', 3_501, 'yes'],
    ['>=', 3_499, 'no'],
    ['>=', 3_500, 'yes'],
    ['<', 3_500, 'no'],
    ['<', 3_499, 'yes'],
    ['<=', 3_500, 'yes'],
    ['<=', 3_501, 'no'],
  ] as const)('population %s 3,500 with %i people: %s', (op, count, expected) => {
    expect(verdict({ population: { op, value: 3_500 } }, aCommune(count))).toBe(expected);
  });

  test('an unknown part does not hide what the others settle', () => {
    const no: Rule = { kind: ['region'] };
    const yes: Rule = { kind: ['commune'] };
    const facts = aCommune(900);
    expect(verdict({ all: [taxed, no] }, facts)).toBe('no');
    expect(verdict({ all: [taxed, yes] }, facts)).toBe('unknown');
    expect(verdict({ any: [taxed, yes] }, facts)).toBe('yes');
    expect(verdict({ any: [taxed, no] }, facts)).toBe('unknown');
    expect(verdict({ not: taxed }, facts)).toBe('unknown');
    expect(verdict({ all: [] }, facts)).toBe('yes');
    expect(verdict({ population: { op: '>', value: 1 } }, aCommune(null))).toBe('unknown');
  });

  test('an answer settles it', () => {
    expect(verdict(taxed, aCommune(900, { 'assujettie-tva': true }))).toBe('yes');
    expect(verdict({ not: taxed }, aCommune(900, { 'assujettie-tva': true }))).toBe('no');
  });

  test('who belongs to no intercommunal body meets no threshold of one', () => {
    const rule: Rule = { epciPopulation: { op: '>=', value: 0 } };
    expect(verdict(rule, aCommune(900))).toBe('yes');
    expect(verdict(rule, aDepartement)).toBe('no');
  });
});

group('reasons', () => {
  const reason = (rule: Rule, facts: Facts) => reasonOf(evaluate(rule, facts), facts, vocabulary);
  test('are read aloud', () => {
    expect(reason(over3500, aCommune(5_120))).toBe(
      'Concernée : commune de 5 120 habitants, seuil « plus de 3 500 habitants ».'.replaceAll(
        /(?<=\d) (?=\d)/g,
        '\u202f',
      ),
    );
    expect(reason(over3500, aCommune(900))).toBe(
      'Non concernée : commune de 900 habitants, seuil « plus de 3\u202f500 habitants ».',
    );
    expect(reason(over3500, aDepartement)).toBe('Non concerné : département, la mesure vise les communes.');
    expect(reason({ all: [{ kind: ['commune'] }, taxed] }, aCommune(900))).toBe(
      'À préciser : commune, cela dépend : « Êtes-vous assujettis à la TVA ? ».',
    );
    expect(reason(taxed, aCommune(900, { 'assujettie-tva': false }))).toBe(
      'Non concernée : commune, pas assujettie à la TVA.',
    );
    expect(reason({ within: ['departement:09'] }, aCommune(900))).toBe(
      'Non concernée : commune, territoires visés : Ariège.',
    );
  });

  test('leave out the alternatives meant for other kinds', () => {
    const rule: Rule = { any: [over3500, { all: [{ kind: ['epci'] }, taxed] }] };
    expect(reason(rule, aCommune(900))).not.toMatch(/intercommunalités/);
  });

  test('of another kind, say so, and nothing of a size or a place that would change nothing', () => {
    const small: Rule = { all: [{ population: { op: '<=', value: 3_500 } }, { kind: ['commune'] }] };
    const large = { ...aDepartement, population: { count: 800_000, source } };
    expect(reason(small, large)).toBe('Non concerné : département, la mesure vise les communes.');
    const there: Rule = { all: [{ kind: ['commune'] }, { within: ['departement:09'] }] };
    expect(reason(there, aDepartement)).toBe('Non concerné : département, la mesure vise les communes.');
    // What is meant for its own kind is what tells.
    const either: Rule = { any: [small, { all: [{ kind: ['departement'] }, { not: taxed }] }] };
    expect(reason(either, { ...large, flags: new Map([['assujettie-tva', true]]) })).toBe(
      'Non concerné : département, assujettie à la TVA.',
    );
  });

  test('come line by line, with who says it', () => {
    const facts = aCommune(900);
    const lines = traceLines(evaluate({ all: [over3500, taxed] }, facts), facts, vocabulary);
    expect(lines.map(({ verdict }) => verdict)).toEqual(['yes', 'no', 'unknown']);
    expect(lines[1]).toMatchObject({ found: '900 habitants', source: { label: 'Insee' } });
    expect(lines.map(({ words }) => words.replaceAll('\u202f', ' '))).toEqual([
      'Critère rempli : commune, public visé « les communes »',
      'Critère non rempli : 900 habitants, seuil « plus de 3 500 habitants »',
      'À préciser : « Êtes-vous assujettis à la TVA ? »',
    ]);
  });

  test('of an exception, say whether it spares the authority', () => {
    const wordsOf = (rule: Rule, facts: Facts) =>
      traceLines(evaluate(rule, facts), facts, vocabulary).map(({ words }) => words);
    const notTaxed: Rule = { all: [{ not: taxed }, { not: { within: ['departement:09'] } }] };
    expect(wordsOf(notTaxed, aCommune(900, { 'assujettie-tva': false }))).toEqual([
      'Critère rempli : pas assujettie à la TVA, selon votre réponse',
      'Critère rempli : située ailleurs, territoires visés « sauf Ariège »',
    ]);
    expect(wordsOf({ not: taxed }, aCommune(900, { 'assujettie-tva': true }))).toEqual([
      'Critère non rempli : assujettie à la TVA, selon votre réponse',
    ]);
    expect(wordsOf({ all: [] }, aCommune(900))).toEqual([]);
  });

  test('a rule says whom it is for', () => {
    expect(describe(over3500, vocabulary)).toBe('les communes de plus de 3\u202f500 habitants');
    expect(describe({ all: [taxed, { kind: ['commune'] }] }, vocabulary)).toBe(
      'les communes (condition : assujettie à la TVA)',
    );
    expect(describe({ all: [{ kind: ['commune'] }, { not: taxed }] }, vocabulary)).toBe(
      'les communes (condition : pas assujettie à la TVA)',
    );
  });
});

group('what would change it', () => {
  test('the nearest number of people', () => {
    const change = nearestChange(over3500, aCommune(3_412));
    expect(change).toMatchObject({ fact: 'population', at: 3_501, verdict: 'yes' });
    expect(change && changeWords(change)).toBe('À partir de 3\u202f501 habitants ; vous en avez 3\u202f412.');
    expect(nearestChange(over3500, aCommune(5_120))).toMatchObject({ at: 3_500, verdict: 'no' });
    expect(nearestChange(over3500, aDepartement)).toBeNull();
  });

  test('of two bounds, the nearer', () => {
    const rule: Rule = {
      any: [{ population: { op: '>', value: 10_000 } }, { population: { op: '<', value: 800 } }],
    };
    expect(nearestChange(rule, aCommune(900))).toMatchObject({ at: 799 });
    expect(nearestChange(rule, aCommune(9_000))).toMatchObject({ at: 10_001 });
  });

  test('the people of an intercommunal body are its own', () => {
    const epci: Facts = {
      ...aCommune(12_000),
      kind: 'epci',
      epci: { name: 'CC', population: { count: 12_000, source } },
    };
    const rule: Rule = { epciPopulation: { op: '>', value: 15_000 } };
    const change = nearestChange(rule, epci);
    expect(change).toMatchObject({ at: 15_001, verdict: 'yes' });
    expect(change && changeWords(change, 'epci')).toMatch(/ vous en avez 12\u202f000\.$/);
  });

  test('agrees with the authority, and does not end what never was', () => {
    const told = (was: Verdict, kind: Facts['kind']) =>
      changeWords({ fact: 'population', at: 3_499, from: 9_000, was, verdict: 'no' }, kind);
    expect(told('unknown', 'departement')).toBe(
      'Ne serait pas concerné à 3\u202f499 habitants et moins ; vous en avez 9\u202f000.',
    );
    expect(told('yes', 'commune')).toMatch(/^Ne serait plus concernée à /);
  });

  test('the question to ask is the one that may settle it', () => {
    const rule: Rule = { any: [{ all: [{ flag: 'a' }, { flag: 'b' }] }, { flag: 'c' }] };
    expect(questionOf(rule, aCommune(900))).toBe('c');
    expect(questionOf(rule, aCommune(900, { c: false, a: true }))).toBe('b');
    expect(questionOf(rule, aCommune(900, { c: true }))).toBeNull();
  });
});

test('a stage is named by its rollout, and met from it on', () => {
  const rule: Rule = { stage: { rollout: 'demat-ads', reached: 'archiver' } };
  expect(describe(rule, vocabulary)).toBe('Démat.ADS, étape « Archiver et mesurer » atteinte');
  const reached = (known: [string, boolean][]) =>
    evaluate(rule, { ...aCommune(900), stages: new Map(known) }).verdict;
  expect(reached([])).toBe('unknown');
  expect(reached([['demat-ads/archiver', true]])).toBe('yes');
  expect(reached([['demat-ads/archiver', false]])).toBe('no');
});

test('the reason tells where it stands, not what the rule asks', () => {
  const rule: Rule = { stage: { rollout: 'demat-ads', reached: 'archiver' } };
  const told = (one: Rule, isReached?: boolean) => {
    const stages = new Map(isReached === undefined ? [] : [['demat-ads/archiver', isReached] as const]);
    const facts = { ...aCommune(900), stages };
    const trace = evaluate(one, facts);
    return [
      reasonOf(trace, facts, vocabulary),
      ...traceLines(trace, facts, vocabulary).map(({ words }) => words),
    ];
  };
  const stage = 'Démat.ADS, étape « Archiver et mesurer »';
  expect(told(rule, true)).toEqual([
    `Concernée : commune, ${stage} atteinte.`,
    `Critère rempli : ${stage} : atteinte`,
  ]);
  expect(told(rule, false)).toEqual([
    `Non concernée : commune, ${stage} pas encore atteinte.`,
    `Critère non rempli : ${stage} : pas encore atteinte`,
  ]);
  expect(told({ not: rule }, false)[0]).toBe(`Concernée : commune, ${stage} pas encore atteinte.`);
  expect(told({ not: rule }, true)[1]).toBe(`Critère non rempli : ${stage} : atteinte`);
  expect(told(rule)).toEqual([
    `À préciser : commune, cela dépend : ${stage}, non renseignée.`,
    `À préciser : ${stage} : non renseigné`,
  ]);
  expect(describe({ not: rule }, vocabulary)).toBe(`${stage} pas encore atteinte`);
});
