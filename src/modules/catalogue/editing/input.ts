import type { Db } from '../../../platform/database/index.ts';
import { Refusal, type TypedValues, typedText } from '../../../platform/http/index.ts';
import type { Source } from '../../../platform/provenance.ts';
import { machineDate } from '../../../ui/index.ts';
import { placeNames, placesNamed } from '../../territories/index.ts';
import type { Effort, FacetValues, ResourceContent } from '../resources/content.ts';
import { valuesOfFacets } from './facets.ts';
import { mostSources, type ResourceInput } from './fields.ts';

/** What the form does not show, and that stays as it was. */
type Kept = Pick<ResourceContent, 'catalogue' | 'slug'>;

/** What the form says, in the shape in which resources are kept. Throws Refusal, by field. */
export async function contentOfInput(
  db: Db,
  input: ResourceInput,
  facets: FacetValues,
  kept: Kept,
  now: Date,
): Promise<ResourceContent> {
  const { least_people, most_people } = input;
  if (least_people !== null && most_people !== null && least_people > most_people)
    throw new Refusal('Le maximum est plus petit que le minimum.', 'most_people');
  const today = machineDate(now);
  const checked = input.checked_on ?? today;
  if (checked > today) throw new Refusal('Cette date est à venir.', 'checked_on');
  return {
    ...kept,
    title: input.title,
    summary: input.summary,
    producer: input.producer,
    url: input.url,
    facets,
    least_people,
    most_people,
    territories: await territoriesOf(db, input.territories),
    effort: effortOf(input),
    start: input.start || null,
    skills: input.skills,
    language: input.language,
    sources: sourcesOf(input),
    confidence: input.confidence,
    note: input.note || null,
    measures: [...new Set(input.measures)],
    checked_on: checked,
  };
}

async function territoriesOf(db: Db, typed: readonly string[]): Promise<string[]> {
  const places = await placesNamed(db, typed);
  if (!Array.isArray(places)) throw new Refusal(places.problem, 'territories');
  // All of France is no bound.
  return places.includes('france') ? [] : places;
}

function effortOf({ effort_label: label, effort_min, effort_max }: ResourceInput): Effort | null {
  if (label === '') {
    if (effort_min !== null || effort_max !== null)
      throw new Refusal('Dites le temps en mots aussi : « 1 h 30 ».', 'effort_label');
    return null;
  }
  if (effort_min !== null && effort_max !== null && effort_min > effort_max)
    throw new Refusal('Le maximum est plus court que le minimum.', 'effort_max');
  return { min_minutes: effort_min, max_minutes: effort_max, label };
}

/** The rows that are filled. Throws Refusal for one that is half filled. */
export function sourcesOf(input: Readonly<Record<string, unknown>>): Source[] {
  const text = (name: string) => {
    const value = input[name];
    return typeof value === 'string' ? value : '';
  };
  return Array.from({ length: mostSources }, (_, index) => `source_${index}_`).flatMap((row) => {
    const [label, url] = [text(`${row}label`), text(`${row}url`)];
    if (label === '' && url === '') return [];
    if (label === '') throw new Refusal('Nommez la source.', `${row}label`);
    if (url === '') throw new Refusal('Indiquez l’adresse de la source.', `${row}url`);
    return { label, url };
  });
}

/** What the form shows of a content. */
export async function valuesOfContent(db: Db, content: ResourceContent): Promise<TypedValues> {
  const { effort } = content;
  const number = (value: number | null | undefined) =>
    value === null || value === undefined ? '' : String(value);
  return {
    title: content.title,
    url: content.url,
    producer: content.producer,
    summary: content.summary,
    least_people: number(content.least_people),
    most_people: number(content.most_people),
    territories: await placeNames(db, content.territories),
    effort_label: effort?.label ?? '',
    effort_min: number(effort?.min_minutes),
    effort_max: number(effort?.max_minutes),
    start: content.start ?? '',
    skills: content.skills.join('\n'),
    language: content.language,
    confidence: content.confidence,
    note: content.note ?? '',
    measures: content.measures,
    checked_on: content.checked_on,
    ...valuesOfSources(content.sources),
    ...valuesOfFacets(content.facets),
  };
}

/** One row for each, and one to fill. */
export const valuesOfSources = (sources: readonly Source[]): TypedValues =>
  Object.fromEntries(
    [...sources, { label: '', url: '' }].flatMap(({ label, url }, index) => [
      [`source_${index}_label`, label],
      [`source_${index}_url`, url],
    ]),
  );

/** How many rows to draw: those that were there, and one more when it was asked for. */
export function sourceRowCount(values: TypedValues, most = mostSources): number {
  let rows = 0;
  while (`source_${rows}_label` in values && rows < most) rows += 1;
  const more = typedText(values, 'apercu') === 'source' || rows === 0 ? 1 : 0;
  return Math.min(rows + more, most);
}
