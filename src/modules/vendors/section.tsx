import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import type { AuthorityParts, AuthoritySection, Placed } from '../territories/index.ts';
import { vendorPath } from './addresses.ts';
import { equippersOf } from './equipment.ts';
import { can, noFacts } from './policy.ts';
import { Equippers } from './views/equippers.tsx';

/** Which vendors tell that they equip an authority; its people may say that it is wrong. */
export const vendorSection: AuthoritySection = {
  id: 'vendors',
  order: 5,
  render: async (
    deps: Deps,
    { authority }: Placed,
    reader: FastifyRequest | null,
  ): Promise<AuthorityParts | null> => {
    if (authority.ended_at) return null;
    const equippers = await equippersOf(deps.db, authority.id);
    const mayContest = can(reader?.actor ?? null, 'vendor.contest', {
      ...noFacts,
      authorityId: authority.id,
    });
    return { main: <Equippers authority={authority} equippers={equippers} mayContest={mayContest} /> };
  },
  data: async ({ db, settings }, { authority }) => ({
    vendors: (await equippersOf(db, authority.id))
      .filter(({ standing }) => standing === 'told')
      .map(({ vendor, vendorName, demonstration, product, from, toldAt }) => ({
        slug: vendor,
        name: vendorName,
        demonstration,
        product,
        since: from,
        source: 'vendor',
        told_at: toldAt,
        url: settings.publicUrl + vendorPath({ slug: vendor }),
      })),
  }),
};
