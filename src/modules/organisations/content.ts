import { z } from 'zod';
import { confidence, slug, sources } from '../../platform/provenance.ts';

export const side = z.enum(['etat', 'collectivites']);

export const sideLabels: Record<z.infer<typeof side>, string> = {
  etat: 'État',
  collectivites: 'Collectivités',
};

/** The nature of organisations that sell software: on neither side, and none is shipped. */
export const vendorKind = 'éditeur de logiciels';

/** One organisation of `data/organisations.json`. */
const organisationContent = z.strictObject({
  slug,
  name: z.string().min(1),
  acronym: z.string().min(1).nullable(),
  side,
  /** Nature of the organisation, in words shown as they are. */
  kind: z.string().min(1),
  website: z.url({ protocol: /^https?$/ }),
  role: z.string().min(1),
  /** Sits in the programme's political committee. */
  in_governance: z.boolean(),
  sources,
  confidence,
  note: z.string().min(1).optional(),
});

/** The whole file `data/organisations.json`. */
export const organisationsFile = z.strictObject({
  meta: z.strictObject({ generated_on: z.iso.date(), notes: z.array(z.string()) }),
  items: z.array(organisationContent),
});
