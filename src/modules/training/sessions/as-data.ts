import { toCsv } from '../../../platform/http/index.ts';
import { spanWords } from '../../../ui/index.ts';
import { resourceHref, type Taxonomy, valueLabel } from '../../catalogue/index.ts';
import { sessionHref } from '../addresses.ts';
import { placesWords, statusLabels } from '../words.ts';
import { modeLabels } from './content.ts';
import { isFull, openingOf, placesLeft, type TrainingSession } from './session.ts';

/** A session as data. Never who comes, nor the link to join. */
export function sessionAsData(session: TrainingSession, publicUrl: string, now: Date) {
  return {
    id: session.id,
    slug: session.slug,
    page: publicUrl + sessionHref(session.slug),
    offer: session.resource && {
      slug: session.resource.slug,
      title: session.resource.title,
      page: publicUrl + resourceHref(session.resource),
    },
    title: session.title,
    description: session.description,
    starts_at: session.startsAt.toISOString(),
    ends_at: session.endsAt.toISOString(),
    training_minutes: session.minutes,
    mode: session.mode,
    address: session.address,
    territory: session.territory && { id: session.territory.id, name: session.territory.name },
    organiser: session.organiser,
    publics: session.publics,
    capacity: session.capacity,
    places_left: placesLeft(session),
    full: isFull(session),
    registration: openingOf(session, now).state,
    registration_opens_on: session.opensOn,
    registration_closes_on: session.closesOn,
    status: session.status,
    cancelled_reason: session.cancelledReason,
    version: session.version,
    updated_at: session.updatedAt.toISOString(),
  };
}

/** One line a session, in words. */
export function sessionsAsCsv(
  sessions: readonly TrainingSession[],
  known: Taxonomy,
  publicUrl: string,
): string {
  return toCsv(
    [
      'titre',
      'adresse',
      'offre',
      'debut',
      'fin',
      'quand',
      'duree_minutes',
      'mode',
      'lieu',
      'territoire',
      'organisateur',
      'publics',
      'places',
      'inscriptions',
      'etat',
    ],
    sessions.map((one) => [
      one.title,
      publicUrl + sessionHref(one.slug),
      one.resource?.title ?? null,
      one.startsAt.toISOString(),
      one.endsAt.toISOString(),
      spanWords(one),
      one.minutes,
      modeLabels[one.mode],
      one.address,
      one.territory?.name ?? null,
      one.organiser.name,
      one.publics.map((code) => valueLabel(known, 'publics', code)).join(', '),
      one.capacity,
      placesWords(one),
      statusLabels[one.status],
    ]),
  );
}
