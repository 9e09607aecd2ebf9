import {
  Alert,
  Badge,
  Button,
  Columns,
  DescriptionList,
  Exports,
  Fact,
  formatDate,
  Heading,
  PageHeader,
  Panel,
  PostButton,
  plural,
} from '../../../../ui/index.ts';
import { catalogues, type Resource, resourceHref } from '../../../catalogue/index.ts';
import { pathHref, sessionsOf } from '../../addresses.ts';
import type { TrainingSession } from '../../sessions/session.ts';
import { SessionList } from '../../sessions/views/session-item.tsx';
import type { Step } from '../content.ts';
import type { LearningPath } from '../path.ts';
import { profileLabels } from '../profiles.ts';

export interface PathPageProps {
  path: LearningPath;
  /** Published resources; the others are skipped. */
  known: ReadonlyMap<string, Resource>;
  /** Of the offers whose steps show them. */
  sessions: ReadonlyMap<string, readonly TrainingSession[]>;
  /** Steps that who reads did; null for who is not signed in. */
  done: ReadonlySet<string> | null;
  mayEdit: boolean;
  now: Date;
}

export function PathPage(props: PathPageProps) {
  const { path, known, done, mayEdit } = props;
  const steps = path.steps.flatMap((step) => {
    const resource = known.get(step.resource);
    return resource ? [{ step, resource }] : [];
  });
  const lost = path.steps.filter(({ resource }) => !known.has(resource));
  const finished = steps.filter(({ step }) => done?.has(step.resource)).length;
  const next = done && steps.find(({ step }) => !done.has(step.resource));
  return (
    <>
      <PageHeader
        eyebrow="Parcours de formation"
        title={path.title}
        lead={path.summary}
        meta={
          <>
            <Badge kind="accent">{profileLabels[path.profile]}</Badge>
            {!path.published && <Badge kind="warning">Brouillon</Badge>}
            <span>{plural(steps.length, 'étape')}</span>
            {finished > 0 && <span>{plural(finished, 'faite', 'faites')}</span>}
          </>
        }
        actions={
          next && finished > 0 ? (
            <Button href={`#etape-${next.step.resource}`}>Reprendre : {next.resource.title}</Button>
          ) : undefined
        }
      />
      {mayEdit && lost.length > 0 && (
        <Alert
          kind="warning"
          title={`${plural(lost.length, 'étape n’est plus montrée', 'étapes ne sont plus montrées')}`}
        >
          <p>
            Leur ressource a été retirée du catalogue : {lost.map(({ resource }) => resource).join(', ')}.
            Vous êtes seul, avec l’équipe, à lire ceci.{' '}
            <a href={`${pathHref(path.slug)}/modifier`}>Modifier le parcours</a>
          </p>
        </Alert>
      )}
      {done && steps.length > 0 && finished === steps.length && (
        <Alert kind="success" title="Vous avez fait tout le parcours">
          <p>
            Et maintenant ? Les <a href="/formations/sessions">sessions à venir</a>, ou un{' '}
            <a href="/parcours">autre parcours</a>.
          </p>
        </Alert>
      )}
      <Columns aside={<Aside {...props} />}>
        <ol class="cd-steps" aria-label="Étapes du parcours">
          {steps.map(({ step, resource }, index) => (
            <StepItem {...props} step={step} resource={resource} number={index + 1} />
          ))}
        </ol>
      </Columns>
    </>
  );
}

function StepItem({
  path,
  step,
  resource,
  number,
  sessions,
  done,
  now,
}: PathPageProps & { step: Step; resource: Resource; number: number }) {
  const isDone = done?.has(step.resource) ?? false;
  const time = step.time ?? resource.effort?.label ?? null;
  const its = sessions.get(step.resource) ?? [];
  const act = `${pathHref(path.slug)}/etapes/${step.resource}`;
  return (
    <li class={`cd-step${isDone ? ' cd-step--done' : ''}`} id={`etape-${step.resource}`}>
      <Heading level={2} class="cd-step__title">
        <span class="fr-sr-only">Étape {number} : </span>
        <a href={resourceHref(resource)}>{resource.title}</a>
      </Heading>
      <p>{step.why}</p>
      <div class="cd-meta">
        {isDone && <Badge kind="success">Fait</Badge>}
        {time && <Fact icon="clock">{time}</Fact>}
        <span>{resource.producer}</span>
        <span>{catalogues[resource.catalogue].title}</span>
        {resource.confidence === 'low' && <Badge kind="warning">À vérifier</Badge>}
      </div>
      {step.sessions && (
        <div class="cd-step__sessions">
          {its.length > 0 ? (
            <>
              <SessionList
                sessions={its}
                label={`Prochaines sessions : ${resource.title}`}
                now={now}
                level={3}
              />
              <p>
                <a href={sessionsOf(step.resource)}>
                  Toutes les sessions de cette offre<span class="fr-sr-only"> : {resource.title}</span>
                </a>
              </p>
            </>
          ) : (
            <p class="cd-meta">Aucune session de cette offre n’est annoncée sur Cordée pour l’instant.</p>
          )}
        </div>
      )}
      {done && (
        <PostButton
          action={`${act}/${isDone ? 'a-faire' : 'fait'}`}
          kind={isDone ? 'tertiary' : 'secondary'}
          size="sm"
          icon={isDone ? undefined : 'check'}
          context={`: ${resource.title}`}
        >
          {isDone ? 'Remettre à faire' : 'C’est fait'}
        </PostButton>
      )}
    </li>
  );
}

function Aside({ path, done, mayEdit }: PathPageProps) {
  const here = pathHref(path.slug);
  return (
    <>
      <DescriptionList
        items={[
          { term: 'Pour', value: profileLabels[path.profile] },
          { term: 'D’où vient ce parcours', value: path.origin },
          { term: 'Mis à jour le', value: formatDate(path.updatedAt) },
        ]}
      />
      {done ? (
        <p class="cd-meta">Votre avancement n’est visible que de vous.</p>
      ) : (
        <Panel title="Suivre votre avancement">
          <p>
            <a href={`/connexion?retour=${encodeURIComponent(here)}`}>Connectez-vous</a> pour cocher les
            étapes faites et reprendre plus tard. Personne d’autre ne le voit.
          </p>
        </Panel>
      )}
      {mayEdit && (
        <Panel title="Tenir ce parcours">
          <ul>
            <li>
              <a href={`${here}/modifier`}>Modifier</a>
            </li>
            <li>
              <a href={`${here}/historique`}>Historique</a>
            </li>
          </ul>
        </Panel>
      )}
      <Exports subject="Ce parcours en données" items={[{ label: 'JSON', href: `${here}.json` }]} />
    </>
  );
}
