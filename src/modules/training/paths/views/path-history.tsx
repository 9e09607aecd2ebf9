import { Badge, Details, PageHeader, plural, Time, Timeline, TwoTexts } from '../../../../ui/index.ts';
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
          body:
            changes === null || changes.length === 0 ? undefined : (
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
