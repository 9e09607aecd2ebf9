import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import { type App, authorise, csvType, toCsv } from '../../platform/http/index.ts';
import { record } from '../audit/index.ts';
import { type Actor, signedIn } from '../identity/index.ts';
import { keeper } from './access.ts';
import { groupsTable, questionsTable } from './as-csv.ts';
import { readFigures } from './figures.ts';
import { home } from './holder.ts';
import { readModel } from './model.ts';
import { shortTitle } from './page-meta.ts';
import { can } from './policy.ts';
import { FiguresPage } from './views/figures.tsx';

const base = '/espace/maturite-donnees';
const config = { access: 'maturity.figures' } as const;

/** What authorities answered, all together, for the copilots of the group on data and the programme team. */
export function figuresRoutes(app: App, deps: Deps): void {
  const asKeeper = async (request: FastifyRequest): Promise<Actor> => {
    const group = await keeper(deps);
    authorise(request, 'maturity.figures', can(request.actor, 'maturity.figures', group?.id ?? null));
    return signedIn(request);
  };

  app.get(base, { config }, async (request, reply) => {
    await asKeeper(request);
    const model = await readModel();
    return reply.page(
      {
        title: `Chiffres d’ensemble : ${shortTitle.toLocaleLowerCase('fr')}`,
        noindex: true,
        breadcrumb: [
          { label: 'Mon espace', href: '/espace' },
          { label: shortTitle, href: home },
          { label: 'Chiffres d’ensemble' },
        ],
      },
      <FiguresPage model={model} figures={await readFigures(deps.db, model)} />,
    );
  });

  const exported = async (request: FastifyRequest, reply: FastifyReply, file: 'moyennes' | 'questions') => {
    const { id, name } = await asKeeper(request);
    const model = await readModel();
    const figures = await readFigures(deps.db, model);
    await record(deps.db, {
      actor: { id, name },
      verb: 'maturity.export',
      thing: { type: 'maturity', id: 'data', label: shortTitle },
      detail: { file },
    });
    const { columns, rows } = file === 'moyennes' ? groupsTable(model, figures) : questionsTable(figures);
    return reply
      .type(csvType)
      .header('cache-control', 'no-store')
      .header(
        'content-disposition',
        `attachment; filename="${figures.all?.demonstration ? 'demonstration-' : ''}maturite-donnees-${file}.csv"`,
      )
      .send(toCsv(columns, rows));
  };

  app.get(`${base}.csv`, { config }, (request, reply) => exported(request, reply, 'moyennes'));
  app.get(`${base}/questions.csv`, { config }, (request, reply) => exported(request, reply, 'questions'));
}
