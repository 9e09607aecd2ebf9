import { z } from 'zod';
import { slug } from '../../../platform/provenance.ts';
import { catalogueSlugs } from '../catalogues.ts';

/** `data/selections.json`: the selections that the product ships. */
export const selectionsFile = z.strictObject({
  meta: z.strictObject({ generated_on: z.iso.date(), note: z.string() }),
  items: z.array(
    z.strictObject({
      slug,
      title: z.string().min(1),
      introduction: z.string().min(1),
      catalogue: z.enum(catalogueSlugs),
      items: z.array(z.strictObject({ resource: slug, note: z.string().min(1).nullable() })).min(1),
    }),
  ),
});
