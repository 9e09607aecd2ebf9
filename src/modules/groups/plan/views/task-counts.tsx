import { Badge, plural } from '../../../../ui/index.ts';
import type { TaskCounts } from '../task-queries.ts';
import { tasksBase } from './task-parts.tsx';

/** What is open and late in a group, and of that what is the reader's, with the way to each; nothing when nothing is open. */
export function TaskCountsLine({ group, counts }: { group: { slug: string }; counts: TaskCounts }) {
  if (counts.open === 0) return null;
  const base = tasksBase(group);
  return (
    <p class="cd-meta">
      {counts.late > 0 && <Badge kind="error">{plural(counts.late, 'tâche')} en retard</Badge>}
      <a href={counts.late > 0 ? `${base}?retard=oui` : base}>
        {counts.late > 0
          ? 'Voir ce qui est en retard'
          : plural(counts.open, 'tâche ouverte', 'tâches ouvertes')}
      </a>
      {counts.mine > 0 && (
        <a href={`${base}?qui=moi`}>
          {counts.mine === 1 ? '1 tâche est à vous' : `${counts.mine} tâches sont à vous`}
          {counts.mineLate > 0 && `, dont ${counts.mineLate} en retard`}
        </a>
      )}
    </p>
  );
}
