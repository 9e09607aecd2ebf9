import { z } from 'zod';
import { ReceivedFile } from '../../platform/files/index.ts';
import { fields } from '../../platform/http/index.ts';
import { deliverableAudience, deliverableAvailability, deliverableKind } from './content.ts';
import { isFormat, licences } from './vocabulary.ts';

const orNull = (value: string): string | null => value || null;

/** A value of the address; anything odd or empty is no filter. */
const among = (isKnown: (value: string) => boolean) => z.string().refine(isKnown).optional().catch(undefined);

/** `/livrables?groupe=…&type=…&public=…&format=…&page=…` */
export const listQuery = z.object({
  groupe: fields.slug.optional().catch(undefined),
  type: deliverableKind.optional().catch(undefined),
  public: deliverableAudience.optional().catch(undefined),
  format: among(isFormat),
  page: fields.pageNumber,
});

export type ListQuery = z.output<typeof listQuery>;

export const bySlug = z.object({ slug: fields.slug });

export const versionBySlug = bySlug.extend({ version: fields.uuid });

export const fileParams = z.object({ slug: fields.slug, id: fields.uuid });

/** The group is in the address, unless the deliverable is common to the programme. */
export const ownerParams = z.object({ slug: fields.slug.optional() });
export const deliverableParams = ownerParams.extend({ id: fields.uuid });
export const versionParams = deliverableParams.extend({ version: fields.uuid });
export const placeParams = deliverableParams.extend({ file: fields.uuid });

/** A draft may lack all but its title. */
export const draftFields = {
  title: fields.line({ max: 200, required: 'Indiquez un titre.' }),
  description: fields.paragraphs({ max: 10_000 }).prefault(''),
  kind: z.union([z.literal(''), deliverableKind], { error: 'Choisissez un type de la liste.' }).prefault(''),
  audiences: fields.choices(deliverableAudience.options),
  licence: z
    .string()
    .refine((value) => value === '' || Object.hasOwn(licences, value), 'Choisissez une licence de la liste.')
    .prefault('')
    .transform(orNull),
};

export const editFields = {
  ...draftFields,
  published_on: fields.day(),
  availability: deliverableAvailability.prefault('published'),
  availability_note: fields.line({ max: 200 }).prefault('').transform(orNull),
  replaced_by: z
    .union([z.literal(''), fields.uuid], { error: 'Choisissez un livrable de la liste.' })
    .prefault('')
    .transform(orNull),
};

export const versionFields = {
  label: fields.line({ max: 100, required: 'Nommez cette version. Exemple : Version 2' }),
  notes: fields.paragraphs({ max: 2000 }).prefault(''),
  released_on: fields.day(),
};

const accessibility = z.enum(['unknown', 'accessible', 'partial', 'not_accessible'], {
  error: 'Choisissez une réponse de la liste.',
});

export const fileFields = {
  label: fields.line({ max: 150 }).prefault(''),
  accessibility: accessibility.prefault('unknown'),
  fichier: z.instanceof(ReceivedFile, { error: 'Choisissez un fichier.' }),
};

/** What is said of a file or link that is there already. */
export const placeFields = {
  label: fields.line({ max: 150, required: 'Indiquez le nom montré aux visiteurs.' }),
  accessibility,
};

export const linkFields = {
  url: fields.webAddress({ required: 'Indiquez l’adresse.', encrypted: true }),
  label: fields.line({ max: 150, required: 'Dites en quelques mots où mène ce lien.' }),
  accessibility: accessibility.prefault('unknown'),
};

const draft = z.object(draftFields);
const edit = z.object(editFields);
const version = z.object(versionFields);
const file = z.object(fileFields);
const link = z.object(linkFields);
const place = z.object(placeFields);

export type DraftInput = z.output<typeof draft>;
export type EditInput = z.output<typeof edit>;
export type VersionInput = z.output<typeof version>;
export type FileInput = z.output<typeof file>;
export type LinkInput = z.output<typeof link>;
export type PlaceInput = z.output<typeof place>;
