import { expect, test } from 'vitest';
import type { MeasureContent } from './content.ts';
import { mergeProposal } from './proposal-merge.ts';

const meanings = {
  rules: { flags: new Map(), territories: new Map(), stages: new Map() },
  themes: new Map(),
  measures: new Map(),
};
const base: MeasureContent = {
  slug: 'mesure',
  title: 'Titre',
  theme: 'rgpd',
  nature: 'obligation',
  status: 'announced',
  pilot: 'CNIL',
  summary: 'Résumé',
  consequences: [],
  audience: { version: 1, rule: { kind: ['commune'] } },
  audience_note: null,
  legal_bases: [],
  milestones: [{ date: '2027-01-01', precision: 'year', kind: 'step', label: 'Début', audience: null }],
  links: [],
  sources: [],
  confidence: 'high',
  note: null,
};

test('takes what the author changed, and keeps what others changed since', () => {
  const proposed = { ...base, title: 'Meilleur titre' };
  const current = { ...base, pilot: 'DINUM' };
  expect(mergeProposal({ base, proposed, current }, meanings)).toEqual({
    content: { ...base, title: 'Meilleur titre', pilot: 'DINUM' },
    conflicts: [],
  });
});

test('says what both changed, unless they agree', () => {
  const proposed = { ...base, title: 'A', pilot: 'Accord' };
  const current = { ...base, title: 'B', pilot: 'Accord' };
  const { content, conflicts } = mergeProposal({ base, proposed, current }, meanings);
  expect(content).toMatchObject({ title: 'A', pilot: 'Accord' });
  expect(conflicts).toEqual(['title']);
});

test('milestones that only got an id are not proposed', () => {
  const [milestone] = base.milestones;
  const withId = milestone && [{ ...milestone, id: 'c6472de2-7263-4da1-a4b8-77fac9fb9499' }];
  const current = { ...base, milestones: [] };
  const proposed = { ...base, milestones: withId ?? [] };
  expect(mergeProposal({ base, proposed, current }, meanings).content.milestones).toEqual([]);
});
