import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import {
  type App,
  authorise,
  button,
  fields,
  formPage,
  found,
  pageCount,
  typedText,
} from '../../../platform/http/index.ts';
import { localPath, signedIn } from '../../identity/index.ts';
import { type Allowed, actOf } from '../access.ts';
import { findGroup } from '../queries.ts';
import { SpaceFrame, spaceMeta } from '../views/space-frame.tsx';
import { endOpening, openGroup } from './actions.ts';
import { journalPath, openingPath } from './asking.ts';
import { can, type OpeningVerb } from './policy.ts';
import { listOpenings, openingsPerPage } from './queries.ts';
import { openingFields, usualDuration } from './schemas.ts';
import { AlreadyOpen, OpeningForm, OpeningsJournal } from './views.tsx';

const bySlug = z.object({ slug: fields.slug });

/** Where somebody of the programme team opens a group that they are not of, and where its copilots read who did. */
export function openingRoutes(app: App, deps: Deps): void {
  const on =
    (verb: OpeningVerb) =>
    async (request: FastifyRequest, { slug }: { slug: string }): Promise<Allowed> => {
      const actor = signedIn(request);
      const group = found(await findGroup(deps.db, slug), 'Ce groupe n’existe pas.');
      authorise(request, verb, can(actor, verb, group.id));
      return { actor, group };
    };
  const spaceOf = ({ slug }: { slug: string }) => `/espace/groupes/${slug}`;

  formPage(app, deps, {
    path: openingPath(':slug'),
    access: 'opening.start',
    params: bySlug,
    body: openingFields,
    load: on('opening.start'),
    initial: ({ request }) => ({ duree: usualDuration, retour: backOf(request) ?? '' }),
    show: ({ form, thing: { actor, group } }) => {
      const back = localPath(typedText(form.values, 'retour'));
      const opening = actor.openings.get(group.id);
      return {
        meta: spaceMeta(group, 'Ouvrir l’espace'),
        body: opening ? (
          <AlreadyOpen group={group} opening={opening} back={back ?? spaceOf(group)} />
        ) : (
          <OpeningForm group={group} form={form} back={back} />
        ),
      };
    },
    submit: async ({ tx, thing: { actor, group }, input }) => {
      await openGroup(tx, actOf(deps, actor), {
        group,
        reason: input.motif,
        duration: input.duree,
        publicUrl: deps.settings.publicUrl,
      });
      return {
        location: input.retour ?? spaceOf(group),
        notice: 'L’espace vous est ouvert, et ses copilotes en sont avertis.',
      };
    },
  });

  button(app, deps, {
    path: `${openingPath(':slug')}/fin`,
    access: 'opening.end',
    params: bySlug,
    load: on('opening.end'),
    submit: async ({ tx, thing: { actor, group } }) => {
      await endOpening(tx, actOf(deps, actor), group);
      return { location: spaceOf(group), notice: `L’espace du groupe « ${group.title} » est refermé.` };
    },
  });

  app.get(
    journalPath(':slug'),
    {
      config: { access: 'opening.list' },
      schema: { params: bySlug, querystring: z.object({ page: fields.pageNumber }) },
    },
    async (request, reply) => {
      const { group } = await on('opening.list')(request, request.params);
      const first = await listOpenings(deps.db, group.id, request.query.page);
      const pages = pageCount(first.total, openingsPerPage);
      const page = Math.min(request.query.page, pages);
      const { openings } = page === request.query.page ? first : await listOpenings(deps.db, group.id, page);
      return reply.page(
        spaceMeta(group, 'Ouvertures'),
        <SpaceFrame
          group={group}
          title="Ouvertures"
          lead="Quand l’équipe du programme lit l’espace du groupe sans en faire partie, elle dit pourquoi. Les copilotes et l’équipe lisent cette page ; elle garde douze mois."
          current="ouvertures"
        >
          <OpeningsJournal
            group={group}
            openings={openings}
            now={deps.clock.now()}
            page={page}
            pages={pages}
          />
        </SpaceFrame>,
      );
    },
  );
}

/** The page that led here; none when the address holds anything else. */
function backOf({ query }: FastifyRequest): string | null {
  const asked = z.object({ retour: z.string() }).safeParse(query);
  return asked.success ? localPath(asked.data.retour) : null;
}
