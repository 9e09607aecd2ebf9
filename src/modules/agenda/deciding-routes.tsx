import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type App, fields, formPage, found, typedText } from '../../platform/http/index.ts';
import { ErrorSummary, FieldChanges, PageHeader, ReasonForm, Section } from '../../ui/index.ts';
import { fieldsOfRule, readRule, ruleFields } from '../audience/index.ts';
import { asKeeper, byOf } from './access.ts';
import { audienceAsked } from './audience-form.ts';
import { proposalsPath, workMeta } from './crumbs.ts';
import { themeOf } from './editing.ts';
import { formOf } from './editing-routes.tsx';
import { editingFields } from './measure-fields.ts';
import { contentOfInput, valuesOfContent } from './measure-input.ts';
import { findProposal, reviewOf } from './proposal-queries.ts';
import { acceptProposal, refuseProposal } from './proposals.ts';
import { MeasureForm } from './views/measure-form.tsx';
import { authorWords, ReviewWarnings } from './views/proposal-pages.tsx';

const byId = z.object({ id: fields.uuid });

const whatChanges = {
  name: 'motif',
  label: 'Ce qui change',
  hint: 'Tout le monde le lira dans l’historique, et l’auteur de la proposition dans un courriel.',
};

/** What becomes of what people propose: published as the reviewer leaves it, or refused with a reason. */
export function decidingRoutes(app: App, deps: Deps): void {
  const { db } = deps;
  const { publicUrl } = deps.settings;
  const load = async (request: FastifyRequest, { id }: { id: string }) => {
    const actor = await asKeeper(deps, 'measure.review')(request);
    const proposal = found(await findProposal(db, id));
    return { actor, proposal, review: await reviewOf(db, proposal), here: `${proposalsPath}/${id}` };
  };

  formPage(app, deps, {
    path: `${proposalsPath}/:id/publication`,
    access: 'measure.review',
    params: byId,
    body: { ...editingFields, ...ruleFields, version: fields.version.optional() },
    load,
    initial: async ({ thing: { proposal, review } }) => ({
      ...valuesOfContent(review.content),
      ...(await fieldsOfRule(db, review.content.audience.rule)),
      ...(review.current && { version: String(review.current.measure.version) }),
      etat: !review.current || review.current.measure.published ? 'publiee' : 'brouillon',
      motif: proposal.comment,
    }),
    show: async ({ form, thing: { actor, proposal, review, here } }) => ({
      meta: workMeta('Publier une proposition'),
      body: (
        <>
          <PageHeader
            eyebrow={review.content.title}
            title="Publier une proposition"
            lead={`Proposée par ${authorWords(proposal)}. Corrigez ce qui doit l’être avant de publier.`}
          />
          <ReviewWarnings review={review} />
          <Section title="Ce qui changerait">
            <FieldChanges changes={review.changes} />
          </Section>
          <Section title="La mesure à publier">
            <MeasureForm
              {...(await formOf(deps, form, review.content))}
              audience={await audienceAsked(deps, actor, form, review.content.audience.rule)}
              keeps
              reason={whatChanges}
              submit="Publier"
              cancelHref={here}
            />
          </Section>
        </>
      ),
    }),
    submit: async ({ tx, input, thing: { actor, proposal, review } }) => {
      const { current } = review;
      const theme = await themeOf(tx, input);
      const kept = {
        slug: review.content.slug,
        rule: await readRule(tx, input, review.content.audience.rule),
        milestones: current?.content.milestones ?? [],
      };
      const content = contentOfInput(input, kept, { theme, publicUrl });
      const slug = await acceptProposal(tx, { ...byOf(deps, actor), by: actor, publicUrl }, proposal, {
        content,
        reason: input.motif,
        published: input.etat !== 'brouillon',
        version: current ? (input.version ?? 0) : null,
      });
      return { location: `/agenda/${slug}`, notice: 'La proposition est publiée, et son auteur prévenu.' };
    },
  });

  formPage(app, deps, {
    path: `${proposalsPath}/:id/refus`,
    access: 'measure.review',
    params: byId,
    body: { motif: fields.reason },
    load,
    show: ({ form, thing: { proposal, here } }) => ({
      meta: workMeta('Ne pas retenir une proposition'),
      body: (
        <>
          <PageHeader eyebrow={proposal.content.title} title="Ne pas retenir cette proposition" />
          <ErrorSummary errors={form.errors} />
          <ReasonForm
            action={`${here}/refus`}
            formKey={form.key}
            value={typedText(form.values, 'motif')}
            errors={form.errors}
            submit="Ne pas retenir"
            cancelHref={here}
          />
        </>
      ),
    }),
    submit: async ({ tx, input, thing: { actor, proposal } }) => {
      await refuseProposal(tx, { ...byOf(deps, actor), by: actor, publicUrl }, proposal, input.motif);
      return { location: proposalsPath, notice: 'C’est dit à son auteur.' };
    },
  });
}
