import type { Db } from '../../platform/database/index.ts';
import { excerpt } from '../../platform/markdown/index.ts';
import { indexEntry, removeEntry } from '../../platform/search/index.ts';
import { modeLabels, stateLabels } from './content.ts';
import { findDecisionById } from './queries.ts';

const kind = 'decision';

/** Makes a decision findable: by everybody when it is public, otherwise by those who take part in its group. */
export async function indexDecision(tx: Db, id: string): Promise<void> {
  const decision = await findDecisionById(tx, id);
  if (!decision) return removeEntry(tx, kind, id);
  const { group, number, isPublic } = decision;
  await indexEntry(tx, {
    kind,
    key: id,
    url: `${isPublic ? '' : '/espace'}/groupes/${group.slug}/decisions/${number}`,
    title: decision.title,
    summary: excerpt(decision.body, 300),
    body: [excerpt(decision.body, 5000), decision.motivation, decision.result ?? ''].join('\n'),
    keywords: [
      group.title,
      stateLabels[decision.state],
      modeLabels[decision.mode],
      decision.decidedBy ?? '',
    ].join('\n'),
    audience: isPublic ? 'public' : `group:${group.id}`,
  });
}

export async function forgetDecisionEntry(tx: Db, id: string): Promise<void> {
  await removeEntry(tx, kind, id);
}
