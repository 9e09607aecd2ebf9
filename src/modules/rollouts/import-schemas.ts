import { z } from 'zod';
import { ReceivedFile } from '../../platform/files/index.ts';
import { fields } from '../../platform/http/index.ts';
import { type Columns, importFields } from './import/columns.ts';
import { troubleLevels } from './import/troubles.ts';
import { ofRollout } from './place-schemas.ts';

export const ofImport = ofRollout.extend({ id: fields.uuid });

export const importsQuery = z.object({ page: fields.pageNumber });

/** `niveau`: only what is that bad. */
export const reportQuery = z.object({
  niveau: z.enum(troubleLevels).optional().catch(undefined),
  page: fields.pageNumber,
});

export type ReportQuery = z.output<typeof reportQuery>;

export const fileFields = {
  fichier: z.instanceof(ReceivedFile, { error: 'Choisissez un fichier.' }),
};

const column = z
  .union([z.literal(''), z.string().regex(/^\d{1,2}$/)], { error: 'Cette colonne n’existe pas.' })
  .prefault('')
  .transform((at) => (at === '' ? undefined : Number(at)));

export const columnFields = {
  code: column,
  nom: column,
  etape: column,
  date: column,
  bloquee: column,
  couverte_par: column,
  preuve: column,
  note: column,
  depuis: fields.day(),
};

/** The columns that were chosen; those that the file does not have are none. */
export function columnsChosen(input: Readonly<Record<string, unknown>>, header: readonly string[]): Columns {
  return Object.fromEntries(
    importFields.flatMap((field) => {
      const at = input[field];
      return typeof at === 'number' && at < header.length ? [[field, at] as const] : [];
    }),
  );
}

export const undoFields = {
  motif: fields.paragraphs({ max: 1000, required: 'Indiquez le motif : il sera gardé avec l’import.' }),
};
