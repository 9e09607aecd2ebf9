import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import { type App, authorise, formPage, found, notFound, typedText } from '../../platform/http/index.ts';
import { Confirmation, ReasonField } from '../../ui/index.ts';
import { signedIn } from '../identity/index.ts';
import { authorityUrl } from '../territories/index.ts';
import { vendorPath } from './addresses.ts';
import { contestEquipment } from './contesting.ts';
import { findEquipment } from './equipment.ts';
import { can, noFacts } from './policy.ts';
import { ofThing, reasonFields } from './schemas.ts';
import { findVendor } from './vendor.ts';

/** « This is not our vendor »: said by somebody of the authority. */
export function contestRoutes(app: App, deps: Deps): void {
  const { db, clock, settings } = deps;

  formPage(app, deps, {
    path: '/editeurs/:slug/equipements/:id/contestation',
    access: 'vendor.contest',
    params: ofThing,
    body: reasonFields,
    load: async (request: FastifyRequest, { slug, id }) => {
      const vendor = found(await findVendor(db, slug));
      const equipment = found(await findEquipment(db, slug, id));
      // What is public can be contested, nothing else is known to exist.
      if (equipment.standing !== 'told' || equipment.until !== null) notFound();
      authorise(
        request,
        'vendor.contest',
        can(request.actor, 'vendor.contest', { ...noFacts, authorityId: equipment.authority.id }),
      );
      return { vendor, equipment, actor: signedIn(request) };
    },
    show: ({ form, thing: { vendor, equipment } }) => ({
      meta: {
        title: 'Ce n’est pas notre éditeur',
        breadcrumb: [
          { label: 'Éditeurs', href: '/editeurs' },
          { label: vendor.name, href: vendorPath(vendor) },
          { label: 'Ce n’est pas notre éditeur' },
        ],
      },
      body: (
        <Confirmation
          about={equipment.authority.name}
          question={`${vendor.name} n’est pas votre éditeur ?`}
          warning={`${vendor.name} dit que ${equipment.product.name} équipe ${equipment.authority.name}. Si vous le contestez, ce lien n’est plus compté ; l’équipe du programme entend les deux et tranche.`}
          act="Contester ce lien"
          form={form}
          cancelHref={authorityUrl(equipment.authority)}
        >
          <ReasonField
            hint="L’éditeur et l’équipe du programme le liront."
            value={typedText(form.values, 'motif')}
            error={form.errors.motif}
          />
        </Confirmation>
      ),
    }),
    submit: async ({ tx, input: { motif }, thing: { vendor, equipment, actor } }) => {
      await contestEquipment(
        tx,
        { by: actor, now: clock.now(), publicUrl: settings.publicUrl },
        { vendor, equipment, reason: motif },
      );
      return {
        location: authorityUrl(equipment.authority),
        notice: 'C’est noté : ce lien n’est plus compté. L’éditeur et l’équipe du programme sont prévenus.',
      };
    },
  });
}
