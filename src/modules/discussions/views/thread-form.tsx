import type { ThreadKind } from '../../../platform/database/index.ts';
import { type FormState, typedText } from '../../../platform/http/index.ts';
import {
  Button,
  ErrorSummary,
  Form,
  FormTroubles,
  HiddenFields,
  RadioGroup,
  SubmitRow,
  TextField,
} from '../../../ui/index.ts';
import type { Attachment } from '../attachments/queries.ts';
import { AttachmentFields } from '../attachments/views.tsx';
import type { Composing } from '../composing.ts';
import { categories } from '../vocabulary.ts';
import { Composer, DraftNotice } from './composer.tsx';

/** What one is about to open: whoever may not announce opens a discussion, whatever the address says. */
export function kindOf(form: FormState, canAnnounce: boolean): ThreadKind {
  const asked = typedText(form.values, 'kind');
  const kind = categories.find((one) => one.kind === asked)?.kind ?? 'discussion';
  return kind === 'announcement' && !canAnnounce ? 'discussion' : kind;
}

export const openingWords: Readonly<Record<'announcement' | 'discussion', string>> = {
  announcement: 'Publier une annonce',
  discussion: 'Ouvrir une discussion',
};

/** Announcements have a form of their own. */
const choices = categories
  .filter(({ kind }) => kind !== 'announcement')
  .map(({ kind, label, hint }) => ({ value: kind, label, hint }));

export function ThreadForm({
  slug,
  form,
  canAnnounce,
  composing,
  reach,
}: {
  slug: string;
  form: FormState;
  canAnnounce: boolean;
  composing: Composing;
  /** Whom an announcement will reach by mail, and when. */
  reach?: string;
}) {
  const list = `/espace/groupes/${slug}/discussions`;
  const here = `${list}/nouvelle`;
  const kind = kindOf(form, canAnnounce);
  const announces = kind === 'announcement';
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <DraftNotice form={form} />
      {canAnnounce && (
        <p>
          {announces ? (
            <>
              Une information des copilotes à tout le groupe. Pour une question ou un sujet à débattre,{' '}
              <a href={`${here}?nature=discussion`}>ouvrez une discussion</a>.
            </>
          ) : (
            <>
              Une question ou un sujet à débattre. Pour une information à tout le groupe,{' '}
              <a href={`${here}?nature=annonce`}>publiez une annonce</a>.
            </>
          )}
        </p>
      )}
      <Form action={here} formKey={form.key} multipart>
        {announces ? (
          <HiddenFields fields={{ kind }} />
        ) : (
          <RadioGroup name="kind" label="Catégorie" choices={choices} value={kind} error={form.errors.kind} />
        )}
        <TextField
          name="title"
          label="Titre"
          value={typedText(form.values, 'title')}
          error={form.errors.title}
          maxLength={150}
        />
        <Composer
          label="Message"
          rows={10}
          error={form.errors.body}
          action={here}
          draftAt={`${list}/brouillon`}
          composing={composing}
        />
        <AttachmentFields form={form} drafts />
        {reach && (
          <p>
            <strong>Elle sera annoncée par courriel à :</strong> {reach}
          </p>
        )}
        <SubmitRow label={announces ? 'Publier l’annonce' : 'Ouvrir la discussion'} cancelHref={list}>
          <Button kind="secondary" formAction={`${list}/brouillon`} skipValidation withoutFiles>
            Enregistrer le brouillon
          </Button>
        </SubmitRow>
      </Form>
    </>
  );
}

/** Changes the text of a message, and its files. */
export function MessageForm({
  form,
  action,
  back,
  files,
  composing,
}: {
  form: FormState;
  action: string;
  back: string;
  /** That it carries now. */
  files: readonly Attachment[];
  composing: Composing;
}) {
  return (
    <>
      <FormTroubles form={form} labels={{ body: 'Message' }} />
      <Form action={action} formKey={form.key} multipart>
        <HiddenFields fields={{ version: typedText(form.values, 'version') }} />
        <Composer label="Message" rows={12} error={form.errors.body} action={action} composing={composing} />
        <AttachmentFields form={form} files={files} />
        <SubmitRow label="Enregistrer" cancelHref={back} />
      </Form>
    </>
  );
}
