import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Db } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { MailStep } from '../../ui/index.ts';
import { followThread } from '../discussions/index.ts';
import { findGroup } from '../groups/index.ts';
import { ownerOfStop, stopMails } from './choices.ts';
import { choicesPath } from './mails/addresses.ts';
import { ofGroupStop, ofStop, ofThreadStop } from './schemas.ts';

/** What one address stops, once it is known whose it is. */
interface Stop {
  /** What it is about, in words that begin a page. */
  about: string;
  question: string;
  text: string;
  done: string;
  act: (tx: Db, accountId: string) => Promise<void>;
}

/**
 * Stopping the mails of one's groups, of a group or of a thread: the address says whose, and nobody signs in. Opening it
 * changes nothing, since scanners of mails do.
 */
export function stopRoutes(app: App, deps: Deps): void {
  const all: Stop = {
    about: 'Vos groupes',
    question: 'Ne plus recevoir de courriel de vos groupes ?',
    text: 'Ni les récapitulatifs, ni les messages un par un. Vous restez membre de vos groupes et continuez de tout lire sur Cordée.',
    done: 'Vous restez membre de vos groupes, et pouvez choisir un autre rythme à tout moment.',
    act: (tx, accountId) => stopMails(tx, accountId, null),
  };
  page('/arret-courriels/:stop', ofStop, async () => all);
  page('/arret-courriels/:stop/groupes/:slug', ofGroupStop, async ({ slug }) => {
    const group = await findGroup(deps.db, slug);
    return group
      ? {
          about: group.title,
          question: 'Ne plus recevoir de courriel de ce groupe ?',
          text: `Plus rien du groupe « ${group.title} », discussions suivies comprises. Vous en restez membre et continuez de tout lire sur Cordée.`,
          done: 'Vous restez membre de ce groupe, et pouvez choisir un autre rythme à tout moment.',
          act: (tx, accountId) => stopMails(tx, accountId, group.id),
        }
      : all;
  });
  page('/arret-courriels/:stop/discussions/:thread', ofThreadStop, async ({ thread }) => ({
    // Its title is for the members: the address may be read by somebody else.
    about: 'Une discussion',
    question: 'Ne plus recevoir cette discussion ?',
    text: 'Ses réponses ne viendront plus par courriel, ni une par une, ni dans les récapitulatifs.',
    done: 'Les autres discussions du groupe vous arrivent comme avant.',
    act: (tx, accountId) => muteThread(tx, thread, accountId),
  }));

  function page<Params extends z.ZodType<{ stop: string }>>(
    path: string,
    params: Params,
    stopOf: (params: z.output<Params>) => Promise<Stop>,
  ): void {
    const config = { access: 'public' } as const;
    const answer = async (request: FastifyRequest, reply: FastifyReply, isDone: boolean) => {
      const asked = params.parse(request.params);
      const { about, question, text, done, act } = await stopOf(asked);
      const accountId = await ownerOfStop(deps.db, asked.stop);
      if (isDone && accountId) await deps.db.transaction().execute((tx) => act(tx, accountId));
      const ended = isDone || !accountId;
      const title = ended ? 'Vous ne recevrez plus ces courriels' : question;
      reply.header('cache-control', 'no-store');
      return reply.page(
        { title, noindex: true, breadcrumb: [{ label: title }] },
        <MailStep
          about={about}
          title={title}
          text={ended ? done : text}
          act={ended ? undefined : { label: 'Ne plus les recevoir', action: request.url }}
          back={{ label: 'Choisir plutôt ce que je reçois de chaque groupe', href: choicesPath }}
        />,
      );
    };
    app.get(path, { config, schema: { params } }, (request, reply) => answer(request, reply, false));
    // Mail programs post here by themselves (RFC 8058): no session, no key, and no redirect, which they would not follow.
    app.post(path, { config, schema: { params, body: z.unknown() } }, (request, reply) =>
      answer(request, reply, true),
    );
  }
}

/** One that is gone sends nothing. */
async function muteThread(tx: Db, threadId: string, accountId: string): Promise<void> {
  const thread = await tx.selectFrom('threads').select('id').where('id', '=', threadId).executeTakeFirst();
  if (thread) await followThread(tx, threadId, accountId, 'mute');
}
