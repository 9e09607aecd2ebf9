import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type App, fields, found, notFound, pageCount } from '../../platform/http/index.ts';
import { isLocalRequest } from './local-request.ts';
import { listMails, pageSize, readMail } from './queries.ts';
import { MailListPage, MailPage } from './views/mailbox.tsx';

/** Only where mails have nowhere to go: elsewhere these addresses do not exist. */
export function routes(app: App, deps: Deps): void {
  if (!deps.settings.mailbox) return;
  const config = { access: 'public' } as const;

  // Sign-in links are in there: for the person at this machine, even if the settings were wrong.
  const keepLocal = (request: FastifyRequest, reply: FastifyReply): void => {
    if (!isLocalRequest(request)) notFound();
    reply.header('cache-control', 'no-store');
  };

  app.get(
    '/courriels',
    { config, schema: { querystring: z.object({ page: fields.pageNumber.optional() }) } },
    async (request, reply) => {
      keepLocal(request, reply);
      const page = request.query.page ?? 1;
      const { mails, total } = await listMails(deps.db, page);
      return reply.page(
        { title: 'Courriels', noindex: true, breadcrumb: [{ label: 'Courriels' }] },
        <MailListPage mails={mails} page={page} pages={pageCount(total, pageSize)} />,
      );
    },
  );

  app.get(
    '/courriels/:id',
    { config, schema: { params: z.object({ id: fields.uuid }) } },
    async (request, reply) => {
      keepLocal(request, reply);
      const mail = found(await readMail(deps.db, request.params.id));
      return reply.page(
        {
          title: mail.subject,
          noindex: true,
          breadcrumb: [{ label: 'Courriels', href: '/courriels' }, { label: mail.subject }],
        },
        <MailPage mail={mail} now={deps.clock.now()} />,
      );
    },
  );
}
