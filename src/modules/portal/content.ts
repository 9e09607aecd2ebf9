import { parse } from 'yaml';
import { z } from 'zod';
import { confidence, slug, sources } from '../../platform/provenance.ts';

const permalink = z.string().regex(/^\/[\p{L}\p{N}/_-]*$/u);

/** Front matter of a page of `data/pages/`. */
export const pageContent = z.strictObject({
  title: z.string().min(1),
  permalink,
  description: z.string().min(1).max(200),
  menu: z.strictObject({ title: z.string().min(1), weight: z.int() }).optional(),
});

/** Front matter of a news item of `data/news/`. */
export const newsContent = z.strictObject({
  title: z.string().min(1),
  date: z.iso.date(),
  permalink: permalink.startsWith('/actualites/').endsWith('/'),
  description: z.string().min(1).max(200),
  confidence,
});

/** `data/context.json`: what is known of the programme, statement by statement. */
export const contextContent = z.strictObject({
  meta: z.strictObject({ generated_on: z.iso.date(), note: z.string() }),
  timeline: z.array(z.strictObject({ date: z.iso.date(), label: z.string().min(1), sources, confidence })),
  governance: z.array(
    z.strictObject({
      slug,
      title: z.string().min(1),
      rhythm: z.string().min(1).nullable(),
      role: z.string().min(1),
      sources,
      confidence,
    }),
  ),
  figures: z.array(
    z.strictObject({
      label: z.string().min(1),
      value: z.number(),
      unit: z.string().min(1),
      date: z.iso.date(),
      sources,
      confidence,
      note: z.string().min(1).optional(),
    }),
  ),
  pains: z.array(
    z.strictObject({ label: z.string().min(1), detail: z.string().min(1), sources, confidence }),
  ),
});

export type PageContent = z.infer<typeof pageContent>;
export type NewsContent = z.infer<typeof newsContent>;
export type ContextContent = z.infer<typeof contextContent>;

/** Reads one of our own Markdown files: YAML front matter checked by `schema`, then the body. */
export function readMarkdown<T>(text: string, schema: z.ZodType<T>): { attributes: T; body: string } {
  const match = /^---\n(.*?)\n---\n(.*)$/s.exec(text);
  if (!match) throw new Error('Front matter missing: the file must start with "---".');
  const [, front = '', body = ''] = match;
  return { attributes: schema.parse(parse(front)), body: body.trim() };
}

/**
 * The only variable that pages may hold, alone in its paragraph: `{{contact}}` becomes one sentence
 * with the instance's contact address, or the sentence that says there is none yet.
 */
export function fillContact(body: string, address: string | null): string {
  const sentence = address
    ? `Écrivez à l’adresse de contact de cette instance\u00a0: [${address}](mailto:${address}).`
    : 'Cette instance n’a pas encore d’adresse de contact : l’équipe du programme l’indiquera ici. D’ici là, les pages des groupes nomment qui les copilote.';
  return body.replaceAll('{{contact}}', sentence);
}
