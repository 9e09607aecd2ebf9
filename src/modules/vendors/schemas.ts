import { z } from 'zod';
import { ReceivedFile } from '../../platform/files/index.ts';
import { fields } from '../../platform/http/index.ts';
import { hasRightKey } from '../../platform/registry-key.ts';
import { equipmentStates } from './equipment.ts';
import { lineKinds } from './file/queries.ts';

export const ofVendor = z.object({ slug: fields.slug });
export const ofThing = ofVendor.extend({ id: fields.uuid });
export const ofPerson = ofVendor.extend({ account: fields.uuid });
/** Statements are numbered. */
export const ofStage = ofThing.extend({
  statement: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
});

const departement = z
  .string()
  .regex(/^[\dAB]{2,3}$/)
  .optional()
  .catch(undefined);
const rollout = fields.slug.optional().catch(undefined);

export const pageQuery = z.object({ page: fields.pageNumber });

/** What narrows the list of vendors; odd values are none. */
export const vendorsQuery = z.object({
  q: fields.searchText.optional().catch(undefined),
  deploiement: rollout,
  page: fields.pageNumber,
});
export type VendorsQuery = z.output<typeof vendorsQuery>;

/** What narrows the public list of those that a vendor equips. */
export const equippedQuery = z.object({
  produit: fields.uuid.optional().catch(undefined),
  departement,
  q: fields.searchText.optional().catch(undefined),
  page: fields.pageNumber,
});
export type EquippedQuery = z.output<typeof equippedQuery>;

/** The same in the space, with what became of each. */
export const customersQuery = equippedQuery.extend({
  etat: z.enum(equipmentStates).optional().catch(undefined),
});
export type CustomersQuery = z.output<typeof customersQuery>;

export const alikeQuery = z.object({
  collectivite: fields.searchText.optional().catch(undefined),
  /** What was chosen in a list. */
  collectivite_id: z.string().max(40).optional().catch(undefined),
  ou: z.enum(['region', 'departement']).catch('region'),
  deploiement: rollout,
});
export type AlikeQuery = z.output<typeof alikeQuery>;

export const reportQuery = z.object({
  genre: z.enum(lineKinds).optional().catch(undefined),
  page: fields.pageNumber,
});
export type ReportQuery = z.output<typeof reportQuery>;

const siren = z
  .string({ error: 'Indiquez le SIREN.' })
  .transform((typed) => typed.replace(/[\s.\u00a0\u202f]/g, ''))
  .pipe(
    z
      .string()
      .min(1, 'Indiquez le SIREN.')
      .regex(/^\d{9}$/, 'Un SIREN a neuf chiffres. Exemple : 120 027 016')
      .refine(hasRightKey, 'Ce SIREN comporte une erreur : ses chiffres ne s’accordent pas entre eux.'),
  );

const website = fields
  .webAddress()
  .prefault('')
  .transform((address) => address || null);

export const vendorFields = {
  nom: fields.line({ max: 200, required: 'Indiquez le nom de l’éditeur.' }),
  siren,
  site: website,
};

export const personFields = { adresse: fields.email('Indiquez l’adresse du compte.') };

export const productFields = {
  nom: fields.line({ max: 120, required: 'Indiquez le nom du produit.' }),
  usage: fields.paragraphs({ max: 1000, required: 'Dites à quoi sert ce produit.' }),
  site: website,
  deploiements: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((ticked) => [...new Set([ticked ?? []].flat().filter((one) => one !== ''))].slice(0, 50)),
};

const dayOr = (message: string) =>
  fields.day('Cette date n’existe pas. Exemple : 15/01/2026.').transform((day, context) => {
    if (day === null) context.addIssue({ code: 'custom', message });
    return day ?? '';
  });

export const equipFields = {
  produit: z.uuid('Choisissez un produit.'),
  collectivite: fields.line({ max: 200, required: 'Indiquez la collectivité.' }),
  collectivite_id: z.string().max(40).prefault(''),
  depuis: dayOr('Dites depuis quand.'),
};

export const endFields = { fin: dayOr('Dites jusqu’à quand.') };

export const reasonFields = { motif: fields.paragraphs({ max: 1000, required: 'Indiquez le motif.' }) };

export const stageFields = {
  /** `demat-ads/cadrer`; `demat-ads/` when nothing has begun. */
  etape: z.string().regex(/^[a-z0-9-]{1,80}\/[a-z0-9-]{0,80}$/, 'Choisissez une étape.'),
  bloquee: fields.checkbox(),
  date: dayOr('Dites depuis quand.'),
  preuve: website,
  note: fields
    .paragraphs({ max: 2000 })
    .prefault('')
    .transform((note) => note || null),
};

export const fileFields = {
  etendue: fields.choice(['complete', 'partial'], 'Dites ce que contient le fichier.'),
  fin: fields.day(),
  fichier: z.instanceof(ReceivedFile, { error: 'Choisissez un fichier.' }),
};

export const settleFields = {
  decision: fields.choice(['upheld', 'dismissed'], 'Choisissez une décision.'),
  ...reasonFields,
};
