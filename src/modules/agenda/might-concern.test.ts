import { expect, test } from 'vitest';
import type { Rule } from '../audience/index.ts';
import { mightConcern, type Place } from './might-concern.ts';

const hauteSavoie: Place = {
  id: 'departement:74',
  name: 'Haute-Savoie',
  kind: 'departement',
  ancestors: ['region:84'],
};
const annecy: Place = {
  id: 'commune:74010',
  name: 'Annecy',
  kind: 'commune',
  ancestors: ['epci:200066793', 'departement:74', 'region:84'],
};
const places = new Map([
  ['commune:74010', annecy.ancestors],
  ['departement:33', ['region:75']],
]);

const communesOver: Rule = { all: [{ kind: ['commune'] }, { population: { op: '>', value: 3500 } }] };
const anyEpci: Rule = { kind: ['epci'] };

test.each<[string, Rule, Parameters<typeof mightConcern>[1], boolean]>([
  ['nothing said: anything might be', communesOver, {}, true],
  ['a kind alone leaves the number of people open', communesOver, { type: 'commune' }, true],
  ['another kind', communesOver, { type: 'region' }, false],
  ['too few people', communesOver, { population: 3500 }, false],
  ['enough people', communesOver, { population: 3501 }, true],
  [
    'one kind for the one, another for the other',
    { any: [communesOver, anyEpci] },
    { population: 100 },
    true,
  ],
  ['both at once', { any: [communesOver, anyEpci] }, { type: 'commune', population: 100 }, false],
  ['what is not known stays possible', { flag: 'assujettie-tva' }, { type: 'commune' }, true],
  ['nor does its contrary exclude it', { not: { flag: 'assujettie-tva' } }, { type: 'commune' }, true],
  [
    'a number of people of the intercommunal body is open',
    { epciPopulation: { op: '>', value: 10 } },
    { type: 'commune' },
    true,
  ],
  ['but départements have none', { epciPopulation: { op: '>', value: 10 } }, { type: 'departement' }, false],
  ['an EPT is an intercommunal body', { kind: ['ept'] }, { type: 'epci' }, true],
  ['a place is open when none is said', { within: ['departement:74'] }, {}, true],
  ['the place itself', { within: ['departement:74'] }, { territoire: hauteSavoie }, true],
  ['a place that it lies in', { within: ['region:84'] }, { territoire: annecy }, true],
  ['a place that lies in it', { within: ['commune:74010'] }, { territoire: hauteSavoie }, true],
  ['elsewhere', { within: ['departement:33'] }, { territoire: hauteSavoie }, false],
  ['all but there, and it is there', { not: { within: ['departement:74'] } }, { territoire: annecy }, false],
  ['France holds all', { within: ['france'] }, { territoire: annecy }, true],
  ['a département holds no region', { kind: ['region'] }, { territoire: hauteSavoie }, false],
])('%s', (_what, rule, sketch, expected) => {
  expect(mightConcern(rule, sketch, places)).toBe(expected);
});
