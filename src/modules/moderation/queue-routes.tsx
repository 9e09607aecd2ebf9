import type { Deps } from '../../platform/deps.ts';
import { type App, authorise, formPage, pageCount } from '../../platform/http/index.ts';
import { PageHeader } from '../../ui/index.ts';
import { signedIn } from '../identity/index.ts';
import { actOf, onCase } from './access.ts';
import { dismissCase, hideReported, judgeContest } from './decisions.ts';
import { kindOf, reportables } from './kinds/index.ts';
import { can, moderates } from './policy.ts';
import {
  casesPerPage,
  earlierDecisions,
  groupsModerated,
  listCases,
  type ModerationCase,
  reportsOf,
} from './queries.ts';
import { byId, decisionFields, judgementFields, queueQuery } from './schemas.ts';
import { CasePage } from './views/case.tsx';
import { JudgementPage } from './views/judgement.tsx';
import { QueuePage, queueHref } from './views/queue.tsx';

const path = '/espace/moderation';
const only = { 'a-juger': 'to-do', decides: 'decided', tous: 'all' } as const;
const crumbs = [
  { label: 'Mon espace', href: '/espace' },
  { label: 'Modération', href: path },
];

/** What waits for those who moderate. */
export function queueRoutes(app: App, deps: Deps): void {
  const hiddenAtOf = async ({ kind, thingId }: ModerationCase) =>
    (await kindOf(kind).whereHidden?.(deps.db, thingId)) ?? null;

  app.get(
    path,
    { config: { access: 'case.list' }, schema: { querystring: queueQuery } },
    async (request, answer) => {
      const actor = signedIn(request);
      authorise(request, 'case.list', moderates(actor));
      const { etat, nature, groupe, page = 1 } = request.query;
      const now = deps.clock.now();
      const groups = await groupsModerated(deps.db, actor, now);
      const group = groups.find(({ slug }) => slug === groupe);
      const kind = reportables.find(({ segment }) => segment === nature);
      const filter = { only: only[etat], kind: kind?.kind, groupId: group?.id };
      const narrowing = { state: etat, kind: kind?.segment, group: group?.slug };
      const { cases, total } = await listCases(deps.db, actor, filter, { page, now });
      const pages = pageCount(total, casesPerPage);
      if (page > pages) return answer.redirect(queueHref(narrowing, pages), 302);
      return answer.page(
        {
          title: 'Modération',
          noindex: true,
          breadcrumb: [{ label: 'Mon espace', href: '/espace' }, { label: 'Modération' }],
        },
        <>
          <PageHeader
            eyebrow="Mon espace"
            title="Modération"
            lead="Ce qui a été signalé, et les décisions que leur auteur conteste."
          />
          <QueuePage
            cases={cases.map((one) => ({ ...one, words: kindOf(one.kind).words }))}
            total={total}
            kinds={reportables}
            groups={groups}
            narrowing={narrowing}
            page={page}
            pages={pages}
          />
        </>,
      );
    },
  );

  formPage(app, deps, {
    path: `${path}/:id`,
    access: 'case.read',
    params: byId,
    body: decisionFields,
    load: (request, { id }) => onCase(deps, request, id, 'case.read'),
    show: async ({ form, thing: { actor, one, as, interest } }) => {
      const kind = kindOf(one.kind);
      const [reports, thing, hiddenAt, published, earlier] = await Promise.all([
        reportsOf(deps.db, one.id, as),
        kind.peek(deps.db, one.thingId),
        hiddenAtOf(one),
        kind.publishedFrom?.(deps.db, one.thingId) ?? [],
        earlierDecisions(deps.db, one),
      ]);
      const said = one.decidedText ?? reports.at(-1)?.copy ?? thing?.text ?? '';
      return {
        meta: { title: `${one.label} – modération`, breadcrumb: [...crumbs, { label: one.label }] },
        body: (
          <CasePage
            one={one}
            kind={kind}
            hiddenAt={hiddenAt}
            published={published}
            reports={reports}
            earlier={earlier}
            said={said}
            changed={one.state === 'waiting' && thing !== null && thing.text !== said}
            now={thing}
            canDecide={can(actor, 'case.decide', one, interest)}
            canJudge={can(actor, 'case.judge', one, interest)}
            reported={interest.reported}
            form={form}
          />
        ),
      };
    },
    submit: async ({ tx, input, request, thing: { actor, one, as, interest } }) => {
      // A case that another dealt with meanwhile answers what they said, not a refusal.
      const asked = { ...one, state: 'waiting' as const };
      authorise(request, 'case.decide', can(actor, 'case.decide', asked, interest));
      const hides = input.decision === 'masquer';
      const rule = hides ? hideReported : dismissCase;
      await rule(tx, actOf(deps, actor), one, { as, reason: input.motif });
      return {
        location: path,
        notice: hides
          ? 'Le contenu est masqué. Son auteur en est averti et peut contester.'
          : 'Le contenu reste en place. Qui l’a signalé en est averti.',
      };
    },
  });

  formPage(app, deps, {
    path: `${path}/:id/contestation`,
    access: 'case.judge',
    params: byId,
    body: judgementFields,
    load: async (request, { id }) => {
      const on = await onCase(deps, request, id, 'case.read');
      const asked = { ...on.one, judged: false };
      authorise(request, 'case.judge', can(on.actor, 'case.judge', asked, on.interest));
      return on;
    },
    show: async ({ form, thing: { one } }) => ({
      meta: {
        title: 'Répondre à une contestation',
        breadcrumb: [
          ...crumbs,
          { label: one.label, href: `${path}/${one.id}` },
          { label: 'Répondre à la contestation' },
        ],
      },
      body: <JudgementPage one={one} kind={kindOf(one.kind)} hiddenAt={await hiddenAtOf(one)} form={form} />,
    }),
    submit: async ({ tx, input, thing: { actor, one } }) => {
      const restores = input.decision === 'retablir';
      await judgeContest(tx, actOf(deps, actor), one, { restores, reason: input.motif });
      return {
        location: path,
        notice: restores
          ? 'Le contenu est rétabli tel qu’il était.'
          : 'Le contenu reste masqué, et la contestation est close.',
      };
    },
  });
}
