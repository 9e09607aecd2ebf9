import type { MeasureVersionOrigin } from '../../../platform/database/index.ts';
import { Badge, Button, PageHeader, Pagination, Time, Timeline, VersionChanges } from '../../../ui/index.ts';
import { writerWords } from '../../identity/index.ts';
import type { VersionEntry } from '../history.ts';

const originLabels: Readonly<Record<MeasureVersionOrigin, string | null>> = {
  content: 'Contenu de départ',
  editor: null,
  postponement: 'Report',
  proposal: 'Proposition retenue',
  import: 'Import',
  restore: 'Version rétablie',
};

/** What was said of a measure over time, in words. */
export function HistoryPage({
  measure,
  entries,
  total,
  page,
  pages,
  named,
  mayRestore,
}: {
  measure: { slug: string; title: string; version: number };
  entries: readonly VersionEntry[];
  total: number;
  page: number;
  pages: number;
  /** Whether the reader sees people's names. */
  named: boolean;
  mayRestore: boolean;
}) {
  const here = `/agenda/${measure.slug}/historique`;
  return (
    <>
      <PageHeader
        eyebrow={measure.title}
        title="Historique"
        lead={
          total > 1
            ? 'Ce qui a changé dans cette fiche, quand et pourquoi. Le plus récent en premier.'
            : 'Cette fiche n’a pas encore changé.'
        }
        meta={<a href={`/agenda/${measure.slug}`}>Voir la mesure</a>}
      />
      <Timeline
        level={2}
        entries={entries.map((entry) => ({
          title: entry.reason,
          when: <Time value={entry.at} />,
          meta: (
            <>
              <span>Version {entry.version}</span>
              {originLabels[entry.origin] && <Badge>{originLabels[entry.origin]}</Badge>}
              {!entry.published && <Badge kind="warning">Brouillon</Badge>}
              {entry.origin !== 'content' && (
                <span>{entry.by ? writerWords(entry.by, named) : 'Cordée'}</span>
              )}
              {entry.proposedBy && <span>proposé par {writerWords(entry.proposedBy, named)}</span>}
            </>
          ),
          body:
            entry.changes === null ? undefined : (
              <VersionChanges version={entry.version} changes={entry.changes} />
            ),
          actions:
            mayRestore && entry.version !== measure.version ? (
              <Button
                href={`${here}/${entry.version}/retablissement`}
                kind="tertiary"
                size="sm"
                context={`la version ${entry.version}`}
              >
                Rétablir
              </Button>
            ) : undefined,
        }))}
      />
      <Pagination page={page} pages={pages} hrefOf={(n) => `${here}?page=${n}`} />
    </>
  );
}
