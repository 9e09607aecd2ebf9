import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import { acceptedExtensions } from '../../platform/files/index.ts';
import {
  type App,
  authorise,
  button,
  formPage,
  found,
  notFound,
  Refusal,
} from '../../platform/http/index.ts';
import { machineDate, plural } from '../../ui/index.ts';
import { signedIn } from '../identity/index.ts';
import { factsOf } from './access.ts';
import { contest } from './contests.ts';
import { coverableBy, coverCommunes, coveringKinds } from './covering.ts';
import { confirmStanding, declare, declaredValues } from './declaring.ts';
import { metaOf } from './page-meta.ts';
import { type RolloutPlace, rolloutPlaceAt } from './place.ts';
import { standingHref } from './place-address.ts';
import {
  contestFields,
  coverageFields,
  declarationFields,
  ofPlace,
  ofTold,
  type RolloutPlaceAddress,
  toldNamed,
} from './place-schemas.ts';
import { can, type RolloutVerb } from './policy.ts';
import { standingsOf } from './standing.ts';
import { oneTold } from './told.ts';
import { ContestForm } from './views/contests.tsx';
import { CoverageForm, DeclarationForm } from './views/tell-forms.tsx';

const path = '/deploiements/:slug/collectivites/:segment/:code';
const proofFamilies = ['document', 'image'] as const;
const mostBytes = 10 * 1024 * 1024;

/** What an authority's own people say: where it stands, for which communes it does it, and what is wrong. */
export function tellRoutes(app: App, deps: Deps): void {
  const { db, clock } = deps;

  /** Whose people they are is their account's to say: an address of another authority is refused. */
  const on = (verb: RolloutVerb) => async (request: FastifyRequest, params: RolloutPlaceAddress) => {
    const place = await rolloutPlaceAt(deps, params);
    authorise(
      request,
      verb,
      can(request.actor, verb, await factsOf(deps, place.rollout, place.authority.id)),
    );
    if (place.authority.ended_at) throw new Refusal('Cette collectivité n’existe plus.');
    return { ...place, actor: signedIn(request) };
  };
  const concerned = async (request: FastifyRequest, params: RolloutPlaceAddress) => {
    const place = await on('rollout.assert')(request, params);
    // What a provider says of itself is what those that it covers inherit.
    if (!place.concerned && !coveringKinds.has(place.authority.kind))
      notFound('Ce déploiement ne concerne pas cette collectivité.');
    return place;
  };
  const standingIn = async ({ rollout, authority }: RolloutPlace) =>
    (await standingsOf(db, authority.id)).get(rollout.slug) ?? null;
  const hereOf = ({ rollout, authority }: RolloutPlace) => standingHref(rollout, authority);
  const crumbsTo = (place: RolloutPlace) => [{ label: place.authority.name, href: hereOf(place) }];

  formPage(app, deps, {
    path: `${path}/declaration`,
    access: 'rollout.assert',
    params: ofPlace,
    body: declarationFields,
    files: { fichier: { maxBytes: mostBytes, families: proofFamilies } },
    load: concerned,
    initial: async ({ thing }) => declaredValues(await standingIn(thing)),
    show: async ({ form, thing }) => ({
      meta: metaOf(thing.rollout, `Où en est ${thing.authority.name} ?`, {}, crumbsTo(thing)),
      body: (
        <DeclarationForm
          form={form}
          place={thing}
          standing={await standingIn(thing)}
          today={machineDate(clock.now())}
          accept={acceptedExtensions(proofFamilies)}
        />
      ),
    }),
    submit: async ({ tx, input, thing }) => {
      const { rollout, authority, actor } = thing;
      await declare(tx, { by: actor, now: clock.now(), rollout, authority }, input);
      return {
        location: hereOf(thing),
        notice: `C’est noté : ${rollout.title} suit maintenant ce que dit ${authority.name}.`,
      };
    },
  });

  button(app, deps, {
    path: `${path}/confirmation`,
    access: 'rollout.assert',
    params: ofPlace,
    load: concerned,
    submit: async ({ tx, thing }) => {
      const { rollout, authority, actor } = thing;
      const standing = (await standingsOf(tx, authority.id)).get(rollout.slug) ?? null;
      await confirmStanding(tx, { by: actor, now: clock.now(), rollout, authority }, standing);
      return { location: hereOf(thing), notice: 'Merci : c’est confirmé.' };
    },
  });

  formPage(app, deps, {
    path: `${path}/couverture`,
    access: 'rollout.cover',
    params: ofPlace,
    body: coverageFields,
    load: async (request, params) => {
      const place = await on('rollout.cover')(request, params);
      if (!coveringKinds.has(place.authority.kind))
        notFound('Cette collectivité n’a pas de communes à couvrir.');
      return { ...place, coverable: await coverableBy(db, place.rollout.slug, place.authority.id) };
    },
    initial: ({ request, thing: { coverable } }) => {
      const covered = coverable.flatMap(({ code, covered }) => (covered ? [code] : []));
      const asked = new URL(request.url, 'http://own.invalid').searchParams.get('cocher');
      const communes =
        asked === 'toutes' ? coverable.map(({ code }) => code) : asked === 'aucune' ? [] : covered;
      return { communes, cochees: covered.join(',') };
    },
    show: ({ form, thing }) => ({
      meta: metaOf(thing.rollout, `Couverture par ${thing.authority.name}`, {}, crumbsTo(thing)),
      body: (
        <CoverageForm
          form={form}
          place={thing}
          coverable={thing.coverable}
          today={machineDate(clock.now())}
        />
      ),
    }),
    submit: async ({ tx, input, thing }) => {
      const { rollout, authority, actor } = thing;
      const { begun, ended } = await coverCommunes(
        tx,
        { by: actor, now: clock.now(), rollout, provider: authority },
        { ticked: input.communes, opened: input.cochees, since: input.depuis },
      );
      return { location: hereOf(thing), notice: coverageNotice(begun, ended) };
    },
  });

  formPage(app, deps, {
    path: `${path}/contestations/:told`,
    access: 'rollout.contest',
    params: ofTold,
    body: contestFields,
    load: async (request, params) => {
      const place = await on('rollout.contest')(request, params);
      const told = found(await oneTold(db, place.rollout.slug, place.authority.id, toldNamed(params.told)));
      return { ...place, told };
    },
    show: ({ form, thing }) => ({
      meta: metaOf(thing.rollout, `Contester : ${thing.authority.name}`, {}, crumbsTo(thing)),
      body: <ContestForm form={form} place={thing} told={thing.told} />,
    }),
    submit: async ({ tx, input, thing }) => {
      const { rollout, authority, actor, told } = thing;
      await contest(tx, { by: actor, now: clock.now(), rollout, authority }, told, input.motif);
      return {
        location: `${hereOf(thing)}#declarations`,
        notice: 'Votre contestation est publiée. Les copilotes du groupe vont répondre.',
      };
    },
  });
}

function coverageNotice(begun: number, ended: number): string {
  if (begun + ended === 0) return 'Rien n’a changé.';
  return [
    begun > 0 && plural(begun, 'commune est maintenant couverte', 'communes sont maintenant couvertes'),
    ended > 0 && plural(ended, 'ne l’est plus', 'ne le sont plus'),
  ]
    .filter(Boolean)
    .join(', ')
    .concat('.');
}
