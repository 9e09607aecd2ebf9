import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import { authorise, found, notFound } from '../../platform/http/index.ts';
import { type Actor, signedIn } from '../identity/index.ts';
import { spacePath } from './addresses.ts';
import type { Managing } from './opening.ts';
import { can, noFacts } from './policy.ts';
import type { Working } from './products.ts';
import { findVendor, type Vendor, vendorOf } from './vendor.ts';

export interface InSpace {
  vendor: Vendor;
  actor: Actor;
  /** What its acts need to know. */
  working: Working;
  /** Address of the space. */
  space: string;
}

/** The space of the address, for its people; to anybody else signed in, it does not exist. */
export function inSpace({ db, clock }: Deps) {
  return async (request: FastifyRequest, { slug }: { slug: string }): Promise<InSpace> => {
    const vendor = found(await findVendor(db, slug));
    const { actor } = request;
    if (actor) {
      const attached = (await vendorOf(db, actor.id))?.slug === slug;
      if (!can(actor, 'vendor.work', { ...noFacts, vendor: slug, attached })) notFound();
    }
    authorise(request, 'vendor.work', actor !== null);
    const person = signedIn(request);
    return {
      vendor,
      actor: person,
      working: { by: person, now: clock.now(), vendor },
      space: spacePath(vendor),
    };
  };
}

/** The programme team, which opens spaces and settles. */
export function asManager({ clock, settings }: Deps) {
  return (request: FastifyRequest): Managing => {
    authorise(request, 'vendor.manage', can(request.actor, 'vendor.manage', noFacts));
    return { by: signedIn(request), now: clock.now(), publicUrl: settings.publicUrl };
  };
}
