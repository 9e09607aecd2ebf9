import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type App, formPage, Refusal } from '../../platform/http/index.ts';
import { machineDate } from '../../ui/index.ts';
import { exportOfToken, hasFailed, lastExportOf, requestExport, takeExport } from './data-export.ts';
import { signedIn } from './sessions.ts';
import { DataExportGonePage, DataExportPage, DataLinkPage } from './views/data-export.tsx';

const path = '/espace/compte/donnees';
const tokenParams = z.object({ token: z.string().max(100) });
const breadcrumb = [
  { label: 'Mon espace', href: '/espace' },
  { label: 'Mon compte', href: '/espace/compte' },
  { label: 'Mes données' },
];

/** All that the product holds on a person, asked for here, had once by a link that is mailed. */
export function dataExportRoutes(app: App, deps: Deps): void {
  app.get('/compte/donnees', { config: { access: 'public' } }, (_request, reply) =>
    reply.redirect(path, 301),
  );

  formPage(app, deps, {
    path,
    access: 'signed-in',
    load: (request) => signedIn(request),
    show: async ({ thing, form }) => {
      const now = deps.clock.now();
      const last = await lastExportOf(deps.db, thing.id);
      return {
        meta: { title: 'Mes données', breadcrumb },
        body: (
          <DataExportPage
            last={last}
            failed={last !== null && hasFailed(last, now)}
            email={thing.email}
            form={form}
            now={now}
          />
        ),
      };
    },
    submit: async ({ tx, thing }) => {
      await refuseFictional(tx, thing.id);
      await requestExport(tx, thing.id, deps.clock.now());
      return { location: path, notice: 'Votre archive se prépare : un courriel vous en donnera le lien.' };
    },
  });

  const link = `${path}/lien/:token`;
  app.get(
    link,
    { config: { access: 'signed-in' }, schema: { params: tokenParams } },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const { token } = request.params;
      const found = await exportOfToken(deps.db, {
        token,
        accountId: signedIn(request).id,
        now: deps.clock.now(),
      });
      if (!found) {
        return reply
          .code(410)
          .page({ title: 'Ce lien n’est plus valable', noindex: true }, <DataExportGonePage />);
      }
      return reply.page(
        { title: 'Vos données sont prêtes', noindex: true, breadcrumb },
        <DataLinkPage archive={found} action={`${path}/lien/${encodeURIComponent(token)}`} />,
      );
    },
  );

  app.post(
    link,
    { config: { access: 'signed-in' }, schema: { params: tokenParams, body: z.unknown() } },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const now = deps.clock.now();
      const { token } = request.params;
      const found = await exportOfToken(deps.db, { token, accountId: signedIn(request).id, now });
      // Opened before the link is used up: a store that fails costs nobody their archive.
      const content = found && (await deps.files.read(found.storageKey));
      const taken = found && (await takeExport(deps.db, found.id, now));
      if (!content || !taken) {
        content?.destroy();
        return reply
          .code(410)
          .page({ title: 'Ce lien n’est plus valable', noindex: true }, <DataExportGonePage />);
      }
      return reply
        .header('content-disposition', `attachment; filename="mes-donnees-${machineDate(now)}.zip"`)
        .header('x-content-type-options', 'nosniff')
        .header('content-length', found.bytes)
        .type('application/zip')
        .send(content);
    },
  );

  async function refuseFictional(tx: typeof deps.db, accountId: string): Promise<void> {
    const account = await tx
      .selectFrom('accounts')
      .select('demonstration')
      .where('id', '=', accountId)
      .executeTakeFirst();
    if (account?.demonstration) {
      throw new Refusal('Un compte de démonstration n’a pas de messagerie où recevoir l’archive.');
    }
  }
}
