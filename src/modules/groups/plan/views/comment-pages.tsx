import { type FormState, typedPreview, typedText } from '../../../../platform/http/index.ts';
import {
  Confirmation,
  Form,
  FormTroubles,
  HiddenFields,
  MarkdownField,
  Prose,
  ReasonField,
  type SafeHtml,
  SubmitRow,
} from '../../../../ui/index.ts';

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

/** Asks before words are gone for good; of another's words, why. */
export function CommentDeletion({
  about,
  html,
  own,
  back,
  form,
}: {
  about: string;
  html: SafeHtml;
  own: boolean;
  back: string;
  form: FormState;
}) {
  return (
    <Confirmation
      about={about}
      question="Supprimer ce commentaire ?"
      warning="Le texte et ses versions seront effacés ; la place du commentaire restera visible."
      act="Supprimer le commentaire"
      form={form}
      cancelHref={back}
    >
      <blockquote>
        <Prose html={html} />
      </blockquote>
      {!own && (
        <ReasonField
          hint="Les membres du groupe le liront à la place du commentaire."
          value={typedText(form.values, 'motif')}
          error={form.errors.motif}
        />
      )}
    </Confirmation>
  );
}
