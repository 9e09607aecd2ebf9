import type { ComponentChildren } from 'preact';
import { type FormState, typedField, typedText } from '../../../platform/http/index.ts';
import {
  Button,
  choicesOf,
  FieldSet,
  Form,
  FormTroubles,
  Grid,
  HiddenFields,
  Panel,
  RadioGroup,
  SelectField,
  SubmitRow,
  TextArea,
  TextField,
} from '../../../ui/index.ts';
import { contentLabels, type Meanings } from '../content-words.ts';
import type { RowName } from '../measure-fields.ts';
import { rowCount, typedWords } from '../measure-input.ts';
import {
  confidenceLabels,
  linkKindLabels,
  milestoneKindLabels,
  natureLabels,
  statusLabels,
} from '../vocabulary.ts';
import { AudienceFields, type AudiencePart } from './audience-fields.tsx';

export interface MeasureFormProps {
  form: FormState;
  themes: readonly { code: string; label: string }[];
  meanings: Meanings;
  audience: AudiencePart;
  /** For those who keep the agenda: they publish, and add themes. */
  keeps: boolean;
  /** Names of the field that says what changes. */
  reason: { name: string; label: string; hint: string };
  submit: string;
  cancelHref: string;
}

/** All that is said of a measure, whoever says it. */
export function MeasureForm(props: MeasureFormProps) {
  const { form, themes, meanings, audience, keeps, reason, submit, cancelHref } = props;
  const { values } = form;
  return (
    <>
      <FormTroubles
        form={{ ...form, values: { ...typedWords(values, meanings), audience: wordsOfAudience(audience) } }}
        labels={contentLabels}
      />
      <Form formKey={form.key}>
        <HiddenFields fields={{ version: typedText(values, 'version') || undefined }} />
        <TextField label={contentLabels.title} maxLength={200} {...typedField(form, 'title')} />
        <RadioGroup
          label={contentLabels.nature}
          choices={choicesOf(natureLabels)}
          {...typedField(form, 'nature')}
        />
        <SelectField
          label={contentLabels.status}
          hint="« Abrogée » annule ses dates dans les agendas abonnés."
          choices={choicesOf(statusLabels)}
          {...typedField(form, 'status')}
        />
        <SelectField
          label={contentLabels.theme}
          hint={keeps ? 'Choisissez-en un, ou nommez-en un nouveau ci-dessous.' : undefined}
          choices={themes.map(({ code, label }) => ({ value: code, label }))}
          {...typedField(form, 'theme')}
        />
        {keeps && (
          <TextField
            label="Ou un nouveau thème"
            hint="S’il manque à la liste : il s’y ajoutera."
            required={false}
            width="medium"
            maxLength={80}
            {...typedField(form, 'new_theme')}
          />
        )}
        <TextField
          label={contentLabels.pilot}
          hint="Qui répond de cette mesure : ministère, agence, opérateur."
          maxLength={300}
          {...typedField(form, 'pilot')}
        />
        <TextArea
          label={contentLabels.summary}
          hint="Trois phrases au plus, simples et sans sigle."
          maxLength={2000}
          {...typedField(form, 'summary')}
        />
        <TextArea
          label={contentLabels.consequences}
          hint="Un acte par ligne, commencé par un verbe."
          rows={6}
          maxLength={6000}
          required={false}
          {...typedField(form, 'consequences')}
        />
        <AudienceFields form={form} audience={audience} />
        <Milestones form={form} />
        <LegalBases form={form} />
        <SourceRows form={form} />
        <LinkRows form={form} />
        <SelectField
          label={contentLabels.confidence}
          placeholder={null}
          choices={choicesOf(confidenceLabels)}
          {...typedField(form, 'confidence')}
        />
        <TextArea
          label={contentLabels.note}
          hint="Ce qui reste incertain, et pourquoi."
          rows={2}
          maxLength={2000}
          required={false}
          {...typedField(form, 'note')}
        />
        {keeps && (
          <RadioGroup
            label="Publication"
            choices={[
              { value: 'brouillon', label: 'Brouillon', hint: 'Seuls ceux qui tiennent l’agenda la voient.' },
              { value: 'publiee', label: 'Publiée', hint: 'Tout le monde la voit, dès l’enregistrement.' },
            ]}
            {...typedField(form, 'etat')}
          />
        )}
        <TextArea
          label={reason.label}
          hint={reason.hint}
          rows={3}
          maxLength={1000}
          {...typedField(form, reason.name)}
        />
        <SubmitRow label={submit} cancelHref={cancelHref} />
      </Form>
    </>
  );
}

/** What a conflict sets beside the public that somebody else wrote. */
function wordsOfAudience(audience: AudiencePart): string {
  if ('told' in audience) return audience.told;
  return audience.preview && 'words' in audience.preview ? audience.preview.words : (audience.kept ?? '');
}

type RowField = (column: string) => ReturnType<typeof typedField> & { required: boolean };

/** Rows of fields, as many as are filled and one more. */
function Rows({
  name,
  form,
  legend,
  hint,
  one,
  more,
  optional = [],
  each,
}: {
  name: RowName;
  form: FormState;
  legend: string;
  hint: string;
  /** What a row is. */
  one: string;
  /** Words of the button that adds a row. */
  more: string;
  /** Fields that may stay empty in a row that is filled. */
  optional?: readonly string[];
  each: (field: RowField) => ComponentChildren;
}) {
  const rows = Array.from({ length: rowCount(form.values, name) }, (_, index) => `${name}_${index}_`);
  const isFilled = (row: string) =>
    Object.keys(form.values).some((field) => field.startsWith(row) && typedText(form.values, field) !== '');
  return (
    <div id={`lignes-${name}`}>
      <FieldSet legend={legend} hint={hint}>
        {rows.map((row, index) => (
          <Panel>
            <FieldSet legend={`${one} ${index + 1}`}>
              {each((column) => ({
                ...typedField(form, row + column),
                required: isFilled(row) && !optional.includes(column),
              }))}
            </FieldSet>
          </Panel>
        ))}
        <Button
          kind="secondary"
          size="sm"
          icon="plus"
          name="apercu"
          value={name}
          formAction={`#lignes-${name}`}
          skipValidation
        >
          {more}
        </Button>
      </FieldSet>
    </div>
  );
}

function Milestones({ form }: { form: FormState }) {
  return (
    <Rows
      name="milestone"
      form={form}
      legend={contentLabels.milestones}
      hint="Dates : 1er janvier 2027, mars 2027, 2e trimestre 2027, 1er semestre 2027, 2027, inconnue. Pour reporter une date, servez-vous plutôt de « Reporter » sur la page de la mesure : l’ancienne date, le motif et la source sont gardés. Videz un jalon pour l’annuler. Le public d’un jalon se règle depuis la page de la mesure."
      one="Jalon"
      more="Ajouter un jalon"
      each={(field) => (
        <>
          <HiddenFields fields={{ [field('id').name]: field('id').value || undefined }} />
          <Grid min="sm">
            <TextField label="Date" maxLength={60} {...field('date')} />
            <SelectField label="Type" choices={choicesOf(milestoneKindLabels)} {...field('kind')} />
          </Grid>
          <TextField label="Ce qui se passe à cette date" maxLength={300} {...field('label')} />
        </>
      )}
    />
  );
}

function LegalBases({ form }: { form: FormState }) {
  return (
    <Rows
      name="basis"
      form={form}
      legend={contentLabels.legal_bases}
      hint="Lois, décrets, règlements. Videz une ligne pour la retirer."
      one="Texte"
      more="Ajouter un texte"
      optional={['article', 'url', 'note']}
      each={(field) => (
        <>
          <TextField label="Nom du texte" maxLength={300} {...field('text')} />
          <Grid min="sm">
            <TextField label="Article" maxLength={100} {...field('article')} />
            <TextField label="Précision" maxLength={300} {...field('note')} />
          </Grid>
          <TextField label="Adresse" type="url" maxLength={2000} {...field('url')} />
        </>
      )}
    />
  );
}

function SourceRows({ form }: { form: FormState }) {
  return (
    <Rows
      name="source"
      form={form}
      legend={contentLabels.sources}
      hint="Où lire ce qui est dit ici. Videz une ligne pour la retirer."
      one="Source"
      more="Ajouter une source"
      each={(field) => (
        <>
          <TextField label="Nom" maxLength={300} {...field('label')} />
          <TextField label="Adresse" type="url" maxLength={2000} {...field('url')} />
        </>
      )}
    />
  );
}

function LinkRows({ form }: { form: FormState }) {
  return (
    <Rows
      name="link"
      form={form}
      legend={contentLabels.links}
      hint="Autres mesures, livrables, pages utiles. Pour une autre mesure, l’adresse de sa page, /agenda/…, suffit. Videz une ligne pour la retirer."
      one="Lien"
      more="Ajouter un lien"
      optional={['label']}
      each={(field) => (
        <>
          <Grid min="sm">
            <SelectField label="Type" choices={choicesOf(linkKindLabels)} {...field('kind')} />
            <TextField label="Nom" maxLength={200} {...field('label')} />
          </Grid>
          <TextField label="Adresse" maxLength={2000} {...field('url')} />
        </>
      )}
    />
  );
}
