import { Card, EmptyState, Grid, PageHeader, plural } from '../../../../ui/index.ts';
import { catalogueHref, type Resource } from '../../../catalogue/index.ts';
import { pathHref, sessionsPath, workPath } from '../../addresses.ts';
import type { LearningPath } from '../path.ts';
import { profileLabels } from '../profiles.ts';

export function PathsView({
  lead,
  paths,
  known,
  progress,
  mayEdit,
}: {
  lead: string;
  paths: readonly LearningPath[];
  /** Published resources. */
  known: ReadonlyMap<string, Resource>;
  /** Steps done, by path, of who is signed in. */
  progress: ReadonlyMap<string, ReadonlySet<string>> | null;
  mayEdit: boolean;
}) {
  return (
    <>
      <PageHeader
        eyebrow="Formations"
        title="Parcours de formation"
        lead={lead}
        meta={
          <>
            <a href={sessionsPath}>Sessions à venir</a>
            <a href={catalogueHref('formations')}>Catalogue des formations</a>
            {mayEdit && <a href={workPath}>Tenir les parcours</a>}
          </>
        }
      />
      {paths.length === 0 ? (
        <EmptyState title="Aucun parcours n’est publié pour l’instant">
          <p>
            Le <a href={catalogueHref('formations')}>catalogue des formations</a> se filtre par public et par
            niveau.
          </p>
        </EmptyState>
      ) : (
        <Grid>
          {paths.map((path) => {
            const steps = path.steps.filter(({ resource }) => known.has(resource));
            const done = steps.filter(({ resource }) => progress?.get(path.id)?.has(resource)).length;
            return (
              <Card
                title={path.title}
                href={pathHref(path.slug)}
                level={2}
                eyebrow={profileLabels[path.profile]}
                end={
                  done > 0
                    ? `${plural(steps.length, 'étape')}, dont ${plural(done, 'faite', 'faites')}`
                    : plural(steps.length, 'étape')
                }
              >
                <p>{path.summary}</p>
              </Card>
            );
          })}
        </Grid>
      )}
    </>
  );
}
