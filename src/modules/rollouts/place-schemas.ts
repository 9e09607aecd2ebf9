import { z } from 'zod';
import { ReceivedFile } from '../../platform/files/index.ts';
import { fields } from '../../platform/http/index.ts';

/** `/deploiements/demat-ads` */
export const ofRollout = z.object({ slug: fields.slug });

/** `/deploiements/demat-ads/collectivites/communes/74010` */
export const ofPlace = ofRollout.extend({
  segment: z.string().max(20),
  code: z.string().regex(/^[\dAB]{2,9}$/),
});

export type RolloutPlaceAddress = z.output<typeof ofPlace>;

const rowId = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

export const ofEvidence = ofPlace.extend({ id: rowId });

/** `declaration-12`, `couverture-12` */
export const ofTold = ofPlace.extend({ told: z.string().regex(/^(?:declaration|couverture)-\d{1,15}$/) });

/** What the last part of the address names. */
export function toldNamed(typed: string): { what: 'assertion' | 'coverage'; id: number } {
  const [what, id] = typed.split('-');
  return { what: what === 'declaration' ? 'assertion' : 'coverage', id: Number(id) };
}

export const ofContest = ofRollout.extend({ id: fields.uuid });

/** Nothing has begun: a choice like the stages. */
export const nothingBegun = 'rien';

export const declarationFields = {
  etape: z.union([fields.slug, z.literal('')], { error: 'Choisissez une étape de la liste.' }).prefault(''),
  depuis: fields.day(),
  bloquee: fields.checkbox(),
  preuve: fields.webAddress().prefault(''),
  note: fields.line({ max: 300 }).prefault(''),
  fichier: z.instanceof(ReceivedFile, { error: 'Choisissez un fichier.' }).optional(),
};

/** By the link of a mail: the least that can be asked. */
export const answerFields = { etape: declarationFields.etape, depuis: declarationFields.depuis };

const codes = z.preprocess(
  (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
  z.array(z.string().regex(/^\d[\dAB]\d{3}$/, 'Choisissez des communes de la liste.')).max(2000),
);

export const coverageFields = {
  communes: codes,
  /** Those that were ticked when the form was opened: what somebody else added meanwhile is not taken away. */
  cochees: z
    .string()
    .max(20_000)
    .regex(/^(?:[\dAB]{5}(?:,[\dAB]{5})*)?$/, 'Rechargez la page et recommencez.')
    .prefault('')
    .transform((typed) => (typed === '' ? [] : typed.split(','))),
  depuis: fields.day(),
};

export const contestFields = {
  motif: fields.paragraphs({ max: 1000, min: 10, required: 'Dites ce qui n’est pas exact.' }),
};

export const decisionFields = {
  decision: fields.choice(['upheld', 'dismissed'], 'Choisissez une réponse.'),
  motif: fields.paragraphs({ max: 1000, min: 10, required: 'Expliquez votre réponse : elle est publique.' }),
};

export const contestsQuery = z.object({ page: fields.pageNumber });
