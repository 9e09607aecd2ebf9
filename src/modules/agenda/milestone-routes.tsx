import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type App, fields, formPage, found, Refusal } from '../../platform/http/index.ts';
import { byOf, onMeasure } from './access.ts';
import { crumbsOf } from './crumbs.ts';
import { typedPeriod } from './measure-fields.ts';
import { cancelMilestone, postponeMilestone } from './postponing.ts';
import { MilestoneCancellation, PostponementPage } from './views/milestone-pages.tsx';

const params = z.object({ slug: fields.slug, id: fields.uuid });

const postponementFields = {
  date: typedPeriod.refine((period) => period !== null, 'Indiquez la nouvelle date.'),
  motif: fields.paragraphs({ max: 1000, required: 'Dites pourquoi : tout le monde le lira.' }),
  source_label: fields.line({ max: 200, required: 'Indiquez qui l’annonce, et où.' }),
  source_url: fields.webAddress({ required: 'Indiquez l’adresse de la source.' }),
  toute_la_mesure: fields.checkbox(),
  version: fields.version,
};

/** Where dates move, and why. */
export function milestoneRoutes(app: App, deps: Deps): void {
  const load = async (request: FastifyRequest, { slug, id }: { slug: string; id: string }) => {
    const { measure, actor } = await onMeasure(deps, 'measure.postpone')(request, { slug });
    const milestone = measure.milestones.find((one) => one.id === id);
    return {
      measure,
      actor,
      milestone: found(milestone, 'Ce jalon n’existe pas.'),
      here: `/agenda/${slug}`,
      on: { measureId: measure.id, milestoneId: id },
    };
  };

  formPage(app, deps, {
    path: '/agenda/:slug/jalons/:id/report',
    access: 'measure.postpone',
    params,
    body: postponementFields,
    load,
    initial: ({ thing: { measure } }) => ({ version: String(measure.version) }),
    show: ({ form, thing: { measure, milestone } }) => ({
      meta: crumbsOf(measure, 'Reporter un jalon'),
      body: <PostponementPage measure={measure} milestone={milestone} form={form} />,
    }),
    submit: async ({ tx, input, thing: { on, actor, here } }) => {
      if (input.date === null) throw new Refusal('Indiquez la nouvelle date.', 'date');
      await postponeMilestone(
        tx,
        byOf(deps, actor),
        { ...on, version: input.version },
        {
          to: input.date,
          reason: input.motif,
          source: { label: input.source_label, url: input.source_url },
          wholeMeasure: input.toute_la_mesure,
        },
      );
      return {
        location: here,
        notice: 'Le jalon est déplacé. L’ancienne date, le motif et la source sont gardés.',
      };
    },
  });

  formPage(app, deps, {
    path: '/agenda/:slug/jalons/:id/annulation',
    access: 'measure.postpone',
    params,
    body: {
      motif: fields.paragraphs({ max: 1000, required: 'Dites pourquoi : tout le monde le lira.' }),
      version: fields.version,
    },
    load,
    initial: ({ thing: { measure } }) => ({ version: String(measure.version) }),
    show: ({ form, thing: { measure, milestone } }) => ({
      meta: crumbsOf(measure, 'Annuler un jalon'),
      body: <MilestoneCancellation measure={measure} milestone={milestone} form={form} />,
    }),
    submit: async ({ tx, input, thing: { on, actor, here } }) => {
      await cancelMilestone(tx, byOf(deps, actor), { ...on, version: input.version }, input.motif);
      return { location: here, notice: 'Le jalon est annulé : il disparaîtra des agendas abonnés.' };
    },
  });
}
