import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';

/** Messages by field name; under the empty name, what concerns the whole form. */
export type FormErrors = Readonly<Record<string, string>>;

export interface FormProps {
  action?: string;
  method?: 'post' | 'get';
  /** With files. */
  multipart?: boolean;
  label?: string;
  /** The same key sent twice acts once: travels as `cle`. */
  formKey?: string;
  children: ComponentChildren;
}

/** A form whose mistakes are told by the server, in our words, rather than by the browser. */
export function Form({ action, method = 'post', multipart, label, formKey, children }: FormProps) {
  return (
    <form
      class="cd-form"
      method={method}
      action={action}
      enctype={multipart ? 'multipart/form-data' : undefined}
      aria-label={label}
      noValidate
    >
      {formKey && <input type="hidden" name="cle" value={formKey} />}
      {children}
    </form>
  );
}

/** At the top of a form sent back: what is wrong, with a link to each field. Nothing when all is well. */
export function ErrorSummary({ errors, title }: { errors: FormErrors; title?: string }) {
  const found = Object.entries(errors);
  if (found.length === 0) return null;
  const heading =
    title ??
    (found.length === 1 ? 'Une correction est nécessaire' : `${found.length} corrections sont nécessaires`);
  return (
    <div class="fr-alert fr-alert--error cd-error-summary" role="alert" tabIndex={-1} id="erreurs">
      <Icon name="error" />
      <div>
        <h2 class="fr-alert__title">{heading}</h2>
        <ul>
          {found.map(([field, message]) => (
            <li>{field === '' ? message : <a href={`#${field}`}>{message}</a>}</li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** Somebody changed the thing meanwhile: their text, to be compared with what was typed, which the form keeps. */
export function ConflictNotice({
  current,
  labels,
}: {
  current: Readonly<Record<string, string>>;
  labels: Readonly<Record<string, string>>;
}) {
  return (
    <div class="fr-alert fr-alert--warning" role="alert">
      <Icon name="warning" />
      <div>
        <h2 class="fr-alert__title">Quelqu’un a modifié ce contenu pendant que vous écriviez</h2>
        <p>
          Votre texte est conservé dans le formulaire. Reprenez ce que vous voulez garder de la version
          enregistrée, puis enregistrez de nouveau.
        </p>
        {Object.entries(current).map(([field, text]) => (
          <details class="cd-details" open>
            <summary>{labels[field] ?? field} : version enregistrée</summary>
            <div class="cd-details__body cd-verbatim">{text}</div>
          </details>
        ))}
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
