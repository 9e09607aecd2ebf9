import type { Db } from '../../platform/database/index.ts';
import { indexEntry, removeEntry } from '../../platform/search/index.ts';
import { type Measure, measureOf, selectMeasures } from './measure.ts';
import { natureLabels } from './vocabulary.ts';

const kind = 'measure';

/** Makes the search say what is true of this measure now: only what is published is found. */
export async function indexMeasure(tx: Db, id: string): Promise<void> {
  const row = await selectMeasures(tx).where('measures.id', '=', id).executeTakeFirst();
  if (row?.published) await indexEntry(tx, entryOf(measureOf(row)));
  else await removeEntry(tx, kind, id);
}

/** Indexes all of them again. */
export async function indexAllMeasures(tx: Db): Promise<void> {
  const rows = await selectMeasures(tx).where('measures.published', '=', true).execute();
  for (const row of rows) await indexEntry(tx, entryOf(measureOf(row)));
}

function entryOf(measure: Measure) {
  return {
    kind,
    key: measure.id,
    url: `/agenda/${measure.slug}`,
    title: measure.title,
    summary: measure.summary,
    body: measure.consequences.join('\n'),
    keywords: [
      natureLabels[measure.nature],
      measure.theme.label,
      measure.pilot,
      ...measure.legalBases.map(({ text, article }) => `${text} ${article ?? ''}`),
      ...measure.milestones.map(({ label }) => label),
    ].join('\n'),
  };
}
