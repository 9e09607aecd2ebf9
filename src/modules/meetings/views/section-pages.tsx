import { type FormState, typedField, typedText } from '../../../platform/http/index.ts';
import {
  DateField,
  type DiffPart,
  DiffView,
  EmptyState,
  ErrorSummary,
  Form,
  FormTroubles,
  HiddenFields,
  MarkdownField,
  type SafeHtml,
  SelectField,
  SubmitRow,
  TextArea,
  TextField,
  Time,
} from '../../../ui/index.ts';

/** Writes what is said of one point. */
export function SectionForm({ form, back, preview }: { form: FormState; back: string; preview?: SafeHtml }) {
  return (
    <>
      <FormTroubles form={form} labels={{ texte: 'Ce qui s’est dit' }} />
      <Form formKey={form.key}>
        <HiddenFields fields={{ version: typedText(form.values, 'version') }} />
        <MarkdownField
          {...typedField(form, 'texte')}
          label="Ce qui s’est dit"
          hint="Enregistrez souvent. Si quelqu’un écrit en même temps sur d’autres lignes, les deux textes sont réunis."
          rows={16}
          required={false}
          preview={preview}
        />
        <SubmitRow label="Enregistrer" cancelHref={back} cancelLabel="Revenir au compte rendu" />
      </Form>
    </>
  );
}

export interface SectionStage {
  version: number;
  writer: string;
  writtenAt: Date;
  merged: boolean;
  parts: readonly DiffPart[];
}

/** All that was written of a point, newest first, each against the one before. */
export function SectionHistory({ stages }: { stages: readonly SectionStage[] }) {
  if (stages.length === 0)
    return (
      <EmptyState title="Rien n’est encore écrit">
        <p>Chaque enregistrement s’affichera ici.</p>
      </EmptyState>
    );
  return (
    <>
      {stages.map((stage) => (
        <section>
          <h2>
            Version {stage.version}, {stage.writer}, le <Time value={stage.writtenAt} withTime />
          </h2>
          {stage.merged && <p>Écrite en même temps qu’une autre : les deux textes ont été réunis.</p>}
          <DiffView parts={stage.parts} />
        </section>
      ))}
    </>
  );
}

export function DecisionForm({ form, back }: { form: FormState; back: string }) {
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <Form formKey={form.key}>
        <TextArea
          {...typedField(form, 'texte')}
          label="Ce qui a été décidé"
          hint="En une phrase qui se comprend seule. Elle entre au registre du groupe avec le compte rendu approuvé."
          rows={3}
          maxLength={1000}
        />
        <SubmitRow label="Relever la décision" cancelHref={back} />
      </Form>
    </>
  );
}

export function ActionForm({
  form,
  back,
  owners,
}: {
  form: FormState;
  back: string;
  owners: readonly { value: string; label: string }[];
}) {
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <Form formKey={form.key}>
        <TextField
          {...typedField(form, 'texte')}
          label="Ce qui est à faire"
          hint="Elle devient une tâche du plan de travail, que les membres du groupe voient."
          maxLength={200}
        />
        <SelectField
          {...typedField(form, 'owner')}
          label="Responsable"
          hint="Un organisme ou une personne du groupe. Le nom d’une personne n’est montré qu’aux membres."
          placeholder="Personne pour l’instant"
          choices={owners}
          required={false}
        />
        <DateField {...typedField(form, 'echeance')} label="Échéance" required={false} />
        <SubmitRow label="Relever l’action" cancelHref={back} />
      </Form>
    </>
  );
}

/** One text to write: a correction that is asked for, or what is made of it. */
export function TextForm({
  form,
  name,
  label,
  hint,
  submit,
  back,
  about,
}: {
  form: FormState;
  name: string;
  label: string;
  hint: string;
  submit: string;
  back: string;
  /** What it answers. */
  about?: string;
}) {
  return (
    <>
      <ErrorSummary errors={form.errors} />
      {about && (
        <blockquote>
          <p class="cd-verbatim">{about}</p>
        </blockquote>
      )}
      <Form formKey={form.key}>
        <TextArea {...typedField(form, name)} label={label} hint={hint} rows={5} maxLength={2000} />
        <SubmitRow label={submit} cancelHref={back} />
      </Form>
    </>
  );
}
