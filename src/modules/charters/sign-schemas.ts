import { z } from 'zod';
import { fields } from '../../platform/http/index.ts';
import { personName } from '../identity/index.ts';
import { type PartyWord, partyWordList } from './parties.ts';
import { isSiret } from './siret.ts';

export const bySlug = z.object({ slug: fields.slug });
export const ofVersion = bySlug.extend({ number: z.coerce.number().int().min(1).max(100_000) });
export const ofSignatory = bySlug.extend({ nom: fields.slug });
export const ofSignature = bySlug.extend({ id: fields.uuid });
export const ofLink = bySlug.extend({ token: z.string().max(100) });

/** The kind of signatory that the address of the form names; null for none, or one that does not exist. */
export const kindAsked = z
  .object({ genre: z.enum(partyWordList).nullable().catch(null) })
  .transform(({ genre }): PartyWord | null => genre);

export const longestProduct = 120;
export const mostProducts = 50;

const products = fields
  .paragraphs({ max: 6000 })
  .prefault('')
  .transform((text) => [...new Set(text.split('\n').map((one) => one.replace(/\s+/g, ' ').trim()))])
  .transform((lines) => lines.filter((one) => one !== ''))
  .refine((lines) => lines.length <= mostProducts, `Indiquez ${mostProducts} produits au plus.`)
  .refine(
    (lines) => lines.every((one) => one.length <= longestProduct),
    `Un produit par ligne, ${longestProduct} caractères au plus chacun.`,
  );

/** What any SIRET field takes: spaces are left aside, the key is checked here and nowhere else. */
export const siret = fields
  .line({ max: 40, required: 'Indiquez le numéro SIRET : 14 chiffres.' })
  .transform((text) => text.replace(/[\s.]/g, ''))
  .refine((digits) => /^\d{14}$/.test(digits), 'Un numéro SIRET compte 14 chiffres.')
  .refine(
    (digits) => !/^\d{14}$/.test(digits) || isSiret(digits),
    'Ce numéro est incorrect : sa clé ne correspond pas. Vérifiez chaque chiffre.',
  );

const codes = z.preprocess(
  (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
  z.array(fields.slug, { error: 'Ce choix n’existe pas.' }).max(100),
);

export const signFields = {
  genre: z.enum(partyWordList, { error: 'Dites au nom de qui vous signez.' }),
  organisme: fields.line({ max: 200, required: 'Indiquez le nom de l’organisme.' }),
  siret,
  perimetre: fields.paragraphs({
    max: 2000,
    required: 'Dites ce que couvre l’engagement : services, activités, territoire.',
  }),
  produits: products,
  engagement: codes,
  nom: personName,
  fonction: fields.line({ max: 150, required: 'Indiquez votre fonction.' }),
  courriel: fields.email('Indiquez votre adresse électronique professionnelle.'),
  nom_public: fields.checkbox(),
  mandat: fields
    .checkbox()
    .refine((ticked) => ticked, 'Pour signer, déclarez avoir mandat d’engager votre organisme.'),
  information: fields
    .checkbox()
    .refine((ticked) => ticked, 'Lisez à quoi servent ces informations, puis cochez la case.'),
  /** The version that was read. */
  version: fields.version,
  /** The trap: whoever fills it is a machine. */
  site_web: z
    .unknown()
    .optional()
    .transform((value) => value !== undefined && value !== ''),
};

export type SignInput = z.output<z.ZodObject<typeof signFields>>;

export const plannedName = (code: string): string => `date_${code}`;

const near = fields.day('Cette date est incorrecte. Exemple : 2027-01-31');

/** The day typed beside a pledge; a message when it is none. */
export function plannedDay(body: unknown, code: string): { day: string } | { error: string } {
  const typed = z.record(z.string(), z.unknown()).catch({}).parse(body)[plannedName(code)];
  const parsed = near.safeParse(typed);
  if (!parsed.success) return { error: parsed.error.issues[0]?.message ?? '' };
  return parsed.data === null ? { error: 'Indiquez pour quand.' } : { day: parsed.data };
}
