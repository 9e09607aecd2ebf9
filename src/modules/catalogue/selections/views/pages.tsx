import { type FormState, typedField, typedText } from '../../../../platform/http/index.ts';
import { excerpt } from '../../../../platform/markdown/index.ts';
import {
  Alert,
  Badge,
  Button,
  ButtonGroup,
  EmptyState,
  Exports,
  Form,
  FormTroubles,
  HiddenFields,
  ItemList,
  ListItem,
  MarkdownField,
  PageHeader,
  Pagination,
  Panel,
  PostButton,
  Prose,
  plural,
  RadioGroup,
  type SafeHtml,
  SearchField,
  Section,
  SubmitRow,
  TextArea,
  TextField,
  Time,
} from '../../../../ui/index.ts';
import { resourceHref } from '../../catalogues.ts';
import type { Resource } from '../../resource.ts';
import type { Taxonomy } from '../../taxonomy.ts';
import { ResourceFacts } from '../../views/labels.tsx';
import type { Author, Listed, Selection, SelectionItem } from '../selection.ts';

export const selectionHref = ({ slug }: Pick<Selection, 'slug'>): string => `/selections/${slug}`;

function AuthorWords({ author }: { author: Author }) {
  return author.kind === 'organisation' ? (
    <a href={`/organismes/${author.slug}`}>{author.name}</a>
  ) : (
    <span>{author.name}</span>
  );
}

function SelectionList({ label, items }: { label: string; items: readonly Listed[] }) {
  return (
    <ItemList label={label}>
      {items.map((one) => (
        <ListItem
          title={one.title}
          href={selectionHref(one)}
          meta={
            <>
              {!one.published && <Badge kind="warning">Brouillon</Badge>}
              <span>{plural(one.count, 'ressource')}</span>
              <span>{one.startUp ? 'Sélection de départ' : one.author.name}</span>
            </>
          }
        >
          <p>{excerpt(one.introduction, 220)}</p>
        </ListItem>
      ))}
    </ItemList>
  );
}

export function SelectionsPage({
  items,
  total,
  drafts,
  page,
  pages,
  mayCreate,
}: {
  items: readonly Listed[];
  total: number;
  drafts: readonly Listed[];
  page: number;
  pages: number;
  mayCreate: boolean;
}) {
  return (
    <>
      <PageHeader
        eyebrow="Catalogues"
        title="Sélections"
        lead="Quelques ressources bien choisies, dans l’ordre, pour une situation : par les copilotes des catalogues et par les associations de collectivités."
        actions={mayCreate ? <Button href="/selections/nouvelle">Créer une sélection</Button> : undefined}
      />
      {drafts.length > 0 && (
        <Section id="brouillons" title="Vos brouillons">
          <SelectionList label="Brouillons" items={drafts} />
        </Section>
      )}
      {total === 0 ? (
        <EmptyState
          title="Aucune sélection n’est encore publiée"
          action={
            <Button href="/catalogues" kind="secondary">
              Voir les catalogues
            </Button>
          }
        >
          <p>En attendant, cherchez dans les catalogues ce qui répond à votre situation.</p>
        </EmptyState>
      ) : (
        <Section id="selections" title={plural(total, 'sélection')}>
          <SelectionList label="Sélections" items={items} />
          <Pagination page={page} pages={pages} hrefOf={(n) => `/selections?page=${n}`} />
        </Section>
      )}
    </>
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
    </>
  );
}

const labels = { title: 'Titre', introduction: 'Introduction', etat: 'Publication' } as const;
const states: Readonly<Record<string, string>> = { publiee: 'Publiée', brouillon: 'Brouillon' };

export function SelectionForm({
  form,
  authors,
  preview,
  submit,
  cancelHref,
  withState,
}: {
  form: FormState;
  /** In whose name it may be made; empty once that is chosen. */
  authors: ReadonlyMap<string, Author>;
  preview?: SafeHtml;
  submit: string;
  cancelHref: string;
  withState: boolean;
}) {
  return (
    <>
      <FormTroubles form={form} labels={labels} words={{ etat: (typed) => states[typed] ?? typed }} />
      <Form formKey={form.key}>
        <HiddenFields fields={{ version: typedText(form.values, 'version') || undefined }} />
        <TextField
          label={labels.title}
          hint="La situation à laquelle elle répond : « Premiers gestes d’une petite commune »."
          maxLength={150}
          {...typedField(form, 'title')}
        />
        <MarkdownField
          label={labels.introduction}
          hint="Pour qui, et comment s’en servir."
          maxLength={4000}
          preview={preview}
          {...typedField(form, 'introduction')}
        />
        {authors.size > 1 && (
          <RadioGroup
            label="Au nom de"
            choices={[...authors].map(([value, { name }]) => ({ value, label: name }))}
            {...typedField(form, 'auteur')}
          />
        )}
        {withState && (
          <RadioGroup
            label={labels.etat}
            choices={[
              { value: 'brouillon', label: 'Brouillon', hint: 'Seuls ceux qui la tiennent la voient.' },
              { value: 'publiee', label: 'Publiée', hint: 'Tout le monde la voit, dès l’enregistrement.' },
            ]}
            {...typedField(form, 'etat')}
          />
        )}
        <SubmitRow label={submit} cancelHref={cancelHref} />
      </Form>
    </>
  );
}

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
                    {index > 0 && (
                      <PostButton
                        action={`${of}/ordre`}
                        fields={{ sens: 'haut' }}
                        kind="secondary"
                        size="sm"
                        context={resource.title}
                      >
                        Monter
                      </PostButton>
                    )}
                    {index < items.length - 1 && (
                      <PostButton
                        action={`${of}/ordre`}
                        fields={{ sens: 'bas' }}
                        kind="secondary"
                        size="sm"
                        context={resource.title}
                      >
                        Descendre
                      </PostButton>
                    )}
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
