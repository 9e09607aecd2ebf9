import type { Deps } from '../../../platform/deps.ts';
import { type App, csvType, notFound, toCsv } from '../../../platform/http/index.ts';
import { toXlsx, xlsxType } from '../../../platform/sheets/index.ts';
import { bySlug, onSurvey } from '../access.ts';
import { listContacts } from '../contacts/contacts.ts';
import { byOf } from '../managing/held.ts';
import { daysOf, type Survey } from '../survey.ts';
import { resultsTable } from './as-sheet.ts';
import { attachmentOf, recordExport } from './exporting.ts';
import { smallestGroup } from './protect.ts';
import { readResults, readTexts } from './read.ts';
import { answersOfAuthorities, type CsvTable } from './tables.ts';

/** Files to take away; who took one is recorded. */
export function fileRoutes(app: App, deps: Deps): void {
  const { db } = deps;
  const config = { access: 'survey.results' } as const;

  /** One table in both formats; who took it out is kept. */
  const both = (
    path: string,
    name: string,
    sheetsOf: (survey: Survey) => Promise<readonly [string, CsvTable][]>,
  ): void => {
    for (const format of ['csv', 'xlsx'] as const) {
      app.get(`${path}.${format}`, { config, schema: { params: bySlug } }, async (request, reply) => {
        const { survey, actor } = await onSurvey(deps, 'survey.results')(request, request.params);
        const sheets = await sheetsOf(survey);
        await db
          .transaction()
          .execute((tx) => recordExport(tx, survey, byOf(deps, actor), `${name}.${format}`));
        reply
          .header('content-disposition', attachmentOf(survey, `${name}.${format}`))
          .header('cache-control', 'no-store');
        const [first] = sheets;
        if (format === 'csv')
          return reply.type(csvType).send(first ? toCsv(first[1].columns, first[1].rows) : '');
        return reply.type(xlsxType).send(
          toXlsx(
            sheets.map(([sheet, { columns, rows }]) => ({
              name: sheet,
              columns: columns.map((title) => ({ title })),
              rows,
            })),
          ),
        );
      });
    }
  };

  both('/espace/enquetes/:slug/resultats', 'resultats', async (survey) => {
    const [results, days] = await Promise.all([readResults(db, survey), daysOf(db, survey.id)]);
    const written = survey.questionnaire.questions.filter(({ type }) => type === 'text');
    const texts = await Promise.all(
      written.map(async ({ id }): Promise<[string, CsvTable]> => {
        const rows = survey.counted < smallestGroup ? [] : await allTexts(deps, survey, id);
        return [`Textes ${id}`, { columns: [id], rows: rows.map((text) => [text]) }];
      }),
    );
    return [
      ['Résultats', resultsTable(results)],
      ['Jours', { columns: ['jour', 'reponses_envoyees'], rows: days.map(({ day, n }) => [day, n]) }],
      ...texts,
    ];
  });

  both('/espace/enquetes/:slug/reponses', 'reponses', async (survey) => {
    if (survey.mode !== 'authority') notFound('Une enquête anonyme n’a pas de réponses une à une.');
    return [['Réponses', await answersOfAuthorities(db, survey)]];
  });

  app.get(
    '/espace/enquetes/:slug/adresses.csv',
    { config, schema: { params: bySlug } },
    async (request, reply) => {
      const { survey, actor } = await onSurvey(deps, 'survey.results')(request, request.params);
      const emails = await listContacts(db, survey.id);
      await db.transaction().execute((tx) => recordExport(tx, survey, byOf(deps, actor), 'adresses.csv'));
      return reply
        .type(csvType)
        .header('content-disposition', attachmentOf(survey, 'adresses.csv'))
        .header('cache-control', 'no-store')
        .send(
          toCsv(
            ['adresse'],
            emails.map((email) => [email]),
          ),
        );
    },
  );
}

/** As many as a sheet holds. */
async function allTexts({ db }: Deps, survey: Survey, question: string): Promise<string[]> {
  const { texts } = await readTexts(db, survey, question, 1, 100_000);
  return texts;
}
