import type { Deps } from '../../../platform/deps.ts';
import { type GroupInList, listGroupsWithPeople } from '../groups/queries.ts';

/** The groups at work, those that moved last first. */
export async function groupsAtWork(
  reading: Pick<Deps, 'db' | 'pageCache'>,
  limit: number,
): Promise<GroupInList[]> {
  const groups = await listGroupsWithPeople(reading);
  const lastMove = ({ group }: GroupInList) => group.lastProgress?.onDay ?? '';
  return groups
    .filter(({ group }) => group.state === 'active' || group.state === 'paused')
    .sort((a, b) => lastMove(b).localeCompare(lastMove(a)))
    .slice(0, limit);
}
