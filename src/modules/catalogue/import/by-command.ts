import type { Db } from '../../../platform/database/index.ts';
import { readSheet, SheetRefusal } from '../../../platform/sheets/index.ts';
import { type CatalogueSlug, catalogueSlugs } from '../catalogues.ts';
import { type Checked, checkTable } from './check.ts';
import { limits } from './imports.ts';
import { asCsv, asXlsx } from './sheet.ts';
import { countsOf, holdCatalogue, type ImportCounts, readExport, writeTable } from './writing.ts';

/** What came of a table of resources. */
export interface CatalogueReport {
  /** Why nothing could be read; null when it was. */
  refusal: string | null;
  checked: Checked | null;
  counts: ImportCounts | null;
  written: boolean;
}

const refused = (refusal: string): CatalogueReport => ({
  refusal,
  checked: null,
  counts: null,
  written: false,
});

const named = (slug: string): CatalogueSlug | null => catalogueSlugs.find((one) => one === slug) ?? null;
const unknown = (slug: string) => `Aucun catalogue « ${slug} ». Il existe : ${catalogueSlugs.join(', ')}.`;

/** Tries a table of resources for a catalogue, and writes it in one transaction when `apply` says so and no line is wrong. */
export async function importCatalogue(
  db: Db,
  slug: string,
  { name, bytes }: { name: string; bytes: Uint8Array },
  { apply, now }: { apply: boolean; now: Date },
): Promise<CatalogueReport> {
  const catalogue = named(slug);
  if (!catalogue) return refused(unknown(slug));
  const sheet = await readSheet(bytes, limits).catch((error: unknown) => {
    if (!(error instanceof SheetRefusal)) throw error;
    return error.words;
  });
  if (typeof sheet === 'string') return refused(sheet);
  return db.transaction().execute(async (tx): Promise<CatalogueReport> => {
    await holdCatalogue(tx, catalogue);
    const checked = await checkTable(tx, catalogue, sheet, now);
    if (checked.problems.length > 0) return { refusal: null, checked, counts: null, written: false };
    if (!apply) return { refusal: null, checked, counts: countsOf(checked.outcomes), written: false };
    const counts = await writeTable(tx, { by: null, now }, catalogue, name, checked);
    return { refusal: null, checked, counts, written: true };
  });
}

/** The whole of a catalogue as a table that `importCatalogue` takes back; why not, in French, for one that does not exist. */
export async function exportCatalogue(
  db: Db,
  slug: string,
  format: 'csv' | 'xlsx',
): Promise<{ bytes: Buffer } | { refusal: string }> {
  const catalogue = named(slug);
  if (!catalogue) return { refusal: unknown(slug) };
  const { resources, taxonomy } = await readExport(db, catalogue);
  return {
    bytes:
      format === 'csv' ? Buffer.from(asCsv(resources, taxonomy)) : asXlsx(catalogue, resources, taxonomy),
  };
}
