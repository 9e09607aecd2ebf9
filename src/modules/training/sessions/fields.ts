import { z } from 'zod';
import { fields } from '../../../platform/http/index.ts';
import { slug } from '../../../platform/provenance.ts';
import { modes } from './content.ts';

export const bySlug = z.object({ slug: fields.slug });

const count = fields
  .line({ max: 10 })
  .transform((text) => text.replace(/\s/g, ''))
  .refine((text) => /^\d*$/.test(text), 'Indiquez un nombre entier.')
  .transform((text) => (text === '' ? null : Number(text)))
  .refine(
    (places) => places === null || (places >= 1 && places <= 5000),
    'Indiquez de 1 à 5 000 places, ou laissez vide.',
  );

export const sessionFields = {
  offre: z.literal('').or(slug),
  titre: fields.line({ max: 160, required: 'Donnez un titre à la session.' }),
  description: fields.paragraphs({
    max: 10_000,
    required: 'Dites en quelques phrases ce qu’on y apprend et comment elle se passe.',
  }),
  jour: fields.day().refine((day) => day !== null, 'Indiquez le jour.'),
  jour_fin: fields.day(),
  debut: fields.hour('Indiquez l’heure de début.'),
  fin: fields.hour('Indiquez l’heure de fin.'),
  duree: fields.line({ max: 20 }).prefault(''),
  mode: fields.choice(modes, 'Dites comment on y participe.'),
  adresse: fields.paragraphs({ max: 500 }).prefault(''),
  lieu: fields.line({ max: 200 }).prefault(''),
  lieu_id: fields.line({ max: 60 }).prefault(''),
  lien: fields.webAddress({ encrypted: true }).prefault(''),
  organisateur: z
    .string({ error: 'Choisissez l’organisateur.' })
    .regex(/^[a-z0-9-]+$/, 'Choisissez l’organisateur.'),
  contact: fields
    .line({ max: 254 })
    .prefault('')
    .refine(
      (text) => text === '' || z.email().safeParse(text).success,
      'Cette adresse est incorrecte. Exemple : formation@commune.fr',
    ),
  places: count.prefault(''),
  ouverture: fields.day(),
  cloture: fields.day(),
  publics: z.preprocess(
    (value) => (value === undefined || value === '' ? [] : [value].flat()),
    z.array(slug, { error: 'Ce choix n’existe pas.' }).max(30),
  ),
  etat: fields.choice(['brouillon', 'publiee'], 'Dites si la session est publiée.'),
};

export type SessionInput = z.output<z.ZodObject<typeof sessionFields>>;
