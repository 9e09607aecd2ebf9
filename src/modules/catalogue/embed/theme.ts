import { z } from 'zod';

/** `0b4a57`, with or without its sign; what is no colour is not asked. */
const colour = z
  .string()
  .regex(/^#?[0-9a-f]{6}$/i)
  .transform((typed) => typed.replace('#', '').toLowerCase())
  .optional()
  .catch(undefined);

/** Colours of an embed, as its address carries them. */
export const themeQuery = { accent: colour, fond: colour, texte: colour };

export type Theme = z.output<z.ZodObject<typeof themeQuery>>;

export const themeNames = ['accent', 'fond', 'texte'] as const;

const light = { fond: 'fcfbf8', texte: '14262c', accent: '0b4a57' };
const dark = { fond: '0e181c', texte: 'e9eeec', accent: '84ccd8' };

const channels = (hex: string): number[] => [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));

/** Between two colours: all of the first at 0, of the second at 1. */
function mix(one: string, other: string, share: number): string {
  const [from, to] = [channels(one), channels(other)];
  return from
    .map((value, index) => Math.round(value + ((to[index] ?? 0) - value) * share))
    .map((value) => value.toString(16).padStart(2, '0'))
    .join('');
}

/** Relative luminance (WCAG 2.1). */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = channels(hex).map((value) => {
    const part = value / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** How well one colour is told from another, from 1 to 21 (WCAG 2.1). */
export function contrastOf(one: string, other: string): number {
  const [less = 0, more = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (more + 0.05) / (less + 0.05);
}

/** The three colours, those that are not asked chosen for the ground; null when none is asked: the reader's own theme. */
function coloursOf({ accent, fond, texte }: Theme): { accent: string; fond: string; texte: string } | null {
  if (!accent && !fond && !texte) return null;
  // White or black, whichever stands out better.
  const base = fond && contrastOf(fond, 'ffffff') > contrastOf(fond, '000000') ? dark : light;
  return { accent: accent ?? base.accent, fond: fond ?? base.fond, texte: texte ?? base.texte };
}

/** A style sheet that gives an embed these colours, by day and by night; made of nothing but six digits each. */
export function themeSheet(theme: Theme): string {
  const colours = coloursOf(theme);
  if (!colours) return '';
  const { accent, fond, texte } = colours;
  const scheme = luminance(fond) < luminance(texte) ? 'dark' : 'light';
  return `:root{color-scheme:${scheme};--paper:#${fond};--ink:#${texte};--soft:#${mix(texte, fond, 0.2)};--line:#${mix(texte, fond, 0.8)};--accent:#${accent};--accent-strong:#${accent}}\n`;
}

/** What would be hard to read in these colours (WCAG 2.1 AA asks for 4.5), in words. */
export function illegible(theme: Theme): string[] {
  const colours = coloursOf(theme);
  if (!colours) return [];
  const { accent, fond, texte } = colours;
  return [
    { words: 'Le texte se lit mal sur ce fond', contrast: contrastOf(texte, fond) },
    { words: 'Les liens se lisent mal sur ce fond', contrast: contrastOf(accent, fond) },
    {
      words: 'Les mentions discrètes se lisent mal sur ce fond',
      contrast: contrastOf(mix(texte, fond, 0.2), fond),
    },
  ].flatMap(({ words, contrast }) => (contrast < 4.5 ? [words] : []));
}
