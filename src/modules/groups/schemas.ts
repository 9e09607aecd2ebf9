import { z } from 'zod';
import { fields } from '../../platform/http/index.ts';
import { confidence } from '../../platform/provenance.ts';

const optionalLine = (max: number) =>
  fields
    .line({ max })
    .prefault('')
    .transform((value) => value || null);

const optionalParagraphs = (max: number) =>
  fields
    .paragraphs({ max })
    .prefault('')
    .transform((value) => value || null);

const year = /^(?:19|20)\d{2}$/;

/** A year, or a day: how precisely a period is known. */
const looseDate = fields
  .line({ max: 10 })
  .prefault('')
  .refine(
    (value) => value === '' || year.test(value) || (isDay(value) && year.test(value.slice(0, 4))),
    'Indiquez une année ou une date. Exemples : 2027 ou 2027-01-31',
  )
  .transform((value) => value || null);

const isDay = (value: string) => z.iso.date().safeParse(value).success;

/** A day that can belong to the life of a programme. */
const day = (message: string) =>
  fields.day(message).refine((value) => value === null || (value >= '2000-01-01' && value < '2100-01-01'), {
    error: message,
  });

const slugs = z.preprocess(
  (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
  z.array(fields.slug, { error: 'Choisissez des organismes de la liste.' }).max(50),
);

/** What a group is for. Where both sides co-pilot it, changing this takes a key of each. */
const directionFields = {
  title: fields.line({ max: 200, required: 'Indiquez le titre du groupe.' }),
  objective: fields.paragraphs({ max: 3000, required: 'Indiquez l’objectif du groupe.' }),
};

/** How a group presents itself: its copilots may change it. */
export const presentationFields = {
  contact: optionalLine(254),
  period_start: looseDate,
  period_end: looseDate,
  status_note: optionalParagraphs(1000),
};

/** What only the programme team decides. */
export const governanceFields = {
  ...directionFields,
  ...presentationFields,
  number: fields
    .line({ max: 4 })
    .prefault('')
    .refine((value) => /^([1-9]\d*)?$/.test(value), 'Indiquez un nombre entier, ou laissez vide.')
    .transform((value) => (value === '' ? null : Number(value))),
  copilots_etat: slugs,
  copilots_collectivites: slugs,
  confidence: z.enum(confidence.options, { error: 'Choisissez un niveau de confiance.' }),
  note: optionalParagraphs(1000),
};

/** Why the life of a group changes, for everybody to read. */
const publicReason = fields.paragraphs({
  max: 1000,
  min: 10,
  required: 'Donnez la raison de ce changement : elle sera publique.',
});

export const reorientFields = { ...directionFields, reason: publicReason, version: fields.version };

export const newGroupFields = { ...governanceFields, reason: publicReason };

export const changeStateFields = {
  state: fields.choice(['active', 'paused', 'closed'], 'Choisissez le nouvel état du groupe.'),
  reason: publicReason,
  version: fields.version,
};

export const stepStateValues = ['todo', 'doing', 'done', 'dropped'] as const;

export const stepFields = {
  title: fields.line({ max: 200, required: 'Indiquez l’étape.' }),
  /** `organisme:amf`, `personne:<uuid>`, or nobody yet. */
  owner: z
    .string({ error: 'Choisissez un responsable de la liste.' })
    .max(250)
    .optional()
    .transform((value) => value || null),
  due_on: day('Cette date est incorrecte. Exemple : 2027-01-31'),
  state: fields.choice(stepStateValues, 'Choisissez l’état de l’étape.'),
};

export const taskFields = {
  title: fields.line({ max: 200, required: 'Indiquez la tâche.' }),
  description: fields.paragraphs({ max: 5000 }).prefault(''),
  step: z
    .union([z.literal(''), fields.uuid], { error: 'Choisissez une étape de la liste.' })
    .prefault('')
    .transform((value) => value || null),
  owner: stepFields.owner,
  due_on: stepFields.due_on,
  state: fields.choice(stepStateValues, 'Choisissez l’état de la tâche.'),
};

const weatherValues = ['sunny', 'fair', 'cloudy', 'stormy'] as const;

export const progressFields = {
  on_day: day('Cette date est incorrecte. Exemple : 2027-01-31')
    .refine((value) => value !== null, { error: 'Indiquez la date du point.' })
    .transform((value) => value ?? ''),
  weather: fields.choice(weatherValues, 'Choisissez la météo du groupe.'),
  body: fields.paragraphs({ max: 10_000, required: 'Écrivez le point d’avancement.' }),
};

type Output<Shape extends z.ZodRawShape> = z.output<z.ZodObject<Shape>>;

export type Direction = Omit<Output<typeof reorientFields>, 'version'>;
export type Presentation = Output<typeof presentationFields>;
export type Governance = Output<typeof governanceFields>;
export type StepInput = Output<typeof stepFields>;
export type TaskInput = Output<typeof taskFields>;
export type ProgressInput = Output<typeof progressFields>;
