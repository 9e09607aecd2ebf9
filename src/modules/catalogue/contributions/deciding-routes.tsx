import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import {
  type App,
  fields,
  formPage,
  found,
  Refusal,
  typedField,
  typedText,
} from '../../../platform/http/index.ts';
import {
  ErrorSummary,
  FieldChanges,
  Form,
  PageHeader,
  RadioGroup,
  ReasonForm,
  Section,
  SubmitRow,
  TextArea,
} from '../../../ui/index.ts';
import { readFacets } from '../editing/facets.ts';
import { resourceFields, whatChanges } from '../editing/fields.ts';
import { facetsOfForm, formParts } from '../editing/form-parts.ts';
import { contentOfInput, valuesOfContent } from '../editing/input.ts';
import { ResourceForm } from '../editing/views/resource-form.tsx';
import { creditOf, titleOf } from './contribution.ts';
import { acceptContribution, answerContribution } from './deciding.ts';
import { kindLabels } from './mails.ts';
import { access, contributionMeta, ofContribution, onContribution, queuePath } from './on-contribution.ts';
import { queueHref, ReviewWarnings } from './views/queue.tsx';

/** What becomes of a contribution: published, refused, or answered when it is a report. */
export function decidingRoutes(app: App, deps: Deps): void {
  publication(app, deps);
  refusal(app, deps);
  answer(app, deps);
}

function publication(app: App, deps: Deps): void {
  const { db, clock } = deps;
  formPage(app, deps, {
    path: `${queuePath}/:id/publication`,
    access,
    params: ofContribution,
    body: {
      ...resourceFields,
      ...whatChanges,
      reponse: fields.paragraphs({ max: 1000, required: 'Dites un mot à qui a contribué.' }),
      version: fields.version.optional(),
    },
    load: async (request, params) => {
      const loaded = await onContribution(deps)(request, params);
      return { ...loaded, review: found(loaded.review) };
    },
    initial: async ({ thing: { contribution, review } }) => ({
      ...(await valuesOfContent(db, review.content)),
      ...(review.current && { version: String(review.current.version) }),
      motif: contribution.comment,
      reponse: 'Merci pour cette contribution, utile à toutes les collectivités.',
    }),
    show: async ({ form, params: { catalogue }, thing: { contribution, review, here } }) => ({
      meta: contributionMeta(catalogue, 'Relire et publier'),
      body: (
        <>
          <PageHeader
            eyebrow={kindLabels[contribution.kind]}
            title={`Relire et publier « ${review.content.title} »`}
            lead={`Dans l’historique public : ${creditOf(contribution) ?? 'sans nom, comme demandé'}. Complétez et corrigez avant de publier.`}
          />
          <ReviewWarnings review={review} />
          {review.current && (
            <Section title="Ce qui changerait">
              <FieldChanges changes={review.changes} />
            </Section>
          )}
          <Section title="La fiche à publier">
            <ResourceForm
              {...(await formParts(deps, form, { catalogue, slug: review.content.slug }))}
              reason={{
                label: 'Ce qui change, et pourquoi',
                hint: 'Tout le monde le lira dans l’historique de la fiche.',
              }}
              submit="Publier"
              cancelHref={here}
            >
              <TextArea
                label="Réponse à qui a contribué"
                hint="Envoyée par courriel."
                rows={3}
                maxLength={1000}
                {...typedField(form, 'reponse')}
              />
            </ResourceForm>
          </Section>
        </>
      ),
    }),
    submit: async ({ tx, input, request, params: { catalogue }, thing: { contribution, review, act } }) => {
      const { facets, due } = await facetsOfForm({ db: tx }, catalogue);
      const chosen = readFacets(request.body, facets, due);
      const kept = { catalogue, slug: review.content.slug };
      const content = await contentOfInput(tx, input, chosen, kept, clock.now());
      const location = await acceptContribution(tx, act, contribution, {
        content,
        reason: input.motif,
        answer: input.reponse,
        version: review.current ? (input.version ?? 0) : null,
      });
      return { location, notice: 'C’est publié, et qui l’a proposé est prévenu.' };
    },
  });
}

function refusal(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: `${queuePath}/:id/refus`,
    access,
    params: ofContribution,
    body: { motif: fields.reason },
    load: async (request, params) => {
      const loaded = await onContribution(deps)(request, params);
      return { ...loaded, review: found(loaded.review) };
    },
    show: ({ form, params: { catalogue }, thing: { contribution, here } }) => ({
      meta: contributionMeta(catalogue, 'Ne pas retenir'),
      body: (
        <>
          <PageHeader eyebrow={titleOf(contribution)} title="Ne pas retenir cette contribution" />
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
    submit: async ({ tx, input, params: { catalogue }, thing: { contribution, act } }) => {
      await answerContribution(tx, act, contribution, { accepted: false, answer: input.motif });
      return { location: queueHref(catalogue), notice: 'C’est dit à qui l’a proposée.' };
    },
  });
}

/** A report is answered once what it tells was looked at. */
function answer(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: `${queuePath}/:id/reponse`,
    access,
    params: ofContribution,
    body: {
      suite: z.enum(['corrige', 'inchange'], { error: 'Dites ce que vous avez fait.' }),
      motif: fields.paragraphs({ max: 1000, required: 'Écrivez la réponse.' }),
    },
    load: async (request, params) => {
      const loaded = await onContribution(deps)(request, params);
      if (loaded.contribution.kind !== 'report') found(null);
      return loaded;
    },
    show: ({ form, params: { catalogue }, thing: { contribution, here } }) => ({
      meta: contributionMeta(catalogue, 'Répondre'),
      body: (
        <>
          <PageHeader eyebrow={titleOf(contribution)} title="Répondre au signalement" />
          <ErrorSummary errors={form.errors} />
          <Form formKey={form.key} action={`${here}/reponse`}>
            <RadioGroup
              label="Qu’avez-vous fait ?"
              choices={[
                { value: 'corrige', label: 'La fiche est corrigée, ou retirée' },
                { value: 'inchange', label: 'Rien n’a changé' },
              ]}
              {...typedField(form, 'suite')}
            />
            <TextArea
              label="Réponse"
              hint="Envoyée par courriel si une adresse a été confirmée."
              rows={3}
              maxLength={1000}
              {...typedField(form, 'motif')}
            />
            <SubmitRow label="Répondre" cancelHref={here} />
          </Form>
        </>
      ),
    }),
    submit: async ({ tx, input, params: { catalogue }, thing: { contribution, act } }) => {
      if (contribution.resource === null) throw new Refusal('Cette ressource n’existe plus.');
      await answerContribution(tx, act, contribution, {
        accepted: input.suite === 'corrige',
        answer: input.motif,
      });
      return { location: queueHref(catalogue), notice: 'Le signalement est traité.' };
    },
  });
}
