import { toCsv } from '../../../platform/http/index.ts';
import type { Rollout } from '../rollout.ts';
import { importFields } from './columns.ts';

/** A file to fill in: the columns, and beside them the stages that may be named. Sent as it is, it says nothing. */
export function modelOf({ stages }: Pick<Rollout, 'stages'>): string {
  const blank = importFields.map(() => '');
  return toCsv(
    [...importFields, 'etapes_possibles', 'sens'],
    [
      ...stages.map(({ slug, title }) => [...blank, slug, title]),
      [...blank, 'aucune', 'Rien n’est commencé'],
    ],
  );
}
