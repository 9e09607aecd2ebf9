import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import {
  type App,
  fields,
  formPage,
  found,
  pageCount,
  Refusal,
  typedField,
  typedText,
} from '../../../platform/http/index.ts';
import {
  EmptyState,
  ErrorSummary,
  FieldChanges,
  Form,
  PageHeader,
  RadioGroup,
  ReasonForm,
  SubmitRow,
  TextArea,
} from '../../../ui/index.ts';
import { signedIn } from '../../identity/index.ts';
import { asKeeper } from '../access.ts';
import { type CatalogueSlug, catalogues, resourceHref } from '../catalogues.ts';
import { catalogueMeta } from '../crumbs.ts';
import { readFacets } from '../editing/facets.ts';
import { resourceFields, whatChanges } from '../editing/fields.ts';
import { facetsOfForm, formParts } from '../editing/form-parts.ts';
import { contentOfInput, valuesOfContent } from '../editing/input.ts';
import { ResourceForm } from '../editing/views/resource-form.tsx';
import { byCatalogue } from '../list-query.ts';
import { alike, contributionsBy, creditOf, findContribution, queueOf, titleOf } from './contribution.ts';
import { acceptContribution, answerContribution } from './deciding.ts';
import { findDuplicates } from './duplicates.ts';
import { kindLabels } from './mails.ts';
import { reviewOf } from './review.ts';
import { ContributionList, ContributionPage, QueuePage, queueHref, ReviewWarnings } from './views/queue.tsx';

const perPage = 25;
const access = 'resource.review';
const path = '/catalogues/:catalogue/a-traiter';
const ofContribution = byCatalogue.extend({ id: fields.uuid });

/** What waits for those who keep a catalogue, and what becomes of it. */
export function queueRoutes(app: App, deps: Deps): void {
  const { db } = deps;
  const asReviewer = asKeeper(deps, access);

  app.get(
    path,
    {
      config: { access },
      schema: { params: byCatalogue, querystring: z.object({ page: fields.pageNumber }) },
    },
    async (request, reply) => {
      await asReviewer(request, request.params);
      const { catalogue } = request.params;
      const { page } = request.query;
      const queue = await queueOf(db, catalogue, { page, perPage });
      return reply.page(
        catalogueMeta(catalogue, 'À traiter'),
        <QueuePage
          catalogue={catalogues[catalogue]}
          queue={queue}
          page={page}
          pages={pageCount(queue.total, perPage)}
        />,
      );
    },
  );

  app.get(
    `${path}/:id`,
    { config: { access }, schema: { params: ofContribution } },
    async (request, reply) => {
      const { contribution, review } = await loading(deps)(request, request.params);
      const { content, resource } = contribution;
      const asked = content && {
        url: content.url === review?.current?.url ? '' : content.url,
        title: resource ? '' : content.title,
      };
      const waits = contribution.state === 'waiting';
      return reply.page(
        metaOf(request.params.catalogue, titleOf(contribution)),
        <ContributionPage
          contribution={contribution}
          review={review}
          duplicates={waits && asked ? await findDuplicates(db, asked, resource?.id ?? null) : []}
          others={waits ? await alike(db, contribution) : []}
        />,
      );
    },
  );

  publication(app, deps);
  refusal(app, deps);
  answer(app, deps);
  own(app, deps);
}

/** The contribution of the address, in the queue of the catalogue that this person keeps. */
const loading =
  (deps: Deps) => async (request: FastifyRequest, params: { catalogue: CatalogueSlug; id: string }) => {
    const actor = await asKeeper(deps, access)(request, params);
    const contribution = found(await findContribution(deps.db, params.catalogue, params.id));
    return {
      actor,
      contribution,
      review: await reviewOf(deps.db, contribution),
      here: `${queueHref(params.catalogue)}/${params.id}`,
      act: { by: actor, now: deps.clock.now(), publicUrl: deps.settings.publicUrl },
    };
  };

function metaOf(catalogue: CatalogueSlug, page: string) {
  const meta = catalogueMeta(catalogue, page);
  const crumbs = meta.breadcrumb ?? [];
  return {
    ...meta,
    breadcrumb: [...crumbs.slice(0, -1), { label: 'À traiter', href: queueHref(catalogue) }, { label: page }],
  };
}

function publication(app: App, deps: Deps): void {
  const { db, clock } = deps;
  formPage(app, deps, {
    path: `${path}/:id/publication`,
    access,
    params: ofContribution,
    body: {
      ...resourceFields,
      ...whatChanges,
      reponse: fields.paragraphs({ max: 1000, required: 'Dites un mot à qui a contribué.' }),
      version: fields.version.optional(),
    },
    load: async (request, params) => {
      const loaded = await loading(deps)(request, params);
      return { ...loaded, review: found(loaded.review) };
    },
    initial: async ({ thing: { contribution, review } }) => ({
      ...(await valuesOfContent(db, review.content)),
      ...(review.current && { version: String(review.current.version) }),
      motif: contribution.comment,
      reponse: 'Merci pour cette contribution, utile à toutes les collectivités.',
    }),
    show: async ({ form, params: { catalogue }, thing: { contribution, review, here } }) => ({
      meta: metaOf(catalogue, 'Relire et publier'),
      body: (
        <>
          <PageHeader
            eyebrow={kindLabels[contribution.kind]}
            title={`Relire et publier « ${review.content.title} »`}
            lead={`Dans l’historique public : ${creditOf(contribution) ?? 'sans nom, comme demandé'}. Complétez et corrigez avant de publier.`}
          />
          <ReviewWarnings review={review} />
          {review.current && <FieldChanges changes={review.changes} level={2} />}
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
    path: `${path}/:id/refus`,
    access,
    params: ofContribution,
    body: { motif: fields.reason },
    load: async (request, params) => {
      const loaded = await loading(deps)(request, params);
      return { ...loaded, review: found(loaded.review) };
    },
    show: ({ form, params: { catalogue }, thing: { contribution, here } }) => ({
      meta: metaOf(catalogue, 'Ne pas retenir'),
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
    path: `${path}/:id/reponse`,
    access,
    params: ofContribution,
    body: {
      suite: z.enum(['corrige', 'inchange'], { error: 'Dites ce que vous avez fait.' }),
      motif: fields.paragraphs({ max: 1000, required: 'Écrivez la réponse.' }),
    },
    load: async (request, params) => {
      const loaded = await loading(deps)(request, params);
      if (loaded.contribution.kind !== 'report') found(null);
      return loaded;
    },
    show: ({ form, params: { catalogue }, thing: { contribution, here } }) => ({
      meta: metaOf(catalogue, 'Répondre'),
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

/** What somebody signed in sent, and what became of it. */
function own(app: App, deps: Deps): void {
  app.get('/espace/contributions', { config: { access: 'signed-in' } }, async (request, reply) => {
    const sent = await contributionsBy(deps.db, signedIn(request).id);
    return reply.page(
      {
        title: 'Mes contributions',
        noindex: true,
        breadcrumb: [{ label: 'Mon espace', href: '/espace' }, { label: 'Mes contributions' }],
      },
      <>
        <PageHeader
          eyebrow="Catalogues"
          title="Mes contributions"
          lead="Ce que vous avez proposé ou signalé, et ce que ceux qui tiennent les catalogues en ont fait."
        />
        {sent.length === 0 ? (
          <EmptyState title="Aucune contribution">
            <p>
              Une ressource vous a aidé et manque ? Proposez-la depuis{' '}
              <a href="/catalogues">l’un des catalogues</a>.
            </p>
          </EmptyState>
        ) : (
          <ContributionList
            label="Mes contributions"
            contributions={sent}
            level={2}
            hrefOf={({ catalogue, resource }) =>
              resource ? resourceHref({ catalogue, slug: resource.slug }) : `/catalogues/${catalogue}`
            }
          />
        )}
      </>,
    );
  });
}
