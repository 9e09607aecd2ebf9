import { z } from 'zod';

/**
 * Where a statement of the start-up content comes from, and how sure we are of it.
 * Nothing factual enters the product without at least one source.
 */
export const source = z.strictObject({
  label: z.string().min(1),
  url: z.url({ protocol: /^https?$/ }),
});

export const sources = z.array(source).min(1);

export const confidence = z.enum(['high', 'medium', 'low']);

export const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

export type Source = z.infer<typeof source>;
export type Confidence = z.infer<typeof confidence>;
