import type { Sheet, SheetRow } from '../../../platform/sheets/index.ts';
import type { CatalogueSlug } from '../catalogues.ts';
import type { Taxonomy } from '../facets/taxonomy.ts';
import { type ResourceContent, resourceContent } from '../resources/content.ts';
import { BadCell, countOf, oneOf } from './cells.ts';
import { type Column, columnsOf, lineColumns, stateLabels } from './columns.ts';

/** Something that keeps a table from being imported. */
export interface Problem {
  /** In the file; null for the file as a whole. */
  line: number | null;
  /** The column; '' for the line as a whole. */
  column: string;
  message: string;
}

/** A resource that is there already. */
export interface Known {
  id: string;
  content: ResourceContent;
  published: boolean;
  version: number;
}

/** A resource that a line gives. */
export interface Entry {
  line: number;
  content: ResourceContent;
  /** Null for a new one. */
  before: Known | null;
  published: boolean;
  /** The version that was exported; null when the file does not say. */
  version: number | null;
  /** What changes and why; null when the file does not say. */
  reason: string | null;
}

export interface Reading {
  entries: Entry[];
  /** What lines name, wrong ones too: it is looked up for all of them at once. */
  named: Named[];
  problems: Problem[];
}

/** What a line names that the database alone knows. */
export interface Named {
  line: number;
  territories: readonly string[];
  measures: readonly string[];
}

/** What is known already, that a line completes. */
export interface From {
  catalogue: CatalogueSlug;
  taxonomy: Taxonomy;
  /** Resources of all the catalogues, by slug. */
  resources: ReadonlyMap<string, Known>;
  /** As `2026-11-23`: the day of a new line that tells none. */
  today: string;
  /** The address of a new resource, unlike all those that were given. */
  freeSlug: (title: string) => string;
}

const empty = (catalogue: CatalogueSlug, today: string) => ({
  catalogue,
  facets: {},
  least_people: null,
  most_people: null,
  territories: [],
  effort: null,
  start: null,
  skills: [],
  language: 'fr',
  sources: [],
  confidence: 'medium' as const,
  note: null,
  measures: [],
  checked_on: today,
});

/** Reads a table: one line a resource. A column that is not there leaves what is known as it is. */
export function readTable({ header, rows }: Sheet, from: From): Reading {
  const columns = columnsOf(from.taxonomy);
  const names = header.map((title) => title.toLowerCase().trim());
  const problems = headProblems(names, columns);
  if (problems.length > 0) return { entries: [], named: [], problems };
  const named: Named[] = [];
  const entries = rows.flatMap((row) => {
    const entry = readRow(row, names, columns, from, { problems, named });
    return entry ? [entry] : [];
  });
  return { entries, named, problems };
}

function headProblems(names: readonly string[], columns: readonly Column[]): Problem[] {
  const known = new Set<string>([...lineColumns, ...columns].map(({ name }) => name));
  const tell = (column: string, message: string): Problem => ({ line: 1, column, message });
  const unknown = names.filter((name) => !known.has(name));
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  return [
    ...unknown.map((name) => tell(name, 'Cette colonne n’est pas connue.')),
    ...[...new Set(twice)].map((name) => tell(name, 'Cette colonne est là deux fois.')),
    ...(names.includes('adresse') || names.includes('titre')
      ? []
      : [tell('', 'Il manque la colonne « adresse », ou « titre » pour de nouvelles ressources.')]),
  ];
}

function readRow(
  { line, cells }: SheetRow,
  names: readonly string[],
  columns: readonly Column[],
  from: From,
  { problems, named }: Pick<Reading, 'problems' | 'named'>,
): Entry | null {
  const count = problems.length;
  const cell = (name: string) => cells[names.indexOf(name)] ?? '';
  const tell = (column: string, message: string) => problems.push({ line, column, message });
  const slug = cell('adresse').replace(/^.*\//, '');
  const before = slug === '' ? null : (from.resources.get(slug) ?? null);
  if (before && before.content.catalogue !== from.catalogue) {
    tell('adresse', `L’adresse « ${slug} » est celle d’une ressource d’un autre catalogue.`);
    return null;
  }
  let content: Partial<ResourceContent> = before?.content ?? empty(from.catalogue, from.today);
  for (const column of columns) {
    const at = names.indexOf(column.name);
    if (at < 0) continue;
    const typed = cells[at] ?? '';
    // A new line may leave out what has an answer by itself.
    if (before === null && typed === '') continue;
    content = {
      ...content,
      ...attempt(
        () => column.read(typed, content),
        (why) => tell(column.name, why),
      ),
    };
  }
  const state = cell('etat');
  const published =
    state === ''
      ? (before?.published ?? true)
      : attempt(
          () => oneOf(stateLabels, state),
          (why) => tell('etat', why),
        ) !== 'withdrawn';
  const version =
    attempt(
      () => countOf(cell('version')),
      (why) => tell('version', why),
    ) ?? null;
  named.push({ line, territories: content.territories ?? [], measures: content.measures ?? [] });
  if (problems.length > count) return null;
  const whole = { ...content, slug: slug || from.freeSlug(content.title ?? '') };
  const valid = checked(whole, columns, tell);
  return (
    valid && {
      line,
      content: valid,
      before,
      published,
      version,
      reason: cell('motif').slice(0, 1_000) || null,
    }
  );
}

function attempt<T>(read: () => T, refused: (why: string) => void): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof BadCell)) throw error;
    refused(error.message);
    return undefined;
  }
}

/** Columns by the fields that they fill, for what is wrong with a content. */
const columnOfField: Readonly<Record<string, string>> = {
  slug: 'adresse',
  title: 'titre',
  url: 'lien',
  producer: 'producteur',
  summary: 'resume',
  territories: 'territoires',
  effort: 'temps',
  skills: 'competences',
  language: 'langue',
  sources: 'sources',
  measures: 'mesures',
  checked_on: 'verifiee_le',
};

const messages: Readonly<Record<string, string>> = {
  slug: 'Une adresse s’écrit en minuscules sans accents, les mots séparés par des tirets.',
  title: 'Il manque le titre.',
  url: 'Il manque le lien.',
  producer: 'Il manque le producteur.',
  summary: 'Il manque le résumé.',
  effort: 'Le temps se dit aussi en mots, dans la colonne « temps ».',
  language: 'Une langue s’écrit en deux lettres : fr.',
};

function checked(
  content: unknown,
  columns: readonly Column[],
  tell: (column: string, message: string) => void,
): ResourceContent | null {
  const read = resourceContent.safeParse(content);
  if (read.success) return read.data;
  const told = new Set<string>();
  for (const { path, message } of read.error.issues) {
    const field = String(path[0] ?? '');
    if (told.has(field)) continue;
    told.add(field);
    const name = columnOfField[field] ?? columns.find((column) => column.name === field)?.name ?? field;
    tell(name, messages[field] ?? message);
  }
  return null;
}
