import type { ComponentChildren } from 'preact';
import { Checkboxes, type Choice, SelectField } from './choice-fields.tsx';
import { Icon } from './icon.tsx';
import { Details } from './messages.tsx';

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

/**
 * Things to narrow by, several at once, folded under their name: « Thèmes (2 choisis) ». They stay folded once chosen, so
 * that what was found is not pushed down; `ActiveFilters` says which they are.
 */
export function FilterChoices({
  name,
  label,
  values,
  choices,
}: {
  name: string;
  label: string;
  values: readonly string[];
  choices: readonly Choice[];
}) {
  const chosen = values.length;
  return (
    <div class="cd-filter-choices">
      <Details summary={chosen === 0 ? label : `${label} (${chosen} choisi${chosen > 1 ? 's' : ''})`}>
        <Checkboxes name={name} label={label} values={values} choices={choices} required={false} />
      </Details>
    </div>
  );
}

/** What the list is narrowed by, each with the address of the list without it. */
export function ActiveFilters({ items }: { items: readonly { label: string; href: string }[] }) {
  if (items.length === 0) return null;
  return (
    <ul class="fr-tags-group cd-tags cd-active-filters" aria-label="Filtres choisis">
      {items.map(({ label, href }) => (
        <li>
          <a class="fr-tag" href={href}>
            {label}
            <span class="fr-sr-only"> : retirer ce filtre</span>
            <Icon name="close" />
          </a>
        </li>
      ))}
    </ul>
  );
}
