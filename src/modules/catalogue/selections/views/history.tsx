import { Badge, PageHeader, Pagination, Time, Timeline, VersionChanges } from '../../../../ui/index.ts';
import { writerWords } from '../../../identity/index.ts';
import { type Selection, selectionHref } from '../selection.ts';
import type { SelectionVersion } from '../versions.ts';

/** What a selection was over time, in words; drafts are for those who keep it alone. */
export function SelectionHistory({
  selection,
  versions,
  total,
  page,
  pages,
  keeps,
}: {
  selection: Selection;
  versions: readonly SelectionVersion[];
  total: number;
  page: number;
  pages: number;
  /** For those who keep it: they read names. */
  keeps: boolean;
}) {
  const here = selectionHref(selection);
  return (
    <>
      <PageHeader
        eyebrow={selection.title}
        title="Historique"
        lead={
          total > 1
            ? 'Ce qui a changé dans cette sélection, quand, et qui l’a fait. Le plus récent en premier.'
            : 'Cette sélection n’a pas encore changé.'
        }
        meta={<a href={here}>Voir la sélection</a>}
      />
      <Timeline
        level={2}
        entries={versions.map((one) => ({
          title: one.acts.join(', '),
          when: <Time value={one.at} />,
          meta: (
            <>
              <span>Version {one.version}</span>
              {!one.published && <Badge kind="warning">Brouillon</Badge>}
              {one.by && <span>{writerWords(one.by, keeps)}</span>}
            </>
          ),
          body:
            one.changes && one.changes.length > 0 ? (
              <VersionChanges version={one.version} changes={one.changes} />
            ) : undefined,
        }))}
      />
      <Pagination page={page} pages={pages} hrefOf={(n) => `${here}/historique?page=${n}`} />
    </>
  );
}
