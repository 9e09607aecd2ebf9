import type { ThreadKind } from '../../../platform/database/index.ts';
import type { FormState } from '../../../platform/http/index.ts';
import {
  ErrorSummary,
  Form,
  FormTroubles,
  HiddenFields,
  MarkdownField,
  type SafeHtml,
  SubmitRow,
  TextField,
} from '../../../ui/index.ts';

export const textOf = (value: string | string[] | undefined) =>
  typeof value === 'string' ? value : undefined;

/** What one is about to open: whoever may not announce opens a discussion, whatever the address says. */
export function kindOf(form: FormState, canAnnounce: boolean): ThreadKind {
  return canAnnounce && textOf(form.values.kind) === 'announcement' ? 'announcement' : 'discussion';
}

export const openingWords: Readonly<Record<ThreadKind, string>> = {
  announcement: 'Publier une annonce',
  discussion: 'Ouvrir une discussion',
};

export function ThreadForm({
  slug,
  form,
  canAnnounce,
  reach,
  preview,
}: {
  slug: string;
  form: FormState;
  canAnnounce: boolean;
  /** Whom an announcement will reach by mail, and when. */
  reach?: string;
  preview?: SafeHtml;
}) {
  const here = `/espace/groupes/${slug}/discussions/nouvelle`;
  const kind = kindOf(form, canAnnounce);
  return (
    <>
      <ErrorSummary errors={form.errors} />
      {canAnnounce && (
        <p>
          {kind === 'announcement' ? (
            <>
              Une information des copilotes à tout le groupe. Pour une question ou un sujet à débattre,{' '}
              <a href={here}>ouvrez une discussion</a>.
            </>
          ) : (
            <>
              Une question ou un sujet à débattre. Pour une information à tout le groupe,{' '}
              <a href={`${here}?nature=annonce`}>publiez une annonce</a>.
            </>
          )}
        </p>
      )}
      <Form formKey={form.key}>
        <HiddenFields fields={{ kind: canAnnounce ? kind : undefined }} />
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
        {reach && (
          <p>
            <strong>Elle sera annoncée par courriel à :</strong> {reach}
          </p>
        )}
        <SubmitRow
          label={kind === 'announcement' ? 'Publier l’annonce' : 'Ouvrir la discussion'}
          cancelHref={`/espace/groupes/${slug}/discussions`}
        />
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
