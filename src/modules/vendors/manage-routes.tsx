import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import { type App, button, formPage, found } from '../../platform/http/index.ts';
import { PageHeader } from '../../ui/index.ts';
import { asManager } from './access.ts';
import { managePath } from './addresses.ts';
import { findOpenContest, openContests, settleContest } from './contesting.ts';
import { attachPerson, detachPerson, editVendor, openVendor, peopleOf, type VendorInput } from './opening.ts';
import { manageMeta } from './page-meta.ts';
import {
  ofPerson,
  ofThing,
  ofVendor,
  pageQuery,
  personFields,
  settleFields,
  vendorFields,
} from './schemas.ts';
import { findVendor, listVendors } from './vendor.ts';
import { AttachForm, ManagePage, ManageVendor, SettleForm, VendorForm } from './views/manage.tsx';

const access = 'vendor.manage';
const base = '/administration/editeurs';
const perPage = 50;

/** Where the programme team opens spaces, lets people in and settles what is contested. */
export function manageRoutes(app: App, deps: Deps): void {
  const { db } = deps;
  const enter = asManager(deps);
  const onVendor = async (request: FastifyRequest, { slug }: { slug: string }) => {
    const managing = enter(request);
    const vendor = found(await findVendor(db, slug));
    return { managing, vendor, here: { name: vendor.name, href: managePath(vendor) } };
  };
  const inputOf = ({
    nom,
    siren,
    site,
  }: {
    nom: string;
    siren: string;
    site: string | null;
  }): VendorInput => ({
    name: nom,
    siren,
    website: site,
  });

  app.get(base, { config: { access }, schema: { querystring: pageQuery } }, async (request, reply) => {
    enter(request);
    const [listed, contests] = await Promise.all([
      listVendors(db, { text: '', rollout: null }, { page: request.query.page, perPage }),
      openContests(db, { vendor: null, page: 1, perPage }),
    ]);
    return reply.page(
      {
        title: 'Éditeurs',
        noindex: true,
        breadcrumb: [{ label: 'Administration', href: '/administration' }, { label: 'Éditeurs' }],
      },
      <ManagePage listed={listed} contests={contests} />,
    );
  });

  formPage(app, deps, {
    path: `${base}/nouveau`,
    access,
    body: vendorFields,
    load: enter,
    show: ({ form }) => ({
      meta: manageMeta('Ouvrir un espace'),
      body: (
        <>
          <PageHeader
            title="Ouvrir l’espace d’un éditeur"
            lead="Rien n’est public de ce qu’il n’a pas dit ; son nom paraît dans la liste des éditeurs."
          />
          <VendorForm form={form} submit="Ouvrir l’espace" cancelHref={base} />
        </>
      ),
    }),
    submit: async ({ tx, input, thing: managing }) => {
      // What is opened from a fictional seat is fictional.
      const { demo: demonstration } = deps.settings;
      const slug = await openVendor(tx, managing, inputOf(input), { demonstration });
      return {
        location: managePath({ slug }),
        notice: 'L’espace est ouvert. Rattachez-y maintenant une personne.',
      };
    },
  });

  app.get(`${base}/:slug`, { config: { access }, schema: { params: ofVendor } }, async (request, reply) => {
    const { vendor } = await onVendor(request, request.params);
    const [people, contests] = await Promise.all([
      peopleOf(db, vendor.slug),
      openContests(db, { vendor: vendor.slug, page: 1, perPage }),
    ]);
    return reply.page(
      manageMeta(vendor.name),
      <ManageVendor vendor={vendor} people={people} contests={contests} formKey={randomUUID()} />,
    );
  });

  formPage(app, deps, {
    path: `${base}/:slug/modifier`,
    access,
    params: ofVendor,
    body: vendorFields,
    load: onVendor,
    initial: ({ thing: { vendor } }) => ({
      nom: vendor.name,
      siren: vendor.siren,
      site: vendor.website ?? '',
    }),
    show: ({ form, thing: { vendor, here } }) => ({
      meta: manageMeta('Modifier', here),
      body: (
        <>
          <PageHeader eyebrow={vendor.name} title="Modifier l’éditeur" />
          <VendorForm form={form} submit="Enregistrer" cancelHref={managePath(vendor)} />
        </>
      ),
    }),
    submit: async ({ tx, input, thing: { managing, vendor } }) => {
      await editVendor(tx, managing, vendor, inputOf(input));
      return { location: managePath(vendor), notice: 'L’éditeur est à jour.' };
    },
  });

  formPage(app, deps, {
    path: `${base}/:slug/rattacher`,
    access,
    params: ofVendor,
    body: personFields,
    load: onVendor,
    show: ({ form, thing: { vendor, here } }) => ({
      meta: manageMeta('Rattacher une personne', here),
      body: <AttachForm form={form} vendor={vendor} />,
    }),
    submit: async ({ tx, input: { adresse }, thing: { managing, vendor } }) => {
      const name = await attachPerson(tx, managing, vendor, adresse);
      return { location: managePath(vendor), notice: `${name} a accès à l’espace de ${vendor.name}.` };
    },
  });

  button(app, deps, {
    path: `${base}/:slug/personnes/:account/retrait`,
    access,
    params: ofPerson,
    load: onVendor,
    submit: async ({ tx, params: { account }, thing: { managing, vendor } }) => {
      const name = await detachPerson(tx, managing, vendor, account);
      return { location: managePath(vendor), notice: `${name} n’a plus accès à l’espace de ${vendor.name}.` };
    },
  });

  formPage(app, deps, {
    path: `${base}/:slug/contestations/:id`,
    access,
    params: ofThing,
    body: settleFields,
    load: async (request, params) => {
      const managed = await onVendor(request, params);
      return { ...managed, contest: found(await findOpenContest(db, params.slug, params.id)) };
    },
    show: ({ form, thing: { vendor, contest, here } }) => ({
      meta: manageMeta('Contestation', here),
      body: <SettleForm form={form} vendor={vendor} contest={contest} />,
    }),
    submit: async ({ tx, input: { decision, motif }, thing: { managing, vendor, contest } }) => {
      await settleContest(tx, managing, { vendor, contest, decision, reason: motif });
      return {
        location: managePath(vendor),
        notice: 'La contestation est tranchée. Les deux parties en sont prévenues.',
      };
    },
  });
}
