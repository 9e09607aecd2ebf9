import { type FormState, typedText } from '../../../platform/http/index.ts';
import { Button, MarkdownField, PostButton, TextField, Time } from '../../../ui/index.ts';
import type { Composing } from '../composing.ts';
import type { Draft } from '../drafts.ts';
import { insertionOf } from '../mentions.ts';

/** A draft as the values of the form that it fills. */
export function draftValues(draft: Draft): Record<string, string> {
  return { body: draft.body, brouillon: draft.id, brouillon_du: draft.savedAt.toISOString() };
}

/** Says that what the form holds was kept from before. */
export function DraftNotice({ form }: { form: FormState }) {
  const id = typedText(form.values, 'brouillon');
  const since = typedText(form.values, 'brouillon_du');
  if (id === '' || since === '') return null;
  return (
    <div class="cd-meta cd-draft">
      <span>
        Votre brouillon du <Time value={new Date(since)} withTime />
      </span>
      <PostButton action={`/espace/brouillons/${id}/suppression`} kind="tertiary" size="sm">
        Supprimer le brouillon
      </PostButton>
    </div>
  );
}

/** Where a message is written: its text, its preview, and what it may mention. */
export function Composer({
  label,
  rows,
  error,
  action,
  draftAt,
  composing,
}: {
  label: string;
  rows: number;
  error?: string;
  /** Of the form: its other buttons come back to it. */
  action: string;
  /** Where the browser keeps what is typed, as it is typed; none for what is no new message. */
  draftAt?: string;
  composing: Composing;
}) {
  return (
    <div data-composer data-draft={draftAt}>
      <MarkdownField
        name="body"
        label={label}
        rows={rows}
        value={composing.text}
        error={error}
        preview={composing.preview}
        withoutFiles
      />
      <input type="hidden" name="curseur" />
      <MentionTools action={action} composing={composing} />
      {draftAt && <p class="cd-draft__status" data-draft-status role="status" />}
    </div>
  );
}

function MentionTools({ action, composing: { search, found } }: { action: string; composing: Composing }) {
  return (
    <details class="cd-details cd-mentioning" id="mentionner" open={found !== null}>
      <summary>+ Mentionner</summary>
      <div class="cd-details__body">
        <TextField
          name="mention"
          label="Qui ou quoi mentionner ?"
          hint="Une personne du groupe, un groupe, une mesure, un livrable, une collectivité. Dans le message, vous pouvez aussi écrire @ suivi du nom d’une personne, ou coller l’adresse d’une page du site."
          required={false}
          autocomplete="off"
          maxLength={100}
          value={search}
        />
        <Button
          name="apercu"
          value="chercher"
          kind="secondary"
          size="sm"
          formAction={`${action}#mentionner`}
          skipValidation
          withoutFiles
        >
          Chercher
        </Button>
        {found !== null && (
          <div aria-live="polite">
            {found.length === 0 ? (
              <p>
                {search.trim().length < 2
                  ? 'Tapez au moins deux lettres.'
                  : `Rien ne s’appelle ainsi : « ${search} ».`}
              </p>
            ) : (
              <ul class="cd-mentionables" aria-label="Ce que vous pouvez mentionner">
                {found.map(({ words, kind, label, detail }) => (
                  <li>
                    <span>
                      <span class="cd-mention__kind">{kind}</span> {label}
                      {detail && <span class="cd-mentionables__detail"> {detail}</span>}
                    </span>
                    <Button
                      name="apercu"
                      value={insertionOf(words)}
                      kind="tertiary"
                      size="sm"
                      formAction={`${action}#body`}
                      skipValidation
                      withoutFiles
                      context={label}
                    >
                      Insérer
                    </Button>
                  </li>
                ))}
              </ul>
            )}
          </div>
        )}
      </div>
    </details>
  );
}
