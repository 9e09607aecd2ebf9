import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import {
  type App,
  csvType,
  fields,
  formPage,
  notFound,
  pageCount,
  toCsv,
  typedList,
  typedText,
} from '../../platform/http/index.ts';
import { toXlsx, xlsxType } from '../../platform/sheets/index.ts';
import { bySlug, onSurvey } from './access.ts';
import { countContacts, listContacts } from './contacts.ts';
import { recordExport, shareable, shareResults } from './editing.ts';
import { codebookOf, type Dimension } from './engine/codebook.ts';
import { byOf } from './manage-routes.tsx';
import { crossTable, resultsTable } from './results/as-sheet.ts';
import { smallestGroup } from './results/protect.ts';
import { readCross, readResults, readTexts, textsPerPage } from './results/read.ts';
import { answersOfAuthorities, type CsvTable } from './results/tables.ts';
import { daysOf, type Survey } from './survey.ts';
import { workMeta, workOf } from './views/frame.tsx';
import { CrossPage, LiveResultsPage, SharePage, TextsPage } from './views/live-results.tsx';

const dimensionKey = z
  .string()
  .max(90)
  .regex(/^[\w.-]*$/)
  .catch('')
  .default('');
const resultsQuery = z.object({ filtre: z.string().max(140).catch('').default('') });
const crossQuery = z.object({ lignes: dimensionKey, colonnes: dimensionKey });

/** Results for those who keep a survey, and what they publish of them. */
export function resultsRoutes(app: App, deps: Deps): void {
  live(app, deps);
  crossing(app, deps);
  texts(app, deps);
  files(app, deps);
  sharing(app, deps);
}

/** What results can be told by: what is written and agreed to is not counted in categories. */
export function dimensionsOf({ questionnaire }: Pick<Survey, 'questionnaire'>): Dimension[] {
  const asked = new Map(questionnaire.questions.map(({ id, type }) => [id, type]));
  return codebookOf(questionnaire).dimensions.filter(({ question }) => {
    const type = asked.get(question);
    return type !== 'text' && type !== 'consent';
  });
}

function live(app: App, deps: Deps): void {
  app.get(
    '/espace/enquetes/:slug/resultats',
    { config: { access: 'survey.results' }, schema: { params: bySlug, querystring: resultsQuery } },
    async (request, reply) => {
      const { survey } = await onSurvey(deps, 'survey.results')(request, request.params);
      const [results, contacts] = await Promise.all([
        readResults(deps.db, survey, request.query.filtre),
        countContacts(deps.db, survey.id),
      ]);
      return reply.page(
        workMeta(survey, 'Résultats'),
        <LiveResultsPage
          survey={survey}
          results={results}
          dimensions={dimensionsOf(survey)}
          filter={results.filter ? request.query.filtre : ''}
          contacts={contacts}
        />,
      );
    },
  );
}

function crossing(app: App, deps: Deps): void {
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

function texts(app: App, deps: Deps): void {
  app.get(
    '/espace/enquetes/:slug/resultats/textes/:question',
    {
      config: { access: 'survey.results' },
      schema: {
        params: bySlug.extend({ question: z.string().max(40) }),
        querystring: z.object({ page: fields.pageNumber }),
      },
    },
    async (request, reply) => {
      const { survey } = await onSurvey(deps, 'survey.results')(request, request.params);
      const question = survey.questionnaire.questions.find(
        ({ id, type }) => id === request.params.question && type === 'text',
      );
      if (!question) return notFound('Cette question n’existe pas.');
      const { page } = request.query;
      const enough = survey.counted >= smallestGroup;
      const { total, texts: written } = enough
        ? await readTexts(deps.db, survey, question.id, page)
        : { total: 0, texts: [] };
      return reply.page(
        workMeta(survey, 'Textes'),
        <TextsPage
          survey={survey}
          question={question}
          texts={written}
          total={total}
          page={page}
          pages={pageCount(total, textsPerPage)}
        />,
      );
    },
  );
}

const attachmentOf = ({ slug }: Survey, name: string): string => `attachment; filename="${slug}-${name}"`;

function files(app: App, deps: Deps): void {
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

function sharing(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: '/espace/enquetes/:slug/partage',
    access: 'survey.share',
    params: bySlug,
    body: {
      questions: z.preprocess(
        (value) => (value === undefined || value === '' ? [] : [value].flat()),
        z.array(z.string().max(40)).max(100),
      ),
      version: fields.version,
    },
    load: onSurvey(deps, 'survey.share'),
    initial: ({ thing: { survey } }) => ({ questions: [...survey.shared], version: String(survey.version) }),
    show: ({ form, thing: { survey } }) => ({
      meta: workMeta(survey, 'Publication'),
      body: (
        <SharePage
          survey={survey}
          form={form}
          questions={shareable(survey.questionnaire)}
          chosen={typedList(form.values, 'questions')}
          version={typedText(form.values, 'version')}
        />
      ),
    }),
    submit: async ({ tx, input, thing: { survey, actor } }) => {
      await shareResults(
        tx,
        survey,
        { shared: [...new Set(input.questions)], version: input.version },
        byOf(deps, actor),
      );
      return {
        location: `${workOf(survey)}/partage`,
        notice:
          input.questions.length === 0
            ? 'Aucun résultat n’est plus publié.'
            : 'Les résultats choisis sont publics.',
      };
    },
  });
}
