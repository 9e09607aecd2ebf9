import { z } from 'zod';
import { confidence, slug, source } from '../../platform/provenance.ts';
import { audienceSchema } from '../audience/index.ts';

const webAddress = z.url({ protocol: /^https?$/ });

export const legalBasis = z.strictObject({
  text: z.string().min(1),
  article: z.string().min(1).nullable(),
  url: webAddress.nullable(),
  note: z.string().min(1).nullable(),
});

export const legalBases = z.array(legalBasis);

export const milestoneContent = z
  .strictObject({
    /** Of the row it is kept in, once it has one: what is saved again is matched by it. */
    id: z.uuid().optional(),
    /** The first day of the period that `precision` tells; null when nothing is known. */
    date: z.iso.date().nullable(),
    precision: z.enum(['day', 'month', 'quarter', 'half', 'year', 'unknown']),
    kind: z.enum(['text', 'entry_into_force', 'deadline', 'step', 'opening', 'end', 'forecast']),
    label: z.string().min(1),
    /** Narrower than the measure's; null when it is the same. */
    audience: audienceSchema.nullable(),
  })
  .refine(({ date, precision }) => (date === null) === (precision === 'unknown'), {
    error: 'Un jalon a une date, sauf si sa précision est « unknown ».',
  });

export const measureLink = z.union([
  z.strictObject({ kind: z.enum(['depends_on', 'same_work', 'eased_by']), measure: slug }),
  z.strictObject({
    kind: z.enum(['depends_on', 'same_work', 'eased_by']),
    label: z.string().min(1),
    url: z.union([webAddress, z.string().regex(/^\/(?!\/)/)]),
  }),
]);

/** A measure as it is loaded, imported, versioned and proposed: one shape for all. */
export const measureContent = z.strictObject({
  slug,
  title: z.string().min(1),
  theme: slug,
  nature: z.enum(['obligation', 'opportunity', 'experiment']),
  status: z.enum(['proposed', 'announced', 'rolling_out', 'in_force', 'postponed', 'ended', 'repealed']),
  pilot: z.string().min(1),
  summary: z.string().min(1),
  consequences: z.array(z.string().min(1)),
  audience: audienceSchema,
  audience_note: z.string().min(1).nullable(),
  legal_bases: legalBases,
  milestones: z.array(milestoneContent),
  links: z.array(measureLink),
  sources: z.array(source),
  confidence,
  note: z.string().min(1).nullable(),
});

export type MeasureContent = z.infer<typeof measureContent>;

/** `data/agenda.json` */
export const agendaFile = z.strictObject({
  generated_on: z.iso.date(),
  note: z.string(),
  themes: z.array(z.strictObject({ code: slug, label: z.string().min(1) })),
  items: z.array(measureContent),
});
