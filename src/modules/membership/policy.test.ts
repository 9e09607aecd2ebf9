import { describe, expect, test } from 'vitest';
import { type Actor, copilotedBy, type SiteRole } from '../identity/index.ts';
import { can, roleOnJoining, rolesToGive } from './policy.ts';

function actor(
  values: Partial<Omit<Actor, 'roles' | 'memberships'>> & {
    roles?: SiteRole[];
    memberships?: Record<string, 'copilot' | 'member' | 'observer'>;
  } = {},
): Actor {
  const { roles = [], memberships = {}, ...rest } = values;
  return {
    id: 'me',
    name: 'Moi',
    email: 'moi@annecy.example',
    quality: 'agent',
    state: 'active',
    authorityId: 'commune:74010',
    organisation: null,
    openings: new Map(),
    removedFrom: new Set(),
    sessionId: 's',
    ...rest,
    roles: new Set(roles),
    memberships: new Map(
      Object.entries(memberships).map(([id, role]) => [
        id,
        { role, side: role === 'copilot' ? 'etat' : null },
      ]),
    ),
  };
}

const team = actor({ roles: ['programme-team'] });
const administrator = actor({ roles: ['administrator'] });
const copilot = actor({ memberships: { a: 'copilot', b: 'member' } });
const member = actor({ memberships: { a: 'member' } });
const refused = actor({ state: 'refused', roles: ['programme-team'], memberships: { a: 'copilot' } });

describe('requests', () => {
  test('are for the team, and for copilots of the groups asked for', () => {
    const about = { groupIds: ['a', 'z'] };
    expect([team, administrator, copilot].map((one) => can(one, 'registration.review', about))).toEqual([
      true,
      true,
      true,
    ]);
    expect([member, refused, null].map((one) => can(one, 'registration.review', about))).toEqual([
      false,
      false,
      false,
    ]);
    // A member of b, who copilots a.
    expect(can(copilot, 'registration.review', { groupIds: ['b'] })).toBe(false);
    expect(can(copilot, 'registration.review', { groupIds: [] })).toBe(false);
    expect(can(team, 'registration.review', { groupIds: [] })).toBe(true);
    expect([copilot, member, refused].map((one) => can(one, 'registration.list', null))).toEqual([
      true,
      false,
      false,
    ]);
    expect(copilotedBy(copilot)).toEqual(['a']);
    expect(copilotedBy(refused)).toEqual([]);
  });
});

describe('places', () => {
  test('any active person joins what is open and lives', () => {
    const open = { state: 'active', openToAuthorities: true } as const;
    expect(can(member, 'membership.join', open)).toBe(true);
    expect(can(member, 'membership.join', { ...open, state: 'proposed' })).toBe(true);
    expect(can(member, 'membership.join', { ...open, state: 'closed' })).toBe(false);
    expect(can(team, 'membership.join', { ...open, openToAuthorities: false })).toBe(false);
    expect(
      [actor({ state: 'pending' }), refused, null].some((one) => can(one, 'membership.join', open)),
    ).toBe(false);
  });

  test.each([
    ['agent', 'commune:74010', 'member'],
    ['elu', 'commune:74010', 'member'],
    ['agent', null, 'observer'],
    ['agent_etat', null, 'observer'],
    ['association', null, 'observer'],
    ['editeur', 'commune:74010', 'observer'],
    [null, 'commune:74010', 'observer'],
  ] as const)('%s of %s comes in as %s', (quality, authorityId, role) => {
    expect(roleOnJoining({ quality, authorityId })).toBe(role);
  });
});

describe('roles', () => {
  const target = { groupId: 'a', accountId: 'other', role: 'member' } as const;
  const peer = { ...target, role: 'copilot' } as const;
  const self = { ...peer, accountId: 'me' } as const;

  test('co-piloting is the team’s to give and to take', () => {
    expect(rolesToGive(team, peer)).toContain('copilot');
    expect(rolesToGive(copilot, target)).toEqual(['member', 'observer']);
    expect(rolesToGive(copilot, peer)).toEqual([]);
    expect(rolesToGive(copilot, self)).toEqual(['member', 'observer']);
    expect(rolesToGive(copilot, { ...target, groupId: 'b' })).toEqual([]);
    for (const one of [member, refused, null]) expect(rolesToGive(one, target)).toEqual([]);
  });

  test('copilots remove members, only the team removes copilots', () => {
    expect(can(copilot, 'membership.remove', target)).toBe(true);
    expect(can(copilot, 'membership.remove', peer)).toBe(false);
    expect(can(team, 'membership.remove', peer)).toBe(true);
    for (const one of [member, refused, null]) expect(can(one, 'membership.remove', target)).toBe(false);
  });
});
