import { fields } from '../../platform/http/index.ts';

/** A person is mentioned by a link to the members of a group: `[@Camille Dupont](/espace/groupes/donnees/membres#personne-…)`. */
export const personAnchor = 'personne-';

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const personAddress = new RegExp(`/espace/groupes/[a-z0-9-]+/membres#${personAnchor}(${uuid})`, 'g');

/**
 * The text with what mentions nobody blanked out, line by line: what is left stands where it stood. What one quotes is said by
 * another; what stands in code is said to nobody.
 */
function spoken(body: string): string {
  let fence = '';
  return body
    .split('\n')
    .map((line) => {
      const mark = /^(?:```|~~~)/.exec(line)?.[0] ?? '';
      const isFence = mark !== '' && (fence === '' || fence === mark);
      if (isFence) fence = fence === '' ? mark : '';
      if (isFence || fence !== '' || /^ {0,3}>/.test(line)) return ' '.repeat(line.length);
      return line.replace(/`[^`]+`/g, (code) => ' '.repeat(code.length));
    })
    .join('\n');
}

/** The accounts that a text mentions, each once. */
export function peopleMentioned(body: string): string[] {
  return [...new Set([...spoken(body).matchAll(personAddress)].map(([, id]) => id ?? ''))];
}

/** A person as a text names them. */
export interface Named {
  id: string;
  name: string;
}

export function personMention(groupSlug: string, { id, name }: Named): string {
  return `[@${inLinkText(name)}](/espace/groupes/${groupSlug}/membres#${personAnchor}${id})`;
}

/** A title inside the brackets of a link. */
export function inLinkText(words: string): string {
  return words.replace(/[\\[\]`*_<>]/g, (sign) => `\\${sign}`);
}

/** A sign that a name begins after: at the beginning of a word, in no link nor address. */
const sign = /(?<![\p{L}\p{N}_.[/@-])@(?=\p{L})/gu;
const longestName = 100;
const mostSigns = 50;

/** What follows each `@` of a text, where a name may stand. */
export function namesTyped(body: string): string[] {
  return signsIn(body).map((at) => body.slice(at + 1, at + 1 + longestName));
}

function signsIn(body: string): number[] {
  return [...spoken(body).matchAll(sign)].slice(0, mostSigns).map(({ index }) => index);
}

/** Each letter in its plainest form, so that places in a text do not shift. */
function folded(text: string): string {
  return [...text.normalize('NFC')]
    .map((letter) => letter.normalize('NFD').charAt(0).toLowerCase())
    .join('')
    .replace(/[\s\u00a0-]/g, ' ')
    .replace(/[’']/g, "'");
}

/**
 * The text with `@Camille Dupont` made a mention, for each of these people: the longest name that fits. A name that two people
 * bear names neither.
 */
export function withMentions(body: string, groupSlug: string, people: readonly Named[]): string {
  const byName = Map.groupBy(people, ({ name }) => folded(name));
  const names = [...byName.keys()].sort((a, b) => b.length - a.length);
  let text = '';
  let from = 0;
  for (const at of signsIn(body)) {
    const after = folded(body.slice(at + 1, at + 1 + longestName));
    const name = names.find(
      (one) => after.startsWith(one) && !/^[\p{L}\p{N}]/u.test(after.slice(one.length)),
    );
    const [person, ...others] = (name !== undefined && byName.get(name)) || [];
    if (!person || others.length > 0 || name === undefined) continue;
    text += body.slice(from, at) + personMention(groupSlug, person);
    from = at + 1 + name.length;
  }
  return text + body.slice(from);
}

/** What a text may name beside people. */
export const thingKinds = ['groupe', 'mesure', 'livrable', 'collectivite'] as const;
export type ThingKind = (typeof thingKinds)[number];

/** An address of the site that names a thing, as it is written in a text. */
export interface ThingAddress {
  kind: ThingKind;
  /** A slug; of an authority, the word of its kind and its code: `communes/74010`. */
  key: string;
  /** With the origin when it is written in full. */
  written: string;
}

const places: readonly [ThingKind, RegExp][] = [
  ['groupe', /^\/groupes\/([a-z0-9-]+)$/],
  ['mesure', /^\/agenda\/([a-z0-9-]+)$/],
  ['livrable', /^\/livrables\/([a-z0-9-]+)$/],
  ['collectivite', /^\/collectivites\/([a-z-]+\/[0-9A-Z]+)$/],
];
/** A text that names more is not read further: each is looked up. */
const mostThings = 50;

export function thingsNamed(body: string, publicUrl: string): ThingAddress[] {
  const origin = publicUrl.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const written = new RegExp(
    `(?<![\\w/.-])(?:${origin})?/(?:groupes|agenda|livrables|collectivites)/[\\w/-]+`,
    'g',
  );
  const found = new Map<string, ThingAddress>();
  for (const [address] of body.matchAll(written)) {
    if (found.size === mostThings) break;
    const path = address.startsWith(publicUrl) ? address.slice(publicUrl.length) : address;
    for (const [kind, place] of places) {
      const key = place.exec(path)?.[1];
      if (key !== undefined) found.set(address, { kind, key, written: address });
    }
  }
  return [...found.values()];
}

/** Who a text mentions under the address that it gives them. */
export function personAddresses(body: string): { id: string; written: string }[] {
  return [...body.matchAll(personAddress)].map(([written, id]) => ({ id: id ?? '', written }));
}

/** A text with something put in where the writer was, or at its end; words do not touch. */
export function inserted(text: string, words: string, cursor: number | null): string {
  const at = cursor === null ? text.length : Math.min(cursor, text.length);
  const before = text.slice(0, at);
  const after = text.slice(at);
  const space = (one: string, edge: RegExp) => (one === '' || edge.test(one) ? '' : ' ');
  return `${before}${space(before, /\s$/)}${words}${after === '' ? ' ' : space(after, /^[\s.,;:!?)]/)}${after}`;
}

/** What one says of what another wrote: each of its lines is led by `>`, under the name of its author. */
export function quoted(message: { authorName: string; body: string }, url: string): string {
  const said = message.body.split('\n').map((line) => (line === '' ? '>' : `> ${line}`));
  return `> **${inLinkText(message.authorName)}** [a écrit](${url}) :\n>\n${said.join('\n')}\n\n`;
}

/** The place of the writer in the text, as the browser told it. */
export const cursorTyped = (typed: string): number | null => {
  const place = fields.version.safeParse(typed === '' ? undefined : typed);
  return place.success ? place.data : null;
};

/** What the button that puts something in the text sends, before its words. */
export const insertion = 'inserer:';
export const insertionOf = (words: string): string => `${insertion}${words}`;
