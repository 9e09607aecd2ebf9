import { type FormState, typedPreview, typedText } from '../../../../platform/http/index.ts';
import { Form, FormTroubles, HiddenFields, MarkdownField, SubmitRow } from '../../../../ui/index.ts';

export function CommentForm({ form, cancelHref }: { form: FormState; cancelHref: string }) {
  const body = typedText(form.values, 'body');
  return (
    <>
      <FormTroubles form={form} labels={{ body: 'Commentaire' }} />
      <Form formKey={form.key}>
        <HiddenFields fields={{ version: typedText(form.values, 'version') }} />
        <MarkdownField
          name="body"
          label="Votre commentaire"
          maxLength={5000}
          value={body}
          error={form.errors.body}
          preview={typedPreview(form.values, 'body', { most: 5000, baseLevel: 3 })}
        />
        <SubmitRow label="Enregistrer" cancelHref={cancelHref} />
      </Form>
    </>
  );
}
