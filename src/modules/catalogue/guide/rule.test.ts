import { describe, expect, test } from 'vitest';
import { type Indexed, indexOf, type Suited } from '../facets/facet-index.ts';
import type { Need, Person } from './questions.ts';
import { type Answers, advise } from './rule.ts';

const person: Person = { code: 'elu', label: 'Élu', words: 'pour les élus', terms: ['audiences:elu'] };
const need: Need = { code: 'reagir', label: 'Réagir', words: 'pour réagir', terms: ['needs:reagir'] };
const annecy: Suited = {
  kind: 'commune',
  population: 900,
  within: new Set(['commune:74010', 'departement:74', 'region:84']),
};

/** Equal to any other, but for what is told. */
function a(id: string, { terms = [], ...values }: Partial<Indexed> = {}): Indexed {
  const own = new Set(terms.map((term) => term.replace(/:.*/, '')));
  const usual = ['needs:reagir', 'audiences:elu', `kind:${id}`, 'confidence:high', 'cost:gratuit'];
  return {
    id,
    catalogue: 'cybersecurite',
    named: id,
    terms: [...usual.filter((term) => !own.has(term.replace(/:.*/, ''))), ...terms],
    leastPeople: null,
    mostPeople: null,
    territories: [],
    minutes: null,
    measures: [],
    ...values,
  };
}

const none = () => undefined;
const asked = (resources: Indexed[], answers: Answers, found: (id: string) => number | undefined = none) =>
  advise(indexOf(resources), 'cybersecurite', answers, found);
const ids = (...args: Parameters<typeof asked>) => asked(...args).fits.map(({ id }) => id);

describe('the better of two is', () => {
  test.each<[string, Indexed, Indexed, Answers]>([
    [
      'the one that we are sure of, be the other local',
      a('sure'),
      a('b', { terms: ['confidence:medium'], territories: ['region:84'] }),
      { suits: annecy },
    ],
    [
      'the local one, be the other free',
      a('near', { territories: ['region:84'], terms: ['cost:payant'] }),
      a('b'),
      { suits: annecy },
    ],
    [
      'the nearer of two local ones',
      a('near', { territories: ['departement:74'] }),
      a('b', { territories: ['region:84'] }),
      { suits: annecy },
    ],
    [
      'the free one, be the other known to fit the time',
      a('free'),
      a('guide', { terms: ['cost:payant', 'kind:guide'], minutes: 5 }),
      { minutes: 60 },
    ],
    [
      'that whose cost is not told, against one that is paid for',
      a('x', { terms: ['cost:inconnu'] }),
      a('b', { terms: ['cost:payant'] }),
      { need },
    ],
    [
      'the one whose own time fits, against one whose kind usually does',
      a('told', { minutes: 30 }),
      a('fiche'),
      { minutes: 60 },
    ],
    ['the one made for that size', a('sized', { mostPeople: 3_500 }), a('b'), { suits: annecy }],
    [
      'the one that is more about it',
      a('about'),
      a('b', { terms: ['needs:reagir', 'needs:prevenir', 'needs:comprendre'] }),
      { need },
    ],
  ])('%s', (_, better, worse, answers) => {
    // Whatever the kinds, and in whichever order they come.
    const usual = (one: Indexed) =>
      answers.minutes && one.minutes === null
        ? { ...one, terms: one.terms.map((term) => (term.startsWith('kind:') ? 'kind:fiche' : term)) }
        : one;
    const [one, other] = [usual(better), usual(worse)];
    expect(ids([other, one], answers)).toEqual([one.id, other.id]);
    expect(ids([one, other], answers)).toEqual([one.id, other.id]);
  });

  test('what people found useful, only between equals', () => {
    const found = (id: string) => ({ liked: 0.9, b: 0.2 })[id];
    expect(ids([a('b'), a('unknown'), a('liked')], { need }, found)).toEqual(['liked', 'unknown', 'b']);
    expect(ids([a('b'), a('liked', { terms: ['confidence:low'] })], { need }, found)).toEqual(['b', 'liked']);
  });
});

test('seven at most, three of a kind while there are others', () => {
  const fiches = ['f1', 'f2', 'f3', 'f4', 'f5'].map((id) => a(id, { terms: ['kind:fiche'] }));
  const others = ['x', 'y', 'z'].map((id) => a(id, { terms: ['confidence:medium'] }));
  expect(ids([...fiches, ...others], { need })).toEqual(['f1', 'f2', 'f3', 'x', 'y', 'z', 'f4']);
  expect(asked([...fiches, ...others], { need }).total).toBe(8);
});

test('what is limited to a place is advised there only, and told of to whoever names no place', () => {
  const resources = [
    a('here', { territories: ['region:84'] }),
    a('there', { territories: ['region:32'] }),
    a('b'),
  ];
  expect(asked(resources, { need })).toMatchObject({ fits: [{ id: 'b', near: null }], elsewhere: 2 });
  expect(asked(resources, { need, suits: annecy })).toMatchObject({
    fits: [{ id: 'here', near: 'region' }, { id: 'b' }],
    elsewhere: 0,
  });
});

test('what is for others, too long or too large for it is not advised', () => {
  const fits = a('fits', { terms: ['kind:fiche'] });
  const others = [
    a('for-agents', { terms: ['audiences:agent', 'kind:fiche'] }),
    a('long', { minutes: 90 }),
    a('mooc', { terms: ['kind:e-learning'] }),
    a('large', { leastPeople: 10_000, terms: ['kind:fiche'] }),
    a('for-epci', { terms: ['authority_types:epci', 'kind:fiche'] }),
    a('prevents', { terms: ['needs:prevenir', 'kind:fiche'] }),
    a('elsewhere', { catalogue: 'donnees', terms: ['kind:fiche'] }),
  ];
  const anyone = a('anyone', { terms: ['kind:fiche'] });
  const forAnyone = { ...anyone, terms: anyone.terms.filter((term) => !term.startsWith('audiences:')) };
  const answers = { person, need, minutes: 5, suits: annecy };
  expect(ids([...others, fits, forAnyone], answers)).toEqual(['fits', 'anyone']);
});

test('what fits nothing is asked again without the time, then without who, then without both; never without the need', () => {
  const long = a('long', { minutes: 90 });
  const answers = { person, need, minutes: 5 };
  expect(asked([long], answers)).toMatchObject({ fits: [{ id: 'long' }], relaxed: ['temps'] });
  const forAgents = a('b', { minutes: 90, terms: ['audiences:agent'] });
  expect(asked([forAgents], answers)).toMatchObject({ fits: [{ id: 'b' }], relaxed: ['temps', 'qui'] });
  const quick = a('quick', { minutes: 5, terms: ['audiences:agent'] });
  expect(asked([quick], answers)).toMatchObject({ fits: [{ id: 'quick' }], relaxed: ['qui'] });
  // Nobody is told of an answer that they did not give.
  expect(asked([forAgents], { person, need })).toMatchObject({ relaxed: ['qui'] });
  expect(asked([a('b', { terms: ['needs:prevenir'] })], answers)).toMatchObject({ fits: [], total: 0 });
});
