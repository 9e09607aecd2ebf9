import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type App, authorise, button, fields, found, pageCount } from '../../platform/http/index.ts';
import { listEvents } from '../audit/index.ts';
import { endOpeningsOf } from '../groups/index.ts';
import {
  type Actor,
  grantRole,
  revokeRole,
  waitingSuspension,
  waitingSuspensions,
} from '../identity/index.ts';
import { accessRoutes } from './access-routes.tsx';
import { retryAllNow, retryNow, sendAgain } from './actions.ts';
import { domainRoutes } from './domain-routes.tsx';
import { pointed } from './journal-things.ts';
import { mayAdminister, mayGrantRoles, maySuspend } from './policy.ts';
import {
  findAccount,
  findMail,
  journalFilters,
  listAccounts,
  listMails,
  mailCounts,
  overview,
} from './queries.ts';
import { AccountList, AccountPage, roles, stateFilters } from './views/accounts.tsx';
import { Dashboard } from './views/dashboard.tsx';
import { Journal } from './views/journal.tsx';
import { Mails, mailConditionCodes } from './views/mails.tsx';

const perPage = 50;
const root = { label: 'Administration', href: '/administration' };
const oneId = z.object({ id: fields.uuid });

const pagesFor = (total: number): number => pageCount(total, perPage);

/** The actor, once the verb is checked: routes that name a verb are closed to visitors. */
function administrator(request: FastifyRequest, verb: `${string}.${string}`, may = mayAdminister): Actor {
  authorise(request, verb, may(request.actor));
  return found(request.actor);
}

export function routes(app: App, deps: Deps): void {
  dashboardRoute(app, deps);
  journalRoute(app, deps);
  accountRoutes(app, deps);
  accessRoutes(app, deps);
  domainRoutes(app, deps);
  mailRoutes(app, deps);
}

function dashboardRoute(app: App, { db }: Deps): void {
  const access = 'administration.read';
  app.get('/administration', { config: { access } }, async (request, reply) => {
    const reader = administrator(request, access);
    const [counts, suspensions, events] = await Promise.all([
      overview(db),
      waitingSuspensions(db),
      listEvents(db, { limit: 8, offset: 0 }).then((latest) => pointed(db, latest.events, reader)),
    ]);
    return reply.page(
      { title: 'Administration', noindex: true, breadcrumb: [{ label: 'Administration' }] },
      <Dashboard counts={counts} suspensions={suspensions} events={events} />,
    );
  });
}

function journalRoute(app: App, { db }: Deps): void {
  const access = 'journal.read';
  const querystring = z.object({
    action: z
      .string()
      .regex(/^[a-z-]+\.[a-z-]+$/)
      .catch(''),
    par: z.union([z.literal(''), fields.uuid]).catch(''),
    page: fields.pageNumber,
  });
  app.get(
    '/administration/journal',
    { config: { access }, schema: { querystring } },
    async (request, reply) => {
      const reader = administrator(request, access);
      const { page, ...filter } = request.query;
      const [{ events, total }, known] = await Promise.all([
        listEvents(db, {
          verb: filter.action || undefined,
          actorId: filter.par || undefined,
          limit: perPage,
          offset: (page - 1) * perPage,
        }),
        journalFilters(db),
      ]);
      return reply.page(
        { title: 'Journal', noindex: true, breadcrumb: [root, { label: 'Journal' }] },
        <Journal
          events={await pointed(db, events, reader)}
          {...known}
          filter={filter}
          page={page}
          pages={pagesFor(total)}
        />,
      );
    },
  );
}

function accountRoutes(app: App, deps: Deps): void {
  const { db } = deps;
  const access = 'account.read';
  const querystring = z.object({
    q: fields.searchText,
    etat: z.enum(['', ...stateFilters]).catch(''),
    roles: z.enum(['', 'oui']).catch(''),
    page: fields.pageNumber,
  });
  app.get(
    '/administration/comptes',
    { config: { access }, schema: { querystring } },
    async (request, reply) => {
      administrator(request, access);
      const { page, ...filter } = request.query;
      const { items, total } = await listAccounts(db, {
        text: filter.q || undefined,
        state: filter.etat || undefined,
        withRole: filter.roles === 'oui',
        limit: perPage,
        offset: (page - 1) * perPage,
      });
      return reply.page(
        { title: 'Comptes', noindex: true, breadcrumb: [root, { label: 'Comptes' }] },
        <AccountList items={items} total={total} page={page} pages={pagesFor(total)} filter={filter} />,
      );
    },
  );

  app.get(
    '/administration/comptes/:id',
    { config: { access }, schema: { params: oneId } },
    async (request, reply) => {
      const actor = administrator(request, access);
      const account = found(await findAccount(db, request.params.id));
      const proposal = await waitingSuspension(db, account.id);
      return reply.page(
        {
          title: account.name,
          noindex: true,
          breadcrumb: [root, { label: 'Comptes', href: '/administration/comptes' }, { label: account.name }],
        },
        <AccountPage
          account={account}
          mayGrant={mayGrantRoles(actor)}
          maySuspend={maySuspend(actor, account)}
          proposal={proposal}
          mayDecide={maySuspend(actor, account) && proposal?.proposedBy !== actor.id}
          isSelf={account.id === actor.id}
        />,
      );
    },
  );

  const params = z.object({ id: fields.uuid, role: z.enum(['administrator', 'programme-team']) });
  for (const { suffix, change, notice } of [
    { suffix: '', change: grantRole, notice: 'Le rôle est donné' },
    { suffix: '/retrait', change: revokeRole, notice: 'Le rôle est retiré' },
  ]) {
    button(app, deps, {
      path: `/administration/comptes/:id/roles/:role${suffix}`,
      access: 'role.change',
      params,
      load: async (request, { id }) => {
        const actor = administrator(request, 'role.change', mayGrantRoles);
        return { actor, account: found(await findAccount(db, id)) };
      },
      submit: async ({ tx, params: { id, role }, thing }) => {
        await change(tx, { actor: thing.actor, accountId: id, role, now: deps.clock.now() });
        if (change === revokeRole) await endOpeningsOf(tx, id, deps.clock.now());
        const isOwnExit = id === thing.actor.id && role === 'administrator' && suffix !== '';
        return {
          // Whoever has just left the administration may not see the account's page any more.
          location: isOwnExit ? '/espace' : `/administration/comptes/${id}`,
          notice: `${notice} : ${roles[role]}, ${thing.account.name}.`,
        };
      },
    });
  }
}

function mailRoutes(app: App, deps: Deps): void {
  const { db } = deps;
  const access = 'mail.read';
  const querystring = z.object({
    etat: z.enum(['', ...mailConditionCodes]).catch(''),
    page: fields.pageNumber,
  });
  app.get(
    '/administration/courriels',
    { config: { access }, schema: { querystring } },
    async (request, reply) => {
      administrator(request, access);
      const { etat, page } = request.query;
      const [mails, counts] = await Promise.all([
        listMails(db, { condition: etat || undefined, limit: perPage, offset: (page - 1) * perPage }),
        mailCounts(db),
      ]);
      const total = etat === '' ? Object.values(counts).reduce((sum, n) => sum + n, 0) : (counts[etat] ?? 0);
      return reply.page(
        { title: 'Courriels', noindex: true, breadcrumb: [root, { label: 'Courriels' }] },
        <Mails mails={mails} counts={counts} condition={etat} page={page} pages={pagesFor(total)} />,
      );
    },
  );
  for (const { suffix, verb, act, notice } of [
    { suffix: 'renvoi', verb: 'mail.resend', act: sendAgain, notice: 'Le courriel va repartir.' },
    { suffix: 'essai', verb: 'mail.retry', act: retryNow, notice: 'Le courriel est réessayé maintenant.' },
  ] as const) {
    button(app, deps, {
      path: `/administration/courriels/:id/${suffix}`,
      access: verb,
      params: oneId,
      load: async (request, { id }) => {
        const actor = administrator(request, verb);
        return { actor, mail: found(await findMail(db, id)) };
      },
      submit: async ({ tx, thing }) => {
        await act(tx, thing.mail, thing.actor);
        return { location: '/administration/courriels', notice };
      },
    });
  }
  button(app, deps, {
    path: '/administration/courriels/essai',
    access: 'mail.retry',
    load: (request) => administrator(request, 'mail.retry'),
    submit: async ({ tx, thing: actor }) => {
      const count = await retryAllNow(tx, actor);
      const notice =
        count === 1
          ? 'Un courriel est réessayé maintenant.'
          : `${count} courriels sont réessayés maintenant.`;
      return { location: '/administration/courriels', notice };
    },
  });
}
