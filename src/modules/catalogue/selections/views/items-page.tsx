import { type FormState, typedField } from '../../../../platform/http/index.ts';
import {
  Alert,
  Badge,
  Button,
  ButtonGroup,
  EmptyState,
  Form,
  FormTroubles,
  ItemList,
  ListItem,
  MoveButtons,
  PageHeader,
  Panel,
  PostButton,
  plural,
  SearchField,
  Section,
  SubmitRow,
  TextArea,
} from '../../../../ui/index.ts';
import { resourceHref } from '../../catalogues.ts';
import type { Resource } from '../../resources/resource.ts';
import { type Selection, type SelectionItem, selectionHref } from '../selection.ts';

export function ItemsPage({
  selection,
  items,
  typed,
  found,
}: {
  selection: Selection;
  items: readonly SelectionItem[];
  /** What was looked for; '' for nothing. */
  typed: string;
  found: readonly Resource[];
}) {
  const here = selectionHref(selection);
  const ids = new Set(items.map(({ resource }) => resource.id));
  const withdrawn = items.filter(({ resource }) => !resource.published);
  return (
    <>
      <PageHeader
        eyebrow={selection.title}
        title="Choisir les ressources"
        lead="Dans l’ordre où elles seront lues."
        meta={<a href={here}>Voir la sélection</a>}
      />
      {withdrawn.length > 0 && (
        <Alert
          kind="warning"
          title={plural(
            withdrawn.length,
            'ressource n’est plus au catalogue',
            'ressources ne sont plus au catalogue',
          )}
        >
          <p>
            {withdrawn.map(({ resource }) => resource.title).join(', ')} : les lecteurs ne{' '}
            {withdrawn.length > 1 ? 'les' : 'la'} voient plus. Retirez-{withdrawn.length > 1 ? 'les' : 'la'},
            ou remplacez-{withdrawn.length > 1 ? 'les' : 'la'}.
          </p>
        </Alert>
      )}
      {items.length === 0 ? (
        <EmptyState title="Aucune ressource pour l’instant">
          <p>Cherchez ci-dessous celles que vous voulez y mettre.</p>
        </EmptyState>
      ) : (
        <Section id="ressources" title={plural(items.length, 'ressource')}>
          <ol class="cd-items" aria-labelledby="ressources">
            {items.map(({ resource, note }, index) => {
              const of = `${here}/ressources/${resource.id}`;
              return (
                <ListItem
                  title={`${index + 1}. ${resource.title}`}
                  href={resourceHref(resource)}
                  level={3}
                  meta={!resource.published && <Badge kind="warning">Retirée du catalogue</Badge>}
                >
                  {note && <p>{note}</p>}
                  <ButtonGroup>
                    <MoveButtons
                      action={`${of}/ordre`}
                      context={resource.title}
                      up={index > 0}
                      down={index < items.length - 1}
                      kind="secondary"
                    />
                    <Button href={`${of}/note`} kind="secondary" size="sm" context={`: ${resource.title}`}>
                      {note ? 'Modifier le mot' : 'Dire pourquoi'}
                    </Button>
                    <PostButton action={`${of}/retrait`} kind="tertiary" size="sm" context={resource.title}>
                      Enlever
                    </PostButton>
                  </ButtonGroup>
                </ListItem>
              );
            })}
          </ol>
        </Section>
      )}
      <div id="ajouter">
        <Panel title="Ajouter une ressource">
          <form method="get" action={`${here}/ressources#ajouter`} class="cd-form">
            <SearchField label="Mots, ou adresse d’une fiche" value={typed} submit="Chercher" />
          </form>
          {typed !== '' && found.length === 0 && (
            <p>
              Aucune ressource publiée ne répond à « {typed} ». Essayez d’autres mots, ou collez l’adresse de
              sa fiche.
            </p>
          )}
          {found.length > 0 && (
            <ItemList label="Ressources trouvées">
              {found.map((resource) => (
                <ListItem
                  title={resource.title}
                  href={resourceHref(resource)}
                  level={3}
                  meta={<span>{resource.producer}</span>}
                >
                  {ids.has(resource.id) ? (
                    <p>Déjà dans la sélection.</p>
                  ) : (
                    <PostButton
                      action={`${here}/ressources`}
                      fields={{ ressource: resource.id }}
                      kind="secondary"
                      size="sm"
                      icon="plus"
                      context={resource.title}
                    >
                      Ajouter
                    </PostButton>
                  )}
                </ListItem>
              ))}
            </ItemList>
          )}
        </Panel>
      </div>
      {!selection.published && (
        <p>
          <a href={`${here}/suppression`}>Supprimer ce brouillon</a>
        </p>
      )}
    </>
  );
}

export function NoteForm({
  form,
  resource,
  cancelHref,
}: {
  form: FormState;
  resource: Resource;
  cancelHref: string;
}) {
  return (
    <>
      <PageHeader eyebrow={resource.title} title="Pourquoi cette ressource ?" />
      <FormTroubles form={form} labels={{ note: 'Un mot' }} />
      <Form formKey={form.key}>
        <TextArea
          label="Un mot"
          hint="Ce qu’on y prend, dans cette sélection. Vide pour l’enlever."
          rows={3}
          maxLength={500}
          required={false}
          {...typedField(form, 'note')}
        />
        <SubmitRow label="Enregistrer" cancelHref={cancelHref} />
      </Form>
    </>
  );
}
