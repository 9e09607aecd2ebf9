import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';

/** One mistake; without a field, it concerns the whole form. */
export interface FormError {
  field?: string;
  message: string;
}

/** The message of a field, to hand to its component. */
export function errorFor(errors: readonly FormError[] | undefined, field: string): string | undefined {
  return errors?.find((error) => error.field === field)?.message;
}

export interface FormProps {
  action?: string;
  method?: 'post' | 'get';
  /** With files. */
  multipart?: boolean;
  label?: string;
  children: ComponentChildren;
}

/** A form whose mistakes are told by the server, in our words, rather than by the browser. */
export function Form({ action, method = 'post', multipart, label, children }: FormProps) {
  return (
    <form
      class="cd-form"
      method={method}
      action={action}
      enctype={multipart ? 'multipart/form-data' : undefined}
      aria-label={label}
      noValidate
    >
      {children}
    </form>
  );
}

/** At the top of a form sent back: what is wrong, with a link to each field. Nothing when all is well. */
export function ErrorSummary({ errors, title }: { errors: readonly FormError[]; title?: string }) {
  if (errors.length === 0) return null;
  const heading =
    title ??
    (errors.length === 1 ? 'Une correction est nécessaire' : `${errors.length} corrections sont nécessaires`);
  return (
    <div class="fr-alert fr-alert--error cd-error-summary" role="alert" tabIndex={-1} id="erreurs">
      <Icon name="error" />
      <div>
        <h2 class="fr-alert__title">{heading}</h2>
        <ul>
          {errors.map((error) => (
            <li>{error.field ? <a href={`#${error.field}`}>{error.message}</a> : error.message}</li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** Values that travel with a form. */
export function HiddenFields({ fields }: { fields: Record<string, string | undefined> }) {
  return (
    <>
      {Object.entries(fields).map(
        ([name, value]) => value !== undefined && <input type="hidden" name={name} value={value} />,
      )}
    </>
  );
}

/** The last row of a form: its main button, then other ways out. */
export function SubmitRow({
  label,
  cancelHref,
  cancelLabel = 'Annuler',
  children,
}: {
  label: string;
  cancelHref?: string;
  cancelLabel?: string;
  children?: ComponentChildren;
}) {
  return (
    <div class="cd-submit">
      <button class="fr-btn" type="submit">
        <span>{label}</span>
      </button>
      {children}
      {cancelHref && (
        <a class="cd-submit__cancel" href={cancelHref}>
          {cancelLabel}
        </a>
      )}
    </div>
  );
}

/** Fields that belong together, under one legend. */
export function FieldSet({
  legend,
  hint,
  children,
}: {
  legend: string;
  hint?: string;
  children: ComponentChildren;
}) {
  return (
    <fieldset class="fr-fieldset cd-fieldset">
      <legend class="fr-fieldset__legend">
        {legend}
        {hint && <span class="fr-hint-text">{hint}</span>}
      </legend>
      {children}
    </fieldset>
  );
}
