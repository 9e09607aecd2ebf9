import { describe, expect, it } from 'vitest';
import type { Actor, ActorMembership, SiteRole } from '../identity/index.ts';
import { can, type GroupVerb } from './policy.ts';

const group = { id: 'g', state: 'active' as const };

function person(
  membership: ActorMembership | null,
  roles: SiteRole[] = [],
  state: Actor['state'] = 'active',
): Actor {
  return {
    id: 'a',
    name: 'A',
    email: 'a@a.example',
    quality: 'agent',
    state,
    authorityId: null,
    organisation: null,
    roles: new Set(roles),
    memberships: new Map(membership ? [['g', membership]] : []),
    openings: new Map(),
    removedFrom: new Set(),
    sessionId: 's',
  };
}

function opened(actor: Actor): Actor {
  const opening = { group: { slug: 'g', title: 'G' }, reason: 'x', until: new Date() };
  return { ...actor, openings: new Map([['g', opening]]) };
}

const copilot: ActorMembership = { role: 'copilot', side: 'etat' };
const people = {
  visitor: null,
  stranger: person(null),
  observer: person({ role: 'observer', side: null }),
  member: person({ role: 'member', side: null }),
  copilot: person(copilot),
  team: person(null, ['programme-team']),
  'team who opened it': opened(person(null, ['programme-team'])),
  administrator: person(null, ['administrator']),
  'refused copilot': person(copilot, [], 'refused'),
  'pending team member': person(null, ['programme-team'], 'pending'),
  'pending team member who opened it': opened(person(null, ['programme-team'], 'pending')),
  'who opened it and left the team': opened(person(null)),
};

const everybody = Object.keys(people);
const team = ['team', 'team who opened it', 'administrator'];
const runs = ['copilot', 'team who opened it'];
const allowed: [GroupVerb, string[]][] = [
  ['group.view', everybody],
  ['group.follow', ['observer', 'member', ...runs]],
  ['group.create', team],
  ['group.edit', ['copilot', ...team]],
  ['group.govern', team],
  ['group.change-state', team],
  ['group.steer', ['copilot']],
  ['group.plan', runs],
  ['group.post-progress', runs],
];

describe('who may do what to a group', () => {
  for (const [name, actor] of Object.entries(people)) {
    for (const [verb, who] of allowed) {
      it(`${name} ${who.includes(name) ? 'may' : 'may not'} ${verb}`, () => {
        expect(can(actor, verb, group)).toBe(who.includes(name));
      });
    }
  }

  it('a copilot of another group is a stranger here', () => {
    expect(can(people.copilot, 'group.post-progress', { id: 'other', state: 'active' })).toBe(false);
  });

  it('the plan and the progress of a closed group are its record', () => {
    const closed = { id: 'g', state: 'closed' as const };
    expect(can(people.team, 'group.plan', closed)).toBe(false);
    expect(can(people.copilot, 'group.post-progress', closed)).toBe(false);
    expect(can(people.member, 'group.follow', closed)).toBe(true);
  });
});
