import type { Db } from '../../../platform/database/index.ts';
import {
  type FieldChange as FieldChangeOf,
  fieldChanges,
  fieldsOf,
  plainSpaces,
} from '../../../platform/text-changes.ts';
import { formatDate, formatNumber } from '../../../ui/index.ts';
import { authoritiesByIds } from '../../territories/index.ts';
import { catalogues } from '../catalogues.ts';
import { readTaxonomy, type Taxonomy, valueLabel } from '../facets/taxonomy.ts';
import type { ResourceContent } from './content.ts';

/** What codes in a content mean. */
export interface Meanings {
  taxonomy: Taxonomy;
  /** Names of territories by id. */
  places: ReadonlyMap<string, string>;
  /** Titles of measures by slug. */
  measures: ReadonlyMap<string, string>;
}

export async function meaningsFor(db: Db, contents: readonly ResourceContent[]): Promise<Meanings> {
  const slugs = [...new Set(contents.flatMap(({ measures }) => measures))];
  const [taxonomy, places, measures] = await Promise.all([
    readTaxonomy(db),
    authoritiesByIds(db, [...new Set(contents.flatMap(({ territories }) => territories))]),
    slugs.length === 0
      ? []
      : db.selectFrom('measures').select(['slug', 'title']).where('slug', 'in', slugs).execute(),
  ]);
  return {
    taxonomy,
    places: new Map([...places].map(([id, { name }]) => [id, name])),
    measures: new Map(measures.map(({ slug, title }) => [slug, title])),
  };
}

export type ContentField = Exclude<keyof ResourceContent, 'slug'>;

export const contentLabels: Readonly<Record<ContentField, string>> = {
  catalogue: 'Catalogue',
  title: 'Titre',
  summary: 'Résumé',
  producer: 'Producteur',
  url: 'Adresse',
  facets: 'Description',
  least_people: 'Population minimale conseillée',
  most_people: 'Population maximale conseillée',
  territories: 'Territoires',
  effort: 'Temps',
  start: 'Pour commencer',
  skills: 'Ce que l’on y apprend',
  language: 'Langue',
  sources: 'Sources',
  confidence: 'Fiabilité',
  note: 'Réserve',
  measures: 'Mesures de l’agenda aidées',
  checked_on: 'Vérifiée le',
};

const confidenceLabels = { high: 'Bonne', medium: 'Moyenne', low: 'À vérifier' } as const;
const languages = new Intl.DisplayNames('fr', { type: 'language' });
const lines = (parts: readonly string[]) => parts.join('\n');
const people = (count: number | null) => (count === null ? '' : formatNumber(count));

/** A content in words, field by field: what is compared, and what a conflict shows. */
export function wordsOf(content: ResourceContent, meanings: Meanings): Record<ContentField, string> {
  const words = rawWords(content, meanings);
  for (const field of contentFields) words[field] = plainSpaces(words[field]);
  return words;
}

function rawWords(
  content: ResourceContent,
  { taxonomy, places, measures }: Meanings,
): Record<ContentField, string> {
  const facets = [...taxonomy.values()].flatMap(({ code, label }) => {
    const codes = content.facets[code];
    return codes ? [`${label} : ${codes.map((one) => valueLabel(taxonomy, code, one)).join(', ')}`] : [];
  });
  return {
    catalogue: catalogues[content.catalogue].title,
    title: content.title,
    summary: content.summary,
    producer: content.producer,
    url: content.url,
    facets: lines(facets),
    least_people: people(content.least_people),
    most_people: people(content.most_people),
    territories: lines(content.territories.map((id) => places.get(id) ?? id)),
    effort: content.effort?.label ?? '',
    start: content.start ?? '',
    skills: lines(content.skills),
    language: languages.of(content.language) ?? content.language,
    sources: lines(content.sources.map(({ label, url }) => `${label}, ${url}`)),
    confidence: confidenceLabels[content.confidence],
    note: content.note ?? '',
    measures: lines(content.measures.map((slug) => measures.get(slug) ?? slug)),
    checked_on: formatDate(content.checked_on),
  };
}

export type FieldChange = FieldChangeOf<ContentField>;

export const contentFields = fieldsOf(contentLabels);

const listFields: ReadonlySet<ContentField> = new Set([
  'facets',
  'territories',
  'skills',
  'sources',
  'measures',
]);

/** What differs between two contents, in the order of the form. */
export function contentChanges(
  before: ResourceContent,
  after: ResourceContent,
  meanings: Meanings,
): FieldChange[] {
  return fieldChanges(wordsOf(before, meanings), wordsOf(after, meanings), {
    labels: contentLabels,
    lists: listFields,
  });
}
