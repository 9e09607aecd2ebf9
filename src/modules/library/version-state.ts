import type { Deliverable, DeliverableVersion } from './deliverable.ts';

type Stated = Pick<Deliverable, 'state'>;
type Dated = Pick<DeliverableVersion, 'publishedAt'>;

/** A version that says and holds nothing is shown to nobody. */
export function isEmpty({ notes, places }: Pick<DeliverableVersion, 'notes' | 'places'>): boolean {
  return notes === '' && places.length === 0;
}

/** Whether it waits to be published by itself: the deliverable that it is of is public already. */
export function isInPreparation({ state }: Stated, { publishedAt }: Dated): boolean {
  return state === 'published' && publishedAt === null;
}

/** Whether the public has it: its files and links then stay as they are. */
export function isPublic({ state }: Stated, { publishedAt }: Dated): boolean {
  return state === 'published' && publishedAt !== null;
}

/** The deliverable as those who see no draft of its group see it. */
export function withoutPreparation(deliverable: Deliverable): Deliverable {
  return {
    ...deliverable,
    versions: deliverable.versions.filter((version) => !isInPreparation(deliverable, version)),
  };
}
