import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import { type App, found } from '../../platform/http/index.ts';
import { sendPdf } from '../../platform/pdf/index.ts';
import { Exports } from '../../ui/index.ts';
import { RolloutFrame, rolloutAt, rolloutMeta } from '../rollouts/index.ts';
import { findAuthority } from '../territories/index.ts';
import type { Checklist, Reader } from './content.ts';
import { checklistAsData } from './data.ts';
import { marksOf } from './marks.ts';
import { type Content, pagesOf } from './pages.ts';
import { ownAuthority } from './policy.ts';
import { progressOf } from './progress.ts';
import { ofRollout, readerQuery } from './schemas.ts';
import { checklistSheet } from './sheet.ts';
import { ChecklistView } from './views/checklist.tsx';
import { KeepProgress, PointState, ProgressPanel } from './views/progress.tsx';
import { checklistHref } from './who.ts';

const cached = { access: 'public', cache: true } as const;

/** The checklist, for everybody; with how far the reader's authority is, for its people. */
export function checklistRoutes(app: App, deps: Deps, content: Content): void {
  const { db, clock, settings } = deps;
  const { publicUrl } = settings;

  const read = async (slug: string, asked: Reader) => {
    const rollout = await rolloutAt(deps, slug);
    const checklist = found(content.checklists.find((one) => one.rollout === slug));
    const reader: Reader = checklist.audiences.includes(asked) ? asked : 'authority';
    return { rollout, checklist, reader };
  };

  app.get(
    '/deploiements/:slug/prerequis',
    { config: cached, schema: { params: ofRollout, querystring: readerQuery } },
    async (request, reply) => {
      const { rollout, checklist, reader } = await read(request.params.slug, request.query.pour);
      const here = `/deploiements/${rollout.slug}/prerequis`;
      const exports = [
        { label: 'JSON', type: 'application/json', href: checklistHref(rollout.slug, reader, '.json') },
        { label: 'PDF', type: 'application/pdf', href: checklistHref(rollout.slug, reader, '.pdf') },
      ];
      return reply.page(
        rolloutMeta(rollout, checklist.title, {
          description: checklist.summary,
          canonical: checklistHref(rollout.slug, reader),
          alternates: exports,
        }),
        <RolloutFrame
          rollout={rollout}
          pages={pagesOf(content, rollout.slug)}
          title={checklist.title}
          lead={checklist.summary}
          current={here}
        >
          <ChecklistView
            checklist={checklist}
            reader={reader}
            {...(await progressParts(request, checklist, reader, here))}
          />
          <Exports items={exports} />
        </RolloutFrame>,
      );
    },
  );

  /** Shared by the people of one authority, on the list of authorities: vendors keep theirs elsewhere. */
  const progressParts = async (
    { actor }: Pick<FastifyRequest, 'actor'>,
    checklist: Checklist,
    reader: Reader,
    base: string,
  ) => {
    if (reader !== 'authority') return {};
    if (actor === null) return { progress: <KeepProgress /> };
    const authorityId = ownAuthority(actor);
    const authority = authorityId && (await findAuthority(db, authorityId));
    if (!authority) return {};
    const marks = await marksOf(db, { authorityId: authority.id, rollout: checklist.rollout });
    return {
      progress: <ProgressPanel authority={authority} progress={progressOf(checklist, marks)} />,
      stateOf: (point: Checklist['parts'][number]['points'][number]) => (
        <PointState base={base} point={point} mark={marks.get(point.slug)} />
      ),
    };
  };

  app.get(
    '/deploiements/:slug/prerequis.json',
    { config: cached, schema: { params: ofRollout, querystring: readerQuery } },
    async ({ params, query }, reply) => {
      const { rollout, checklist, reader } = await read(params.slug, query.pour);
      return reply
        .type('application/json; charset=utf-8')
        .send(JSON.stringify(checklistAsData(checklist, rollout, reader, publicUrl)));
    },
  );

  app.get(
    '/deploiements/:slug/prerequis.pdf',
    { config: { access: 'public' }, schema: { params: ofRollout, querystring: readerQuery } },
    async ({ params, query }, reply) => {
      const { rollout, checklist, reader } = await read(params.slug, query.pour);
      const sheet = await checklistSheet(checklist, rollout, reader, { publicUrl, now: clock.now() });
      return sendPdf(reply, sheet, `prerequis-${rollout.slug}`);
    },
  );
}
