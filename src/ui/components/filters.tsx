import type { ComponentChildren } from 'preact';
import { type Choice, SelectField } from './choice-fields.tsx';

/**
 * What narrows a list: a form that GETs, with its fields side by side. Its address can be kept and sent;
 * `resetHref` is that of the whole list, given when it is narrowed.
 */
export function Filters({
  action,
  label,
  resetHref,
  submit = 'Filtrer',
  children,
}: {
  action: string;
  label: string;
  resetHref?: string;
  submit?: string;
  children: ComponentChildren;
}) {
  return (
    <form class="cd-filters" method="get" action={action} aria-label={label}>
      <div class="cd-filters__fields">{children}</div>
      <div class="cd-filters__acts">
        <button class="fr-btn fr-btn--secondary" type="submit">
          <span>{submit}</span>
        </button>
        {resetHref && <a href={resetHref}>Effacer les filtres</a>}
      </div>
    </form>
  );
}

/** One of the things to narrow by: nothing is chosen until somebody chooses. */
export function FilterSelect({
  name,
  label,
  value = '',
  choices,
  all = 'Tous',
}: {
  name: string;
  label: string;
  value?: string;
  choices: readonly Choice[];
  /** Words of the choice that narrows nothing. */
  all?: string;
}) {
  return (
    <SelectField
      name={name}
      label={label}
      value={value}
      placeholder={all}
      required={false}
      choices={choices}
    />
  );
}
