import type { ComponentChildren } from 'preact';
import { PageHeader } from './headings.tsx';
import { Icon } from './icon.tsx';
import { Alert } from './messages.tsx';

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

export interface FormTroublesProps {
  form: {
    errors: FormErrors;
    /** What somebody else saved meanwhile, in words, by field. */
    conflict?: Readonly<Record<string, string>>;
    values: Readonly<Record<string, string | string[]>>;
  };
  /** Words of the fields that a conflict may be about. */
  labels: Readonly<Record<string, string>>;
  /** How what was typed reads, for fields that hold a code or a day. */
  words?: Readonly<Record<string, (typed: string) => string>>;
}

/** What several people say of one field, side by side. */
export function TwoTexts({
  field,
  texts,
}: {
  field: string;
  texts: readonly { label: string; text: string }[];
}) {
  return (
    <section class="cd-conflict">
      <h3 class="cd-conflict__field">{field}</h3>
      <dl class="cd-conflict__texts">
        {texts.map(({ label, text }) => (
          <div>
            <dt>{label}</dt>
            <dd class="cd-verbatim">{text || 'Rien'}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** What keeps a form from going through, in one box: mistakes, or somebody who saved the same thing meanwhile. */
export function FormTroubles({ form, labels, words = {} }: FormTroublesProps) {
  if (!form.conflict) return <ErrorSummary errors={form.errors} />;
  const differing = Object.entries(form.conflict).flatMap(([field, saved]) => {
    const typed = form.values[field];
    const yours =
      typed === undefined
        ? undefined
        : [typed]
            .flat()
            .map((one) => (one === '' ? '' : (words[field]?.(one) ?? one)))
            .join(', ');
    return sameText(saved, yours) ? [] : [{ field, saved, yours }];
  });
  return (
    <div class="fr-alert fr-alert--warning" role="alert" tabIndex={-1} id="erreurs">
      <Icon name="warning" />
      <div>
        <h2 class="fr-alert__title">
          {form.errors[''] ?? 'Quelqu’un a modifié ce contenu pendant que vous écriviez.'}
        </h2>
        <p>
          Rien n’est perdu : ce que vous avez écrit est dans le formulaire. Reprenez-y ce que vous voulez
          garder de l’autre version, puis enregistrez de nouveau : la vôtre la remplacera.
        </p>
        {differing.map(({ field, saved, yours }) => (
          <TwoTexts
            field={labels[field] ?? field}
            texts={[
              { label: 'Version enregistrée par l’autre personne', text: saved },
              ...(yours === undefined ? [] : [{ label: 'Ce que vous avez écrit', text: yours }]),
            ]}
          />
        ))}
      </div>
    </div>
  );
}

/** Browsers send line ends of their own. */
function sameText(saved: string, yours: string | undefined): boolean {
  return yours !== undefined && saved.trim() === yours.replace(/\r\n?/g, '\n').trim();
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
  danger,
  children,
}: {
  label: string;
  /** It destroys something. */
  danger?: boolean;
  cancelHref?: string;
  cancelLabel?: string;
  children?: ComponentChildren;
}) {
  return (
    <div class="cd-submit">
      <button class={danger ? 'fr-btn fr-btn--secondary cd-btn--danger' : 'fr-btn'} type="submit">
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

/** Asks before an act that cannot be taken back, on a page of its own: it works without JavaScript. */
export function Confirmation({
  about,
  question,
  warning,
  act,
  form: { key, errors },
  cancelHref,
  children,
}: {
  /** Title of what it is about. */
  about: string;
  question: string;
  /** What will be gone. */
  warning: ComponentChildren;
  /** Words of the button: the act. */
  act: string;
  form: { key: string; errors: FormErrors };
  cancelHref: string;
  /** What will be gone as it is, or fields such as a reason. */
  children?: ComponentChildren;
}) {
  return (
    <>
      <PageHeader eyebrow={about} title={question} />
      <ErrorSummary errors={errors} title={'' in errors ? 'Ce n’est pas possible' : undefined} />
      <Alert kind="warning">
        <p>{warning}</p>
      </Alert>
      <Form formKey={key}>
        {children}
        <SubmitRow label={act} danger cancelHref={cancelHref} />
      </Form>
    </>
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

/** Machines fill in every field; people do not see this one: whoever fills it is no person. */
export function Trap({ name }: { name: string }) {
  return (
    <div class="fr-sr-only" aria-hidden="true">
      <label for={name}>Laissez ce champ vide</label>
      <input type="text" id={name} name={name} tabIndex={-1} autocomplete="off" />
    </div>
  );
}
