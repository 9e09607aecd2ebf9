import type { Deps } from '../../platform/deps.ts';
import { type App, csvType, pagingOf } from '../../platform/http/index.ts';
import { agendaAsCsv } from './as-csv.ts';
import { listAsData } from './as-data.ts';
import { type AgendaQuery, agendaHref, agendaQuery, pageQuery, type View } from './list-query.ts';
import { type Listing, listAgenda, pageOf } from './listing.ts';
import { publishedMeasures } from './measure.ts';
import { type AgendaFilter, readFilter, readFilterOrRefuse } from './read-filter.ts';
import { ruleWords } from './rule-words.ts';
import { selectFrom } from './select.ts';
import { aroundOf, pointsOf } from './timeline-points.ts';
import { yearsShown } from './timeline-scale.ts';
import { AgendaPage } from './views/agenda-page.tsx';
import { EntriesView } from './views/entries-view.tsx';
import { MeasuresView } from './views/measures-view.tsx';
import { TimelineView } from './views/timeline.tsx';

const cached = { access: 'public', cache: true } as const;

const entriesPerPage = 60;
const measuresPerPage = 25;

export function listRoutes(app: App, deps: Deps): void {
  const { publicUrl } = deps.settings;

  app.get('/agenda', { config: cached, schema: { querystring: pageQuery } }, async ({ query }, reply) => {
    const filter = await readFilter(deps, query);
    const [listing, measures] = await Promise.all([listAgenda(deps, filter), publishedMeasures(deps)]);
    const { vue: view } = query;
    const exports = [
      { label: 'JSON', type: 'application/json', href: agendaHref(filter.asked, { path: '/agenda.json' }) },
      { label: 'CSV (tableur)', type: 'text/csv', href: agendaHref(filter.asked, { path: '/agenda.csv' }) },
      {
        label: 'calendrier (ICS)',
        type: 'text/calendar',
        href: agendaHref(filter.asked, { path: '/agenda.ics' }),
      },
      {
        label: 'changements (Atom)',
        type: 'application/atom+xml',
        href: agendaHref(filter.asked, { path: '/agenda.atom' }),
      },
    ];
    if (Object.keys(filter.errors).length > 0) reply.code(422);
    return reply.page(
      {
        title: 'Agenda',
        description:
          'Obligations, échéances et opportunités numériques des collectivités : quoi, quand, pour qui, d’après quel texte.',
        canonical: agendaHref(filter.asked, { view, page: query.page }),
        noindex: filter.asked.collectivite !== undefined || filter.asked.q !== undefined,
        breadcrumb: [{ label: 'Agenda' }],
        alternates: exports.map(({ type, href }) => ({ type, href })),
      },
      <AgendaPage
        filter={filter}
        listing={listing}
        view={view}
        themes={new Map(measures.map(({ theme }) => [theme.code, theme.label]))}
        exports={exports}
      >
        {await viewOf(deps, view, listing, filter, query.page)}
      </AgendaPage>,
    );
  });

  app.get(
    '/agenda.json',
    { config: cached, schema: { querystring: agendaQuery } },
    async (request, reply) => {
      const filter = await readFilterOrRefuse(deps, request.query);
      const [listing, words] = await Promise.all([listAgenda(deps, filter), ruleWords(deps)]);
      const page = pageOf(listing.items, request.query.page, measuresPerPage);
      const data = listAsData(page.items, listing, pagingOf(request, publicUrl, page), words, publicUrl);
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(data));
    },
  );

  app.get('/agenda.csv', { config: cached, schema: { querystring: agendaQuery } }, async (request, reply) => {
    const filter = await readFilterOrRefuse(deps, request.query);
    const [{ items }, words] = await Promise.all([listAgenda(deps, filter), ruleWords(deps)]);
    return reply
      .type(csvType)
      .header('content-disposition', 'attachment; filename="agenda.csv"')
      .send(agendaAsCsv(items, words, publicUrl));
  });
}

async function viewOf(
  deps: Deps,
  view: View,
  listing: Listing,
  filter: AgendaFilter,
  page: AgendaQuery['page'],
) {
  const hrefOf = (to: number) => agendaHref(filter.asked, { view, page: to });
  if (view === 'mesures') {
    return (
      <MeasuresView
        page={pageOf(listing.items, page, measuresPerPage)}
        today={listing.today}
        hrefOf={hrefOf}
      />
    );
  }
  if (view === 'liste') {
    return <EntriesView page={pageOf(listing.entries, page, entriesPerPage)} hrefOf={hrefOf} />;
  }
  // The years only say where to look: what lies around them is counted too.
  const { asked, wanted } = filter;
  const [measures, { places }] = await Promise.all([publishedMeasures(deps), ruleWords(deps)]);
  const whole = selectFrom(measures, { ...wanted, de: undefined, a: undefined }, places);
  const points = pointsOf(whole.items);
  const years = yearsShown(wanted, listing.today);
  return (
    <TimelineView
      points={points}
      years={years}
      today={listing.today}
      listHref={agendaHref(asked)}
      around={aroundOf(points, years, asked)}
    />
  );
}
