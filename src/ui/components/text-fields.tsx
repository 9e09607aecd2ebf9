import type { SafeHtml } from '../safe-html.ts';
import { describedBy, FieldFrame, type FieldProps } from './field.tsx';
import { Prose } from './prose.tsx';

/** What the browser may fill in by itself. */
export type Autocomplete =
  | 'off'
  | 'name'
  | 'given-name'
  | 'family-name'
  | 'email'
  | 'tel'
  | 'one-time-code'
  | 'organization-title'
  | 'url';

export interface TextFieldProps extends FieldProps {
  value?: string;
  type?: 'text' | 'email' | 'tel' | 'url';
  autocomplete?: Autocomplete;
  inputMode?: 'text' | 'numeric' | 'email' | 'tel' | 'url';
  maxLength?: number;
  /** Fits the box to the expected answer. */
  width?: 'short' | 'medium' | 'full';
  spellcheck?: boolean;
}

export function TextField({ value, type = 'text', width = 'full', ...field }: TextFieldProps) {
  return (
    <FieldFrame {...field}>
      <input
        class={`fr-input cd-input--${width}${field.error ? ' fr-input--error' : ''}`}
        id={field.name}
        name={field.name}
        type={type}
        // Lets TypeScript tell the kinds of input apart.
        list={undefined}
        value={value}
        required={field.required ?? true}
        autocomplete={field.autocomplete}
        inputMode={field.inputMode}
        maxLength={field.maxLength}
        spellcheck={field.spellcheck}
        aria-describedby={describedBy(field)}
        aria-invalid={field.error ? 'true' : undefined}
      />
    </FieldFrame>
  );
}

/** A date; value `2027-01-01`. */
export function DateField({
  value,
  min,
  max,
  ...field
}: FieldProps & { value?: string; min?: string; max?: string }) {
  return (
    <FieldFrame {...field}>
      <input
        class={`fr-input cd-input--short${field.error ? ' fr-input--error' : ''}`}
        id={field.name}
        name={field.name}
        type="date"
        value={value}
        min={min}
        max={max}
        required={field.required ?? true}
        aria-describedby={describedBy(field)}
        aria-invalid={field.error ? 'true' : undefined}
      />
    </FieldFrame>
  );
}

export interface TextAreaProps extends FieldProps {
  value?: string;
  rows?: number;
  maxLength?: number;
}

export function TextArea({ value, rows = 5, maxLength, ...field }: TextAreaProps) {
  return (
    <FieldFrame {...field}>
      <textarea
        class={`fr-input${field.error ? ' fr-input--error' : ''}`}
        id={field.name}
        name={field.name}
        rows={rows}
        maxLength={maxLength}
        required={field.required ?? true}
        aria-describedby={describedBy(field)}
        aria-invalid={field.error ? 'true' : undefined}
      >
        {value}
      </textarea>
    </FieldFrame>
  );
}

export interface MarkdownFieldProps extends TextAreaProps {
  /** What the server rendered after "Prévisualiser" without JavaScript. */
  preview?: SafeHtml;
  /** In a form with files: its preview does not send them. */
  withoutFiles?: boolean;
}

/**
 * A text in Markdown. Its preview button submits the form with `apercu=1`; with JavaScript it POSTs
 * `texte` to `/apercu` and shows the sanitized HTML fragment that comes back, without leaving the page.
 */
export function MarkdownField({ preview, withoutFiles, rows = 8, ...props }: MarkdownFieldProps) {
  return (
    <div class="cd-markdown" data-markdown={props.name}>
      <TextArea {...props} rows={rows} />
      <div class="cd-markdown__tools">
        <button
          class="fr-btn fr-btn--tertiary fr-btn--sm"
          type="submit"
          name="apercu"
          value="1"
          formenctype={withoutFiles ? 'application/x-www-form-urlencoded' : undefined}
          formNoValidate
        >
          <span>Prévisualiser</span>
        </button>
        <details class="cd-markdown__help">
          <summary>Mise en forme</summary>
          <p>
            <code>**gras**</code> <code>*italique*</code> <code>[texte du lien](https://…)</code>{' '}
            <code>## Sous-titre</code> <code>- liste</code> <code>&gt; citation</code>
          </p>
        </details>
      </div>
      <div class="cd-markdown__preview" data-preview aria-live="polite">
        {preview && (
          <section aria-label="Aperçu">
            <p class="cd-eyebrow">Aperçu</p>
            <Prose html={preview} />
          </section>
        )}
      </div>
    </div>
  );
}

export interface SearchFieldProps {
  name?: string;
  label: string;
  value?: string;
  placeholder?: string;
  /** Words of the button. */
  submit?: string;
  size?: 'md' | 'lg';
  id?: string;
}

/** A search box with its button, to be put in a form that GETs. */
export function SearchField({
  name = 'q',
  label,
  value,
  placeholder,
  submit = 'Rechercher',
  size = 'md',
  id = name,
}: SearchFieldProps) {
  return (
    <div class={`fr-search-bar cd-search${size === 'lg' ? ' fr-search-bar--lg' : ''}`}>
      <label class="fr-label" for={id}>
        {label}
      </label>
      <input class="fr-input" type="search" id={id} name={name} value={value} placeholder={placeholder} />
      <button class="fr-btn" type="submit">
        <span>{submit}</span>
      </button>
    </div>
  );
}
