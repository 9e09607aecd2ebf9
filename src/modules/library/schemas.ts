import { parse } from 'tldts';
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

const webAddress = 'Cette adresse est incorrecte. Exemple : https://www.exemple.fr/guide';

/** `javascript:`, `http:`; but `www.exemple.fr:8443/guide` begins with a host and its port. */
const namesItsScheme = /^(?:[a-z][a-z0-9+.-]*:(?!\d+(?:\/|$))|\/)/i;

/** People type `www.exemple.fr/guide`. Only what ends as names of the web do is taken for one: `guide.pdf` is a file. */
function completed(typed: string): string {
  if (typed === '' || namesItsScheme.test(typed)) return typed;
  const whole = `https://${typed}`;
  return URL.canParse(whole) && parse(new URL(whole).hostname).isIcann ? whole : typed;
}

export const linkFields = {
  url: fields
    .line({ max: 2000, required: 'Indiquez l’adresse.' })
    .transform(completed)
    .pipe(
      z
        .url({ protocol: /^https$/, error: webAddress })
        .max(2000, 'Cette adresse est trop longue : 2000 caractères au plus.')
        .refine((value) => {
          if (!URL.canParse(value)) return true;
          const { hostname, username, password } = new URL(value);
          return hostname.includes('.') && username === '' && password === '';
        }, webAddress)
        .transform((value) => new URL(value).href),
    ),
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
