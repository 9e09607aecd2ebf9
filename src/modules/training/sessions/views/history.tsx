import { Badge, Details, PageHeader, plural, Time, Timeline, TwoTexts } from '../../../../ui/index.ts';
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
            changes === null ? undefined : changes.length === 0 ? (
              <p>Seul l’état a changé.</p>
            ) : (
              <Details
                summary={
                  <>
                    {plural(changes.length, 'champ changé', 'champs changés')}
                    <span class="fr-sr-only"> (version {version})</span>
                  </>
                }
              >
                {changes.map(({ label, before, after }) => (
                  <TwoTexts
                    field={label}
                    texts={[
                      { label: 'Avant', text: before },
                      { label: 'Après', text: after },
                    ]}
                  />
                ))}
              </Details>
            ),
        }))}
      />
    </>
  );
}
