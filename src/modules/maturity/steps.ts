import type { PageMeta } from '../../platform/http/index.ts';
import { type Answers, missingQuestions, shownSections } from '../surveys/index.ts';
import { home, type Way } from './holder.ts';
import type { Model } from './model.ts';

/** The short name, where the title is too long. */
export const shortTitle = 'Maturité des données';

export const metaOf = (title: string): PageMeta => ({
  title: `${title} : ${shortTitle.toLocaleLowerCase('fr')}`,
  noindex: true,
  breadcrumb: [{ label: shortTitle, href: home }, { label: title }],
});

/** Where somebody who comes back goes on: the first axis where something is missing. */
export function nextStep(
  { questionnaire }: Pick<Model, 'questionnaire'>,
  way: Pick<Way, 'base'>,
  answers: Answers,
): string {
  const [missing] = missingQuestions(questionnaire, answers);
  const at = shownSections(questionnaire, answers).findIndex(
    ({ section }) => section.code === missing?.section,
  );
  return at === -1 ? `${way.base}/verification` : `${way.base}/axe/${at + 1}`;
}
