import type { Db } from '../../../platform/database/index.ts';
import { record } from '../../audit/index.ts';
import { type By, thingOf } from '../managing/held.ts';
import type { Survey } from '../survey.ts';

export const attachmentOf = ({ slug }: Survey, name: string): string =>
  `attachment; filename="${slug}-${name}"`;

export const recordExport = (tx: Db, survey: Survey, by: By, what: string): Promise<void> =>
  record(tx, { actor: by.actor, verb: 'survey.export', thing: thingOf(survey), detail: { file: what } });
