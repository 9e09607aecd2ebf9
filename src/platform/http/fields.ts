import { parse } from 'tldts';
import { z } from 'zod';

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly the ones refused
const controlCharacters = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;

/** They turn the writing around: a name could read as another one. Copied along from office software, they are dropped. */
const writingDirections = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const visible = /[^\p{C}\p{Z}\p{M}]/u;

interface TextRules {
  max: number;
  /** What to say when it is empty. Without it, empty is allowed and gives ''. */
  required?: string;
  min?: number;
}

/** One line of text: trimmed, inner spaces collapsed; nothing that can be seen is nothing. */
export function line({ max, required, min }: TextRules) {
  return bounded(
    z
      .string({ error: required ?? 'Ce champ est incorrect.' })
      .transform((value) => value.replace(writingDirections, '').replace(/\s+/g, ' ').trim())
      .transform((value) => (visible.test(value) || controlCharacters.test(value) ? value : '')),
    { max, required, min },
  );
}

/** Several lines of text: trimmed, line ends unified. */
export function paragraphs({ max, required, min }: TextRules) {
  return bounded(
    z
      .string({ error: required ?? 'Ce champ est incorrect.' })
      .transform((value) => value.replace(/\r\n?/g, '\n').trim()),
    { max, required, min },
  );
}

/** Why somebody does what another has to bear. */
export const reason = paragraphs({ max: 1000, required: 'Indiquez le motif : la personne le lira.' });

function bounded(text: z.ZodType<string, string>, { max, required, min }: TextRules) {
  return text.pipe(
    z
      .string()
      .min(required ? 1 : 0, required)
      .refine(
        (value) => value === '' || value.length >= (min ?? 0),
        `Au moins ${min} caractères sont attendus.`,
      )
      .max(max, `Ce texte est trop long : ${max} caractères au plus.`)
      .refine((value) => !controlCharacters.test(value), 'Ce texte contient un caractère interdit.')
      .refine((value) => value.isWellFormed(), 'Ce texte contient un caractère interdit.'),
  );
}

/** An e-mail address, in lower case. */
export function email(required = 'Indiquez votre adresse électronique.') {
  return line({ max: 254, required }).pipe(
    z.string().toLowerCase().pipe(z.email('Cette adresse est incorrecte. Exemple : prenom.nom@commune.fr')),
  );
}

interface AddressRules {
  /** What to say when it is empty. Without it, empty is allowed and gives ''. */
  required?: string;
  /** Only an encrypted page will do. */
  encrypted?: boolean;
  /** A page of this site will do as well, by its path: `/agenda/open-data`. */
  orPath?: boolean;
}

const longestAddress = 2000;

/** `javascript:`, `http:`; but `www.exemple.fr:8443/guide` begins with a host and its port. */
const namesItsScheme = /^(?:[a-z][a-z0-9+.-]*:(?!\d+(?:\/|$))|\/)/i;
const isPath = (text: string): boolean => /^\/(?![/\\])\S*$/.test(text);

/**
 * The address of a page on the web, as people type it: `www.exemple.fr/guide` gives `https://www.exemple.fr/guide`. No other
 * scheme, no password, no space, no name that only a local network knows.
 */
export function webAddress({ required, encrypted = false, orPath = false }: AddressRules = {}) {
  const example = 'https://www.exemple.fr/page';
  const incorrect = `Cette adresse est incorrecte. ${orPath ? `Exemples : /agenda/open-data, ${example}` : `Exemple : ${example}`}`;
  return line({ max: longestAddress, required })
    .transform((typed, context): string => {
      if (typed === '' || (orPath && isPath(typed))) return typed;
      const address = understood(typed, encrypted);
      if (address === null) context.addIssue({ code: 'custom', message: incorrect });
      return address ?? typed;
    })
    .refine(
      (address) => address.length <= longestAddress,
      `Cette adresse est trop longue : ${longestAddress} caractères au plus.`,
    );
}

/** In the form in which browsers send it; null when it is no page of the web. */
function understood(typed: string, encrypted: boolean): string | null {
  const whole = completed(typed);
  if (!/^https?:\/\/\S+$/i.test(whole) || !URL.canParse(whole)) return null;
  const { protocol, hostname, username, password, href } = new URL(whole);
  if (encrypted && protocol !== 'https:') return null;
  return hostname.includes('.') && username === '' && password === '' ? href : null;
}

/** Only what ends as names of the web do is taken for one: `guide.pdf` is a file. */
function completed(typed: string): string {
  if (namesItsScheme.test(typed)) return typed;
  const whole = `https://${typed}`;
  return URL.canParse(whole) && parse(new URL(whole).hostname).isIcann ? whole : typed;
}

/** A ticked box: true or false. */
export function checkbox() {
  return z
    .enum(['on', 'oui', 'true', '1'])
    .optional()
    .transform((value) => value !== undefined);
}

/** Several ticked boxes of one name: always a list. */
export function choices<T extends string>(values: readonly T[], message = 'Ce choix n’existe pas.') {
  return z.preprocess(
    (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
    z.array(z.enum(values, { error: message })),
  );
}

/** One of a closed list. */
export function choice<T extends string>(values: readonly [T, ...T[]], message: string) {
  return z.enum(values, { error: message });
}

/** Which way something moves in its list: what `MoveButtons` sends. */
export function direction(message = 'Dites dans quel sens.') {
  return choice(['haut', 'bas'], message).transform((way) => (way === 'haut' ? 'up' : 'down'));
}

/** A day typed in a date field, `2027-01-01`; empty gives null. What is centuries away is a slip. */
export function day(message = 'Cette date est incorrecte. Exemple : 2027-01-31') {
  const near = z.iso.date({ error: message }).regex(/^(?:19|20|21)/, message);
  return z
    .union([z.literal('').transform(() => null), near], { error: message })
    .optional()
    .transform((value) => value ?? null);
}

/** The version of the thing that a form was opened on. */
export const version = z.coerce
  .number({ error: 'Rechargez la page et recommencez.' })
  .int('Rechargez la page et recommencez.')
  .min(0, 'Rechargez la page et recommencez.')
  // The largest that PostgreSQL counts to.
  .max(2_147_483_647, 'Rechargez la page et recommencez.');

/** Part of an address: lower-case ASCII words joined by hyphens. */
export const slug = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,198}[a-z0-9])?$/);

export const uuid = z.uuid();

/** An hour of the day, `09:30` of « 9 h 30 », « 9h », « 9:30 ». */
export function hour(required: string) {
  return line({ max: 10, required })
    .transform((text) => /^(\d{1,2})\s*[h:]\s*(\d{2})?$/i.exec(text) ?? /^(\d{1,2})()$/.exec(text))
    .transform((parts) => `${(parts?.[1] ?? '99').padStart(2, '0')}:${parts?.[2] || '00'}`)
    .refine(
      (time) => /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(time),
      'Cette heure est incorrecte. Exemple : 9 h 30',
    );
}

/** Page number of a list, from 1; anything odd is page 1. */
export const pageNumber = z.coerce.number().int().min(1).max(10_000).catch(1);

/** What somebody looks for; odd input is an empty search. */
export const searchText = z
  .string()
  .max(200)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: removed, never stored
  .transform((value) => value.replace(/[\u0000-\u001f]/g, ' ').trim())
  .catch('');
