import {
  Alert,
  Badge,
  Button,
  ButtonGroup,
  EmptyState,
  Exports,
  ListItem,
  PageHeader,
  Panel,
  Prose,
  plural,
  type SafeHtml,
  Section,
  Time,
} from '../../../../ui/index.ts';
import { resourceHref } from '../../catalogues.ts';
import type { Taxonomy } from '../../facets/taxonomy.ts';
import { ResourceFacts } from '../../resources/views/labels.tsx';
import { type Author, type Selection, type SelectionItem, selectionHref } from '../selection.ts';

function AuthorWords({ author }: { author: Author }) {
  return author.kind === 'organisation' ? (
    <a href={`/organismes/${author.slug}`}>{author.name}</a>
  ) : (
    <span>{author.name}</span>
  );
}

export function SelectionPage({
  selection,
  introduction,
  items,
  known,
  places,
  mayEdit,
}: {
  selection: Selection;
  introduction: SafeHtml;
  items: readonly SelectionItem[];
  known: Taxonomy;
  places: ReadonlyMap<string, string>;
  mayEdit: boolean;
}) {
  const here = selectionHref(selection);
  const shown = items.filter(({ resource }) => resource.published);
  return (
    <>
      <PageHeader
        eyebrow="Sélection"
        title={selection.title}
        meta={
          <>
            {!selection.published && <Badge kind="warning">Brouillon</Badge>}
            <span>{plural(shown.length, 'ressource')}</span>
            {selection.startUp ? <span>Sélection de départ</span> : <AuthorWords author={selection.author} />}
            <span>
              à jour le <Time value={selection.updatedAt} />
            </span>
          </>
        }
        actions={
          mayEdit ? (
            <ButtonGroup>
              <Button href={`${here}/ressources`}>Choisir les ressources</Button>
              <Button href={`${here}/modifier`} kind="secondary">
                Modifier
              </Button>
            </ButtonGroup>
          ) : undefined
        }
      />
      {selection.startUp && (
        <Alert kind="info">
          <p>
            Sélection de départ, composée par l’équipe qui développe Cordée à partir des fiches du catalogue.
            Les copilotes ne l’ont pas encore relue.
          </p>
        </Alert>
      )}
      <Prose html={introduction} />
      {shown.length === 0 ? (
        <EmptyState title="Aucune ressource pour l’instant">
          <p>
            {mayEdit
              ? 'Choisissez les ressources qui la composent.'
              : 'Revenez bientôt, ou cherchez dans les catalogues.'}
          </p>
        </EmptyState>
      ) : (
        <Section id="ressources" title="Les ressources, dans l’ordre">
          <ol class="cd-items" aria-labelledby="ressources">
            {shown.map(({ resource, note }, index) => (
              <ListItem
                title={`${index + 1}. ${resource.title}`}
                href={resourceHref(resource)}
                level={3}
                meta={<ResourceFacts resource={resource} known={known} places={places} />}
              >
                {note && <p>{note}</p>}
                <p>{resource.summary}</p>
                <p class="cd-on-paper">{resource.url}</p>
              </ListItem>
            ))}
          </ol>
        </Section>
      )}
      {selection.published && (
        <Exports subject="Cette sélection en données" items={[{ label: 'JSON', href: `${here}.json` }]} />
      )}
      <Panel title="Cette sélection">
        <ul>
          {selection.published && (
            <li>
              <a href={`${here}/integrer`}>Placer cette sélection sur votre site</a>
            </li>
          )}
          <li>
            <a href={`${here}/historique`}>Historique de la sélection</a>
          </li>
        </ul>
      </Panel>
    </>
  );
}
