import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { toCsv } from '../../../platform/http/index.ts';
import { slugOf } from '../../../platform/slug.ts';
import type { MeasureContent } from '../content.ts';
import { confidenceLabels, natureLabels, statusLabels } from '../vocabulary.ts';
import {
  audienceCells,
  audienceOf,
  BadCell,
  codeOf,
  legalBasesCell,
  legalBasesOf,
  linesOf,
  linksCell,
  linksOf,
  milestonesCell,
  milestonesOf,
  sourcesCell,
  sourcesOf,
} from './cells.ts';
import { checked } from './checked.ts';
import { type Entry, type Known, mostMeasures, type Problem, plain, type Reading } from './entry.ts';

/** Columns that fill one field each: how a cell is read, and written. */
const columns: Readonly<
  Record<
    string,
    {
      field: keyof MeasureContent;
      read: (cell: string, known: Known) => unknown;
      write: (content: MeasureContent) => string;
    }
  >
> = {
  titre: { field: 'title', read: (cell) => cell, write: ({ title }) => title },
  theme: {
    field: 'theme',
    read: (cell, { themes }) => {
      const code = themes.get(plain(cell));
      if (!code)
        throw new BadCell(`Le thème « ${cell} » n’existe pas. Ajoutez-le d’abord depuis une mesure.`);
      return code;
    },
    write: ({ theme }) => theme,
  },
  nature: {
    field: 'nature',
    read: (cell) => codeOf(natureLabels, cell),
    write: ({ nature }) => natureLabels[nature],
  },
  statut: {
    field: 'status',
    read: (cell) => codeOf(statusLabels, cell),
    write: ({ status }) => statusLabels[status],
  },
  pilote: { field: 'pilot', read: (cell) => cell, write: ({ pilot }) => pilot },
  resume: { field: 'summary', read: (cell) => cell, write: ({ summary }) => summary },
  a_faire: { field: 'consequences', read: linesOf, write: ({ consequences }) => consequences.join('\n') },
  public_note: {
    field: 'audience_note',
    read: (cell) => cell || null,
    write: ({ audience_note }) => audience_note ?? '',
  },
  textes: { field: 'legal_bases', read: legalBasesOf, write: (one) => legalBasesCell(one.legal_bases) },
  jalons: { field: 'milestones', read: milestonesOf, write: (one) => milestonesCell(one.milestones) },
  liens: { field: 'links', read: linksOf, write: (one) => linksCell(one.links) },
  sources: { field: 'sources', read: sourcesOf, write: (one) => sourcesCell(one.sources) },
  fiabilite: {
    field: 'confidence',
    read: (cell) => codeOf(confidenceLabels, cell),
    write: ({ confidence }) => confidenceLabels[confidence],
  },
  reserve: { field: 'note', read: (cell) => cell || null, write: ({ note }) => note ?? '' },
};

const audienceColumns = [
  'public_types',
  'public_plus_de',
  'public_moins_de',
  'public_territoires',
  'public_regle',
] as const;
const known = ['adresse', ...Object.keys(columns), ...audienceColumns, 'publication', 'motif'];

/** What a new measure is without being told. */
const empty = {
  consequences: [],
  audience_note: null,
  legal_bases: [],
  milestones: [],
  links: [],
  sources: [],
  confidence: 'medium',
  note: null,
};

/** The separator of the first line: French spreadsheets write semicolons. */
function delimiterOf(text: string): string {
  const [head = ''] = text.split(/\r?\n/, 1);
  const count = (sign: string) => head.split(sign).length;
  return [';', ',', '\t'].toSorted((a, b) => count(b) - count(a))[0] ?? ';';
}

const parsedRows = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.int() }) }));
const csvFailure = z.object({ code: z.string(), lines: z.int().optional() });

/** Why a sheet cannot be read, by the code of the library. */
const failures: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'Un guillemet ouvert n’est jamais fermé.',
  CSV_INVALID_CLOSING_QUOTE: 'Un guillemet est mal placé : dans une cellule, il se double.',
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: 'Cette ligne n’a pas autant de cellules que la première.',
  CSV_MAX_RECORD_SIZE: 'Cette ligne est trop longue.',
};

/** Reads a sheet: one line a measure. A column that is not there leaves what is known as it is. */
export function readSheet(text: string, from: Known): Reading {
  const problems: Problem[] = [];
  const nothing = { entries: [], themes: new Map<string, string>() };
  let rows: z.output<typeof parsedRows>;
  try {
    rows = parsedRows.parse(
      parse(text, {
        bom: true,
        delimiter: delimiterOf(text),
        info: true,
        skip_empty_lines: true,
        max_record_size: 200_000,
      }),
    );
  } catch (error) {
    const failure = csvFailure.safeParse(error).data;
    if (!failure) throw error;
    const message = failures[failure.code] ?? 'Cette ligne ne se lit pas.';
    return { ...nothing, problems: [{ line: failure.lines ?? null, place: '', message }] };
  }
  const [head, ...body] = rows;
  if (!head) return { ...nothing, problems };
  const names = head.record.map((name) => plain(name).replace(/ /g, '_'));
  const odd = names.filter((name, place) => !known.includes(name) || names.indexOf(name) !== place);
  for (const name of odd) {
    const message = known.includes(name)
      ? 'Cette colonne est là deux fois.'
      : `Cette colonne est inconnue. Celles d’un agenda : ${known.join(', ')}.`;
    problems.push({ line: 1, place: name, message });
  }
  if (!names.includes('titre') && !names.includes('adresse'))
    problems.push({
      line: 1,
      place: '',
      message: 'Il faut une colonne « titre » ou une colonne « adresse ».',
    });
  if (body.length > mostMeasures)
    problems.push({ line: null, place: '', message: `Au plus ${mostMeasures} mesures à la fois.` });
  if (problems.length > 0) return { ...nothing, problems };
  const entries = body.flatMap(({ record, info }) => {
    // The library tells where a line of the sheet ends; cells may hold lines of their own.
    const line = info.lines - (record.join('').match(/\n/g)?.length ?? 0);
    const cells = new Map(names.map((name, place) => [name, unprotected(record[place] ?? '')]));
    return readRow(line, cells, from, problems) ?? [];
  });
  return { entries, problems, themes: nothing.themes };
}

/** Exports put an apostrophe before what a spreadsheet would take for a formula. */
const unprotected = (cell: string): string => cell.replace(/^'(?=[=+\-@\t\r])/, '').trim();

function readRow(
  line: number,
  cells: ReadonlyMap<string, string>,
  from: Known,
  problems: Problem[],
): Entry | null {
  const before = problems.length;
  const inCell = <T>(place: string, read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof BadCell)) throw error;
      problems.push({ line, place, message: error.message });
      return undefined;
    }
  };
  for (const [place, cell] of cells) {
    if (cell.startsWith('='))
      problems.push({ line, place, message: 'Cette cellule contient une formule : mettez-y sa valeur.' });
  }
  const title = cells.get('titre') ?? '';
  const slug = cells.get('adresse')?.replace(/^\/agenda\//, '') || slugOf(title, 'mesure');
  const content: Record<string, unknown> = { ...empty, ...from.measures.get(slug), slug };
  for (const [name, { field, read }] of Object.entries(columns)) {
    const cell = cells.get(name);
    if (cell !== undefined) content[field] = inCell(name, () => read(cell, from));
  }
  const audience = inCell('public_types', () =>
    audienceOf(Object.fromEntries(audienceColumns.map((name) => [name, cells.get(name)]))),
  );
  if (audience) content.audience = audience;
  else if (content.audience === undefined && problems.length === before) {
    problems.push({ line, place: 'public_types', message: 'Dites qui est concerné.' });
  }
  const state = plain(cells.get('publication') ?? '');
  const published =
    state === '' ? null : state === 'publiee' ? true : state === 'brouillon' ? false : undefined;
  if (published === undefined)
    problems.push({ line, place: 'publication', message: 'Écrivez « publiée » ou « brouillon ».' });
  if (problems.length > before) return null;
  const valid = checked(content, line, problems, columnOf);
  return valid && { line, content: valid, published: published ?? null, reason: cells.get('motif') || null };
}

/** The column that fills a field. */
const columnOf = (field: string): string =>
  Object.entries(columns).find(([, column]) => column.field === field)?.[0] ??
  { slug: 'adresse', audience: 'public_regle' }[field] ??
  field;

/** The measures as a sheet that can be imported again: nothing is lost on the way. */
export function writeSheet(measures: readonly { content: MeasureContent; published: boolean }[]): string {
  return toCsv(
    known,
    measures.map(({ content, published }) => {
      const audience = audienceCells(content.audience.rule);
      return [
        content.slug,
        ...Object.values(columns).map(({ write }) => write(content)),
        ...audienceColumns.map((name) => audience[name]),
        published ? 'publiée' : 'brouillon',
        '',
      ];
    }),
  );
}
