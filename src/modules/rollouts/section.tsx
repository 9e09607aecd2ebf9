import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import type { AuthorityParts, AuthoritySection, Placed } from '../territories/index.ts';
import { coveringKinds } from './covering.ts';
import { peersOf } from './peers.ts';
import { can } from './policy.ts';
import { allRollouts } from './rollout.ts';
import { concernedBy, standingsOf } from './standing.ts';
import { standingAsData } from './standing-data.ts';
import { RolloutsSection } from './views/section.tsx';

/** Where an authority stands in each rollout that concerns it, what comes next, and what those that are like it did. */
export const rolloutsSection: AuthoritySection = {
  id: 'rollouts',
  order: 1,
  render,
  data: async (deps, { authority }) => {
    if (authority.ended_at) return {};
    const { rollouts, concerned, standings } = await read(deps, authority.id);
    return {
      rollouts: rollouts.map((rollout) =>
        standingAsData(
          rollout,
          authority,
          concerned.get(rollout.slug) ?? null,
          standings.get(rollout.slug) ?? null,
          deps.settings.publicUrl,
        ),
      ),
    };
  },
};

async function render(
  deps: Deps,
  { authority, ancestors }: Placed,
  reader: FastifyRequest | null,
): Promise<AuthorityParts | null> {
  if (authority.ended_at) return null;
  const [{ rollouts, standings }, peers] = await Promise.all([
    read(deps, authority.id),
    peersOf(deps.db, authority),
  ]);
  if (rollouts.length === 0) return null;
  // No group: what its people may say of it does not depend on one.
  const facts = { groupId: null, authorityId: authority.id };
  const actor = reader?.actor ?? null;
  return {
    main: (
      <RolloutsSection
        authority={authority}
        provider={ancestors.find(({ id }) => id === authority.epci_id) ?? null}
        items={rollouts.map((rollout) => ({
          rollout,
          standing: standings.get(rollout.slug) ?? null,
          peers: peers.get(rollout.slug) ?? [],
        }))}
        may={{
          assert: can(actor, 'rollout.assert', facts),
          cover: can(actor, 'rollout.cover', facts) && coveringKinds.has(authority.kind),
        }}
      />
    ),
  };
}

/** Those that concern it, or in which something is said of it. */
async function read(deps: Deps, authorityId: string) {
  const [all, concerned, standings] = await Promise.all([
    allRollouts(deps),
    concernedBy(deps.db, authorityId),
    standingsOf(deps.db, authorityId),
  ]);
  return { rollouts: all.filter(({ slug }) => concerned.has(slug)), concerned, standings };
}
