import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Suited } from '../catalogue/index.ts';
import type { Answers } from '../surveys/index.ts';
import { readModel } from './model.ts';
import { adviceFor, type Candidate } from './recommending.ts';
import { scoresOf } from './scoring.ts';

const model = await readModel();
const slugs = [
  ...new Set(model.questions.flatMap(({ recommendations }) => recommendations.flatMap((one) => one.slugs))),
];
const aCandidate = (slug: string, values: Partial<Candidate> = {}): Candidate => ({
  slug,
  facets: {},
  leastPeople: null,
  mostPeople: null,
  territories: [],
  ...values,
});
const everything = new Map(slugs.map((slug) => [slug, aCandidate(slug)]));
const all = (value: number | string): Answers =>
  Object.fromEntries(model.questions.map(({ id }) => [id, value]));
const aCommune = (population: number | null, region = 'region:84'): Suited => ({
  kind: 'commune',
  population,
  within: new Set(['commune:74010', 'departement:74', region]),
});
const advise = (
  answers: Answers,
  {
    resources = everything,
    suited = null as Suited | null,
    mutualising = [] as readonly Candidate[],
  }: {
    resources?: ReadonlyMap<string, Candidate>;
    suited?: Suited | null;
    mutualising?: readonly Candidate[];
  } = {},
) => adviceFor(model, answers, scoresOf(model, answers), { resources, suited, mutualising });
const proposed = ({ first, others, mutualisation }: ReturnType<typeof advise>) => [
  ...[...first, ...others].flatMap(({ recommendations }) =>
    recommendations.map(({ resource }) => resource.slug),
  ),
  ...(mutualisation?.resources ?? []).map(({ slug }) => slug),
];

describe('what is proposed', () => {
  test('begins with the two lowest axes, three resources at most each', () => {
    const { first, others } = advise({ ...all(2), U1: 0, U2: 0, U3: 0, M1: 1, M2: 1, M3: 1 });
    expect(first.map(({ axis }) => axis.code)).toEqual(['usages', 'competences']);
    expect(others).toHaveLength(4);
    for (const { recommendations } of [...first, ...others])
      expect(recommendations.length).toBeLessThanOrEqual(3);
  });

  test('takes one resource of each question, the lowest first, before a second of any', () => {
    const { first } = advise({ ...all(4), G1: 1, G2: 0, G3: 2, G4: 4 });
    expect(first[0]?.axis.code).toBe('gouvernance');
    expect(
      first[0]?.recommendations.map(({ resource, reason }) => [reason.question.id, resource.slug]),
    ).toEqual([
      ['G2', 'odf-feuille-de-route'],
      // What G1 proposes first is there already.
      ['G3', 'schema-commande-publique'],
      ['G2', 'kit-ressources-odf'],
    ]);
  });

  test('says because of which answer, and what to aim at', () => {
    const { first } = advise({ ...all(4), G1: 4, G2: 'unknown', G3: 4, G4: 2 });
    const reasons = first[0]?.recommendations.map(({ reason }) => [reason.answer, reason.target]);
    expect(reasons?.[0]).toEqual(['Ne sait pas', 'Un référent identifié']);
    expect(reasons?.[1]).toEqual(['Une note de service', 'Une charte publique']);
  });

  test('skips what is gone, and what is not for authorities of this size', () => {
    const gone = new Map([...everything].filter(([slug]) => slug !== 'odf-feuille-de-route'));
    expect(proposed(advise(all(0), { resources: gone }))).not.toContain('odf-feuille-de-route');
    const large = new Map(everything).set(
      'guide-juridique-open-data',
      aCandidate('guide-juridique-open-data', { leastPeople: 3500 }),
    );
    const answers = { ...all(4), O1: 0 };
    expect(proposed(advise(answers, { resources: large, suited: aCommune(900) }))).not.toContain(
      'guide-juridique-open-data',
    );
    expect(proposed(advise(answers, { resources: large, suited: aCommune(9000) }))).toContain(
      'guide-juridique-open-data',
    );
  });

  test('keeps what is of a region for its authorities, and shows it to others as an example, last', () => {
    const regional = new Map(everything).set(
      'opendatalocale',
      aCandidate('opendatalocale', { territories: ['region:84'] }),
    );
    const answers = { ...all(4), M2: 0 };
    const of = (suited: Suited | null) =>
      advise(answers, { resources: regional, suited }).first[0]?.recommendations.map(
        ({ resource, example }) => `${resource.slug}${example ? ' (exemple)' : ''}`,
      );
    expect(of(aCommune(9000))).toEqual(['opendatalocale', 'territoires-conseils', 'alpi-offre-donnees']);
    expect(of(aCommune(9000, 'region:11'))).toEqual([
      'territoires-conseils',
      'alpi-offre-donnees',
      'opendatalocale (exemple)',
    ]);
    expect(of(null)).toEqual(of(aCommune(9000, 'region:11')));
  });

  test('adds mutualisation under 5,000 people, and to nobody else', () => {
    const mutualising = ['a', 'b', 'c', 'd', 'odf-feuille-de-route'].map((slug) => aCandidate(slug));
    const of = (population: number | null) =>
      advise(all(0), { suited: aCommune(population), mutualising }).mutualisation;
    expect(of(4999)?.resources.map(({ slug }) => slug)).toEqual(['a', 'b', 'c']);
    expect(of(5000)).toBeNull();
    expect(of(null)).toBeNull();
    expect(advise(all(0), { mutualising }).mutualisation).toBeNull();
  });

  test('is nothing when nothing applies or all is well', () => {
    expect(proposed(advise(all(4)))).toEqual([]);
    expect(advise(all('not_applicable')).first).toEqual([]);
  });

  test('is never proposed twice, nor for an axis without a score', () => {
    const answer = fc.oneof(
      fc.integer({ min: 0, max: 4 }),
      fc.constantFrom<'unknown' | 'not_applicable'>('unknown', 'not_applicable'),
    );
    const whole = fc.record(Object.fromEntries(model.questions.map(({ id }) => [id, answer])));
    fc.assert(
      fc.property(whole, fc.nat(10_000), (answers, population) => {
        const advice = advise(answers, {
          suited: aCommune(population),
          mutualising: [...everything.values()],
        });
        const shown = proposed(advice);
        expect(new Set(shown).size).toBe(shown.length);
        for (const { axis, recommendations } of [...advice.first, ...advice.others])
          for (const { reason } of recommendations) {
            expect(reason.question.axis).toBe(axis.code);
            expect(answers[reason.question.id]).not.toBe('not_applicable');
          }
      }),
    );
  });
});

test('every resource that the questionnaire names is in a catalogue', async () => {
  const { readFile } = await import('node:fs/promises');
  const files = await Promise.all(
    ['cybersecurite', 'donnees', 'formations'].map((name) => readFile(`data/resources-${name}.json`, 'utf8')),
  );
  const known = new Set(
    files.flatMap((text) => [...text.matchAll(/"slug": "([^"]+)"/g)].map(([, slug]) => slug)),
  );
  expect(slugs.filter((slug) => !known.has(slug))).toEqual([]);
});
