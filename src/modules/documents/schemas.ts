import { z } from 'zod';
import { cleanFileName, ReceivedFile } from '../../platform/files/index.ts';
import { fields } from '../../platform/http/index.ts';

export const maxBytes = 50 * 1024 * 1024;

export const bySlug = z.object({ slug: fields.slug });
export const byFolder = bySlug.extend({ folder: fields.uuid });
export const byDocument = bySlug.extend({ id: fields.uuid });
export const byVersion = byDocument.extend({ number: z.coerce.number().int().min(1).max(100_000) });
export const byWaiting = byDocument.extend({ waiting: fields.uuid });
export const byBinned = bySlug.extend({ kind: z.enum(['fichiers', 'dossiers']), id: fields.uuid });

export const sorts = ['nom', 'date', 'taille'] as const;
export const listQuery = z.object({
  tri: z.enum(sorts).optional().catch(undefined),
  page: fields.pageNumber,
});

/** `?dans=…`: the folder that one comes from. */
export const inFolder = z.object({ dans: fields.uuid.optional().catch(undefined) });

/** A folder, or the top. */
const place = z
  .union([z.literal(''), fields.uuid], { error: 'Choisissez un dossier de la liste.' })
  .prefault('')
  .transform((value) => value || null);

const note = fields.line({ max: 300 }).prefault('');

/** Whatever path was typed, its last part, safe on any system. */
const name = (required: string) =>
  fields
    .line({ max: 150, required })
    .transform(cleanFileName)
    .refine((value) => Buffer.byteLength(value) <= 180, 'Ce nom est trop long.');

export const folderFields = { name: name('Nommez ce dossier.'), parent: place };
export const sendFields = {
  folder: place,
  note,
  fichier: z.instanceof(ReceivedFile, { error: 'Choisissez un fichier.' }),
};
export const versionFields = {
  note,
  newest: fields.version,
  fichier: z.instanceof(ReceivedFile, { error: 'Choisissez un fichier.' }),
};
export const documentFields = { name: name('Nommez ce fichier.'), folder: place };
export const quotaFields = {
  megabytes: z.coerce
    .number({ error: 'Indiquez un nombre entier de mégaoctets.' })
    .int('Indiquez un nombre entier de mégaoctets.')
    .min(10, 'Indiquez au moins 10 Mo.')
    .max(1_000_000, 'Indiquez un million de mégaoctets au plus.'),
};
export const deliverableFields = {
  title: fields.line({ max: 200, required: 'Indiquez un titre.' }),
};
