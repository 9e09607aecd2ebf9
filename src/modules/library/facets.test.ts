import { expect, test } from 'vitest';
import { applyFilter, commonToAll } from './facets.ts';

const rows = [
  { id: 'a', group: 'ads', kind: 'guide', audiences: ['elus', 'agents'], formats: ['pdf'] },
  { id: 'b', group: 'ads', kind: 'modele', audiences: ['agents'], formats: ['odp', 'pdf'] },
  { id: 'c', group: null, kind: 'guide', audiences: ['elus'], formats: [] },
];

test('no filter keeps all, in order, and counts every value', () => {
  const { ids, values, without } = applyFilter(rows, {});
  expect(ids).toEqual(['a', 'b', 'c']);
  expect(values.group).toEqual([
    { value: 'ads', count: 2 },
    { value: commonToAll, count: 1 },
  ]);
  expect(values.audience).toEqual([
    { value: 'elus', count: 2 },
    { value: 'agents', count: 2 },
  ]);
  expect(without).toEqual([]);
});

test('a filter counts the other values as if it were changed, and the other filters as they would add to it', () => {
  const { ids, values } = applyFilter(rows, { kind: 'guide' });
  expect(ids).toEqual(['a', 'c']);
  expect(values.kind).toEqual([
    { value: 'guide', count: 2 },
    { value: 'modele', count: 1 },
  ]);
  expect(values.format).toEqual([{ value: 'pdf', count: 1 }]);
});

test('what is common to the programme can be asked for', () => {
  expect(applyFilter(rows, { group: commonToAll }).ids).toEqual(['c']);
});

test('when nothing passes, each filter says what leaving it out would give', () => {
  const { ids, without } = applyFilter(rows, { group: commonToAll, format: 'odp' });
  expect(ids).toEqual([]);
  expect(without).toEqual([
    { facet: 'group', count: 1 },
    { facet: 'format', count: 1 },
  ]);
});
