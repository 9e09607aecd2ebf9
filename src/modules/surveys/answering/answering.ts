import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../../platform/deps.ts';
import { Refusal } from '../../../platform/http/index.ts';
import { machineDate } from '../../../ui/index.ts';
import { surveyAt } from '../access.ts';
import { type Survey, standingOf } from '../survey.ts';
import { addressesOf } from './addresses.ts';
import type { Draft, Holder } from './drafts.ts';
import { draftOf } from './seats.ts';
import { nextStep } from './stepping.ts';

export interface Answering {
  survey: Survey;
  own: { holder: Holder; draft: Draft } | null;
  open: boolean;
}

export async function answering(deps: Deps, request: FastifyRequest, slug: string): Promise<Answering> {
  const survey = await surveyAt(deps, request.actor, slug);
  const open = standingOf(survey, machineDate(deps.clock.now())) === 'open';
  return { survey, open, own: open ? await draftOf(deps, request, survey) : null };
}

/** Where somebody who comes back to a draft goes on. */
export const nextStepOf = (survey: Survey, { answers }: Pick<Draft, 'answers'>): string =>
  nextStep(survey.questionnaire, answers, addressesOf(survey));

export const closed = 'Cette enquête n’est pas ouverte : rien n’a été gardé.';
export const lost = 'Votre réponse n’est plus là : elle a été envoyée, effacée, ou a expiré.';

/** The answer that a form is about; a Refusal when there is none to write to. */
export function begun({ own, open }: Answering) {
  if (!open) throw new Refusal(closed);
  if (!own) throw new Refusal(lost);
  return own;
}
