import type { Deps } from '../../platform/deps.ts';
import { type App, pageCount } from '../../platform/http/index.ts';
import { Button } from '../../ui/index.ts';
import { SpaceFrame, spaceMeta } from '../groups/index.ts';
import { inGroup } from './access.ts';
import { listHrefOf } from './addresses.ts';
import { meetingsToCome, pastMeetings, pastPerPage } from './listing.ts';
import { byPage, bySlug } from './schemas.ts';
import { ListPage } from './views/list-page.tsx';

/** The meetings of a group. */
export function listRoutes(app: App, deps: Deps): void {
  app.get(
    '/espace/groupes/:slug/reunions',
    { config: { access: 'meeting.read' }, schema: { params: bySlug, querystring: byPage } },
    async (request, reply) => {
      const { actor, group, mayCall } = await inGroup(deps, 'meeting.read')(request, request.params);
      const reader = { accountId: actor.id, now: deps.clock.now() };
      const asked = request.query.page ?? 1;
      const [toCome, { meetings, total }] = await Promise.all([
        asked === 1 ? meetingsToCome(deps.db, [group.id], reader) : [],
        pastMeetings(deps.db, group.id, { ...reader, page: asked }),
      ]);
      const pages = pageCount(total, pastPerPage);
      if (asked > pages) return reply.redirect(`${listHrefOf(group.slug)}?page=${pages}`, 302);
      return reply.page(
        spaceMeta(group, 'Réunions'),
        <SpaceFrame
          group={group}
          title="Réunions"
          current="reunions"
          actions={
            mayCall &&
            toCome.length + total > 0 && (
              <Button href={`${listHrefOf(group.slug)}/nouvelle`} icon="plus">
                Convoquer une réunion
              </Button>
            )
          }
        >
          <ListPage
            slug={group.slug}
            toCome={toCome}
            past={meetings}
            total={total}
            page={asked}
            mayCall={mayCall}
            now={reader.now}
          />
        </SpaceFrame>,
      );
    },
  );
}
