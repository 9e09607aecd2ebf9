import { type FormState, typedField, typedText } from '../../../../platform/http/index.ts';
import type { SynonymGroup } from '../../../../platform/search/index.ts';
import {
  AdminNav,
  Badge,
  Button,
  ButtonGroup,
  EmptyState,
  Form,
  FormTroubles,
  formatNumber,
  HiddenFields,
  MoveButtons,
  PageHeader,
  plural,
  Section,
  SubmitRow,
  Table,
  TextArea,
  TextField,
} from '../../../../ui/index.ts';
import type { FacetRow, ValueRow } from '../queries.ts';

export const home = '/administration/taxonomie';

export function TaxonomyPage({
  facets,
  synonyms,
}: {
  facets: readonly (FacetRow & { values: number; retired: number })[];
  synonyms: number;
}) {
  return (
    <>
      <AdminNav current={home} />
      <PageHeader
        title="Taxonomie"
        lead="Les mots qui décrivent les ressources des trois catalogues. Libellés et définitions se changent ; les codes, que d’autres sites et les exports reprennent, jamais."
      />
      <Table
        id="facettes"
        caption="Facettes"
        columns={[
          { label: 'Facette' },
          { label: 'Définition', wide: true },
          { label: 'Valeurs', numeric: true },
        ]}
        rows={facets.map(({ code, label, definition, values, retired }) => [
          <>
            <a href={`${home}/${code}`}>{label}</a>
            <br />
            <code>{code}</code>
          </>,
          definition,
          retired > 0 ? `${formatNumber(values)} (et ${plural(retired, 'retirée')})` : formatNumber(values),
        ])}
      />
      <Section id="synonymes" title="Synonymes de la recherche">
        <p>
          {plural(synonyms, 'groupe')} de mots qui se cherchent l’un pour l’autre : « hameçonnage » trouve «
          phishing ».
        </p>
        <p>
          <a href={`${home}/synonymes`}>Tenir les synonymes</a>
        </p>
      </Section>
    </>
  );
}

export function FacetPage({
  facet,
  values,
  derived,
}: {
  facet: FacetRow;
  values: readonly ValueRow[];
  /** Its values follow from the rest of a resource: none is added nor retired. */
  derived: boolean;
}) {
  const here = `${home}/${facet.code}`;
  return (
    <>
      <AdminNav current={home} />
      <PageHeader
        eyebrow="Taxonomie"
        title={facet.label}
        lead={facet.definition}
        meta={
          <>
            <span>
              Code : <code>{facet.code}</code>
            </span>
            <span>{facet.multiple ? 'Plusieurs valeurs par ressource' : 'Une valeur par ressource'}</span>
          </>
        }
        actions={
          <ButtonGroup>
            {!derived && <Button href={`${here}/valeurs/nouvelle`}>Ajouter une valeur</Button>}
            <Button href={`${here}/modifier`} kind="secondary">
              Modifier la facette
            </Button>
          </ButtonGroup>
        }
      />
      {derived && <p>Ces valeurs se déduisent du reste de la fiche : personne ne les choisit.</p>}
      <Table
        id="valeurs"
        caption="Valeurs, dans l’ordre où elles sont proposées"
        columns={[
          { label: 'Libellé' },
          { label: 'Définition', wide: true },
          { label: 'Ressources', numeric: true },
          { label: 'Actions', wide: true },
        ]}
        rows={values.map((value, index) => {
          const of = `${here}/valeurs/${value.code}`;
          return [
            <>
              {value.label} {value.retired && <Badge>Retirée</Badge>}
              <br />
              <code>{value.code}</code>
            </>,
            value.definition,
            derived ? '–' : formatNumber(value.uses),
            <div class="cd-table__acts">
              <ButtonGroup>
                <MoveButtons
                  action={`${of}/ordre`}
                  context={value.label}
                  up={index > 0}
                  down={index < values.length - 1}
                />
                <Button href={`${of}/modifier`} kind="tertiary" size="sm" context={value.label}>
                  Modifier
                </Button>
                {!derived && (
                  <Button href={`${of}/retrait`} kind="tertiary" size="sm" context={value.label}>
                    {value.retired ? 'Remettre' : 'Retirer'}
                  </Button>
                )}
              </ButtonGroup>
            </div>,
          ];
        })}
      />
    </>
  );
}

const wordLabels = { label: 'Libellé', definition: 'Définition' } as const;

/** The words of a facet or of a value. */
export function WordsForm({
  form,
  eyebrow,
  title,
  lead,
  submit,
  cancelHref,
}: {
  form: FormState;
  eyebrow: string;
  title: string;
  lead?: string;
  submit: string;
  cancelHref: string;
}) {
  return (
    <>
      <PageHeader eyebrow={eyebrow} title={title} lead={lead} />
      <FormTroubles form={form} labels={wordLabels} />
      <Form formKey={form.key}>
        <HiddenFields fields={{ version: typedText(form.values, 'version') || undefined }} />
        <TextField label={wordLabels.label} width="medium" maxLength={100} {...typedField(form, 'label')} />
        <TextArea
          label={wordLabels.definition}
          rows={3}
          maxLength={500}
          {...typedField(form, 'definition')}
        />
        <SubmitRow label={submit} cancelHref={cancelHref} />
      </Form>
    </>
  );
}

export function SynonymsPage({ groups }: { groups: readonly SynonymGroup[] }) {
  const here = `${home}/synonymes`;
  return (
    <>
      <AdminNav current={home} />
      <PageHeader
        eyebrow="Taxonomie"
        title="Synonymes de la recherche"
        lead="Qui cherche l’un des mots d’un groupe trouve aussi ce qui est dit avec les autres, dans tout le site."
        actions={<Button href={`${here}/nouveau`}>Ajouter un groupe</Button>}
      />
      {groups.length === 0 ? (
        <EmptyState title="Aucun groupe de synonymes">
          <p>Ajoutez-en un quand des lecteurs cherchent un mot que les fiches n’emploient pas.</p>
        </EmptyState>
      ) : (
        <Table
          id="groupes-de-synonymes"
          caption={plural(groups.length, 'groupe de mots', 'groupes de mots')}
          columns={[{ label: 'Mots', wide: true }, { label: 'Action' }]}
          rows={groups.map(({ id, words }) => [
            words.join(', '),
            <ButtonGroup>
              <Button href={`${here}/${id}/modifier`} kind="tertiary" size="sm" context={words[0]}>
                Modifier
              </Button>
              <Button href={`${here}/${id}/suppression`} kind="tertiary" size="sm" context={words[0]}>
                Supprimer
              </Button>
            </ButtonGroup>,
          ])}
        />
      )}
    </>
  );
}

export function SynonymForm({ form, title }: { form: FormState; title: string }) {
  return (
    <>
      <PageHeader eyebrow="Synonymes de la recherche" title={title} />
      <FormTroubles form={form} labels={{ mots: 'Mots' }} />
      <Form formKey={form.key}>
        <HiddenFields fields={{ version: typedText(form.values, 'version') || undefined }} />
        <TextArea
          label="Mots"
          hint="Un mot ou une expression par ligne : hameçonnage, phishing…"
          rows={6}
          maxLength={3000}
          {...typedField(form, 'mots')}
        />
        <SubmitRow label="Enregistrer" cancelHref={`${home}/synonymes`} />
      </Form>
    </>
  );
}
