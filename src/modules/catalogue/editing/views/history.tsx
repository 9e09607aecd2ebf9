import type { ResourceVersionOrigin } from '../../../../platform/database/index.ts';
import {
  Badge,
  Button,
  PageHeader,
  Pagination,
  Time,
  Timeline,
  VersionChanges,
} from '../../../../ui/index.ts';
import { writerWords } from '../../../identity/index.ts';
import { resourceHref } from '../../catalogues.ts';
import type { Resource } from '../../resources/resource.ts';
import type { VersionEntry } from '../history.ts';

const originLabels: Readonly<Record<ResourceVersionOrigin, string | null>> = {
  content: 'Contenu de départ',
  editor: null,
  contribution: 'Contribution acceptée',
  import: 'Import',
  restore: 'Version rétablie',
};

const movedLabels = { withdrawn: 'Retirée', back: 'Remise au catalogue' } as const;

function savedBy({ by, origin }: VersionEntry, named: boolean): string | null {
  if (by) return writerWords(by, named);
  return origin === 'content' ? null : 'Cordée';
}

/** What was said of a resource over time, in words; public, as the catalogue is. */
export function HistoryPage({
  resource,
  entries,
  total,
  page,
  pages,
  keeps,
}: {
  resource: Resource;
  entries: readonly VersionEntry[];
  total: number;
  page: number;
  pages: number;
  /** For those who keep the catalogue: they read names, and restore versions. */
  keeps: boolean;
}) {
  const here = `${resourceHref(resource)}/historique`;
  return (
    <>
      <PageHeader
        eyebrow={resource.title}
        title="Historique"
        lead={
          total > 1
            ? 'Ce qui a changé dans cette fiche, quand, pourquoi, et grâce à qui. Le plus récent en premier.'
            : 'Cette fiche n’a pas encore changé.'
        }
        meta={<a href={resourceHref(resource)}>Voir la ressource</a>}
      />
      <Timeline
        level={2}
        entries={entries.map((entry) => {
          const writer = savedBy(entry, keeps);
          const label = originLabels[entry.origin];
          return {
            title: entry.reason,
            when: <Time value={entry.at} />,
            meta: (
              <>
                <span>Version {entry.version}</span>
                {label && <Badge>{label}</Badge>}
                {entry.moved && (
                  <Badge kind={entry.moved === 'withdrawn' ? 'warning' : 'info'}>
                    {movedLabels[entry.moved]}
                  </Badge>
                )}
                {entry.credit && <span>proposé par {entry.credit}</span>}
                {writer && <span>{writer}</span>}
              </>
            ),
            body:
              entry.changes === null ? undefined : (
                <VersionChanges version={entry.version} changes={entry.changes} />
              ),
            actions:
              keeps && entry.version !== resource.version ? (
                <Button
                  href={`${here}/${entry.version}/retablissement`}
                  kind="tertiary"
                  size="sm"
                  context={`la version ${entry.version}`}
                >
                  Rétablir
                </Button>
              ) : undefined,
          };
        })}
      />
      <Pagination page={page} pages={pages} hrefOf={(n) => `${here}?page=${n}`} />
    </>
  );
}
