import type { Survey } from '../survey.ts';
import type { Results } from './read.ts';
import type { QuestionResult } from './summary.ts';
import type { Breakdown } from './telling.ts';

/** The results that everybody may read, as data. A count that is not told is null. */
export function resultsAsData(survey: Survey, results: Results, publicUrl: string) {
  return {
    survey: survey.slug,
    title: survey.title,
    url: `${publicUrl}/enquetes/${survey.slug}/resultats`,
    mode: survey.mode,
    demonstration: survey.demonstration,
    responses: results.questions === null ? null : results.total,
    smallest_group: 5,
    questions: (results.questions ?? [])
      .filter(({ question }) => survey.shared.includes(question.id))
      .map(questionAsData)
      .filter((told) => told !== null),
  };
}

function questionAsData(result: QuestionResult) {
  const { id, type, text } = result.question;
  switch (result.kind) {
    case 'breakdown':
      return { id, type, text, ...breakdownAsData(result.breakdown), mean: result.breakdown.mean };
    case 'rows':
      return {
        id,
        type,
        text,
        rows: result.rows.map((row) => ({ label: row.label, ...breakdownAsData(row) })),
      };
    case 'ranking':
      return {
        id,
        type,
        text,
        answered: result.breakdown.answered,
        choices: result.ranked.map(({ label, count, places, points }) => ({ label, count, places, points })),
      };
    // What people wrote, and their addresses, are nobody else's.
    case 'texts':
    case 'consent':
      return null;
  }
}

const breakdownAsData = ({ answered, lines }: Breakdown) => ({
  answered,
  choices: lines.map(({ label, count }) => ({ label, count })),
});
