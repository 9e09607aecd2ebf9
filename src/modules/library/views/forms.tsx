import { type FormState, typedField, typedList, typedText } from '../../../platform/http/index.ts';
import type { SafeHtml } from '../../../platform/markdown/index.ts';
import {
  Checkboxes,
  choicesOf,
  DateField,
  ErrorSummary,
  FieldSet,
  FileField,
  Form,
  FormTroubles,
  formatDate,
  HiddenFields,
  inFrenchOrder,
  MarkdownField,
  RadioGroup,
  SelectField,
  SubmitRow,
  TextArea,
  TextField,
} from '../../../ui/index.ts';
import { deliverableAudiences, deliverableAvailabilities, deliverableKinds } from '../content.ts';
import { deliverableFields, placeFieldNames, versionFieldNames } from '../said.ts';
import {
  accessibilityLabel,
  accessibilityLabels,
  audienceLabel,
  availabilityLabel,
  kindLabel,
  licenceLabel,
  licences,
} from '../vocabulary.ts';

interface FormProps {
  form: FormState;
  cancelHref: string;
  submit: string;
}

/** For lists without an order of their own. */
const alphabeticalChoicesOf = (labels: Readonly<Record<string, string>>) =>
  choicesOf(labels).sort((a, b) => inFrenchOrder(a.label, b.label));

/** How what was chosen reads. */
const words: Readonly<Record<string, (typed: string) => string>> = {
  kind: kindLabel,
  audiences: audienceLabel,
  licence: licenceLabel,
  published_on: formatDate,
  released_on: formatDate,
  availability: availabilityLabel,
  accessibility: accessibilityLabel,
};

export interface DeliverableFormProps extends FormProps {
  preview?: SafeHtml;
  /** When it exists already: what may have replaced it. */
  others?: readonly { id: string; title: string }[];
}

/** What is said of a deliverable; its files come in versions, on pages of their own. */
export function DeliverableForm({ form, cancelHref, submit, preview, others }: DeliverableFormProps) {
  const { values, errors } = form;
  return (
    <>
      <FormTroubles form={form} labels={deliverableFields} words={words} />
      <Form formKey={form.key}>
        <HiddenFields fields={{ version: typedText(values, 'version') || undefined }} />
        <TextField label={deliverableFields.title} maxLength={200} {...typedField(form, 'title')} />
        <MarkdownField
          label={deliverableFields.description}
          hint="À quoi il sert, à qui, et comment s’en servir."
          maxLength={10_000}
          required={false}
          preview={preview}
          {...typedField(form, 'description')}
        />
        <SelectField
          label="Type"
          required={false}
          choices={alphabeticalChoicesOf(deliverableKinds)}
          {...typedField(form, 'kind')}
        />
        <Checkboxes
          label="Pour qui"
          name="audiences"
          required={false}
          inline
          values={typedList(values, 'audiences')}
          choices={alphabeticalChoicesOf(deliverableAudiences)}
          error={errors.audiences}
        />
        <SelectField
          label="Licence"
          hint="Dit à quelles conditions on peut le reprendre."
          required={false}
          placeholder="Non précisée"
          choices={Object.entries(licences).map(([value, { label }]) => ({ value, label }))}
          {...typedField(form, 'licence')}
        />
        {others && <Standing form={form} others={others} />}
        <SubmitRow label={submit} cancelHref={cancelHref} />
      </Form>
    </>
  );
}

/** Whether what is published still holds. */
function Standing({ form, others }: { form: FormState; others: readonly { id: string; title: string }[] }) {
  return (
    <FieldSet legend="Publication">
      <DateField
        label="Date de publication"
        hint="Laissez vide pour prendre celle du jour où vous le publierez."
        required={false}
        {...typedField(form, 'published_on')}
      />
      <RadioGroup
        label="Ce livrable est-il encore valable ?"
        choices={[
          { value: 'published', label: 'Oui' },
          { value: 'ended', label: `Non : ${deliverableAvailabilities.ended.toLowerCase()}` },
          { value: 'replaced', label: `Non : ${deliverableAvailabilities.replaced.toLowerCase()}` },
        ]}
        {...typedField(form, 'availability')}
      />
      <SelectField
        label="Remplacé par"
        required={false}
        placeholder="Aucun livrable"
        choices={others.map(({ id, title }) => ({ value: id, label: title }))}
        {...typedField(form, 'replaced_by')}
      />
      <TextField
        label="Précision"
        hint="Exemple : l’enquête est close depuis mars 2027."
        maxLength={200}
        required={false}
        {...typedField(form, 'availability_note')}
      />
    </FieldSet>
  );
}

export function VersionForm({ form, cancelHref, submit }: FormProps) {
  return (
    <>
      <FormTroubles form={form} labels={versionFieldNames} words={words} />
      <Form formKey={form.key}>
        <HiddenFields fields={{ version: typedText(form.values, 'version') || undefined }} />
        <TextField
          label={versionFieldNames.label}
          hint="Exemple : Version 2"
          maxLength={100}
          {...typedField(form, 'label')}
        />
        <TextArea
          label={versionFieldNames.notes}
          rows={3}
          maxLength={2000}
          required={false}
          {...typedField(form, 'notes')}
        />
        <DateField
          label={versionFieldNames.released_on}
          hint="Sans rien, celle du jour où la version sera publiée."
          required={false}
          {...typedField(form, 'released_on')}
        />
        <SubmitRow label={submit} cancelHref={cancelHref} />
      </Form>
    </>
  );
}

function AccessibilityField({ form }: { form: FormState }) {
  return (
    <SelectField
      label="Accessibilité aux personnes handicapées"
      hint="Un document accessible se lit avec un lecteur d’écran : titres, textes de remplacement, ordre de lecture."
      placeholder={null}
      choices={choicesOf(accessibilityLabels)}
      {...typedField(form, 'accessibility')}
    />
  );
}

export function FileForm({ form, cancelHref, submit, accept }: FormProps & { accept: string }) {
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <Form formKey={form.key} multipart>
        <TextField
          label="Nom montré aux visiteurs"
          hint="Sans rien, le nom du fichier."
          maxLength={150}
          required={false}
          {...typedField(form, 'label')}
        />
        <AccessibilityField form={form} />
        <FileField
          name="fichier"
          label="Fichier"
          hint="50 Mo au plus. PDF, bureautique, image, son, vidéo, données ou archive ZIP."
          accept={accept}
          error={form.errors.fichier}
        />
        <SubmitRow label={submit} cancelHref={cancelHref} />
      </Form>
    </>
  );
}

export function LinkForm({ form, cancelHref, submit }: FormProps) {
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <Form formKey={form.key}>
        <TextField
          label="Adresse"
          hint="Exemple : www.exemple.fr/guide"
          type="url"
          inputMode="url"
          maxLength={2000}
          {...typedField(form, 'url')}
        />
        <TextField label="Nom montré aux visiteurs" maxLength={150} {...typedField(form, 'label')} />
        <AccessibilityField form={form} />
        <SubmitRow label={submit} cancelHref={cancelHref} />
      </Form>
    </>
  );
}

/** What is said of a file or link; another file or another address is another place. */
export function PlaceForm({ form, cancelHref, submit }: FormProps) {
  return (
    <>
      <FormTroubles form={form} labels={placeFieldNames} words={words} />
      <Form formKey={form.key}>
        <HiddenFields fields={{ version: typedText(form.values, 'version') || undefined }} />
        <TextField label={placeFieldNames.label} maxLength={150} {...typedField(form, 'label')} />
        <AccessibilityField form={form} />
        <SubmitRow label={submit} cancelHref={cancelHref} />
      </Form>
    </>
  );
}
