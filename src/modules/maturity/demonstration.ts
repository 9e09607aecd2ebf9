import type { AuthorityKind, Db } from '../../platform/database/index.ts';
import { fixedChance } from '../../platform/fixed-chance.ts';
import type { Answers } from '../surveys/index.ts';
import { releaseIn } from './counting.ts';
import { type Model, readModel } from './model.ts';
import { scoresOf } from './scoring.ts';

/** What a fictional person sent for the authority of the account. */
export interface DemonstrationAssessment {
  authorityId: string;
  accountId: string;
  at: Date;
  /** By question. */
  answers: Answers;
}

/** How many authorities of a kind and population shall have answered, for comparisons to be seen. */
export interface DemonstrationPeers {
  kind: AuthorityKind;
  population: readonly [least: number, most: number];
  count: number;
  /** Around which level they answer. */
  level: number;
}

/** Writes fictional self-assessments, and as many as comparisons take: figures without a name, that say they are fictional. */
export async function addDemonstrationAssessments(
  tx: Db,
  { own, peers }: { own: readonly DemonstrationAssessment[]; peers: readonly DemonstrationPeers[] },
  now: Date,
): Promise<void> {
  const model = await readModel();
  const rows = own.map(({ authorityId, accountId, at, answers }) =>
    rowOf(model, { authorityId, accountId, at, answers }),
  );
  const taken = new Set(own.map(({ authorityId }) => authorityId));
  for (const group of peers) {
    const ids = (await authoritiesOf(tx, group, taken.size + group.count)).filter((id) => !taken.has(id));
    for (const authorityId of ids.slice(0, group.count)) {
      taken.add(authorityId);
      rows.push(
        rowOf(model, {
          authorityId,
          accountId: null,
          at: now,
          answers: answersAround(model, group.level, authorityId),
        }),
      );
    }
  }
  if (rows.length > 0) await tx.insertInto('maturity_assessments').values(rows).execute();
  await releaseIn(tx);
}

const rowOf = (
  model: Model,
  said: { authorityId: string; accountId: string | null; at: Date; answers: Answers },
) => {
  const scores = scoresOf(model, said.answers);
  return {
    authority_id: said.authorityId,
    account_id: said.accountId,
    version: model.version,
    answers: JSON.stringify(said.answers),
    scores: JSON.stringify(scores),
    comparable: Object.values(scores.axes).every((score) => score !== null),
    done_at: said.at,
    demonstration: true,
  };
};

/** The first of them, whichever they are: nothing is told of any. */
async function authoritiesOf(
  tx: Db,
  { kind, population: [least, most] }: DemonstrationPeers,
  limit: number,
): Promise<string[]> {
  const rows = await tx
    .selectFrom('authorities')
    .select('id')
    .where('kind', '=', kind)
    .where('ended_at', 'is', null)
    .where('population', '>=', least)
    .where('population', '<=', most)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Levels near one another, some questions easier than others; always the same. */
function answersAround(model: Model, level: number, authorityId: string): Answers {
  return Object.fromEntries(
    model.questions.map(({ id }) => {
      const spread = fixedChance(`${authorityId} ${id}`) * 3 - 1.5;
      const ease = fixedChance(id) - 0.5;
      return [id, Math.min(4, Math.max(0, Math.round(level + ease + spread)))];
    }),
  );
}

/** Removes them, with what figures counted of them, and what fictional people began. */
export async function removeDemonstrationAssessments(tx: Db, accountIds: readonly string[]): Promise<void> {
  await tx.deleteFrom('maturity_assessments').where('demonstration', '=', true).execute();
  if (accountIds.length === 0) return;
  // Of an authority that has only fictional people.
  await tx
    .deleteFrom('maturity_drafts')
    .where('authority_id', 'in', (eb) =>
      eb
        .selectFrom('accounts')
        .select('authority_id')
        .where('authority_id', 'is not', null)
        .groupBy('authority_id')
        .having((own) => own.fn('bool_and', ['demonstration']), '=', true)
        .$castTo<{ authority_id: string | null }>(),
    )
    .execute();
}
