import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type App, authorise, fields, formPage, Refusal } from '../../platform/http/index.ts';
import { signedIn } from '../identity/index.ts';
import { factsOf, onCharter } from './access.ts';
import { charterAt, versionAt } from './charter.ts';
import { metaOf } from './page-meta.ts';
import { can, isSamePerson } from './policy.ts';
import { findSignature, waitingSignatures } from './review-queries.ts';
import { acceptSignature, refuseSignature } from './reviewing.ts';
import { bySlug, ofSignature } from './sign-schemas.ts';
import { ReviewForm, ReviewList } from './views/review.tsx';

const decisionFields = {
  decision: fields.choice(['accepter', 'refuser'], 'Choisissez une décision.'),
  motif: fields.paragraphs({ max: 1000 }).prefault(''),
};

/** A second person reads each signature before it is public. */
export function reviewRoutes(app: App, deps: Deps): void {
  const { db, clock, settings } = deps;

  app.get(
    '/chartes/:slug/relecture',
    {
      config: { access: 'charter.review' },
      schema: { params: bySlug, querystring: z.object({ page: fields.pageNumber.default(1) }) },
    },
    async (request, reply) => {
      const { charter, actor } = await onCharter(deps, 'charter.review')(request, request.params);
      return reply.page(
        metaOf(charter, 'À relire', { noindex: true }),
        <ReviewList
          charter={charter}
          listed={await waitingSignatures(db, charter.slug, request.query.page)}
          isOwn={({ signedBy }) => isSamePerson(actor, signedBy)}
        />,
      );
    },
  );

  const load = async (request: FastifyRequest, { slug, id }: { slug: string; id: string }) => {
    const charter = await charterAt(deps, slug);
    // For those who do not review, none exists.
    if (!can(request.actor, 'charter.review', await factsOf(deps, charter))) {
      authorise(request, 'charter.decide', false);
    }
    const signature = await findSignature(db, charter.slug, id, 'waiting');
    const facts = await factsOf(deps, charter, signature.signedBy);
    authorise(request, 'charter.decide', can(request.actor, 'charter.decide', facts));
    return { charter, signature, actor: signedIn(request) };
  };

  formPage(app, deps, {
    path: '/chartes/:slug/relecture/:id',
    access: 'charter.decide',
    params: ofSignature,
    body: decisionFields,
    load,
    initial: () => ({}),
    show: async ({ form, thing: { charter, signature } }) => {
      const { pledges } = await versionAt(db, charter.slug, signature.version);
      return {
        meta: metaOf(charter, signature.organisation, {}, [
          { label: 'À relire', href: `/chartes/${charter.slug}/relecture` },
        ]),
        body: (
          <ReviewForm
            charter={charter}
            signature={signature}
            texts={new Map(pledges.map(({ code, text }) => [code, text]))}
            form={form}
          />
        ),
      };
    },
    submit: async ({ tx, input: { decision, motif }, thing: { charter, signature, actor } }) => {
      const deciding = { by: actor, now: clock.now(), publicUrl: settings.publicUrl };
      if (decision === 'refuser') {
        if (motif === '') throw new Refusal('Dites pourquoi : le signataire le lira.', 'motif');
        await refuseSignature(tx, charter, signature.id, motif, deciding);
        return {
          location: `/chartes/${charter.slug}/relecture`,
          notice: 'La signature n’est pas publiée, et le signataire est prévenu.',
        };
      }
      const version = await versionAt(tx, charter.slug, signature.version);
      const slug = await acceptSignature(tx, charter, signature.id, version, deciding);
      return {
        location: `/chartes/${charter.slug}/signataires/${slug}`,
        notice: 'La signature est publiée, et le signataire est prévenu.',
      };
    },
  });
}
