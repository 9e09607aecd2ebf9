import type { ComponentChildren } from 'preact';

/** What every field takes; its id is its name, so that the error summary can link to it. */
export interface FieldProps {
  name: string;
  label: string;
  hint?: string;
  error?: string;
  /** True unless told otherwise; a field that may stay empty is marked "(facultatif)". */
  required?: boolean;
}

/** Ids of the hint and of the error, for `aria-describedby`. */
export function describedBy({ name, hint, error }: Pick<FieldProps, 'name' | 'hint' | 'error'>) {
  const ids = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ');
  return ids === '' ? undefined : ids;
}

export function ErrorText({ name, error }: { name: string; error?: string }) {
  if (!error) return null;
  return (
    <p class="fr-error-text" id={`${name}-error`}>
      <span>
        <span class="fr-sr-only">Erreur : </span>
        {error}
      </span>
    </p>
  );
}

/** The words of a label: "(facultatif)" marks the exception, never an asterisk the rule. */
export function LabelText({ label, required = true }: Pick<FieldProps, 'label' | 'required'>) {
  return (
    <>
      {label}
      {!required && <span class="cd-optional"> (facultatif)</span>}
    </>
  );
}

export function Hint({ name, hint }: Pick<FieldProps, 'name' | 'hint'>) {
  return hint ? (
    <span class="fr-hint-text" id={`${name}-hint`}>
      {hint}
    </span>
  ) : null;
}

/** Label, hint, control, error: the frame shared by one-control fields. */
export function FieldFrame({
  group = 'fr-input-group',
  children,
  ...field
}: FieldProps & { group?: string; children: ComponentChildren }) {
  return (
    <div class={`${group} cd-field${field.error ? ` ${group}--error` : ''}`}>
      <label class="fr-label" for={field.name}>
        <LabelText label={field.label} required={field.required} />
        <Hint name={field.name} hint={field.hint} />
      </label>
      {children}
      <ErrorText name={field.name} error={field.error} />
    </div>
  );
}
