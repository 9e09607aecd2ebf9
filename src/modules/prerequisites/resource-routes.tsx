import type { Deps } from '../../platform/deps.ts';
import { type App, found } from '../../platform/http/index.ts';
import { Exports, machineDate } from '../../ui/index.ts';
import { RolloutFrame, rolloutAt, rolloutMeta } from '../rollouts/index.ts';
import { type Content, pagesOf } from './pages.ts';
import { ofRollout } from './schemas.ts';
import { ResourcesView } from './views/resources.tsx';

const cached = { access: 'public', cache: true } as const;
const lead = 'L’aide, les cibles, les contacts et les API, avec leurs dates : ce qui est terminé le dit.';

/** What helps with a rollout, with its dates and where it stands. */
export function resourceRoutes(app: App, deps: Deps, content: Content): void {
  const { clock, settings } = deps;

  const read = async (slug: string) => {
    const rollout = await rolloutAt(deps, slug);
    const resources = found(content.checklists.find((one) => one.rollout === slug)?.resources);
    return { rollout, resources };
  };

  app.get(
    '/deploiements/:slug/ressources',
    { config: cached, schema: { params: ofRollout } },
    async ({ params }, reply) => {
      const { rollout, resources } = await read(params.slug);
      const here = `/deploiements/${rollout.slug}/ressources`;
      const exports = [{ label: 'JSON', type: 'application/json', href: `${here}.json` }];
      return reply.page(
        rolloutMeta(rollout, 'Ressources', { description: lead, alternates: exports }),
        <RolloutFrame
          rollout={rollout}
          pages={pagesOf(content, rollout.slug)}
          title="Ressources"
          lead={lead}
          current={here}
        >
          <ResourcesView resources={resources} today={machineDate(clock.now())} />
          <Exports items={exports} />
        </RolloutFrame>,
      );
    },
  );

  app.get(
    '/deploiements/:slug/ressources.json',
    { config: cached, schema: { params: ofRollout } },
    async ({ params }, reply) => {
      const { rollout, resources } = await read(params.slug);
      const today = machineDate(clock.now());
      return reply.type('application/json; charset=utf-8').send(
        JSON.stringify({
          rollout: rollout.slug,
          title: rollout.title,
          url: `${settings.publicUrl}/deploiements/${rollout.slug}/ressources`,
          ...resources,
          targets: resources.targets.map((target) => ({ ...target, past: target.by < today })),
        }),
      );
    },
  );
}
