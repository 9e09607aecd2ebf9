import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { authorise, fields, notFound } from '../../platform/http/index.ts';
import { askToOpen } from '../groups/index.ts';
import { type Actor, signedIn } from '../identity/index.ts';
import { can, keepsSurveys, type SurveyFacts, type SurveyVerb } from './policy.ts';
import { findSurvey, type Survey } from './survey.ts';

export const bySlug = z.object({ slug: fields.slug });

export const factsOf = ({ group, state }: Pick<Survey, 'group' | 'state'>): SurveyFacts => ({
  groupId: group?.id ?? null,
  state,
});

/** The survey of the address, as far as this person may see it: the programme team opens the group of a draft first. */
export async function surveyAt(deps: Deps, actor: Actor | null, slug: string): Promise<Survey> {
  const survey = await findSurvey(deps.db, slug);
  if (survey && can(actor, 'survey.view', factsOf(survey))) return survey;
  if (survey?.group) askToOpen(actor, survey.group);
  return notFound('Cette enquête n’existe pas.');
}

export interface OnSurvey {
  survey: Survey;
  actor: Actor;
}

/** Loads the survey of the address, and checks a verb on it. */
export function onSurvey(deps: Deps, verb: Exclude<SurveyVerb, 'survey.create' | 'survey.answer'>) {
  return async (request: FastifyRequest, { slug }: { slug: string }): Promise<OnSurvey> => {
    const survey = await surveyAt(deps, request.actor, slug);
    const may = can(request.actor, verb, factsOf(survey));
    if (!may && survey.group) askToOpen(request.actor, survey.group);
    authorise(request, verb, may);
    return { survey, actor: signedIn(request) };
  };
}

/** Somebody who keeps the surveys of a group, or of the programme. */
export function asKeeper(request: FastifyRequest): Actor {
  const actor = signedIn(request);
  authorise(request, 'survey.create', keepsSurveys(actor));
  return actor;
}
