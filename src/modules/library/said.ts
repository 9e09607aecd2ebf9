import { formatDate } from '../../ui/index.ts';
import { deliverableAvailabilities } from './content.ts';
import type { Deliverable, DeliverableVersion, Place } from './deliverable.ts';
import type { EditInput, PlaceInput, VersionInput } from './schemas.ts';
import { accessibilityLabels, audienceLabel, kindLabel, licenceLabel } from './vocabulary.ts';

/** What forms and histories call the fields of a deliverable, of a version, of a file or link. */
export const deliverableFields = {
  title: 'Titre',
  description: 'Description',
  kind: 'Type',
  audiences: 'Pour qui',
  licence: 'Licence',
  published_on: 'Date de publication',
  availability: 'Ce livrable est-il encore valable ?',
  availability_note: 'Précision',
};
export const versionFieldNames = {
  label: 'Nom de la version',
  notes: 'Ce qui change',
  released_on: 'Date',
};
export const placeFieldNames = { label: 'Nom montré aux visiteurs', accessibility: 'Accessibilité' };

type Words<Fields> = Record<keyof Fields, string>;

const orNothing = (value: string | null, words: (value: string) => string): string =>
  value ? words(value) : '';

/** Of what was written before its lists were, anything may be left. */
type Said = Omit<EditInput, 'replaced_by' | 'kind' | 'audiences'> & {
  kind: string;
  audiences: readonly string[];
};

/** What is said of a deliverable, as one reads it. */
export function deliverableInWords(said: Said): Words<typeof deliverableFields> {
  return {
    title: said.title,
    description: said.description,
    kind: orNothing(said.kind, kindLabel),
    audiences: said.audiences.map(audienceLabel).join(', '),
    licence: orNothing(said.licence, licenceLabel),
    published_on: orNothing(said.published_on, formatDate),
    availability: deliverableAvailabilities[said.availability],
    availability_note: said.availability_note ?? '',
  };
}

export const currentInWords = (deliverable: Deliverable): Words<typeof deliverableFields> =>
  deliverableInWords({
    ...deliverable,
    published_on: deliverable.publishedOn,
    availability_note: deliverable.availabilityNote,
  });

export const versionInWords = ({
  label,
  notes,
  released_on,
}: VersionInput): Words<typeof versionFieldNames> => ({
  label,
  notes,
  released_on: orNothing(released_on, formatDate),
});

export const currentVersionInWords = ({ label, notes, releasedOn }: DeliverableVersion) =>
  versionInWords({ label, notes, released_on: releasedOn });

export const placeInWords = ({
  label,
  accessibility,
}: Pick<Place, 'label' | 'accessibility'> | PlaceInput): Words<typeof placeFieldNames> => ({
  label,
  accessibility: accessibilityLabels[accessibility],
});

/** What a colleague decided and the form does not say, by field. */
export function differences(
  theirs: Readonly<Record<string, string>>,
  mine: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(Object.entries(theirs).filter(([field, words]) => words !== mine[field]));
}
