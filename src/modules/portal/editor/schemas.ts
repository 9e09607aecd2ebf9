import { z } from 'zod';
import { ReceivedFile } from '../../../platform/files/index.ts';
import { fields } from '../../../platform/http/index.ts';
import { normalPermalink, permalinkProblem } from '../pages/permalink.ts';

export const maxBody = 200_000;

/** Left empty, it comes from the title. */
const permalink = fields
  .line({ max: 300 })
  .prefault('')
  .transform((value, context) => {
    if (value === '') return '';
    const address = normalPermalink(value);
    const problem = permalinkProblem(address);
    if (problem) context.addIssue({ code: 'custom', message: problem });
    return address;
  });

const rank = z
  .union(
    [
      z.literal('').transform(() => null),
      z.coerce
        .number()
        .int()
        .min(-1000, 'Le rang va de -1000 à 1000.')
        .max(1000, 'Le rang va de -1000 à 1000.'),
    ],
    { error: 'Le rang est un nombre entier, par exemple 30.' },
  )
  .optional()
  .transform((value) => value ?? null);

/** The form of a page, field by field. What may stay empty may be absent. */
export const pageFields = {
  titre: fields.line({ max: 200, required: 'Indiquez un titre.' }),
  permalien: permalink,
  resume: fields.line({ max: 300 }).prefault(''),
  date: fields.day(),
  corps: fields.paragraphs({ max: maxBody, required: 'Écrivez le texte de la page.' }),
  etat: fields.choice(['brouillon', 'publiee'], 'Choisissez si la page est publiée.'),
  a_verifier: fields.checkbox(),
  menu_titre: fields.line({ max: 40 }).prefault(''),
  menu_rang: rank,
  illustration: z.instanceof(ReceivedFile).optional().catch(undefined),
  illustration_alt: fields.line({ max: 300 }).prefault(''),
  retirer_illustration: fields.checkbox(),
};

export const newPageFields = {
  ...pageFields,
  type: fields.choice(['page', 'actualite'], 'Choisissez une page ou une actualité.'),
};

export const editPageFields = { ...pageFields, version: fields.version };

export type PageInput = z.output<z.ZodObject<typeof pageFields>>;
