import { z } from 'zod';
import { fields } from '../../platform/http/index.ts';
import { isStateCode } from './content.ts';

export const bySlug = z.object({ slug: fields.slug });
export const byNumber = z.object({
  slug: fields.slug,
  number: z.coerce.number().int().min(1).max(1_000_000),
});

export const listQuery = z.object({
  etat: z.string().refine(isStateCode).optional().catch(undefined),
  page: fields.pageNumber,
});

export const pageQuery = z.object({ page: fields.pageNumber });

const subjectFields = {
  title: fields.line({ max: 200, min: 3, required: 'Donnez un titre à la décision.' }),
  publicity: fields.choice(['public', 'internal'], 'Choisissez qui lit cette décision.'),
};

const motivation = (required: string) => fields.paragraphs({ max: 3000, required });

/** One option a line; none is yes or no. */
const options = fields
  .paragraphs({ max: 2000 })
  .prefault('')
  .transform((text) =>
    text
      .split('\n')
      .map((line) => line.replace(/\s+/g, ' ').trim())
      .filter((line) => line !== ''),
  )
  .refine(
    (lines) => lines.length !== 1,
    'Donnez au moins deux choix, un par ligne, ou aucun pour un oui ou non.',
  )
  .refine((lines) => lines.length <= 12, 'Douze choix au plus.')
  .refine((lines) => lines.every((line) => line.length <= 200), 'Un choix fait 200 caractères au plus.')
  .refine(
    (lines) => new Set(lines.map((line) => line.toLocaleLowerCase('fr'))).size === lines.length,
    'Deux choix sont les mêmes.',
  );

export const proposalFields = {
  ...subjectFields,
  body: fields.paragraphs({ max: 20_000, required: 'Posez la question, ou écrivez ce qui est proposé.' }),
  motivation: motivation('Dites pourquoi cette décision est proposée.'),
  mode: fields.choice(['advice', 'vote'], 'Choisissez : pour avis, ou par un vote.'),
  options,
  voters: fields.choice(['person', 'organisation'], 'Choisissez qui vote.'),
  by_side: fields.checkbox(),
  ballot: fields.choice(['named', 'secret'], 'Choisissez : nominatif ou secret.'),
  quorum: fields.choice(['none', 'count', 'percent'], 'Choisissez le quorum.'),
  quorum_value: fields
    .line({ max: 6 })
    .prefault('')
    .refine((value) => /^([1-9]\d*)?$/.test(value), 'Indiquez un nombre entier.')
    .transform((value) => (value === '' ? null : Number(value))),
  opens_on: fields.day(),
  closes_on: fields
    .day()
    .refine((value) => value !== null, 'Indiquez le dernier jour pour voter.')
    .transform((value) => value ?? ''),
};

export const recordFields = {
  ...subjectFields,
  body: fields.paragraphs({ max: 20_000, required: 'Écrivez ce qui est décidé.' }),
  decided_by: fields.line({ max: 300, required: 'Dites qui a décidé.' }),
  motivation: motivation('Dites pourquoi : c’est ce que l’on cherchera plus tard.'),
  decided_on: fields
    .day()
    .refine((value) => value !== null, 'Indiquez la date de la décision.')
    .transform((value) => value ?? ''),
};

export const settleFields = {
  state: fields.choice(['adopted', 'rejected', 'dropped'], 'Choisissez ce qui est décidé.'),
  decided_by: fields.line({ max: 300, required: 'Dites qui a décidé.' }),
  motivation: motivation('Dites pourquoi : c’est ce que l’on cherchera plus tard.'),
  version: fields.version,
};

export const replaceFields = {
  replaced_by: z.uuid({ error: 'Choisissez une décision de la liste.' }),
  version: fields.version,
};

export const voiceFields = {
  choice: fields.line({ max: 20, required: 'Choisissez une réponse.' }),
  reservation: fields.paragraphs({ max: 2000 }).prefault(''),
};

type Output<Shape extends z.ZodRawShape> = z.output<z.ZodObject<Shape>>;
export type Proposal = Output<typeof proposalFields>;
export type Settlement = Omit<Output<typeof settleFields>, 'version'>;
