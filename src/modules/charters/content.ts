import { z } from 'zod';
import { confidence, slug, source, sources } from '../../platform/provenance.ts';
import { parties } from './parties.ts';

const text = z.string().min(1);

/** What one kind of signatory commits to, in a version of a charter. */
export const pledgeContent = z
  .strictObject({
    /** Stays the same from a version to the next while it is the same pledge. */
    code: slug,
    party: z.enum(parties),
    text,
    /** How one sees that it is kept; null when the text does not say. */
    check: text.nullable(),
    /** A day for all, or months after the signature; null when the text sets none. */
    due_on: z.iso.date().nullable(),
    due_months: z.int().positive().nullable(),
    sources: z.array(source),
    confidence,
    note: text.nullable(),
  })
  .refine(({ due_on, due_months }) => due_on === null || due_months === null, {
    error: 'Une échéance est un jour, ou un délai.',
  });

export const pledgeList = z.array(pledgeContent).superRefine((pledges, context) => {
  const codes = new Set(pledges.map(({ code }) => code));
  if (codes.size < pledges.length) {
    context.addIssue({ code: 'custom', message: 'Deux engagements portent le même code.' });
  }
});

export const provenance = z.strictObject({ sources: z.array(source), confidence, note: text.nullable() });

const facts = {
  summary: text,
  /** Where and by whom it was first signed, outside of this register; null for a charter born here. */
  origin: z
    .strictObject({
      signed_on: z.iso.date(),
      signed_at: text,
      /** Slug in the library. */
      deliverable: slug.nullable(),
      signatories: z.array(z.strictObject({ name: text, side: z.enum(['etat', 'collectivites']) })),
      note: text.nullable(),
    })
    .nullable(),
  sources,
  confidence,
  note: text.nullable(),
};

/** What the column `charters.content` holds. */
export const charterContent = z.strictObject(facts);

/** `data/charters.json` */
export const chartersFile = z.strictObject({
  generated_on: z.iso.date(),
  items: z.array(
    z.strictObject({
      slug,
      title: text,
      group: slug,
      ...facts,
      versions: z
        .array(
          z.strictObject({
            body: text,
            valid_months: z.int().min(1).max(120),
            reason: text,
            sources,
            confidence,
            note: text.nullable(),
            pledges: pledgeList,
          }),
        )
        .min(1),
    }),
  ),
});

export type CharterContent = z.infer<typeof charterContent>;
export type Pledge = z.infer<typeof pledgeContent>;
export type Provenance = z.infer<typeof provenance>;
