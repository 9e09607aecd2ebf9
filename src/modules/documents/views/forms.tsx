import { type FormState, typedText } from '../../../platform/http/index.ts';
import {
  ErrorSummary,
  FileField,
  Form,
  FormTroubles,
  HiddenFields,
  SelectField,
  SubmitRow,
  TextField,
} from '../../../ui/index.ts';

interface Choice {
  value: string;
  label: string;
}

const whatIsTaken =
  '50 Mo au plus : PDF, bureautique, images, texte, archives, sons, vidéos. Ce que les photos disent du lieu et de l’appareil en est retiré.';

export function SendForm({
  form,
  folders,
  accept,
  cancelHref,
}: {
  form: FormState;
  folders: readonly Choice[];
  accept: string;
  cancelHref: string;
}) {
  const { values, errors } = form;
  return (
    <>
      <ErrorSummary errors={errors} />
      <Form formKey={form.key} multipart>
        <SelectField
          name="folder"
          label="Dossier"
          placeholder="Documents (en haut)"
          required={false}
          value={typedText(values, 'folder')}
          error={errors.folder}
          choices={folders}
        />
        <TextField
          name="note"
          label="Ce que c’est"
          hint="En quelques mots, pour qui retrouvera ce fichier dans six mois."
          required={false}
          maxLength={300}
          value={typedText(values, 'note')}
          error={errors.note}
        />
        <FileField name="fichier" label="Fichier" hint={whatIsTaken} accept={accept} error={errors.fichier} />
        <SubmitRow label="Envoyer le fichier" cancelHref={cancelHref} />
      </Form>
    </>
  );
}

export function VersionForm({
  form,
  accept,
  cancelHref,
}: {
  form: FormState;
  accept: string;
  cancelHref: string;
}) {
  const { values, errors } = form;
  return (
    <>
      <ErrorSummary errors={errors} />
      <Form formKey={form.key} multipart>
        <HiddenFields fields={{ newest: typedText(values, 'newest') }} />
        <TextField
          name="note"
          label="Ce qui change"
          required={false}
          maxLength={300}
          value={typedText(values, 'note')}
          error={errors.note}
        />
        <FileField
          name="fichier"
          label="Fichier"
          hint="Du même type que le document. Les versions précédentes restent."
          accept={accept}
          error={errors.fichier}
        />
        <SubmitRow label="Envoyer la version" cancelHref={cancelHref} />
      </Form>
    </>
  );
}

/** Name and place of a file (`folder`) or of a folder (`parent`). */
export function PlaceForm({
  form,
  field,
  folders,
  submit,
  cancelHref,
}: {
  form: FormState;
  field: 'folder' | 'parent';
  folders: readonly Choice[];
  submit: string;
  cancelHref: string;
}) {
  const { values, errors } = form;
  return (
    <>
      <FormTroubles
        form={form}
        labels={{ name: 'Nom', folder: 'Dossier', parent: 'Dans le dossier' }}
        words={{ [field]: (typed) => folders.find(({ value }) => value === typed)?.label ?? typed }}
      />
      <Form formKey={form.key}>
        <HiddenFields fields={{ version: typedText(values, 'version') || undefined }} />
        <TextField
          name="name"
          label="Nom"
          maxLength={150}
          value={typedText(values, 'name')}
          error={errors.name}
        />
        <SelectField
          name={field}
          label="Dans le dossier"
          placeholder="Documents (en haut)"
          required={false}
          value={typedText(values, field)}
          error={errors[field]}
          choices={folders}
        />
        <SubmitRow label={submit} cancelHref={cancelHref} />
      </Form>
    </>
  );
}

export function DeliverableForm({ form, cancelHref }: { form: FormState; cancelHref: string }) {
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <Form formKey={form.key}>
        <TextField
          name="title"
          label="Titre du livrable"
          maxLength={200}
          value={typedText(form.values, 'title')}
          error={form.errors.title}
        />
        <SubmitRow label="Créer le brouillon du livrable" cancelHref={cancelHref} />
      </Form>
    </>
  );
}

export function QuotaForm({ form, cancelHref }: { form: FormState; cancelHref: string }) {
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <Form formKey={form.key}>
        <TextField
          name="megabytes"
          label="Place du groupe, en mégaoctets"
          hint="Ce qui est déjà là reste, même au-delà."
          value={typedText(form.values, 'megabytes')}
          error={form.errors.megabytes}
        />
        <SubmitRow label="Enregistrer" cancelHref={cancelHref} />
      </Form>
    </>
  );
}
