import type { Db } from '../../platform/database/index.ts';
import { indexEntry } from '../../platform/search/index.ts';

/** Makes the organisation findable, or found again under its new words. */
export async function indexOrganisation(
  tx: Db,
  organisation: {
    slug: string;
    name: string;
    acronym: string | null;
    kind: string;
    role: string;
    note?: string | null;
  },
): Promise<void> {
  const { slug, name, acronym, kind, role, note } = organisation;
  await indexEntry(tx, {
    kind: 'organisation',
    key: slug,
    url: `/organismes/${slug}`,
    title: acronym && acronym !== name ? `${name} (${acronym})` : name,
    summary: role,
    // The note tells of former names, which people still look for.
    body: note ? `${kind}\n${note}` : kind,
  });
}
