import type { Dimension } from '../../engine/codebook.ts';
import type { Survey } from '../../survey.ts';

/** Dimensions as their lists show them: the rows of a matrix under their question. */
export const dimensionLabel = ({ questionnaire }: Survey, { question, key, label }: Dimension): string => {
  const asked = questionnaire.questions.find(({ id }) => id === question);
  return key === question ? `${question}. ${label}` : `${question}. ${asked?.text ?? ''} ${label}`;
};
