import { z } from 'zod';
import { fields, Refusal, type TypedValues, typedText } from '../../platform/http/index.ts';
import { freeSlug, slugOf } from '../../platform/slug.ts';
import type { Version } from './charter.ts';
import type { Pledge } from './content.ts';
import { parties } from './parties.ts';
import { pledgeFrom } from './versions.ts';

export const mostPledges = 40;

const optional = (text: z.ZodType<string, string>) => text.prefault('');
const months = optional(
  z
    .string()
    .trim()
    .regex(/^(?:[1-9]\d?|1[01]\d|120)?$/, 'Indiquez un nombre de mois, de 1 à 120.'),
);

/** One row a pledge, as `engagement_0_texte`. */
const columns = {
  code: optional(fields.slug.or(z.literal(''))),
  partie: optional(z.enum(['', ...parties], 'Dites qui s’engage.')),
  texte: optional(fields.line({ max: 500 })),
  verification: optional(fields.line({ max: 500 })),
  echeance: optional(z.iso.date('Cette date est incorrecte. Exemple : 2027-01-31').or(z.literal(''))),
  mois: months,
} as const;

type Column = keyof typeof columns;
type RowShape = Record<`engagement_${number}_${string}`, z.ZodType<string, string | undefined>>;

function rowFields(): RowShape {
  const shape: RowShape = {};
  for (let index = 0; index < mostPledges; index += 1) {
    for (const [column, text] of Object.entries(columns)) shape[`engagement_${index}_${column}`] = text;
  }
  return shape;
}

export const fieldName = (index: number, column: Column): string => `engagement_${index}_${column}`;

export const versionFields = {
  texte: fields.paragraphs({ max: 60_000, required: 'Écrivez le texte de la charte.' }),
  duree: z
    .string({ error: 'Indiquez une durée en mois.' })
    .trim()
    .regex(/^(?:[1-9]\d?|1[01]\d|120)$/, 'Indiquez un nombre de mois, de 1 à 120.')
    .transform(Number),
  motif: fields.paragraphs({
    max: 1000,
    required: 'Dites en une phrase ce qui change et pourquoi : tout le monde le lira.',
  }),
  version: fields.version,
  ...rowFields(),
};

/** What the form holds when it opens on the version in force. */
export function valuesOfVersion(version: Version): TypedValues {
  const rows = version.pledges.flatMap((pledge, index): [string, string][] => [
    [fieldName(index, 'code'), pledge.code],
    [fieldName(index, 'partie'), pledge.party],
    [fieldName(index, 'texte'), pledge.text],
    [fieldName(index, 'verification'), pledge.check ?? ''],
    [fieldName(index, 'echeance'), pledge.due_on ?? ''],
    [fieldName(index, 'mois'), pledge.due_months === null ? '' : String(pledge.due_months)],
  ]);
  return {
    texte: version.body,
    duree: String(version.validMonths),
    version: String(version.number),
    ...Object.fromEntries(rows),
  };
}

/** How many rows the form shows: the filled ones, and a few to fill. */
export function rowsShown(values: TypedValues): number {
  const last = Array.from({ length: mostPledges }, (_, index) => index).findLast(
    (index) => typedText(values, fieldName(index, 'texte')) !== '',
  );
  return Math.min(mostPledges, (last ?? -1) + 4);
}

/** The pledges of the form, in its order. Throws Refusal for a row that is half filled. */
export function pledgesOfInput(
  input: Readonly<Record<string, unknown>>,
  former: readonly Pledge[],
): Pledge[] {
  const codes = new Set<string>();
  const pledges: Pledge[] = [];
  for (let index = 0; index < mostPledges; index += 1) {
    const cell = (column: Column): string => {
      const value = input[fieldName(index, column)];
      return typeof value === 'string' ? value.trim() : '';
    };
    const text = cell('texte');
    // Emptied to be taken out.
    if (text === '') continue;
    const party = parties.find((one) => one === cell('partie'));
    if (!party) throw new Refusal('Dites qui s’engage.', fieldName(index, 'partie'));
    const dueOn = cell('echeance');
    const dueMonths = cell('mois');
    if (dueOn !== '' && dueMonths !== '') {
      throw new Refusal('Une date, ou un délai : pas les deux.', fieldName(index, 'mois'));
    }
    const known = former.find(({ code }) => code === cell('code'));
    const code = freeSlug(known?.code ?? slugOf(text, 'engagement'), codes);
    codes.add(code);
    pledges.push(
      pledgeFrom(
        {
          party,
          text,
          check: cell('verification') || null,
          due_on: dueOn || null,
          due_months: dueMonths === '' ? null : Number(dueMonths),
        },
        code,
        known,
      ),
    );
  }
  if (pledges.length === 0) {
    throw new Refusal('Une charte porte un engagement au moins.', fieldName(0, 'texte'));
  }
  return pledges;
}
