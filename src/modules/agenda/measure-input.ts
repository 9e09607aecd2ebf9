import { Refusal, type TypedValues, typedText } from '../../platform/http/index.ts';
import { type Rule, ruleVersion } from '../audience/index.ts';
import { type MeasureContent, measureLink, milestoneContent } from './content.ts';
import type { Meanings } from './content-words.ts';
import { type ContentInput, type RowName, rows } from './measure-fields.ts';
import { periodWords } from './period.ts';
import { parsePeriod } from './period-typed.ts';
import {
  confidenceLabels,
  linkKindLabels,
  milestoneKindLabels,
  natureLabels,
  statusLabels,
} from './vocabulary.ts';

type Row = Record<string, string> & { index: number };

/** The filled rows of one kind, in the order of the form; a row whose fields are all empty is none. */
function filledRows(values: Readonly<Record<string, unknown>>, name: RowName): Row[] {
  const { most, columns } = rows[name];
  const filled: Row[] = [];
  for (let index = 0; index < most; index += 1) {
    const cells = Object.keys(columns).map((column): [string, string] => {
      const value = values[`${name}_${index}_${column}`];
      return [column, typeof value === 'string' ? value.trim() : ''];
    });
    // A stored row is emptied to be taken out; a kind alone says nothing.
    if (cells.some(([column, value]) => value !== '' && column !== 'id' && column !== 'kind')) {
      filled.push(Object.assign(Object.fromEntries(cells), { index }));
    }
  }
  return filled;
}

const orNull = (text: string | undefined) => (text ? text : null);

function needed(row: Row, name: RowName, column: string, message: string): string {
  const text = row[column];
  if (!text) throw new Refusal(message, `${name}_${row.index}_${column}`);
  return text;
}

/** What the form does not show, and that stays as it was. */
export interface Kept {
  slug: string;
  rule: Rule;
  milestones: MeasureContent['milestones'];
}

/** What the form says, in the shape in which measures are kept. Throws Refusal for a row that is half filled. */
export function contentOfInput(
  input: ContentInput,
  kept: Kept,
  { theme, publicUrl }: { theme: string; publicUrl: string },
): MeasureContent {
  return {
    slug: kept.slug,
    title: input.title,
    theme,
    nature: input.nature,
    status: input.status,
    pilot: input.pilot,
    summary: input.summary,
    consequences: linesOf(input.consequences),
    audience: { version: ruleVersion, rule: kept.rule },
    audience_note: orNull(input.audience_note),
    legal_bases: filledRows(input, 'basis').map((row) => ({
      text: needed(row, 'basis', 'text', 'Nommez le texte : loi, décret, règlement.'),
      article: orNull(row.article),
      url: orNull(row.url),
      note: orNull(row.note),
    })),
    milestones: filledRows(input, 'milestone').map((row) => milestoneOf(row, kept.milestones)),
    links: filledRows(input, 'link').map((row) => linkOf(row, publicUrl)),
    sources: filledRows(input, 'source').map((row) => ({
      label: needed(row, 'source', 'label', 'Nommez la source.'),
      url: needed(row, 'source', 'url', 'Indiquez l’adresse de la source.'),
    })),
    confidence: input.confidence,
    note: orNull(input.note),
  };
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.replace(/^\s*[-•*]\s+/, '').trim())
    .filter(Boolean);

function milestoneOf(row: Row, kept: Kept['milestones']): MeasureContent['milestones'][number] {
  const label = needed(row, 'milestone', 'label', 'Dites en quelques mots ce que marque cette date.');
  const typed = needed(row, 'milestone', 'date', 'Indiquez la date, ou « inconnue ».');
  const kind = milestoneContent.shape.kind.safeParse(row.kind).data;
  if (!kind) throw new Refusal('Choisissez un type de jalon.', `milestone_${row.index}_kind`);
  const period = parsePeriod(typed);
  if (!period) throw new Refusal('Cette date n’est pas comprise.', `milestone_${row.index}_date`);
  const before = kept.find(({ id }) => id !== undefined && id === row.id);
  const known = before && { date: before.date, precision: before.precision };
  return {
    ...(before && { id: before.id }),
    // Words tell the beginning of a period: what was kept with another day in it does not change for that.
    ...(known && periodWords(known) === periodWords(period) ? known : period),
    kind,
    label,
    audience: before?.audience ?? null,
  };
}

function linkOf(row: Row, publicUrl: string): MeasureContent['links'][number] {
  const url = needed(row, 'link', 'url', 'Indiquez où mène ce lien.');
  const kind = measureLink.options[0].shape.kind.safeParse(row.kind).data;
  if (!kind) throw new Refusal('Choisissez un type de lien.', `link_${row.index}_kind`);
  const here = url.startsWith(`${publicUrl}/`) ? url.slice(publicUrl.length) : url;
  const slug = /^\/agenda\/([a-z0-9]+(?:-[a-z0-9]+)*)$/.exec(here)?.[1];
  if (slug) return { kind, measure: slug };
  return { kind, label: needed(row, 'link', 'label', 'Dites en quelques mots où mène ce lien.'), url: here };
}

/** What the form shows of a content, with an empty row after those that are filled. */
export function valuesOfContent(content: MeasureContent): TypedValues {
  return {
    title: content.title,
    nature: content.nature,
    status: content.status,
    theme: content.theme,
    pilot: content.pilot,
    summary: content.summary,
    consequences: content.consequences.join('\n'),
    audience_note: content.audience_note ?? '',
    confidence: content.confidence,
    note: content.note ?? '',
    ...rowValues(
      'milestone',
      content.milestones.map(({ id = '', kind, label, ...period }) => ({
        id,
        kind,
        label,
        date: period.date === null ? 'inconnue' : periodWords(period),
      })),
    ),
    ...rowValues(
      'basis',
      content.legal_bases.map(({ text, article, url, note }) => ({
        text,
        article: article ?? '',
        url: url ?? '',
        note: note ?? '',
      })),
    ),
    ...rowValues('source', content.sources),
    ...rowValues(
      'link',
      content.links.map((link) =>
        'measure' in link ? { kind: link.kind, url: `/agenda/${link.measure}`, label: '' } : link,
      ),
    ),
  };
}

function rowValues(name: RowName, filled: readonly Readonly<Record<string, string>>[]): TypedValues {
  const columns = Object.keys(rows[name].columns);
  return Object.fromEntries(
    [...filled, {}].flatMap((row: Readonly<Record<string, string>>, index) =>
      columns.map((column) => [`${name}_${index}_${column}`, row[column] ?? '']),
    ),
  );
}

/** How many rows of a kind to draw: those that were there, and one more when it was asked for. */
export function rowCount(values: TypedValues, name: RowName): number {
  const [column = ''] = Object.keys(rows[name].columns);
  let count = 0;
  while (`${name}_${count}_${column}` in values && count < rows[name].most) count += 1;
  const more = typedText(values, 'apercu') === name || count === 0 ? 1 : 0;
  return Math.min(count + more, rows[name].most);
}

/** What was typed, in the words in which a conflict tells what the other wrote. */
export function typedWords(values: TypedValues, meanings: Meanings): TypedValues {
  const label = (labels: Readonly<Record<string, string>>, code: string) => labels[code] ?? code;
  const list = (name: RowName, words: (row: Row) => string) => filledRows(values, name).map(words).join('\n');
  const joined = (...parts: (string | undefined)[]) => parts.filter(Boolean).join(', ');
  const text = (name: string) => typedText(values, name);
  return {
    ...values,
    nature: label(natureLabels, text('nature')),
    status: label(statusLabels, text('status')),
    theme: meanings.themes.get(text('theme')) ?? text('theme'),
    confidence: label(confidenceLabels, text('confidence')),
    milestones: list('milestone', (row) => {
      const period = parsePeriod(row.date ?? '');
      return `${label(milestoneKindLabels, row.kind ?? '')}, ${period ? periodWords(period) : row.date} : ${row.label}`;
    }),
    legal_bases: list('basis', (row) => joined(row.text, row.article, row.note, row.url)),
    sources: list('source', (row) => joined(row.label, row.url)),
    links: list('link', (row) => {
      const title = meanings.measures.get(/^\/agenda\/(.+)$/.exec(row.url ?? '')?.[1] ?? '');
      return `${label(linkKindLabels, row.kind ?? '')} : ${title ?? joined(row.label, row.url)}`;
    }),
    consequences: linesOf(text('consequences').replace(/\r\n?/g, '\n')).join('\n'),
  };
}
