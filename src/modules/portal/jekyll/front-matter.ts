import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import type { Report } from './report.ts';
import { type ConvertedPage, Refused } from './types.ts';

/** The file's first line is `---`: what the YAML parser calls line 1 is line 2 of the file. */
const LINES_BEFORE = 1;

const words = z.union([z.string(), z.number(), z.boolean()]).transform((value) => String(value).trim());
const wordList = z
  .union([z.array(z.unknown()), words])
  .transform((value) =>
    (Array.isArray(value) ? value : value.split(/[\s,]+/)).flatMap(
      (item) => words.safeParse(item).data ?? [],
    ),
  );
const imageShape = z.object({
  image: words.optional().catch(undefined),
  'alternative-textuelle': words.optional().catch(undefined),
});

/** What a wrong value makes of a key: the key is reported, and the page goes in without it. */
const shapes = {
  title: words,
  date: z.union([z.date(), z.iso.date().transform((day) => new Date(`${day}T00:00:00Z`))]),
  permalink: words,
  layout: words,
  published: z.boolean(),
  categories: wordList,
  category: wordList,
  tags: wordList,
  'chapeau-text': words,
  description: words,
  menu: z.object({
    title: words.optional(),
    weight: z.coerce.number().int().min(-10_000).max(10_000).optional(),
  }),
  une: imageShape,
  'une-ou-diaporama': z.union([imageShape.transform((item) => [item]), z.array(z.unknown())]),
  image: words,
} as const;
const known = z
  .object({
    ...shapes,
  })
  .partial();
export type FrontMatter = z.output<typeof known>;

/** Keys whose loss is meant: their reason goes in the report. */
const DROPPED: Record<string, string> = {
  style: 'la feuille de style propre à la page est retirée ; la présentation vient du site',
  script: 'le script propre à la page est retiré',
  layout: 'le gabarit n’est pas repris ; la présentation vient du site',
};

function explain(message: string): string {
  if (/quote/i.test(message)) return 'un guillemet n’est pas fermé';
  if (/mapping|indent/i.test(message)) return 'l’alignement ou les deux-points ne sont pas corrects';
  if (/unique/i.test(message)) return 'une clé est écrite deux fois';
  if (/tab/i.test(message)) return 'des tabulations y servent de marge';
  return 'le format YAML n’est pas respecté';
}

function parseYaml(text: string): { values: Record<string, unknown>; lines: Map<string, number> } {
  const counter = new LineCounter();
  // YAML 1.1 is what Jekyll reads: dates are dates, `no` is false.
  const document = parseDocument(text, {
    version: '1.1',
    lineCounter: counter,
    prettyErrors: false,
    logLevel: 'error',
  });
  const error = document.errors[0];
  if (error) {
    const line = counter.linePos(error.pos[0]).line + LINES_BEFORE;
    throw new Refused(line, `L’en-tête ne peut pas être lu : ${explain(error.message)}.`);
  }
  if (document.contents === null) return { values: {}, lines: new Map() };
  if (!isMap(document.contents))
    throw new Refused(2, 'L’en-tête ne peut pas être lu : il doit être une liste de clés.');
  const lines = new Map<string, number>();
  for (const { key } of document.contents.items) {
    if (!isScalar(key) || !key.range) continue;
    lines.set(String(key.value), counter.linePos(key.range[0]).line + LINES_BEFORE);
  }
  return { values: z.record(z.string(), z.unknown()).parse(document.toJS({ maxAliasCount: 20 })), lines };
}

/** Reads the front matter: known keys are checked one by one, the others are reported. */
export function readFrontMatter(
  text: string,
  report: Report,
): { meta: FrontMatter; lineOf: (key: string) => number } {
  let parsed: ReturnType<typeof parseYaml>;
  try {
    parsed = parseYaml(text);
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused(2, 'L’en-tête ne peut pas être lu : il est trop compliqué (imbrication ou renvois).');
  }
  const lineOf = (key: string) => parsed.lines.get(key) ?? 1;
  const accepted: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(parsed.values)) {
    const line = lineOf(key);
    if (key in DROPPED) report.add(line, 'dropped', `« ${key} » : ${DROPPED[key]}.`);
    if (value === null || key === 'style' || key === 'script') continue;
    const shape = Object.entries(shapes).find(([name]) => name === key)?.[1];
    if (!shape) report.add(line, 'dropped', `« ${key} » n’est pas repris.`);
    else if (!shape.safeParse(value).success) {
      report.add(line, 'dropped', `« ${key} » n’a pas la forme attendue et n’est pas repris.`);
    } else {
      accepted[key] = value;
      if (key !== 'layout') report.add(line, 'kept', `« ${key} » est repris.`);
    }
  }
  return { meta: known.parse(accepted), lineOf };
}

const withoutDoubleSlash = (path: string) => path.replace(/^\/{2,}/, '/');

export function illustrationOf(meta: FrontMatter): ConvertedPage['illustration'] {
  const candidates = [meta.une, ...(meta['une-ou-diaporama'] ?? []), { image: meta.image }];
  for (const candidate of candidates) {
    const { image, 'alternative-textuelle': alt } = imageShape.safeParse(candidate).data ?? {};
    if (image) return { path: withoutDoubleSlash(image), alt: alt ?? '' };
  }
  return null;
}
