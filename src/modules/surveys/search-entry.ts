import type { Db } from '../../platform/database/index.ts';
import { indexEntry } from '../../platform/search/index.ts';
import { inOrder } from './engine/question.ts';
import type { Survey } from './survey.ts';

/** Makes the search find a survey that is public. */
export async function indexSurvey(
  tx: Db,
  { slug, title, introduction, state, questionnaire }: Survey,
): Promise<void> {
  if (state === 'draft') return;
  await indexEntry(tx, {
    kind: 'survey',
    key: slug,
    url: `/enquetes/${slug}`,
    title,
    summary: introduction.slice(0, 300),
    body: inOrder(questionnaire)
      .map(({ text }) => text)
      .join('\n'),
    keywords: 'enquête sondage questionnaire',
  });
}
