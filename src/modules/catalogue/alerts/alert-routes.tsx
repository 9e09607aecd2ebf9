import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, fields, formPage, limitMailRequests, Refusal } from '../../../platform/http/index.ts';
import { MailStep } from '../../../ui/index.ts';
import { signedIn } from '../../identity/index.ts';
import { catalogueHref, catalogues } from '../catalogues.ts';
import { byCatalogue, listHref, listQuery } from '../list/list-query.ts';
import { managePath } from './alert-mails.ts';
import {
  addAlert,
  askForAlert,
  confirmAlert,
  findSubscriber,
  mostAlerts,
  readConfirmation,
  type Subscriber,
  stopAlert,
  stopAll,
} from './alerts.ts';
import { type ReadSubject, readSubject, subjectOf } from './subject.ts';
import { AlertForm, AlertsPage } from './views/alerts.tsx';

const full = `Vous avez déjà ${mostAlerts} alertes : arrêtez-en une d’abord.`;
const back = { label: 'Catalogues', href: '/catalogues' };
const about = 'Alertes des catalogues';

/** Being told by mail of what is new in a list: no account; the address is confirmed first, and leaving takes one click. */
export function alertRoutes(app: App, deps: Deps): void {
  const { publicUrl } = deps.settings;
  formPage(app, deps, {
    path: '/catalogues/:catalogue/alertes',
    access: 'public',
    params: byCatalogue,
    body: { adresse: fields.email() },
    load: (request, params) => subjectOf(deps, catalogues[params.catalogue], listQuery.parse(request.query)),
    initial: ({ request }) => ({ adresse: request.actor?.email ?? '' }),
    show: ({ form, request, thing }) => ({
      meta: {
        title: 'Être prévenu des nouveautés',
        breadcrumb: [
          { label: 'Catalogues', href: '/catalogues' },
          { label: thing.catalogue.title, href: catalogueHref(thing.catalogue.slug) },
          { label: 'Être prévenu' },
        ],
      },
      body: (
        <AlertForm
          form={form}
          words={thing.words}
          back={listOf(thing)}
          feed={publicUrl + listHref(thing.catalogue.slug, thing.filter.asked, { ending: '.atom' })}
          isMember={request.actor !== null}
        />
      ),
    }),
    guard: ({ request: { ip }, input }) =>
      limitMailRequests(deps.db, { name: 'alert', ip, address: input.adresse, now: deps.clock.now() }),
    submit: async ({ tx, request, input, thing }) => {
      const { subject, words } = thing;
      const [email, now] = [input.adresse, deps.clock.now()];
      const location = listOf(thing);
      // The address of an account was confirmed when it was opened.
      if (request.actor?.email === email) {
        if (!(await addAlert(tx, { email, subject, now }))) throw new Refusal(full);
        return { location: '/alertes', notice: 'L’alerte est en place.' };
      }
      await askForAlert(tx, { email, subject, words, now, publicUrl });
      return {
        location,
        notice:
          'Un courriel vient de partir à cette adresse : ouvrez le lien qu’il contient pour confirmer. Sans cela, rien ne vous sera envoyé.',
      };
    },
  });

  app.get('/alertes', { config: { access: 'signed-in' } }, async (request, reply) => {
    const subscriber = await findSubscriber(deps.db, { email: signedIn(request).email });
    return showAlerts(deps, reply, subscriber);
  });
  confirmation(app, deps);
  leaving(app, deps);
}

const listOf = ({ catalogue, filter }: ReadSubject): string => listHref(catalogue.slug, filter.asked);

const ofLink = z.object({ token: z.string().max(100) });

/** Mail scanners follow links: opening one changes nothing, the button of its page does. */
function confirmation(app: App, deps: Deps): void {
  const path = '/alertes/lien/:token';
  const asked = async ({ token }: z.output<typeof ofLink>) => {
    const alert = await readConfirmation(deps.db, token, deps.clock.now());
    const read = alert && (await readSubject(deps, alert));
    return alert && read ? { alert, read } : null;
  };
  const gone = (reply: FastifyReply) => {
    reply.code(410);
    return step(reply, {
      title: 'Ce lien n’est plus valable',
      text: 'Il a servi jusqu’à son terme, ou une nouvelle demande l’a remplacé.',
    });
  };

  app.get(path, { config: { access: 'public' }, schema: { params: ofLink } }, async (request, reply) => {
    const found = await asked(request.params);
    if (!found) return gone(reply);
    return step(reply, {
      title: 'Confirmer cette alerte ?',
      text: `${found.alert.email} sera prévenu des nouvelles ressources de cette liste : ${found.read.words}. Un message par semaine au plus, pour toutes vos alertes.`,
      act: { label: 'Confirmer', action: request.url },
    });
  });

  app.post(
    path,
    { config: { access: 'public' }, schema: { params: ofLink, body: z.unknown() } },
    async (request, reply) => {
      const found = await asked(request.params);
      if (!found) return gone(reply);
      await deps.db.transaction().execute((tx) => confirmAlert(tx, found.alert.id, deps.clock.now()));
      return step(reply, {
        title: 'L’alerte est en place',
        text: `Vous serez prévenu des nouvelles ressources de cette liste : ${found.read.words}. Chaque message porte un lien pour l’arrêter.`,
        back: { label: 'Voir toutes vos alertes', href: managePath(found.alert.subscriberId) },
      });
    },
  );
}

const ofSubscriber = z.object({ id: fields.uuid });
const ofAlert = ofSubscriber.extend({ alert: fields.uuid });

/**
 * What the links of a mail stop: all, or one alert. Mail programs post here by themselves (RFC 8058): no session, no key, and no
 * redirect, which they would not follow.
 */
function leaving(app: App, deps: Deps): void {
  const path = '/alertes/desinscription/:id';
  app.get(path, { config: { access: 'public' }, schema: { params: ofSubscriber } }, async (request, reply) =>
    showAlerts(deps, reply, await findSubscriber(deps.db, request.params)),
  );

  app.post(
    path,
    { config: { access: 'public' }, schema: { params: ofSubscriber, body: z.unknown() } },
    async (request, reply) => {
      await deps.db.transaction().execute((tx) => stopAll(tx, request.params.id));
      return showAlerts(deps, reply, undefined);
    },
  );

  app.get(
    `${path}/:alert`,
    { config: { access: 'public' }, schema: { params: ofAlert } },
    async ({ params, url }, reply) => {
      const subscriber = await findSubscriber(deps.db, params);
      const alert = subscriber?.alerts.find(({ id }) => id === params.alert);
      if (!alert) return showAlerts(deps, reply, subscriber);
      const read = await readSubject(deps, alert);
      return step(reply, {
        title: 'Arrêter cette alerte ?',
        text: `${subscriber?.email} ne sera plus prévenu des nouvelles ressources de cette liste : ${read?.words ?? catalogues[alert.catalogue].title}.`,
        act: { label: 'Arrêter cette alerte', action: url },
        back: { label: 'Voir toutes vos alertes', href: managePath(params.id) },
      });
    },
  );

  app.post(
    `${path}/:alert`,
    { config: { access: 'public' }, schema: { params: ofAlert, body: z.unknown() } },
    async ({ params }, reply) => {
      await deps.db.transaction().execute((tx) => stopAlert(tx, params.id, params.alert));
      return showAlerts(deps, reply, await findSubscriber(deps.db, params));
    },
  );
}

/** The alerts of somebody, each with its button; nothing is known of whoever has none. */
async function showAlerts(
  deps: Deps,
  reply: FastifyReply,
  subscriber: Subscriber | undefined,
): Promise<FastifyReply> {
  const alerts = await Promise.all(
    (subscriber?.alerts ?? []).map(async (alert) => ({ alert, read: await readSubject(deps, alert) })),
  );
  reply.header('cache-control', 'no-store');
  return reply.page(
    { title: 'Vos alertes', noindex: true, breadcrumb: [back, { label: 'Vos alertes' }] },
    <AlertsPage
      email={subscriber?.email ?? null}
      stopAll={subscriber ? managePath(subscriber.id) : null}
      items={alerts.map(({ alert, read }) => ({
        words: read?.words ?? `Catalogue ${catalogues[alert.catalogue].of}, sous un filtre qui n’existe plus`,
        href: read?.href ?? null,
        stop: `${managePath(alert.subscriberId)}/${alert.id}`,
      }))}
    />,
  );
}

function step(
  reply: FastifyReply,
  props: {
    title: string;
    text: string;
    act?: { label: string; action: string };
    back?: { label: string; href: string };
  },
) {
  reply.header('cache-control', 'no-store');
  return reply.page(
    { title: props.title, noindex: true, breadcrumb: [back, { label: props.title }] },
    <MailStep about={about} back={back} {...props} />,
  );
}
