import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type App, fields } from '../../platform/http/index.ts';
import { excerpt } from '../../platform/markdown/index.ts';
import { machineDate } from '../../ui/index.ts';
import { seen } from './access.ts';
import { measureAsData } from './as-data.ts';
import { askConcern } from './concern.ts';
import { type Measure, type MeasureLink, publishedMeasures } from './measure.ts';
import { slotsOf } from './measure-slots.tsx';
import type { AgendaOptions } from './parts-above.ts';
import { ruleWords } from './rule-words.ts';
import { MeasurePage } from './views/measure-page.tsx';

const cached = { access: 'public', cache: true } as const;

const bySlug = z.object({ slug: fields.slug });

/** `/agenda/:slug?collectivite=…` */
const concernQuery = z.object({
  collectivite: fields.searchText.default(''),
  /** What was chosen in the list, with JavaScript. */
  collectivite_id: fields.searchText.default(''),
});

export function measureRoutes(app: App, deps: Deps, { helpOf }: AgendaOptions = {}): void {
  app.get(
    '/agenda/:slug',
    { config: cached, schema: { params: bySlug, querystring: concernQuery } },
    async (request, reply) => {
      const found = await seen(deps, request, request.params.slug);
      const { measure } = found;
      const { collectivite, collectivite_id } = request.query;
      const typed = collectivite_id || collectivite;
      const [words, measures, slots, help] = await Promise.all([
        ruleWords(deps),
        publishedMeasures(deps),
        slotsOf(deps, request, found),
        helpOf?.(deps, measure),
      ]);
      const asking = typed ? await askConcern(deps, measure, typed, words) : null;
      const here = `/agenda/${measure.slug}`;
      return reply.page(
        {
          title: measure.title,
          description: excerpt(measure.summary, 200),
          canonical: here,
          noindex: !measure.published || asking !== null,
          breadcrumb: [{ label: 'Agenda', href: '/agenda' }, { label: measure.title }],
          alternates: [{ type: 'application/json', href: `${here}.json` }],
        },
        <MeasurePage
          measure={measure}
          backlinks={linksTo(measure, measures)}
          words={words}
          today={machineDate(deps.clock.now())}
          asking={asking}
          help={help}
          {...slots}
        />,
      );
    },
  );

  app.get('/agenda/:slug.json', { config: cached, schema: { params: bySlug } }, async (request, reply) => {
    const [{ measure }, words] = await Promise.all([
      seen(deps, request, request.params.slug),
      ruleWords(deps),
    ]);
    return reply
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(measureAsData(measure, words, deps.settings.publicUrl)));
  });
}

/** What other measures say of this one. */
function linksTo({ slug }: Measure, measures: readonly Measure[]): MeasureLink[] {
  return measures.flatMap((other) =>
    other.links
      .filter((link) => link.slug === slug)
      .map(({ kind }) => ({ kind, label: other.title, url: `/agenda/${other.slug}`, slug: other.slug })),
  );
}
