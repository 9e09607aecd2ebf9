import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type App, fields, formPage, found, Refusal } from '../../platform/http/index.ts';
import {
  countConcerned,
  describe,
  fieldsOfRule,
  previewInTurn,
  type Rule,
  readRule,
  ruleChoices,
  ruleFields,
  ruleVersion,
  sendPreview,
  vocabularyOf,
} from '../audience/index.ts';
import { byOf, onMeasure } from './access.ts';
import type { MeasureContent } from './content.ts';
import { crumbsOf } from './crumbs.ts';
import { currentOf } from './current.ts';
import { whatChanges } from './measure-fields.ts';
import { saveMeasure } from './saving.ts';
import { MilestoneAudiencePage, MilestoneAudienceRemoval } from './views/milestone-audience.tsx';

const params = z.object({ slug: fields.slug, id: fields.uuid });

type MilestoneContent = MeasureContent['milestones'][number];

/** Where a milestone is given a public of its own, narrower than that of its measure, or loses it. */
export function milestoneAudienceRoutes(app: App, deps: Deps): void {
  const { db } = deps;
  const load = async (request: FastifyRequest, { slug, id }: { slug: string; id: string }) => {
    const { actor, measure: seen } = await onMeasure(deps, 'measure.edit')(request, { slug });
    const { content, measure } = await currentOf(db, seen.id);
    // One that was cancelled is no part of the content any more.
    const milestone = found(
      content.milestones.find((one) => one.id === id),
      'Ce jalon n’existe pas.',
    );
    return { actor, measure, content, milestone, here: `/agenda/${slug}/jalons/${id}/public` };
  };
  const withAudience = (
    content: MeasureContent,
    { id }: MilestoneContent,
    rule: Rule | null,
  ): MeasureContent => ({
    ...content,
    milestones: content.milestones.map((one) =>
      one.id === id ? { ...one, audience: rule && { version: ruleVersion, rule } } : one,
    ),
  });

  formPage(app, deps, {
    path: '/agenda/:slug/jalons/:id/public',
    access: 'measure.edit',
    params,
    body: { ...ruleFields, motif: whatChanges, version: fields.version },
    load,
    initial: async ({ thing: { measure, milestone } }) => ({
      ...(milestone.audience && (await fieldsOfRule(db, milestone.audience.rule))),
      version: String(measure.version),
    }),
    show: async ({ form, thing: { actor, measure, content, milestone, here } }) => {
      const own = milestone.audience?.rule;
      const among = content.audience.rule;
      // Nothing is counted before there is something to count.
      const isAsked = Object.keys(form.values).some((name) => name.startsWith('public_'));
      const [choices, vocabulary, counted] = await Promise.all([
        ruleChoices(db),
        vocabularyOf(db, own ? [among, own] : [among]),
        isAsked ? previewInTurn(deps, actor.id, form.values, { kept: own, among }) : null,
      ]);
      return {
        meta: crumbsOf(measure, 'Public d’un jalon'),
        body: (
          <MilestoneAudiencePage
            measure={measure}
            milestone={milestone}
            form={form}
            choices={choices}
            ofMeasure={describe(among, vocabulary)}
            own={own && describe(own, vocabulary)}
            preview={counted?.preview}
            here={here}
          />
        ),
      };
    },
    submit: async ({ tx, input, thing: { actor, measure, content, milestone } }) => {
      const { motif, version, ...typed } = input;
      const rule = await readRule(tx, typed, milestone.audience?.rule);
      const { yes, unknown } = await countConcerned(tx, { all: [content.audience.rule, rule] });
      if (yes + unknown === 0) throw new Refusal(forNobody, 'public_1_types');
      const { changed } = await saveMeasure(
        tx,
        byOf(deps, actor),
        { id: measure.id, version },
        withAudience(content, milestone, rule),
        { origin: 'editor', reason: motif, published: measure.published },
      );
      return {
        location: `/agenda/${measure.slug}#jalon-${milestone.id}`,
        notice: changed ? 'Le jalon a son propre public.' : 'Rien n’avait changé : rien n’est enregistré.',
      };
    },
  });

  app.post(
    '/agenda/:slug/jalons/:id/public/apercu',
    { config: { access: 'measure.edit' }, schema: { params, body: z.object(ruleFields) } },
    async (request, reply) => {
      const { actor, content, milestone } = await load(request, request.params);
      const values = Object.fromEntries(
        Object.entries(request.body).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
      );
      const options = { kept: milestone.audience?.rule, among: content.audience.rule };
      return sendPreview(reply, await previewInTurn(deps, actor.id, values, options));
    },
  );

  formPage(app, deps, {
    path: '/agenda/:slug/jalons/:id/public/retrait',
    access: 'measure.edit',
    params,
    body: { motif: whatChanges, version: fields.version },
    load,
    initial: ({ thing: { measure } }) => ({ version: String(measure.version) }),
    show: ({ form, thing: { measure, milestone, here } }) => ({
      meta: crumbsOf(measure, 'Public d’un jalon'),
      body: (
        <MilestoneAudienceRemoval measure={measure} milestone={milestone} form={form} cancelHref={here} />
      ),
    }),
    submit: async ({ tx, input, thing: { actor, measure, content, milestone } }) => {
      const { changed } = await saveMeasure(
        tx,
        byOf(deps, actor),
        { id: measure.id, version: input.version },
        withAudience(content, milestone, null),
        { origin: 'editor', reason: input.motif, published: measure.published },
      );
      return {
        location: `/agenda/${measure.slug}#jalon-${milestone.id}`,
        notice: changed
          ? 'Le jalon vise tout le public de la mesure.'
          : 'Ce jalon visait déjà tout le public de la mesure.',
      };
    },
  });
}

const forNobody =
  'Aucune des collectivités que la mesure concerne ne répond à cette règle : ce jalon ne viserait personne.';
