import { toCsv } from '../../../platform/http/index.ts';
import { toXlsx } from '../../../platform/sheets/index.ts';
import { type CatalogueSlug, catalogues } from '../catalogues.ts';
import type { Taxonomy } from '../facets/taxonomy.ts';
import type { ResourceContent } from '../resources/content.ts';
import { columnsOf, lineColumns, stateLabels } from './columns.ts';

/** A resource as a line of the table. */
export interface Exported {
  content: ResourceContent;
  published: boolean;
  version: number;
}

type Cells = (string | number | null)[];

const namesOf = (known: Taxonomy): string[] => {
  const [address, ...rest] = lineColumns.map(({ name }) => name);
  return [address ?? '', ...columnsOf(known).map(({ name }) => name), ...rest];
};

function rowsOf(resources: readonly Exported[], known: Taxonomy): Cells[] {
  const columns = columnsOf(known);
  return resources.map(({ content, published, version }) => [
    content.slug,
    ...columns.map(({ write }) => write(content)),
    published ? stateLabels.published : stateLabels.withdrawn,
    version,
    null,
  ]);
}

/** All that is said of some resources, as a table that can be imported again: nothing is lost on the way. */
export const asCsv = (resources: readonly Exported[], known: Taxonomy): string =>
  toCsv(namesOf(known), rowsOf(resources, known));

/** The same as a workbook. */
export function asXlsx(slug: CatalogueSlug, resources: readonly Exported[], known: Taxonomy): Buffer {
  const widths = new Map(columnsOf(known).map(({ name, width }) => [name, width]));
  const columns = namesOf(known).map((title) => ({
    title,
    width: title === 'adresse' ? 30 : widths.get(title),
  }));
  return toXlsx([{ name: catalogues[slug].title, columns, rows: rowsOf(resources, known) }]);
}
