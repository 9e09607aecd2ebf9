import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, csvType, notFound, toCsv } from '../../../platform/http/index.ts';
import { bySlug, onSurvey } from '../access.ts';
import { workMeta } from '../addresses.ts';
import { byOf } from '../managing/held.ts';
import type { Survey } from '../survey.ts';
import { crossTable } from './as-sheet.ts';
import { attachmentOf, recordExport } from './exporting.ts';
import { smallestGroup } from './protect.ts';
import { dimensionsOf, readCross } from './read.ts';
import { CrossPage } from './views/cross.tsx';

const dimensionKey = z
  .string()
  .max(90)
  .regex(/^[\w.-]*$/)
  .catch('')
  .default('');

const crossQuery = z.object({ lignes: dimensionKey, colonnes: dimensionKey });

/** Two questions at once. */
export function crossRoutes(app: App, deps: Deps): void {
  const config = { access: 'survey.results' } as const;
  const schema = { params: bySlug, querystring: crossQuery };
  const read = async (survey: Survey, { lignes, colonnes }: z.output<typeof crossQuery>) => {
    const dimensions = dimensionsOf(survey);
    const rows = dimensions.find(({ key }) => key === lignes);
    const columns = dimensions.find(({ key }) => key === colonnes);
    const told = rows && columns && rows !== columns && survey.counted >= smallestGroup;
    return {
      dimensions,
      rows,
      columns,
      cross: told ? await readCross(deps.db, survey, rows, columns) : null,
    };
  };

  app.get('/espace/enquetes/:slug/resultats/croisement', { config, schema }, async (request, reply) => {
    const { survey } = await onSurvey(deps, 'survey.results')(request, request.params);
    return reply.page(
      workMeta(survey, 'Croiser deux questions'),
      <CrossPage survey={survey} {...request.query} {...(await read(survey, request.query))} />,
    );
  });

  app.get('/espace/enquetes/:slug/resultats/croisement.csv', { config, schema }, async (request, reply) => {
    const { survey, actor } = await onSurvey(deps, 'survey.results')(request, request.params);
    const { cross, rows, columns } = await read(survey, request.query);
    if (!cross) return notFound('Choisissez deux questions à croiser.');
    const name = `croisement-${rows?.key}-${columns?.key}`;
    await deps.db.transaction().execute((tx) => recordExport(tx, survey, byOf(deps, actor), name));
    const table = crossTable(cross);
    return reply
      .type(csvType)
      .header('content-disposition', attachmentOf(survey, `${name}.csv`))
      .send(toCsv(table.columns, table.rows));
  });
}
