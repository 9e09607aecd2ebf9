import { expect, test } from 'vitest';
import { type Indexed, indexOf, type Suited } from './facets/facet-index.ts';
import { localFirst, nearnessOf } from './nearness.ts';

const annecy: Suited = {
  kind: 'commune',
  population: 130_000,
  within: new Set(['commune:74010', 'epci:200066793', 'departement:74', 'region:84']),
};

const a = (id: string, territories: string[], terms: string[] = []): Indexed => ({
  id,
  catalogue: 'cybersecurite',
  named: id,
  terms,
  leastPeople: null,
  mostPeople: null,
  territories,
  minutes: null,
  measures: [],
});

const responder = ['kind:service', 'themes:reponse-incident'];
const resources = [
  a('a-national', []),
  a('b-national-service', [], responder),
  a('centre', ['region:84'], responder),
  a('region', ['region:32', 'region:84']),
  a('department', ['departement:74']),
];
const index = indexOf(resources);
const ids = resources.map(({ id }) => id);

test('local offers come before national ones, the nearest first, the others in their order', () => {
  expect(localFirst(index, ids, annecy, { reacting: false })).toEqual([
    'department',
    'centre',
    'region',
    'a-national',
    'b-national-service',
  ]);
});

test('who must react sees who answers incidents there before all, be others nearer', () => {
  const [first] = localFirst(index, ids, annecy, { reacting: true });
  expect(first).toBe('centre');
});

test('the narrowest territory that holds the authority is the one that tells how near it is', () => {
  expect(nearnessOf({ territories: ['region:84', 'epci:200066793'] }, annecy.within)).toBe('epci');
  expect(nearnessOf({ territories: ['region:32'] }, annecy.within)).toBeNull();
  expect(nearnessOf({ territories: [] }, annecy.within)).toBeNull();
});
