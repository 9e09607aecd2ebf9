import { z } from 'zod';
import { fields } from '../../platform/http/index.ts';

export const bySlug = z.object({ slug: fields.slug });
export const byId = z.object({ id: fields.uuid });
export const byItem = z.object({ id: fields.uuid, item: fields.uuid });
export const byPage = z.object({ page: fields.pageNumber.optional(), q: fields.searchText.optional() });

const optional = (max: number) =>
  fields
    .line({ max })
    .prefault('')
    .transform((text) => text || null);

const people = z.preprocess(
  (value) => (value === undefined || value === '' ? [] : [value].flat()),
  z.array(fields.uuid, { error: 'Choisissez des personnes de la liste.' }).max(500),
);

/** What a convocation says, its agenda apart: its rows are read by `agendaOf`. */
export const callFields = {
  titre: fields.line({ max: 150, min: 3, required: 'Donnez un titre à la réunion.' }),
  jour: fields.day().refine((day) => day !== null, 'Indiquez le jour.'),
  debut: fields.hour('Indiquez l’heure de début.'),
  fin: fields.hour('Indiquez l’heure de fin.'),
  lieu: optional(300),
  lien: fields
    .webAddress({ encrypted: true })
    .prefault('')
    .transform((text) => text || null),
  invites: fields.choice(['members', 'copilots', 'chosen'], 'Dites qui est invité.'),
  personnes: people,
};

export type CallInput = z.output<z.ZodObject<typeof callFields>>;

export const answerFields = {
  reponse: fields.choice(['yes', 'maybe', 'no'], 'Dites si vous y serez.'),
  mot: optional(300),
};

export const longestSection = 20_000;

export const sectionFields = {
  texte: fields.paragraphs({ max: longestSection }).prefault(''),
  version: fields.version,
};

export const decisionFields = {
  texte: fields.paragraphs({ max: 1000, min: 5, required: 'Écrivez ce qui a été décidé.' }),
};

export const actionFields = {
  texte: fields.line({ max: 200, min: 5, required: 'Écrivez ce qui est à faire.' }),
  owner: z
    .string({ error: 'Choisissez un responsable de la liste.' })
    .max(250)
    .optional()
    .transform((value) => value || null),
  echeance: fields
    .day('Cette date est incorrecte. Exemple : 2027-01-31')
    .refine((day) => day === null || day < '2100-01-01', 'Cette date est incorrecte. Exemple : 2027-01-31'),
};

export const attendedFields = {
  personnes: people.refine((ids) => ids.length > 0, 'Cochez au moins une personne.'),
  presence: fields.choice(['present', 'excused'], 'Dites si elles étaient là ou excusées.'),
};

export const guestFields = {
  nom: fields.line({ max: 120, required: 'Indiquez le nom de la personne.' }),
  organisme: fields.line({ max: 200, required: 'Indiquez la collectivité ou l’organisme.' }),
  cote: fields.choice(['etat', 'collectivites', 'autre'], 'Choisissez de quel côté elle intervient.'),
};

export const correctionFields = {
  texte: fields.paragraphs({ max: 2000, min: 5, required: 'Écrivez la correction que vous demandez.' }),
};

export const correctionAnswerFields = {
  reponse: fields.paragraphs({ max: 2000, required: 'Dites ce qui est fait de cette demande.' }),
};

export const reasonFields = {
  motif: fields.paragraphs({ max: 1000, required: 'Indiquez le motif : les personnes invitées le liront.' }),
};
