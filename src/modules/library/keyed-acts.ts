import { createHash } from 'node:crypto';
import { fieldChanges } from '../../platform/text-changes.ts';
import { defineKeyedAct } from '../groups/index.ts';
import { holdDeliverable, publishDeliverable, refuseUnfinished } from './actions.ts';
import { type Deliverable, findDeliverableById } from './deliverable.ts';
import { audienceLabel, kindLabel, licenceLabel } from './vocabulary.ts';

/** All that the public would see: what is published is what the first key was given for, to the last byte of its files. */
function markOf(deliverable: Deliverable): string {
  const { title, description, kind, audiences, licence, state, version, versions } = deliverable;
  const shown = versions.map(({ label, notes, releasedOn, places }) => [
    label,
    notes,
    releasedOn,
    places.map((place) => [place.id, place.label, place.url, place.sha256, place.accessibility]),
  ]);
  return createHash('sha256')
    .update(JSON.stringify([title, description, kind, audiences, licence, state, version, shown]))
    .digest('base64url');
}

/** What becomes public, as lines of text. */
function contentOf({ versions }: Deliverable): string {
  return versions
    .flatMap(({ label, places }) =>
      places.map((place) => `${label} : ${place.label}${place.url ? ` (${place.url})` : ''}`),
    )
    .join('\n');
}

const labels = {
  state: 'État',
  title: 'Titre',
  description: 'Description',
  kind: 'Type',
  audiences: 'Pour qui',
  licence: 'Licence',
  content: 'Fichiers et liens',
};

/** What takes two keys of a deliverable, as the library does it. */
export function defineDeliverableActs(): void {
  defineKeyedAct('deliverable.publish', {
    hold: async (tx, id) => {
      const exists = await findDeliverableById(tx, id);
      if (!exists) return null;
      const deliverable = await holdDeliverable(tx, id);
      return { mark: markOf(deliverable), label: deliverable.title };
    },
    check: async (tx, { thingId }) => refuseUnfinished(await holdDeliverable(tx, thingId)),
    perform: (tx, act, { thingId }) => publishDeliverable(tx, act, thingId),
    preview: async (db, { thingId }) => {
      const deliverable = await findDeliverableById(db, thingId);
      if (!deliverable) return null;
      const after = {
        state: 'Publié, visible de tous',
        title: deliverable.title,
        description: deliverable.description,
        kind: kindLabel(deliverable.kind),
        audiences: deliverable.audiences.map(audienceLabel).join(', '),
        licence: deliverable.licence ? licenceLabel(deliverable.licence) : '',
        content: contentOf(deliverable),
      };
      const was = deliverable.state === 'withdrawn' ? 'Retiré' : 'Brouillon';
      const before = {
        state: was,
        title: '',
        description: '',
        kind: '',
        audiences: '',
        licence: '',
        content: '',
      };
      return {
        href: `/livrables/${deliverable.slug}`,
        changes: fieldChanges(before, after, { labels, lists: new Set(['content']) }),
      };
    },
  });
}
