import type { Db } from '../../platform/database/index.ts';
import { indexEntry } from '../../platform/search/index.ts';
import { home } from './holder.ts';
import { readModel } from './model.ts';

/** Makes the search find the self-assessment, as the content says it now. */
export async function loadMaturity({ db }: { db: Db }): Promise<void> {
  const model = await readModel();
  await indexEntry(db, {
    kind: 'page',
    key: home,
    url: home,
    title: model.title,
    summary: 'Une autoévaluation de la maturité des données, avec un plan d’action à imprimer.',
    body: [
      ...model.axes.map(({ label, definition }) => `${label}. ${definition}`),
      ...model.questions.map(({ text }) => text),
    ].join('\n'),
    keywords: 'maturité, autoévaluation, autodiagnostic, diagnostic, données, open data, RGPD',
  });
}
