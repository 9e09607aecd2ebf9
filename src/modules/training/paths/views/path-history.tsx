import { Badge, PageHeader, Time, Timeline, VersionChanges } from '../../../../ui/index.ts';
import { pathHref } from '../../addresses.ts';
import type { PathHistoryEntry } from '../history.ts';
import type { LearningPath } from '../path.ts';

export function PathHistoryPage({
  path,
  entries,
}: {
  path: Pick<LearningPath, 'slug' | 'title'>;
  entries: readonly PathHistoryEntry[];
}) {
  return (
    <>
      <PageHeader
        eyebrow={path.title}
        title="Historique"
        lead="Ce qui a été enregistré de ce parcours, le plus récent en premier."
        meta={<a href={pathHref(path.slug)}>Voir le parcours</a>}
      />
      <Timeline
        level={2}
        entries={entries.map(({ version, at, by, reason, published, changes }) => ({
          title: reason,
          when: <Time value={at} withTime />,
          meta: (
            <>
              <span>Version {version}</span>
              {!published && <Badge kind="warning">Brouillon</Badge>}
              <span>{by ?? 'Cordée'}</span>
            </>
          ),
          body: changes === null ? undefined : <VersionChanges version={version} changes={changes} />,
        }))}
      />
    </>
  );
}
