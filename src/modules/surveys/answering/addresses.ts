import { hereOf } from '../addresses.ts';
import type { Survey } from '../survey.ts';
import type { Addresses } from './stepping.ts';

/** Where a survey is answered. */
export const addressesOf = (survey: Pick<Survey, 'slug'>): Addresses => ({
  step: (at) => `${hereOf(survey)}/etape/${at}`,
  review: `${hereOf(survey)}/verification`,
  resume: `${hereOf(survey)}/reprise`,
  home: hereOf(survey),
});
