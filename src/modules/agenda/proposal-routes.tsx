import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import {
  type App,
  authorise,
  button,
  fields,
  formPage,
  found,
  limitAttempts,
  notFound,
} from '../../platform/http/index.ts';
import { slugOf } from '../../platform/slug.ts';
import { PageHeader } from '../../ui/index.ts';
import { fieldsOfRule, readRule, ruleFields } from '../audience/index.ts';
import { type Actor, signedIn } from '../identity/index.ts';
import { asKeeper, onMeasure, wholeAgenda } from './access.ts';
import { audienceAsked } from './audience-form.ts';
import { crumbsOf, ownMeta, ownProposalsPath, proposalsPath, workMeta } from './crumbs.ts';
import { currentOf } from './current.ts';
import { themeOf } from './editing.ts';
import { bySlug, formOf } from './editing-routes.tsx';
import { contentFields } from './measure-fields.ts';
import { contentOfInput, valuesOfContent } from './measure-input.ts';
import { can } from './policy.ts';
import { findProposal, proposalsBy, proposalsToReview, reviewOf } from './proposal-queries.ts';
import { propose, withdrawProposal } from './proposals.ts';
import { MeasureForm } from './views/measure-form.tsx';
import { ProposalPage, ProposalsPage } from './views/proposal-pages.tsx';

const queue = proposalsPath;
const byId = z.object({ id: fields.uuid });

const commentField = {
  commentaire: fields.paragraphs({
    max: 1000,
    required: 'Dites en une phrase pourquoi, et d’où vous le tenez.',
  }),
};
const comment = {
  name: 'commentaire',
  label: 'Pourquoi ce changement',
  hint: 'D’où vous le tenez, ce que cela corrige. Les pilotes de l’agenda le liront.',
};
/** What people propose, and what they read of it; `deciding-routes.tsx` tells what becomes of it. */
export function proposalRoutes(app: App, deps: Deps): void {
  proposingRoutes(app, deps);
  readingRoutes(app, deps);
}

function proposingRoutes(app: App, deps: Deps): void {
  const { publicUrl } = deps.settings;
  const guard = ({ thing: { actor } }: { thing: { actor: Actor } }) =>
    limitAttempts(deps.db, {
      name: 'proposal',
      of: actor.id,
      max: 10,
      seconds: 86_400,
      now: deps.clock.now(),
      message: 'Vous avez envoyé beaucoup de propositions aujourd’hui. Reprenez demain.',
    });
  const sent = (id: string) => ({
    location: `${queue}/${id}`,
    notice:
      'Merci. Votre proposition est transmise aux pilotes de l’agenda, qui vous répondront par courriel.',
  });

  formPage(app, deps, {
    path: '/agenda/:slug/proposer',
    access: 'measure.propose',
    params: bySlug,
    body: { ...contentFields, ...ruleFields, ...commentField, version: fields.version },
    load: async (request, params) => {
      const { measure, actor } = await onMeasure(deps, 'measure.propose')(request, params);
      return { actor, ...(await currentOf(deps.db, measure.id)) };
    },
    initial: async ({ thing: { measure, content } }) => ({
      ...valuesOfContent(content),
      ...(await fieldsOfRule(deps.db, content.audience.rule)),
      version: String(measure.version),
    }),
    show: async ({ form, thing: { actor, measure, content } }) => ({
      meta: crumbsOf(measure, 'Proposer une correction'),
      body: (
        <>
          <PageHeader
            eyebrow={measure.title}
            title="Proposer une correction"
            lead="Corrigez ce qui doit l’être et laissez le reste. Les pilotes de l’agenda liront la différence."
          />
          <MeasureForm
            {...(await formOf(deps, form, content))}
            audience={await audienceAsked(deps, actor, form, content.audience.rule)}
            keeps={false}
            reason={comment}
            submit="Envoyer la proposition"
            cancelHref={`/agenda/${measure.slug}`}
          />
        </>
      ),
    }),
    guard,
    submit: async ({ tx, input, thing: { measure, content, actor } }) => {
      const proposed = contentOfInput(
        input,
        {
          slug: measure.slug,
          rule: await readRule(tx, input, content.audience.rule),
          milestones: content.milestones,
        },
        { theme: await themeOf(tx, { theme: input.theme }), publicUrl },
      );
      const about = { measureId: measure.id, version: Math.min(input.version, measure.version), content };
      const who = { authorId: actor.id, now: deps.clock.now(), publicUrl };
      return sent(await propose(tx, who, about, proposed, input.commentaire));
    },
  });

  formPage(app, deps, {
    path: '/agenda/proposer',
    access: 'measure.propose',
    body: { ...contentFields, ...ruleFields, ...commentField },
    load: async (request) => {
      authorise(request, 'measure.propose', can(request.actor, 'measure.propose', await wholeAgenda(deps)));
      return { actor: signedIn(request) };
    },
    initial: () => ({ confidence: 'medium' }),
    show: async ({ form, thing: { actor } }) => ({
      meta: {
        title: 'Proposer une mesure',
        breadcrumb: [{ label: 'Agenda', href: '/agenda' }, { label: 'Proposer une mesure' }],
      },
      body: (
        <>
          <PageHeader
            title="Proposer une mesure"
            lead="Une obligation ou une opportunité manque à l’agenda ? Dites ce que vous en savez : les pilotes compléteront."
          />
          <MeasureForm
            {...(await formOf(deps, form, null))}
            audience={await audienceAsked(deps, actor, form)}
            keeps={false}
            reason={comment}
            submit="Envoyer la proposition"
            cancelHref="/agenda"
          />
        </>
      ),
    }),
    guard,
    submit: async ({ tx, input, thing: { actor } }) => {
      // Its address is chosen when it is published.
      const rule = await readRule(tx, input);
      const kept = { slug: slugOf(input.title, 'mesure'), rule, milestones: [] };
      const theme = await themeOf(tx, { theme: input.theme });
      const content = contentOfInput(input, kept, { theme, publicUrl });
      const who = { authorId: actor.id, now: deps.clock.now(), publicUrl };
      return sent(await propose(tx, who, null, content, input.commentaire));
    },
  });
}

function readingRoutes(app: App, deps: Deps): void {
  const { db } = deps;
  app.get(queue, { config: { access: 'measure.review' } }, async (request, reply) => {
    await asKeeper(deps, 'measure.review')(request);
    return reply.page(
      workMeta('Propositions'),
      <ProposalsPage
        title="Propositions"
        lead="Ce que des agents et des élus proposent d’ajouter ou de corriger, ce qui attend en premier."
        empty="Ce que des lecteurs proposeront d’ajouter ou de corriger sera ici."
        proposals={await proposalsToReview(db)}
        base={queue}
      />,
    );
  });

  app.get(ownProposalsPath, { config: { access: 'signed-in' } }, async (request, reply) =>
    reply.page(
      ownMeta(),
      <ProposalsPage
        title="Mes propositions"
        lead="Ce que vous avez proposé pour l’agenda, et ce que les pilotes en ont fait."
        empty={
          <>
            Une mesure manque, une date a changé ? <a href="/agenda/proposer">Proposez une mesure</a>, ou
            corrigez-en une depuis sa page.
          </>
        }
        proposals={await proposalsBy(db, signedIn(request).id)}
        base={queue}
      />,
    ),
  );

  app.get(
    `${queue}/:id`,
    { config: { access: 'signed-in' }, schema: { params: byId } },
    async (request, reply) => {
      const actor = signedIn(request);
      const proposal = found(await findProposal(db, request.params.id));
      const reviews = can(actor, 'measure.review', await wholeAgenda(deps));
      const own = proposal.authorId === actor.id;
      // For those who neither wrote nor review it, it does not exist.
      if (!reviews && !own) notFound();
      return reply.page(
        reviews ? workMeta(proposal.content.title) : ownMeta(proposal.content.title),
        <ProposalPage
          proposal={proposal}
          review={await reviewOf(db, proposal)}
          here={`${queue}/${proposal.id}`}
          reviews={reviews}
          own={own}
        />,
      );
    },
  );

  button(app, deps, {
    path: `${queue}/:id/retrait`,
    access: 'signed-in',
    params: byId,
    load: async (request, { id }) => {
      const proposal = await findProposal(db, id);
      return found(proposal?.authorId === signedIn(request).id ? proposal : null);
    },
    submit: async ({ tx, thing: { id } }) => {
      await withdrawProposal(tx, id, deps.clock.now());
      return { location: ownProposalsPath, notice: 'Votre proposition est retirée.' };
    },
  });
}
