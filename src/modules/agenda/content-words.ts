import type { Db } from '../../platform/database/index.ts';
import {
  type FieldChange as FieldChangeOf,
  fieldChanges,
  fieldsOf,
  plainSpaces,
} from '../../platform/text-changes.ts';
import { describe, type Rule, type Vocabulary, vocabularyOf } from '../audience/index.ts';
import type { MeasureContent } from './content.ts';
import { inOrder } from './milestone-match.ts';
import { periodWords } from './period.ts';
import {
  confidenceLabels,
  linkKindLabels,
  milestoneKindLabels,
  natureLabels,
  statusLabels,
} from './vocabulary.ts';

/** What codes in a content mean. */
export interface Meanings {
  rules: Vocabulary;
  /** Labels of themes by code. */
  themes: ReadonlyMap<string, string>;
  /** Titles of measures by slug. */
  measures: ReadonlyMap<string, string>;
}

export async function meaningsFor(db: Db, contents: readonly MeasureContent[]): Promise<Meanings> {
  const rules: Rule[] = contents.flatMap(({ audience, milestones }) => [
    audience.rule,
    ...milestones.flatMap((one) => one.audience?.rule ?? []),
  ]);
  const [vocabulary, themes, measures] = await Promise.all([
    vocabularyOf(db, rules),
    db.selectFrom('measure_themes').select(['code', 'label']).execute(),
    db.selectFrom('measures').select(['slug', 'title']).execute(),
  ]);
  return {
    rules: vocabulary,
    themes: new Map(themes.map(({ code, label }) => [code, label])),
    measures: new Map(measures.map(({ slug, title }) => [slug, title])),
  };
}

export type ContentField = Exclude<keyof MeasureContent, 'slug'>;

export const contentLabels: Readonly<Record<ContentField, string>> = {
  title: 'Titre',
  nature: 'Nature',
  status: 'Où en est la mesure',
  theme: 'Thème',
  pilot: 'Pilote',
  summary: 'Résumé',
  consequences: 'Ce qu’il faut faire',
  audience: 'Qui est concerné',
  audience_note: 'Précision sur le public visé',
  legal_bases: 'Textes',
  milestones: 'Jalons',
  links: 'Liens',
  sources: 'Sources',
  confidence: 'Fiabilité',
  note: 'Réserve',
};

const lines = (parts: readonly string[]) => parts.join('\n');
const joined = (...parts: (string | null)[]) => parts.filter(Boolean).join(', ');

/** A content in words, field by field: what is compared, and what a conflict shows. */
export function wordsOf(content: MeasureContent, meanings: Meanings): Record<ContentField, string> {
  const words = rawWords(content, meanings);
  for (const field of contentFields) words[field] = plainSpaces(words[field]);
  return words;
}

function rawWords(content: MeasureContent, meanings: Meanings): Record<ContentField, string> {
  return {
    title: content.title,
    nature: natureLabels[content.nature],
    status: statusLabels[content.status],
    theme: meanings.themes.get(content.theme) ?? content.theme,
    pilot: content.pilot,
    summary: content.summary,
    consequences: lines(content.consequences),
    audience: describe(content.audience.rule, meanings.rules),
    audience_note: content.audience_note ?? '',
    legal_bases: lines(
      content.legal_bases.map(({ text, article, note, url }) => joined(text, article, note, url)),
    ),
    milestones: lines(inOrder(content.milestones).map((one) => milestoneWords(one, meanings))),
    links: lines(
      content.links.map((link) =>
        'measure' in link
          ? `${linkKindLabels[link.kind]} : ${meanings.measures.get(link.measure) ?? link.measure}`
          : `${linkKindLabels[link.kind]} : ${link.label}, ${link.url}`,
      ),
    ),
    sources: lines(content.sources.map(({ label, url }) => joined(label, url))),
    confidence: confidenceLabels[content.confidence],
    note: content.note ?? '',
  };
}

function milestoneWords(
  { kind, label, audience, ...period }: MeasureContent['milestones'][number],
  { rules }: Meanings,
): string {
  const who = audience ? ` (${describe(audience.rule, rules)})` : '';
  return `${milestoneKindLabels[kind]}, ${periodWords(period)} : ${label}${who}`;
}

export type FieldChange = FieldChangeOf<ContentField>;

export const contentFields = fieldsOf(contentLabels);

const listFields: ReadonlySet<ContentField> = new Set([
  'consequences',
  'legal_bases',
  'milestones',
  'links',
  'sources',
]);

/** What differs between two contents, in the order of the form. */
export function contentChanges(
  before: MeasureContent,
  after: MeasureContent,
  meanings: Meanings,
): FieldChange[] {
  return fieldChanges(wordsOf(before, meanings), wordsOf(after, meanings), {
    labels: contentLabels,
    lists: listFields,
  });
}
