import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import {
  type App,
  authorise,
  button,
  fields,
  formPage,
  found,
  pageCount,
} from '../../platform/http/index.ts';
import { Confirmation, ReasonField } from '../../ui/index.ts';
import { type Actor, signedIn } from '../identity/index.ts';
import { actOf } from './access.ts';
import { refuseKey, turnKey, withdrawKey } from './keys/actions.ts';
import { askedWords, keyedAct } from './keys/acts.ts';
import { settledPerPage } from './keys/paging.ts';
import { can, type KeyVerb } from './keys/policy.ts';
import { awaitingKeys, findKeyRequest, type KeyRequest, settledKeys } from './keys/queries.ts';
import { sidesOf } from './keys/sides.ts';
import { askToOpen } from './openings/asking.ts';
import { findGroup, type Group } from './queries.ts';
import { KeyPage, KeysPage } from './views/keys.tsx';
import { SpaceFrame, spaceMeta } from './views/space-frame.tsx';

const bySlug = z.object({ slug: fields.slug });
const byRequest = z.object({ slug: fields.slug, id: fields.uuid });
const path = '/espace/groupes/:slug/cles';

interface OnRequest {
  actor: Actor;
  group: Group;
  request: KeyRequest;
}

/** Where a group's keys are asked for and turned: seen by its copilots, of both sides, and by who of the programme team opened the group. */
export function keyRoutes(app: App, deps: Deps): void {
  const { publicUrl } = deps.settings;
  const keysOf = (group: { slug: string }) => `/espace/groupes/${group.slug}/cles`;

  const inGroup = async (request: FastifyRequest, slug: string): Promise<{ actor: Actor; group: Group }> => {
    const actor = signedIn(request);
    const group = found(await findGroup(deps.db, slug), 'Ce groupe n’existe pas.');
    askToOpen(actor, group);
    authorise(request, 'key.read', can(actor, 'key.read', { groupId: group.id }));
    return { actor, group };
  };
  const onRequest =
    (verb: KeyVerb) =>
    async (request: FastifyRequest, { slug, id }: z.output<typeof byRequest>): Promise<OnRequest> => {
      const { actor, group } = await inGroup(request, slug);
      const asked = found(await findKeyRequest(deps.db, group.id, id), 'Cette demande n’existe pas.');
      const facts = { groupId: group.id, request: { side: asked.side, askedBy: asked.askedBy.id } };
      authorise(request, verb, can(actor, verb, facts));
      return { actor, group, request: asked };
    };

  app.get(
    path,
    {
      config: { access: 'key.read' },
      schema: { params: bySlug, querystring: z.object({ page: fields.pageNumber }) },
    },
    async (request, reply) => {
      const { group } = await inGroup(request, request.params.slug);
      const now = deps.clock.now();
      const [sides, awaiting, first] = await Promise.all([
        sidesOf(deps.db, group.id),
        awaitingKeys(deps.db, now, { groupId: group.id }),
        settledKeys(deps.db, group.id, request.query.page),
      ]);
      const page = Math.min(request.query.page, pageCount(first.total, settledPerPage));
      const settled = page === request.query.page ? first : await settledKeys(deps.db, group.id, page);
      return reply.page(
        spaceMeta(group, 'Clés'),
        <SpaceFrame
          group={group}
          title="Clés"
          lead="Ce qui engage le groupe se fait à deux clés : une de l’État, une des collectivités."
          current="cles"
        >
          <KeysPage
            slug={group.slug}
            sides={sides}
            awaiting={awaiting}
            settled={settled.requests}
            total={settled.total}
            page={page}
          />
        </SpaceFrame>,
      );
    },
  );

  app.get(
    `${path}/:id`,
    { config: { access: 'key.read' }, schema: { params: byRequest } },
    async (request, reply) => {
      const { actor, group, request: asked } = await onRequest('key.read')(request, request.params);
      const facts = { groupId: group.id, request: { side: asked.side, askedBy: asked.askedBy.id } };
      return reply.page(
        spaceMeta(group, 'Clé demandée'),
        <KeyPage
          group={group}
          request={asked}
          preview={await keyedAct(asked.act).preview(deps.db, asked)}
          may={{ turn: can(actor, 'key.turn', facts), withdraw: can(actor, 'key.withdraw', facts) }}
          formKey={randomUUID()}
        />,
      );
    },
  );

  button(app, deps, {
    path: `${path}/:id/tour`,
    access: 'key.turn',
    params: byRequest,
    load: onRequest('key.turn'),
    submit: async ({ tx, thing: { actor, group, request } }) => {
      const turned = await turnKey(tx, actOf(deps, actor), { group, requestId: request.id, publicUrl });
      const location = `${keysOf(group)}/${request.id}`;
      return turned.state === 'turned'
        ? { location, notice: `Fait à deux clés : ${askedWords(request)}.` }
        : { location, reply: (reply) => reply.notice(turned.reason, 'error') };
    },
  });

  formPage(app, deps, {
    path: `${path}/:id/refus`,
    access: 'key.refuse',
    params: byRequest,
    body: { motif: fields.reason },
    load: onRequest('key.refuse'),
    show: ({ form, thing: { group, request } }) => ({
      meta: spaceMeta(group, 'Refuser sa clé'),
      body: (
        <Confirmation
          about={group.title}
          question="Refuser votre clé ?"
          warning={`Ce qui est demandé ne se fera pas : ${askedWords(request)}. ${request.askedBy.name} pourra le demander de nouveau.`}
          act="Refuser"
          form={form}
          cancelHref={`${keysOf(group)}/${request.id}`}
        >
          <ReasonField value={[form.values.motif ?? ''].flat()[0] ?? ''} error={form.errors.motif} />
        </Confirmation>
      ),
    }),
    submit: async ({ tx, thing: { actor, group, request }, input }) => {
      await refuseKey(tx, actOf(deps, actor), {
        group,
        requestId: request.id,
        publicUrl,
        reason: input.motif,
      });
      return { location: keysOf(group), notice: 'Votre refus est transmis, avec son motif.' };
    },
  });

  button(app, deps, {
    path: `${path}/:id/retrait`,
    access: 'key.withdraw',
    params: byRequest,
    load: onRequest('key.withdraw'),
    submit: async ({ tx, thing: { actor, group, request } }) => {
      await withdrawKey(tx, actOf(deps, actor), { group, requestId: request.id });
      return { location: keysOf(group), notice: 'La clé est reprise : rien ne changera.' };
    },
  });
}
