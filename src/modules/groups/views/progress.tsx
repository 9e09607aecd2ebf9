import { renderMarkdown } from '../../../platform/markdown/index.ts';
import {
  Button,
  Details,
  EmptyState,
  Prose,
  Time,
  Timeline,
  type TimelineEntry,
  Weather,
} from '../../../ui/index.ts';
import type { ProgressPoint, ProgressRevision } from '../progress-queries.ts';
import { SpaceFrame } from './space-frame.tsx';

/** The text of a point, several of which share a page. */
export function ProgressText({ body, level = 3 }: { body: string; level?: number }) {
  return <Prose html={renderMarkdown(body, { headingIds: false, baseLevel: level })} />;
}

/** A point as an entry of a timeline; its author is named to the members, its organisation to everybody. */
export function progressEntry(point: ProgressPoint, audience: 'public' | 'members'): TimelineEntry {
  const organisation = point.organisation?.acronym ?? point.organisation?.name;
  const signature =
    audience === 'members'
      ? [point.author?.name, organisation].filter(Boolean).join(', ')
      : (organisation ?? '');
  return {
    when: <Time value={point.onDay} />,
    meta: (
      <>
        <Weather level={point.weather} />
        {signature && <span>par {signature}</span>}
        {point.correctedAt && (
          <span>
            corrigé le <Time value={point.correctedAt} />
          </span>
        )}
      </>
    ),
    body: <ProgressText body={point.body} />,
  };
}

export function ProgressPage({
  group,
  points,
  revisions,
  canPost,
}: {
  group: { slug: string; title: string };
  points: readonly ProgressPoint[];
  revisions: readonly ProgressRevision[];
  canPost: boolean;
}) {
  const base = `/espace/groupes/${group.slug}/avancement`;
  const post = (
    <Button href={`${base}/nouveau`} icon="plus">
      Publier un point d’avancement
    </Button>
  );
  const earlier = Map.groupBy(revisions, ({ pointId }) => pointId);
  return (
    <SpaceFrame
      group={group}
      title="Avancement"
      lead="Où en est le groupe, point après point. Ces points sont publics."
      current="avancement"
      actions={canPost && points.length > 0 ? post : undefined}
    >
      {points.length === 0 ? (
        <EmptyState title="Aucun point d’avancement publié sur Cordée" action={canPost ? post : undefined}>
          <p>
            {canPost
              ? 'Dites en quelques lignes ce qui a avancé, ce qui coince et ce qui vient : les membres en sont prévenus.'
              : 'Les copilotes du groupe n’ont pas encore publié de point.'}
          </p>
        </EmptyState>
      ) : (
        <Timeline
          level={2}
          entries={points.map((point) => ({
            ...progressEntry(point, 'members'),
            actions: (
              <>
                {canPost && (
                  <Button
                    href={`${base}/${point.id}/modifier`}
                    kind="tertiary"
                    size="sm"
                    icon="edit"
                    context="ce point d’avancement"
                  >
                    Corriger
                  </Button>
                )}
                <Revisions revisions={earlier.get(point.id) ?? []} />
              </>
            ),
          }))}
        />
      )}
    </SpaceFrame>
  );
}

function Revisions({ revisions }: { revisions: readonly ProgressRevision[] }) {
  if (revisions.length === 0) return null;
  return (
    <Details summary={revisions.length === 1 ? 'Version précédente' : 'Versions précédentes'}>
      {revisions.map((revision) => (
        <>
          <p class="cd-meta">
            <span>
              Jusqu’au <Time value={revision.replacedAt} withTime />
            </span>
            <Weather level={revision.weather} short />
            <span>
              daté du <Time value={revision.onDay} />
            </span>
          </p>
          <ProgressText body={revision.body} />
        </>
      ))}
    </Details>
  );
}
