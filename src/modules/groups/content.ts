import { z } from 'zod';
import { confidence, slug, sources } from '../../platform/provenance.ts';

/** Year, or full date: what the archived pages allow us to say. */
const looseDate = z.union([z.string().regex(/^\d{4}$/), z.iso.date()]);

/** One project group of `data/groups.json`. */
const groupContent = z.strictObject({
  number: z.int().positive(),
  slug,
  title: z.string().min(1),
  objective: z.string().min(1),
  copilots: z.array(
    z.strictObject({
      organisation: slug,
      /** The name as the original page gives it. */
      label: z.string().min(1),
      side: z.enum(['etat', 'collectivites']),
    }),
  ),
  period: z.strictObject({
    start: looseDate.nullable(),
    end: looseDate.nullable(),
    /** First date at which a source shows the group. */
    seen_from: z.iso.date().nullable(),
    note: z.string().min(1),
  }),
  /** What was known of the group's work when the content was gathered. */
  status_note: z.string().min(1),
  /** First event of the group's life cycle, with the reason shown to the public. */
  life_cycle: z.strictObject({
    state: z.enum(['proposed', 'active', 'paused', 'closed']),
    since: z.iso.date().nullable(),
    public_reason: z.string().min(1),
  }),
  /** Anchor of the group on the original "Outils" page. */
  anchor: z.string().min(1).nullable(),
  deliverables: z.array(slug),
  sources,
  confidence,
  note: z.string().min(1).optional(),
});

/** The whole file `data/groups.json`. */
export const groupsFile = z.strictObject({
  meta: z.strictObject({
    generated_on: z.iso.date(),
    principle: z.string(),
    notes: z.array(z.string()),
    sources,
  }),
  items: z.array(groupContent),
});
