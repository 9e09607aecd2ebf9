import { describe, expect, test } from 'vitest';
import type { Actor } from '../identity/index.ts';
import { can, type DeliverableVerb, lacking } from './policy.ts';

const person = (values: Partial<Actor>): Actor => ({
  id: 'a',
  name: 'A',
  email: 'a@exemple.fr',
  quality: 'agent',
  state: 'active',
  authorityId: null,
  organisation: null,
  roles: new Set(),
  memberships: new Map(),
  openings: new Map(),
  removedFrom: new Set(),
  sessionId: 's',
  ...values,
});
const inGroup = (role: 'copilot' | 'member' | 'observer') =>
  person({ memberships: new Map([['g', { role, side: role === 'copilot' ? ('etat' as const) : null }]]) });

const people: Record<string, Actor | null> = {
  visitor: null,
  stranger: person({}),
  observer: inGroup('observer'),
  member: inGroup('member'),
  copilot: inGroup('copilot'),
  suspended: { ...inGroup('copilot'), state: 'pending' },
  team: person({ roles: new Set(['programme-team']) }),
  opened: person({
    roles: new Set(['programme-team']),
    openings: new Map([['g', { group: { slug: 'g', title: 'G' }, reason: 'x', until: new Date() }]]),
  }),
};

describe.each<[DeliverableVerb, 'draft' | 'published' | 'withdrawn', string[]]>([
  ['deliverable.view', 'published', Object.keys(people)],
  ['deliverable.view', 'draft', ['member', 'copilot', 'opened']],
  ['deliverable.view', 'withdrawn', ['copilot', 'opened']],
  ['deliverable.list', 'draft', ['observer', 'member', 'copilot', 'opened']],
  ['deliverable.create', 'draft', ['copilot', 'opened']],
  ['deliverable.edit', 'published', ['copilot', 'opened']],
  ['deliverable.delete', 'draft', ['copilot', 'opened']],
  ['deliverable.delete', 'published', []],
  ['deliverable.delete', 'withdrawn', []],
  ['deliverable.publish', 'draft', ['copilot', 'opened']],
  ['deliverable.withdraw', 'published', ['copilot', 'opened']],
])('%s of what is %s', (verb, state, allowed) => {
  test.each(Object.keys(people))('%s', (who) => {
    expect(can(people[who] ?? null, verb, { groupId: 'g', state })).toBe(allowed.includes(who));
  });
  test('what is common to the programme is the team’s', () => {
    const may = Object.keys(people).filter((who) => can(people[who] ?? null, verb, { groupId: null, state }));
    // Nobody and everybody are the same of a group; otherwise it is the team's.
    const same = allowed.length === 0 || allowed.length === Object.keys(people).length;
    expect(may).toEqual(same ? allowed : ['team', 'opened']);
  });
});

test('what lacks before publication', () => {
  const whole = { title: 'Guide', description: 'À lire.', kind: 'guide', places: 1 };
  expect(lacking(whole)).toEqual([]);
  expect(lacking({ title: 'Guide', description: '', kind: '', places: 0 })).toEqual([
    'une description',
    'un type',
    'au moins un fichier ou un lien',
  ]);
});
