import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import { type App, found, notFound, sendDownload } from '../../platform/http/index.ts';
import { Exports } from '../../ui/index.ts';
import { findGroup } from '../groups/index.ts';
import { deliverablesOfGroup } from '../library/index.ts';
import { distinctName } from '../territories/index.ts';
import { factsOf, worksOn } from './access.ts';
import { coveringKinds } from './covering.ts';
import { fileOf } from './evidence.ts';
import { metaOf } from './page-meta.ts';
import type { PagesOf } from './pages-above.ts';
import { peersOf } from './peers.ts';
import { type RolloutPlace, rolloutPlaceAt } from './place.ts';
import { contestHref, evidenceHref, standingHref } from './place-address.ts';
import { ofEvidence, ofPlace } from './place-schemas.ts';
import { can } from './policy.ts';
import { standingsOf } from './standing.ts';
import { standingAsData, toldAsData } from './standing-data.ts';
import { toldOf } from './told.ts';
import { RolloutFrame } from './views/frame.tsx';
import { OneView } from './views/one.tsx';

const cached = { access: 'public', cache: true } as const;
const path = '/deploiements/:slug/collectivites/:segment/:code';

/** Where one authority stands in one rollout, and who says so. */
export function oneRoutes(app: App, deps: Deps, pagesOf: PagesOf): void {
  const { db, settings } = deps;

  app.get(path, { config: cached, schema: { params: ofPlace } }, async (request, reply) => {
    const place = await rolloutPlaceAt(deps, request.params);
    const { rollout, authority } = place;
    const [standings, told, peers, group, may, works] = await Promise.all([
      standingsOf(db, authority.id),
      toldOf(db, rollout.slug, authority.id),
      peersOf(db, authority),
      findGroup(db, rollout.group),
      readerMay(deps, request, place),
      worksOn(deps, request, rollout),
    ]);
    const held = group ? await deliverablesOfGroup(db, group.id) : [];
    const listed = new Set(rollout.deliverables);
    const here = standingHref(rollout, authority);
    return reply.page(
      metaOf(rollout, distinctName(authority), {
        canonical: here,
        alternates: [{ type: 'application/json', href: `${here}.json` }],
      }),
      <RolloutFrame
        rollout={rollout}
        pages={pagesOf(rollout)}
        title={distinctName(authority)}
        lead=""
        current={here}
        works={works}
      >
        <OneView
          place={place}
          standing={standings.get(rollout.slug) ?? null}
          told={told}
          peers={peers.get(rollout.slug) ?? []}
          may={may}
          group={group ?? null}
          deliverables={held.filter(({ slug }) => listed.has(slug))}
          contestHref={may.contest ? (one) => contestHref(here, one) : null}
          fileHref={may.readEvidence ? (one) => evidenceHref(here, one) : null}
        />
        <Exports items={[{ label: 'JSON', href: `${here}.json` }]} />
      </RolloutFrame>,
    );
  });

  app.get(`${path}.json`, { config: cached, schema: { params: ofPlace } }, async (request) => {
    const place = await rolloutPlaceAt(deps, request.params);
    const { rollout, authority, concerned } = place;
    const [standings, told] = await Promise.all([
      standingsOf(db, authority.id),
      toldOf(db, rollout.slug, authority.id),
    ]);
    return {
      id: authority.id,
      name: authority.name,
      concerned: concerned !== null,
      ...standingAsData(
        rollout,
        authority,
        concerned,
        standings.get(rollout.slug) ?? null,
        settings.publicUrl,
      ),
      statements: told.map(toldAsData),
    };
  });

  // What shows that it is so may hold what is not for all eyes: only its people and those who accompany read it.
  app.get(
    `${path}/preuves/:id`,
    { config: { access: 'public' }, schema: { params: ofEvidence } },
    async (request, reply) => {
      const place = await rolloutPlaceAt(deps, request.params);
      const { readEvidence } = await readerMay(deps, request, place);
      if (!readEvidence) notFound();
      const file = await fileOf(db, place.rollout.slug, place.authority.id, request.params.id);
      return sendDownload(request, reply, deps.files, found(file));
    },
  );
}

async function readerMay(
  deps: Deps,
  { actor }: FastifyRequest,
  { rollout, authority, concerned }: RolloutPlace,
) {
  const facts = await factsOf(deps, rollout, authority.id);
  return {
    assert: can(actor, 'rollout.assert', facts) && (concerned !== null || coveringKinds.has(authority.kind)),
    cover: can(actor, 'rollout.cover', facts) && coveringKinds.has(authority.kind),
    contest: can(actor, 'rollout.contest', facts),
    readEvidence: can(actor, 'rollout.read-evidence', facts),
  };
}
