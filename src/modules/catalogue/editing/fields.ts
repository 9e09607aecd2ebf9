import { z } from 'zod';
import { fields } from '../../../platform/http/index.ts';
import { confidence } from '../../../platform/provenance.ts';
import { typedPlaces } from '../../territories/index.ts';

export const mostSources = 20;

const optional = <Output>(text: z.ZodType<Output, string>) => text.prefault('');

/** A whole number typed with or without spaces; null when nothing is. */
const count = (message: string, most: number) =>
  optional(
    fields
      .line({ max: 20 })
      .transform((typed) => typed.replace(/\s/g, ''))
      .refine((digits) => digits === '' || (/^\d{1,9}$/.test(digits) && Number(digits) <= most), message)
      .transform((digits) => (digits === '' ? null : Number(digits))),
  );

const people = count('Indiquez un nombre d’habitants, en chiffres : 3500.', 100_000_000);
const minutes = count('Indiquez un nombre de minutes, en chiffres : 90.', 1_000_000);

/** Several lines, one thing each: marks of lists are left aside. */
export const lines = (rules: { max: number; each: number; most: number }) =>
  optional(
    fields
      .paragraphs({ max: rules.max })
      .transform((text) =>
        text
          .split('\n')
          .map((line) => line.replace(/^\s*[-•*]\s+/, '').trim())
          .filter(Boolean),
      )
      .refine((all) => all.length <= rules.most, `${rules.most} lignes au plus.`)
      .refine(
        (all) => all.every((line) => line.length <= rules.each),
        `Une ligne est trop longue : ${rules.each} caractères au plus.`,
      ),
  );

type SourceField = `source_${number}_${'label' | 'url'}`;

/** Rows of two fields each: `source_0_label`, `source_0_url`. */
export function sourceFields(most = mostSources): Record<SourceField, z.ZodType<string, string | undefined>> {
  const shape: Record<SourceField, z.ZodType<string, string | undefined>> = {};
  for (let index = 0; index < most; index += 1) {
    shape[`source_${index}_label`] = optional(fields.line({ max: 300 }));
    shape[`source_${index}_url`] = optional(fields.webAddress());
  }
  return shape;
}

const severalSlugs = z.preprocess(
  (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
  z.array(fields.slug, { error: 'Ce choix n’existe pas.' }).max(60, 'Choisissez-en soixante au plus.'),
);

/** All that is said of a resource, but for what the taxonomy says: its fields are those of the taxonomy (`facets.ts`). */
export const resourceFields = {
  title: fields.line({ max: 200, required: 'Indiquez un titre.' }),
  url: fields.webAddress({ required: 'Indiquez l’adresse de la ressource.' }),
  producer: fields.line({ max: 200, required: 'Indiquez qui la produit.' }),
  summary: fields.paragraphs({ max: 1200, required: 'Dites en deux ou trois phrases ce que c’est.' }),
  least_people: people,
  most_people: people,
  territories: optional(fields.paragraphs({ max: 4000 }).transform(typedPlaces)),
  effort_label: optional(fields.line({ max: 120 })),
  effort_min: minutes,
  effort_max: minutes,
  start: optional(fields.paragraphs({ max: 6000 })),
  skills: lines({ max: 4000, each: 300, most: 30 }),
  language: fields.line({ max: 2, required: 'Indiquez la langue : fr.' }).pipe(
    z
      .string()
      .toLowerCase()
      .regex(/^[a-z]{2}$/, 'Un code de deux lettres : fr, en…'),
  ),
  confidence: z.enum(confidence.options, { error: 'Choisissez un niveau de fiabilité.' }),
  note: optional(fields.paragraphs({ max: 1200 })),
  measures: severalSlugs,
  checked_on: fields.day(),
  ...sourceFields(),
};

const resource = z.object(resourceFields);
export type ResourceInput = z.output<typeof resource>;

/** What was typed, read whether or not it is sent: for what a conflict shows. */
export const readTyped = (values: unknown) => resource.safeParse(values);

export const whatChanges = {
  motif: fields.paragraphs({
    max: 1000,
    required: 'Dites en une phrase ce qui change et pourquoi : tout le monde le lira.',
  }),
};
