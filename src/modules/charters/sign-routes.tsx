import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import {
  type App,
  formPage,
  limitAttempts,
  networkOf,
  Refusal,
  typedText,
} from '../../platform/http/index.ts';
import { type Charter, charterAt, pledgesOf, versionAt } from './charter.ts';
import { metaOf } from './page-meta.ts';
import { partyOfWord } from './parties.ts';
import { findSignature } from './review-queries.ts';
import {
  bySlug,
  kindAsked,
  ofLink,
  plannedDay,
  plannedName,
  type SignInput,
  signFields,
} from './sign-schemas.ts';
import { confirmSignature, readConfirmation, type Submission, submitSignature } from './signing.ts';
import { ConfirmDone, ConfirmGone, ConfirmPage } from './views/confirm.tsx';
import { SignForm, WhoSigns } from './views/sign.tsx';

const quarter = 15 * 60;

/** Signing a charter: no account; the address is confirmed first, and nothing is public before a review. */
export function signRoutes(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: '/chartes/:slug/signer',
    access: 'public',
    params: bySlug,
    body: signFields,
    load: async (_request, { slug }) => ({ charter: await charterAt(deps, slug) }),
    initial: ({ request }) => ({ genre: kindAsked.parse(request.query ?? {}) ?? '' }),
    show: ({ form, thing: { charter } }) => {
      const genre = kindAsked.parse({ genre: typedText(form.values, 'genre') });
      const meta = metaOf(charter, 'Signer', { noindex: false });
      if (genre === null || pledgesOf(charter.version, partyOfWord(genre)).length === 0) {
        return { meta, body: <WhoSigns charter={charter} /> };
      }
      return { meta, body: <SignForm charter={charter} form={form} genre={genre} /> };
    },
    // The same sent by a hand that trembles must pass: mails, which it brings one of, have narrower limits.
    guard: ({ request }) =>
      limitAttempts(deps.db, {
        name: 'charter sign ip',
        of: networkOf(request.ip),
        max: 100,
        seconds: quarter,
        now: deps.clock.now(),
      }),
    // The same work, and the same answer, whether or not the organisation has signed.
    submit: async ({ tx, input, request, thing: { charter } }) => {
      const sent = submissionOf(charter, input, request.body);
      // A machine that fell in the trap reads the same answer as anybody.
      if (!input.site_web) {
        await submitSignature(tx, charter, sent, {
          now: deps.clock.now(),
          publicUrl: deps.settings.publicUrl,
          accountId: request.actor?.id ?? null,
          network: networkOf(request.ip),
        });
      }
      return {
        location: `/chartes/${charter.slug}`,
        notice:
          'Un courriel vient de partir à l’adresse donnée : ouvrez le lien qu’il contient pour confirmer. Sans cela, la signature n’est pas gardée.',
      };
    },
  });
  confirmation(app, deps);
}

/** What was sent, checked against the version in force. Throws Refusal, by field. */
function submissionOf(charter: Charter, input: SignInput, body: unknown): Submission {
  if (input.version !== charter.version.number) {
    throw new Refusal('Une nouvelle version de la charte vient d’être publiée : relisez-la avant de signer.');
  }
  const kind = partyOfWord(input.genre);
  const offered = new Set(pledgesOf(charter.version, kind).map(({ code }) => code));
  const codes = [...new Set(input.engagement)].filter((code) => offered.has(code)).sort();
  const errors: Record<string, string> = {};
  if (codes.length === 0) errors.engagement = 'Cochez au moins un engagement.';
  if (kind === 'vendors' && input.produits.length === 0) {
    errors.produits = 'Indiquez les produits concernés, un par ligne.';
  }
  const pledges = codes.flatMap((code) => {
    const planned = plannedDay(body, code);
    if ('day' in planned) return { code, plannedOn: planned.day };
    errors[plannedName(code)] = planned.error;
    return [];
  });
  if (Object.keys(errors).length > 0) throw new Refusal(errors);
  return {
    kind,
    organisation: input.organisme,
    siret: input.siret,
    perimeter: input.perimetre,
    products: kind === 'vendors' ? input.produits : [],
    pledges,
    name: input.nom,
    functionTitle: input.fonction,
    email: input.courriel,
    isNamed: input.nom_public,
  };
}

/** Mail scanners follow links: opening one changes nothing, the button of its page does, once. */
function confirmation(app: App, deps: Deps): void {
  const { db, clock } = deps;
  const path = '/chartes/:slug/lien/:token';

  app.get(
    path,
    { config: { access: 'public' }, schema: { params: ofLink } },
    async ({ params, url }, reply) => {
      const charter = await charterAt(deps, params.slug);
      const asked = await readConfirmation(db, charter.slug, params.token, clock.now());
      if (!asked) return gone(reply, charter);
      const signature = await findSignature(db, charter.slug, asked.id, 'unconfirmed');
      const { pledges } = await versionAt(db, charter.slug, signature.version);
      reply.header('cache-control', 'no-store');
      return reply.page(
        metaOf(charter, 'Confirmer la signature', { noindex: true }),
        <ConfirmPage
          charter={charter}
          signature={signature}
          texts={new Map(pledges.map(({ code, text }) => [code, text]))}
          action={url}
        />,
      );
    },
  );

  app.post(
    path,
    { config: { access: 'public' }, schema: { params: ofLink, body: z.unknown() } },
    async ({ params }, reply) => {
      const charter = await charterAt(deps, params.slug);
      const moment = { now: clock.now(), publicUrl: deps.settings.publicUrl };
      const confirmed = await db
        .transaction()
        .execute((tx) => confirmSignature(tx, charter, params.token, moment));
      if (!confirmed) return gone(reply, charter);
      reply.header('cache-control', 'no-store');
      return reply.page(
        metaOf(charter, 'Signature confirmée', { noindex: true }),
        <ConfirmDone charter={charter} />,
      );
    },
  );
}

function gone(reply: FastifyReply, charter: Charter) {
  reply.header('cache-control', 'no-store').code(410);
  return reply.page(
    metaOf(charter, 'Ce lien n’est plus valable', { noindex: true }),
    <ConfirmGone charter={charter} />,
  );
}
