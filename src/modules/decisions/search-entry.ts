import type { Db } from '../../platform/database/index.ts';
import { excerpt } from '../../platform/markdown/index.ts';
import { indexEntry, indexInScope, removeEntry, removeFromScope } from '../../platform/search/index.ts';
import { modeLabels, stateLabels } from './content.ts';
import { type Decision, findDecisionById } from './queries.ts';

const kind = 'decision';

/** Makes a decision findable: by those who take part in its group, and by everybody when it is public. */
export async function indexDecision(tx: Db, id: string): Promise<void> {
  const decision = await findDecisionById(tx, id);
  if (!decision) return forgetDecisionEntry(tx, id);
  const { group, number, title, createdBy, decidedOn, createdAt } = decision;
  await indexInScope(tx, kind, id, [
    {
      kind,
      scopeId: group.id,
      authorId: createdBy,
      at: decidedOn ? new Date(`${decidedOn}T12:00:00Z`) : createdAt,
      url: `/espace/groupes/${group.slug}/decisions/${number}`,
      title,
      body: bodyOf(decision),
    },
  ]);
  if (!decision.isPublic) return removeEntry(tx, kind, id);
  await indexEntry(tx, {
    kind,
    key: id,
    url: `/groupes/${group.slug}/decisions/${number}`,
    title,
    summary: excerpt(decision.body, 300),
    body: bodyOf(decision),
    keywords: [
      group.title,
      stateLabels[decision.state],
      modeLabels[decision.mode],
      decision.decidedBy ?? '',
    ].join('\n'),
  });
}

const bodyOf = ({ body, motivation, result }: Decision): string =>
  [excerpt(body, 5000), motivation, result ?? ''].join('\n');

export async function forgetDecisionEntry(tx: Db, id: string): Promise<void> {
  await removeEntry(tx, kind, id);
  await removeFromScope(tx, kind, [id]);
}

/** All of them again, after what the search keeps of them has changed. */
export async function indexAllDecisions(tx: Db): Promise<void> {
  for (const { id } of await tx.selectFrom('decisions').select('id').execute()) await indexDecision(tx, id);
}
