import { createHash } from 'node:crypto';
import type { Db } from '../../platform/database/index.ts';
import { notFound } from '../../platform/http/index.ts';
import { fieldChanges } from '../../platform/text-changes.ts';
import { formatDate } from '../../ui/index.ts';
import { defineKeyedAct, type KeyedAct } from '../groups/index.ts';
import { holdDeliverable, publishDeliverable, refuseUnfinished } from './actions.ts';
import { type Deliverable, type DeliverableVersion, findDeliverableById } from './deliverable.ts';
import { publishVersion, refuseUnready } from './version-actions.ts';
import { isEmpty } from './version-state.ts';
import { audienceLabel, kindLabel, licenceLabel } from './vocabulary.ts';

/** What the first key was given for, to the last byte of its files. */
const digestOf = (content: unknown): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('base64url');

const contentOfVersion = ({ label, notes, releasedOn, places }: DeliverableVersion) => [
  label,
  notes,
  releasedOn,
  places.map((place) => [place.id, place.label, place.url, place.sha256, place.accessibility]),
];

/** All that the public would see. */
function markOf(deliverable: Deliverable): string {
  const { title, description, kind, audiences, licence, state, version, versions } = deliverable;
  const shown = versions.map(contentOfVersion);
  return digestOf([title, description, kind, audiences, licence, state, version, shown]);
}

/** A deliverable as a key takes it. Throws NotFound when there is none. */
export async function keyedThing(tx: Db, id: string): Promise<{ id: string; label: string; mark: string }> {
  const deliverable = (await findDeliverableById(tx, id)) ?? notFound();
  return { id, label: deliverable.title, mark: markOf(deliverable) };
}

const linesOf = ({ places }: DeliverableVersion): string[] =>
  places.map(({ label, url }) => (url ? `${label} (${url})` : label));

/** Told whole, rather than word by word. */
const lists = new Set(['state', 'content']);

const deliverableLabels = {
  state: 'État',
  title: 'Titre',
  description: 'Description',
  kind: 'Type',
  audiences: 'Pour qui',
  licence: 'Licence',
  content: 'Fichiers et liens',
};

const publishing: KeyedAct = {
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
    const content = deliverable.versions
      .filter((version) => !isEmpty(version))
      .flatMap((version) => linesOf(version).map((line) => `${version.label} : ${line}`));
    const after = {
      state: 'Publié, visible de tous',
      title: deliverable.title,
      description: deliverable.description,
      kind: kindLabel(deliverable.kind),
      audiences: deliverable.audiences.map(audienceLabel).join(', '),
      licence: deliverable.licence ? licenceLabel(deliverable.licence) : '',
      content: content.join('\n'),
    };
    const before = {
      state: deliverable.state === 'withdrawn' ? 'Retiré' : 'Brouillon',
      title: '',
      description: '',
      kind: '',
      audiences: '',
      licence: '',
      content: '',
    };
    return {
      href: `/livrables/${deliverable.slug}`,
      changes: fieldChanges(before, after, { labels: deliverableLabels, lists }),
    };
  },
};

interface OfDeliverable {
  deliverable: Deliverable;
  version: DeliverableVersion;
}

/** A version with its deliverable, as `find` gives it; null when there is none. */
async function versionWith(
  db: Db,
  versionId: string,
  find: (db: Db, id: string) => Promise<Deliverable | null>,
): Promise<OfDeliverable | null> {
  const row = await db
    .selectFrom('deliverable_versions')
    .select('deliverable_id')
    .where('id', '=', versionId)
    .executeTakeFirst();
  const deliverable = row && (await find(db, row.deliverable_id));
  const version = deliverable?.versions.find(({ id }) => id === versionId);
  return deliverable && version ? { deliverable, version } : null;
}

const versionLabels = {
  state: 'État',
  label: 'Nom de la version',
  notes: 'Ce qui change',
  releasedOn: 'Date',
  content: 'Fichiers et liens',
};

const publishingVersion: KeyedAct = {
  hold: async (tx, id) => {
    const held = await versionWith(tx, id, holdDeliverable);
    if (!held) return null;
    const { deliverable, version } = held;
    return {
      mark: digestOf([deliverable.state, version.publishedAt, contentOfVersion(version)]),
      label: `${deliverable.title}, ${version.label}`,
    };
  },
  check: async (tx, { thingId }) => {
    const { deliverable, version } = (await versionWith(tx, thingId, holdDeliverable)) ?? notFound();
    refuseUnready(deliverable, version);
  },
  perform: async (tx, act, { thingId }) => {
    const { deliverable } = (await versionWith(tx, thingId, holdDeliverable)) ?? notFound();
    await publishVersion(tx, act, deliverable.id, thingId);
  },
  preview: async (db, { thingId }) => {
    const found = await versionWith(db, thingId, findDeliverableById);
    if (!found) return null;
    const { deliverable, version } = found;
    const after = {
      state: 'Publiée, visible de tous',
      label: version.label,
      notes: version.notes,
      releasedOn: version.releasedOn
        ? formatDate(version.releasedOn)
        : 'Celle du jour où la seconde clé sera tournée',
      content: linesOf(version).join('\n'),
    };
    const before = { state: 'En préparation', label: '', notes: '', releasedOn: '', content: '' };
    return {
      href: `/livrables/${deliverable.slug}#en-preparation`,
      changes: fieldChanges(before, after, { labels: versionLabels, lists }),
    };
  },
};

/** What takes two keys of a deliverable, as the library does it. */
export function defineDeliverableActs(): void {
  defineKeyedAct('deliverable.publish', publishing);
  defineKeyedAct('deliverable.publish-version', publishingVersion);
}
