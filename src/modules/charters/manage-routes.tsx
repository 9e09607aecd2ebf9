import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type App, fields, formPage, limitAttempts, networkOf, notFound } from '../../platform/http/index.ts';
import { enqueue } from '../../platform/jobs/index.ts';
import { formatDate, machineDate } from '../../ui/index.ts';
import { onCharter } from './access.ts';
import { charterAt, versionAt } from './charter.ts';
import {
  addProgress,
  readLink,
  renewSignature,
  setSuspended,
  whyNotRenew,
  withdrawSignature,
} from './managing.ts';
import { metaOf, registerCrumb } from './page-meta.ts';
import { findSignatory } from './register-queries.ts';
import { ofLink, ofSignatory } from './sign-schemas.ts';
import {
  AskLinkForm,
  ManagePage,
  ProgressForm,
  RenewForm,
  SuspendForm,
  WithdrawForm,
} from './views/manage.tsx';

const pledgeStates = ['todo', 'doing', 'done', 'dropped'] as const;

const quarter = 15 * 60;
const day = 24 * 3600;

const publicReason = fields.paragraphs({ max: 1000, required: 'Indiquez le motif : tout le monde le lira.' });

/** What a signatory does with the signature, by a link of a mail; and what the team does about it. */
export function manageRoutes(app: App, deps: Deps): void {
  asking(app, deps);
  managing(app, deps);
  suspending(app, deps);
}

function asking(app: App, deps: Deps): void {
  const { db, clock } = deps;
  formPage(app, deps, {
    path: '/chartes/:slug/signataires/:nom/gerer',
    access: 'public',
    params: ofSignatory,
    body: { courriel: fields.email() },
    load: async (_request, { slug, nom }) => {
      const charter = await charterAt(deps, slug);
      return { charter, file: await findSignatory(db, slug, { slug: nom }, machineDate(clock.now())) };
    },
    show: ({ form, thing: { charter, file } }) => ({
      meta: metaOf(charter, 'Gérer la signature', {}, [registerCrumb(charter)]),
      body: <AskLinkForm charter={charter} file={file} form={form} />,
    }),
    guard: async ({ request, input }) => {
      const now = clock.now();
      const network = networkOf(request.ip);
      await limitAttempts(db, { name: 'charter link ip', of: network, max: 20, seconds: quarter, now });
      await limitAttempts(db, { name: 'charter link', of: input.courriel, max: 5, seconds: day, now });
    },
    // The same work, and the same answer, whoever signed: a job finds out.
    submit: async ({ tx, input, thing: { charter, file } }) => {
      await enqueue(tx, 'charter.send-link', {
        request: randomUUID(),
        charter: { slug: charter.slug, title: charter.title },
        nom: file.slug,
        email: input.courriel,
      });
      return {
        location: `/chartes/${charter.slug}/signataires/${file.slug}`,
        notice: 'Si cette adresse est celle du signataire, un lien vient d’y être envoyé.',
      };
    },
  });
}

function managing(app: App, deps: Deps): void {
  const { db, clock } = deps;
  const path = '/chartes/:slug/gestion/lien/:token';

  const load = async (_request: FastifyRequest, { slug, token }: z.output<typeof ofLink>) => {
    const charter = await charterAt(deps, slug);
    const link = await readLink(db, charter.slug, token, clock.now());
    if (!link) {
      notFound(
        'Ce lien n’est plus valable. Depuis la page du signataire, « Gérer la signature » en envoie un autre.',
      );
    }
    const file = await findSignatory(db, charter.slug, { id: link.id }, machineDate(clock.now()));
    const version = await versionAt(db, charter.slug, file.version);
    return { charter, file, version, base: `/chartes/${charter.slug}/gestion/lien/${token}` };
  };

  app.get(path, { config: { access: 'public' }, schema: { params: ofLink } }, async (request, reply) => {
    const managed = await load(request, request.params);
    const now = clock.now();
    reply.header('cache-control', 'no-store');
    return reply.page(
      metaOf(managed.charter, 'Votre signature', { noindex: true }),
      <ManagePage
        {...managed}
        today={machineDate(now)}
        whyNotRenew={whyNotRenew(managed.file, managed.charter, now)}
      />,
    );
  });

  formPage(app, deps, {
    path: `${path}/avancement`,
    access: 'public',
    params: ofLink,
    body: {
      engagement: fields.slug.or(z.literal('')).catch(''),
      etat: fields.choice(pledgeStates, 'Dites où vous en êtes.'),
      note: fields.paragraphs({
        max: 2000,
        required: 'Dites en une phrase ce qui est fait et ce qui reste.',
      }),
      preuve: fields.webAddress().prefault(''),
    },
    load,
    initial: ({ request }) => ({
      engagement: z.object({ engagement: fields.slug }).safeParse(request.query).data?.engagement ?? '',
    }),
    show: ({ form, thing }) => ({
      meta: metaOf(thing.charter, 'Dire où vous en êtes'),
      body: <ProgressForm {...thing} form={form} />,
    }),
    guard: ({ thing: { file } }) =>
      limitAttempts(db, { name: 'charter progress', of: file.id, max: 50, seconds: day, now: clock.now() }),
    submit: async ({ tx, input, thing: { file, base } }) => {
      const said = {
        code: input.engagement,
        state: input.etat,
        note: input.note,
        evidenceUrl: input.preuve || null,
      };
      await addProgress(tx, file, said, clock.now());
      return { location: base, notice: 'C’est publié sur votre page.' };
    },
  });

  formPage(app, deps, {
    path: `${path}/renouvellement`,
    access: 'public',
    params: ofLink,
    load,
    show: ({ form, thing }) => ({
      meta: metaOf(thing.charter, 'Renouveler la signature'),
      body: <RenewForm {...thing} form={form} />,
    }),
    submit: async ({ tx, thing: { charter, file, base } }) => {
      const until = await renewSignature(tx, file, charter, clock.now());
      return { location: base, notice: `La signature vaut désormais jusqu’au ${formatDate(until)}.` };
    },
  });

  formPage(app, deps, {
    path: `${path}/retrait`,
    access: 'public',
    params: ofLink,
    body: { motif: publicReason },
    load,
    show: ({ form, thing }) => ({
      meta: metaOf(thing.charter, 'Retirer la signature'),
      body: <WithdrawForm {...thing} form={form} />,
    }),
    submit: async ({ tx, input, thing: { charter, file } }) => {
      await withdrawSignature(tx, file, input.motif, clock.now());
      return {
        location: `/chartes/${charter.slug}/signataires/${file.slug}`,
        notice: 'La signature est retirée.',
      };
    },
  });
}

function suspending(app: App, deps: Deps): void {
  const { db, clock, settings } = deps;
  for (const { part, suspended } of [
    { part: 'suspension', suspended: true },
    { part: 'retablissement', suspended: false },
  ]) {
    formPage(app, deps, {
      path: `/chartes/:slug/signataires/:nom/${part}`,
      access: 'charter.suspend',
      params: ofSignatory,
      body: { motif: publicReason },
      load: async (request, params) => {
        const file = await findSignatory(
          db,
          (await charterAt(deps, params.slug)).slug,
          { slug: params.nom },
          machineDate(clock.now()),
        );
        return { ...(await onCharter(deps, 'charter.suspend')(request, params)), file };
      },
      show: ({ form, thing: { charter, file } }) => ({
        meta: metaOf(charter, file.organisation, {}, [registerCrumb(charter)]),
        body: (
          <SuspendForm
            file={file}
            form={form}
            suspended={suspended}
            cancelHref={`/chartes/${charter.slug}/signataires/${file.slug}`}
          />
        ),
      }),
      submit: async ({ tx, input, thing: { charter, file, actor } }) => {
        const deciding = { by: actor, now: clock.now(), publicUrl: settings.publicUrl };
        await setSuspended(tx, charter, file.slug, { suspended, reason: input.motif }, deciding);
        return {
          location: `/chartes/${charter.slug}/signataires/${file.slug}`,
          notice: suspended
            ? 'La signature est suspendue, et le signataire prévenu.'
            : 'La signature est rétablie, et le signataire prévenu.',
        };
      },
    });
  }
}
