import type { FormState } from '../../../platform/http/index.ts';
import {
  ErrorSummary,
  Form,
  FormTroubles,
  HiddenFields,
  MarkdownField,
  RadioGroup,
  type SafeHtml,
  SubmitRow,
  TextField,
} from '../../../ui/index.ts';

export const textOf = (value: string | string[] | undefined) =>
  typeof value === 'string' ? value : undefined;

export function ThreadForm({
  slug,
  form,
  canAnnounce,
  preview,
}: {
  slug: string;
  form: FormState;
  canAnnounce: boolean;
  preview?: SafeHtml;
}) {
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <Form formKey={form.key}>
        {canAnnounce && (
          <RadioGroup
            name="kind"
            label="Nature"
            value={textOf(form.values.kind) ?? 'discussion'}
            error={form.errors.kind}
            choices={[
              { value: 'discussion', label: 'Discussion', hint: 'Une question ou un sujet à débattre.' },
              {
                value: 'announcement',
                label: 'Annonce',
                hint: 'Une information des copilotes à tout le groupe.',
              },
            ]}
          />
        )}
        <TextField
          name="title"
          label="Titre"
          value={textOf(form.values.title)}
          error={form.errors.title}
          maxLength={150}
        />
        <MarkdownField
          name="body"
          label="Message"
          rows={10}
          value={textOf(form.values.body)}
          error={form.errors.body}
          preview={preview}
        />
        <SubmitRow label="Publier" cancelHref={`/espace/groupes/${slug}/discussions`} />
      </Form>
    </>
  );
}

/** Changes the text of a message. */
export function MessageForm({ form, back, preview }: { form: FormState; back: string; preview?: SafeHtml }) {
  return (
    <>
      <FormTroubles form={form} labels={{ body: 'Message' }} />
      <Form formKey={form.key}>
        <HiddenFields fields={{ version: textOf(form.values.version) }} />
        <MarkdownField
          name="body"
          label="Message"
          rows={12}
          value={textOf(form.values.body)}
          error={form.errors.body}
          preview={preview}
        />
        <SubmitRow label="Enregistrer" cancelHref={back} />
      </Form>
    </>
  );
}
