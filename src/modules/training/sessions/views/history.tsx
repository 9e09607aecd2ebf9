import { Badge, PageHeader, Time, Timeline, VersionChanges } from '../../../../ui/index.ts';
import { sessionHref } from '../../addresses.ts';
import { statusKinds, statusLabels } from '../../words.ts';
import type { HistoryEntry } from '../history.ts';
import type { TrainingSession } from '../session.ts';

export function HistoryPage({
  session,
  entries,
}: {
  session: TrainingSession;
  entries: readonly HistoryEntry[];
}) {
  return (
    <>
      <PageHeader
        eyebrow={session.title}
        title="Historique"
        lead="Ce qui a été enregistré de cette session, le plus récent en premier."
        meta={<a href={sessionHref(session.slug)}>Voir la session</a>}
      />
      <Timeline
        level={2}
        entries={entries.map(({ version, at, by, status, changes }) => ({
          title: `Version ${version}`,
          when: <Time value={at} withTime />,
          meta: (
            <>
              <Badge kind={statusKinds[status]}>{statusLabels[status]}</Badge>
              {by && <span>{by}</span>}
            </>
          ),
          body:
            changes === null ? undefined : (
              <VersionChanges version={version} changes={changes} none="Seul l’état a changé." />
            ),
        }))}
      />
    </>
  );
}
