import type { Db } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { Conflict, Refusal } from '../../../platform/http/index.ts';
import type { Actor } from '../../identity/index.ts';
import { lockSurvey, type Survey } from '../survey.ts';

export interface By {
  actor: Pick<Actor, 'id' | 'name'>;
  now: Date;
}

export const thingOf = ({ id, title }: Pick<Survey, 'id' | 'title'>) => ({
  type: 'survey',
  id,
  label: title,
});

/** The survey as it is now, held; throws Conflict when it is no longer the version that a form was opened on. */
export async function held(
  tx: Db,
  { id }: Pick<Survey, 'id'>,
  version: number | null,
  current: (survey: Survey) => Readonly<Record<string, string>>,
): Promise<Survey> {
  const survey = await lockSurvey(tx, id);
  if (!survey) throw new Refusal('Cette enquête n’existe plus.');
  if (version !== null && survey.version !== version) {
    throw new Conflict(
      'Quelqu’un a modifié cette enquête pendant que vous écriviez.',
      current(survey),
      survey.version,
    );
  }
  return survey;
}

export const byOf = ({ clock }: Deps, actor: Actor): By => ({
  actor: { id: actor.id, name: actor.name },
  now: clock.now(),
});
