import type { FastifyRequest } from 'fastify';
import type { Db } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import {
  type App,
  type FormState,
  fields,
  formPage,
  limitAttempts,
  networkOf,
  notFound,
  Refusal,
  typedText,
} from '../../../platform/http/index.ts';
import { slugOf } from '../../../platform/slug.ts';
import { PageHeader } from '../../../ui/index.ts';
import { seen } from '../access.ts';
import { type CatalogueSlug, catalogueHref, catalogues, resourceHref } from '../catalogues.ts';
import { catalogueMeta, resourceMeta } from '../crumbs.ts';
import { readFacets } from '../editing/facets.ts';
import { readTaxonomy } from '../facets/taxonomy.ts';
import { byCatalogue, byResource } from '../list/list-query.ts';
import { contentOf, type Resource } from '../resources/resource.ts';
import { contribute } from './contributing.ts';
import { type Duplicate, findDuplicates } from './duplicates.ts';
import {
  dueFacets,
  proposalFields,
  reportFields,
  simpleFacets,
  trapField,
  whoFields,
  whyFields,
} from './fields.ts';
import { contentProposed, knownContributor, valuesOfProposal, valuesOfWho, whoOf } from './input.ts';
import { ProposalForm } from './views/proposal-form.tsx';
import { ReportForm } from './views/report-form.tsx';

const hour = 3600;

/** What anybody may send, with or without an account; nothing of it is public before it is accepted. */
export function proposingRoutes(app: App, deps: Deps): void {
  const guard = guardOf(deps);
  missing(app, deps, guard);
  correction(app, deps, guard);
  report(app, deps, guard);
}

type Guard = (context: { request: FastifyRequest }) => Promise<void>;

const guardOf =
  ({ db, clock }: Deps): Guard =>
  async ({ request }) => {
    const known = knownContributor(request.actor);
    const limit = { seconds: hour, now: clock.now() };
    const message = 'Vous avez beaucoup contribué depuis une heure. Reprenez un peu plus tard.';
    await limitAttempts(db, {
      ...limit,
      name: 'contribution ip',
      of: networkOf(request.ip),
      max: 30,
      message,
    });
    if (known) await limitAttempts(db, { ...limit, name: 'contribution', of: known.id, max: 20, message });
  };

const whyNew = { label: 'Pourquoi est-ce utile ?', hint: 'À qui, dans quelle situation.' };
const whyChange = { label: 'Ce qui change, et pourquoi', hint: 'D’où vous le tenez, ce que cela corrige.' };

async function simpleOf(db: Db, slug: CatalogueSlug) {
  const known = await readTaxonomy(db);
  const codes = simpleFacets(catalogues[slug]);
  return { facets: codes.flatMap((code) => known.get(code) ?? []), due: dueFacets(catalogues[slug]) };
}

/** Where the answer goes, said to whoever just sent something. */
function done(request: FastifyRequest, location: string) {
  return {
    location,
    notice: knownContributor(request.actor)
      ? 'Merci. Votre contribution est transmise à ceux qui tiennent le catalogue, qui vous répondront par courriel.'
      : 'Un courriel vient de partir à l’adresse donnée : ouvrez le lien qu’il contient pour confirmer. Sans cela, la contribution n’est pas transmise.',
  };
}

/** Throws Refusal when it may be there already, and nobody said that it is another. */
async function refuseDuplicate(tx: Db, asked: Parameters<typeof findDuplicates>[1], except: string | null) {
  const duplicates = await findDuplicates(tx, asked, except);
  if (duplicates.length > 0)
    throw new Refusal(
      'Cette ressource est peut-être déjà au catalogue. Dites si c’en est une autre.',
      'autre',
    );
}

const maybeSame = (db: Db, { values, errors }: FormState, except: string | null): Promise<Duplicate[]> =>
  errors.autre || typedText(values, 'autre') !== ''
    ? findDuplicates(db, { url: typedText(values, 'url'), title: typedText(values, 'title') }, except)
    : Promise.resolve([]);

function missing(app: App, deps: Deps, guard: Guard): void {
  const { db, clock } = deps;
  const { publicUrl } = deps.settings;
  formPage(app, deps, {
    path: '/catalogues/:catalogue/proposer',
    access: 'public',
    params: byCatalogue,
    body: { ...proposalFields, ...whyFields, ...whoFields, ...trapField },
    initial: ({ request }) => valuesOfWho(db, request.actor),
    show: async ({ request, form, params: { catalogue } }) => ({
      meta: catalogueMeta(catalogue, 'Proposer une ressource'),
      body: (
        <>
          <PageHeader
            eyebrow={`Catalogue ${catalogues[catalogue].of}`}
            title="Proposer une ressource"
            lead="Un guide, un service, une formation qui vous a aidé manque au catalogue ? Dites-en l’essentiel : ceux qui le tiennent compléteront, et vous répondront."
          />
          <ProposalForm
            form={form}
            {...(await simpleOf(db, catalogue))}
            duplicates={await maybeSame(db, form, null)}
            duplicatesHref={`${catalogueHref(catalogue)}/doublons`}
            why={whyNew}
            email={knownContributor(request.actor)?.email ?? null}
            cancelHref={catalogueHref(catalogue)}
          />
        </>
      ),
    }),
    guard,
    submit: async ({ tx, input, request, params: { catalogue } }) => {
      const { facets, due } = await simpleOf(tx, catalogue);
      const who = whoOf(input, request.actor, networkOf(request.ip));
      const now = clock.now();
      const content = contentProposed(input, readFacets(request.body, facets, due), null, {
        catalogue,
        // Its address is chosen when it is accepted.
        slug: slugOf(input.title, 'ressource'),
        now,
      });
      if (!input.autre) await refuseDuplicate(tx, content, null);
      // A machine that fell in the trap reads the same answer as anybody.
      if (!input.site_web) {
        const sent = { kind: 'resource', catalogue, content, comment: input.commentaire } as const;
        await contribute(tx, who, sent, { now, publicUrl });
      }
      return done(request, catalogueHref(catalogue));
    },
  });
}

/** A published resource: nothing is proposed of one that was withdrawn. */
async function published(deps: Deps, params: { catalogue: CatalogueSlug; slug: string }): Promise<Resource> {
  const resource = await seen(deps, params);
  if (!resource.published) notFound();
  return resource;
}

function correction(app: App, deps: Deps, guard: Guard): void {
  const { db, clock } = deps;
  const { publicUrl } = deps.settings;
  formPage(app, deps, {
    path: '/catalogues/:catalogue/:slug/proposer',
    access: 'public',
    params: byResource,
    body: { ...proposalFields, ...whyFields, ...whoFields, ...trapField, version: fields.version },
    load: (_request, params) => published(deps, params),
    initial: async ({ request, thing: resource }) => ({
      ...valuesOfProposal(contentOf(resource)),
      ...(await valuesOfWho(db, request.actor)),
      version: String(resource.version),
    }),
    show: async ({ request, form, thing: resource }) => ({
      meta: resourceMeta(resource, 'Proposer une correction'),
      body: (
        <>
          <PageHeader
            eyebrow={resource.title}
            title="Proposer une correction"
            lead="Corrigez ce qui doit l’être et laissez le reste : ceux qui tiennent le catalogue liront la différence, et vous répondront."
          />
          <ProposalForm
            form={form}
            {...(await simpleOf(db, resource.catalogue))}
            due={[]}
            duplicates={await maybeSame(db, form, resource.id)}
            duplicatesHref={null}
            why={whyChange}
            email={knownContributor(request.actor)?.email ?? null}
            cancelHref={resourceHref(resource)}
          />
        </>
      ),
    }),
    guard,
    submit: async ({ tx, input, request, thing: resource }) => {
      const before = contentOf(resource);
      const { facets } = await simpleOf(tx, resource.catalogue);
      const who = whoOf(input, request.actor, networkOf(request.ip));
      const content = contentProposed(input, readFacets(request.body, facets, []), before, {
        ...resource,
        now: clock.now(),
      });
      if (!input.autre && content.url !== before.url)
        await refuseDuplicate(tx, { url: content.url, title: '' }, resource.id);
      if (!input.site_web) {
        const version = Math.min(input.version, resource.version);
        await contribute(
          tx,
          who,
          { kind: 'change', resource, version, before, content, comment: input.commentaire },
          { now: clock.now(), publicUrl },
        );
      }
      return done(request, resourceHref(resource));
    },
  });
}

function report(app: App, deps: Deps, guard: Guard): void {
  const { publicUrl } = deps.settings;
  formPage(app, deps, {
    path: '/catalogues/:catalogue/:slug/signaler',
    access: 'public',
    params: byResource,
    body: { ...reportFields, ...trapField },
    load: (_request, params) => published(deps, params),
    show: ({ request, form, thing: resource }) => ({
      meta: resourceMeta(resource, 'Signaler'),
      body: (
        <>
          <PageHeader
            eyebrow={resource.title}
            title="Signaler un lien mort ou une erreur"
            lead="Ceux qui tiennent le catalogue le liront."
          />
          <ReportForm
            form={form}
            email={knownContributor(request.actor)?.email ?? null}
            cancelHref={resourceHref(resource)}
          />
        </>
      ),
    }),
    guard,
    submit: async ({ tx, input, request, thing: resource }) => {
      if (input.commentaire === '' && ['error', 'other'].includes(input.sujet))
        throw new Refusal('Dites en une phrase ce qui ne va pas.', 'commentaire');
      const known = knownContributor(request.actor);
      if (!input.site_web) {
        await contribute(
          tx,
          {
            accountId: known?.id ?? null,
            email: known ? '' : input.courriel,
            naming: 'nobody',
            name: null,
            body: null,
            network: networkOf(request.ip),
          },
          { kind: 'report', resource, subject: input.sujet, comment: input.commentaire },
          { now: deps.clock.now(), publicUrl },
        );
      }
      return {
        location: resourceHref(resource),
        notice:
          known || input.courriel === ''
            ? 'Merci : votre signalement est transmis à ceux qui tiennent le catalogue.'
            : 'Merci : votre signalement est transmis. Un courriel vient de partir à l’adresse donnée : ouvrez son lien pour recevoir la réponse.',
      };
    },
  });
}
