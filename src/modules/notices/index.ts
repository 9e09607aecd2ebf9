import type { Deps } from '../../platform/deps.ts';
import type { MailRevision } from '../../platform/mail/index.ts';
import { reviseAtOnce } from './at-once.ts';
import { digestRevision } from './digest.ts';
import { newsKinds } from './kinds/index.ts';

export { removeDigestsQuoting } from './removal.ts';

/** The mails of groups say what is true when they leave, not when they were written. */
export function mailRevisions(deps: Deps): MailRevision[] {
  return [
    digestRevision(deps),
    ...newsKinds.map((kind) => ({
      prefix: `${kind.key}:`,
      revise: (db: Deps['db'], key: string) => reviseAtOnce(deps, db, kind, key),
    })),
  ];
}
