import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import {
  type App,
  fields,
  formPage,
  found,
  limitAttempts,
  networkOf,
  notFound,
} from '../../../platform/http/index.ts';
import { enqueue } from '../../../platform/jobs/index.ts';
import { renderPdf, sendPdf } from '../../../platform/pdf/index.ts';
import { signedIn } from '../../identity/index.ts';
import { byOf } from '../access.ts';
import { linkHref, ownPath } from '../addresses.ts';
import { attestationDocument, findAttestation } from '../attendance/attestation.ts';
import { readLink } from './links.ts';
import { type OwnRegistration, ownRegistration, ownRegistrations, type Whose } from './own.ts';
import { cancelRegistration } from './places.ts';
import { AskLinkForm, CancelForm, OwnPage } from './views/own.tsx';

const quarter = 15 * 60;
const day = 24 * 3600;

const byToken = z.object({ token: z.string().max(100) });
const byId = z.object({ id: fields.uuid });

export const sendLinkTask = 'training.send-link';

const unknown =
  'Cette inscription n’existe pas, ou ce lien n’est plus valable. « Mes inscriptions » envoie un lien neuf.';

/** One's own registrations: by the link of a mail, or signed in. */
export function ownRoutes(app: App, deps: Deps): void {
  const { db, clock } = deps;

  /** Whose the link of the address is; 404 when it no longer serves. */
  const byLink = async (token: string): Promise<Whose> => ({
    link: found(await readLink(db, token, clock.now()), unknown),
  });
  const byAccount = (request: FastifyRequest): Whose => {
    const { id, email } = signedIn(request);
    return { account: { id, email } };
  };

  formPage(app, deps, {
    path: ownPath,
    access: 'public',
    body: { courriel: fields.email() },
    show: async ({ request, form }) => {
      const meta = { title: 'Mes inscriptions', breadcrumb: [{ label: 'Mes inscriptions' }] };
      if (!request.actor) return { meta, body: <AskLinkForm form={form} /> };
      return {
        meta: {
          ...meta,
          breadcrumb: [{ label: 'Mon espace', href: '/espace' }, { label: 'Mes inscriptions' }],
        },
        body: (
          <OwnPage
            registrations={await ownRegistrations(db, byAccount(request))}
            base={ownPath}
            now={clock.now()}
            alone={false}
          />
        ),
      };
    },
    guard: async ({ request, input }) => {
      const now = clock.now();
      await limitAttempts(db, {
        name: 'training link ip',
        of: networkOf(request.ip),
        max: 20,
        seconds: quarter,
        now,
      });
      await limitAttempts(db, { name: 'training link', of: input.courriel, max: 5, seconds: day, now });
    },
    // The same work, and the same answer, whoever is registered: a job finds out.
    submit: async ({ tx, input }) => {
      await enqueue(tx, sendLinkTask, { request: randomUUID(), email: input.courriel });
      return {
        location: ownPath,
        notice: 'Si cette adresse est inscrite à une session, un lien vient d’y être envoyé.',
      };
    },
  });

  app.get(
    '/formations/inscriptions/:token',
    { config: { access: 'public' }, schema: { params: byToken } },
    async ({ params: { token } }, reply) => {
      const whose = await byLink(token);
      const registrations = await ownRegistrations(db, whose);
      const alone = 'link' in whose && whose.link.registrationId !== null;
      if (alone && registrations.length === 0) notFound(unknown);
      reply.header('cache-control', 'no-store');
      return reply.page(
        {
          title: alone ? 'Mon inscription' : 'Mes inscriptions',
          noindex: true,
          breadcrumb: [{ label: 'Mes inscriptions', href: ownPath }, { label: 'Par lien' }],
        },
        <OwnPage registrations={registrations} base={linkHref(token)} now={clock.now()} alone={alone} />,
      );
    },
  );

  const ways = [
    {
      base: ownPath,
      access: 'signed-in',
      params: byId,
      whoseOf: async (request: FastifyRequest) => byAccount(request),
    },
    {
      base: '/formations/inscriptions/:token',
      access: 'public',
      params: byId.extend(byToken.shape),
      whoseOf: async (request: FastifyRequest) => byLink(byToken.parse(request.params).token),
    },
  ] as const;
  for (const { base, access, params, whoseOf } of ways) {
    const load = async (request: FastifyRequest, { id }: { id: string }) => {
      const own = found(await ownRegistration(db, await whoseOf(request), id), unknown);
      const { token } = byToken.partial().parse(request.params);
      return { own, back: token ? linkHref(token) : ownPath };
    };

    formPage(app, deps, {
      path: `${base}/:id/annulation`,
      access,
      params,
      load: (request, asked) => load(request, byId.parse(asked)),
      show: ({ form, thing: { own, back } }) => ({
        meta: {
          title: 'Annuler une inscription',
          breadcrumb: [{ label: 'Mes inscriptions', href: back }, { label: 'Annuler' }],
        },
        body: <CancelForm own={own} form={form} cancelHref={back} />,
      }),
      submit: async ({ tx, request, thing: { own, back } }) => {
        await cancelRegistration(
          tx,
          byOf(deps, request.actor),
          { id: own.id, sessionId: own.session.id },
          byWhom(own),
        );
        return {
          location: back,
          notice: 'L’inscription est annulée, et la personne en est prévenue par courriel.',
        };
      },
    });

    app.get(
      `${base}/:id/attestation.pdf`,
      { config: { access }, schema: { params } },
      async (request, reply) => {
        const { own } = await load(request, byId.parse(request.params));
        const attestation = found(
          own.code ? await findAttestation(db, own.code) : undefined,
          'Il n’y a pas d’attestation pour cette inscription.',
        );
        const document = attestationDocument(attestation, {
          name: own.name,
          publicUrl: deps.settings.publicUrl,
        });
        return sendPdf(reply, await renderPdf(document), `attestation-${attestation.code}`, {
          personal: true,
        });
      },
    );
  }
}

/** Who cancels it: whose it is, or who registered a colleague, as they gave their name then. */
function byWhom({ forColleague, registeredBy }: OwnRegistration) {
  return forColleague && registeredBy ? registeredBy : 'self';
}
