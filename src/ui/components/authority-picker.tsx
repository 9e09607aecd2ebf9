import { describedBy, ErrorText, type FieldProps, Hint, LabelText } from './field.tsx';

export interface AuthorityChoice {
  id: string;
  label: string;
  detail?: string;
}

export interface AuthorityPickerProps extends FieldProps {
  /** The text typed or the label of what was chosen. */
  value?: string;
  /** The id of what was chosen (`commune:74010`). */
  chosen?: string;
  /** Name of the field that carries the id; `<name>_id` unless told otherwise. */
  idName?: string;
  /** What the server found when the text alone is ambiguous: the person chooses among them. */
  choices?: readonly AuthorityChoice[];
  /** With JavaScript, choosing opens the authority's page (home, search). */
  navigate?: boolean;
  /** Words of a button beside the box, for a form made of this field alone. */
  submit?: string;
  size?: 'md' | 'lg';
  placeholder?: string;
}

/**
 * Choose an authority by typing its name, INSEE code, SIREN or postcode. Sends the text as `name`, and the id in
 * `idName` when one was chosen from the list; without JavaScript only the text arrives, the server resolves it
 * or sends back `choices`. Suggestions come from `/collectivites.json?q=`.
 */
export function AuthorityPicker(props: AuthorityPickerProps) {
  const { name, value, chosen, choices = [], navigate, submit, size = 'md', placeholder, ...rest } = props;
  const field: FieldProps = { name, ...rest };
  const idName = props.idName ?? `${name}_id`;
  const hidden = choices.length === 0;
  return (
    <div
      class={`fr-input-group cd-field cd-picker${size === 'lg' ? ' cd-picker--lg' : ''}${field.error ? ' fr-input-group--error' : ''}`}
      data-authority-picker={navigate ? 'navigate' : 'choose'}
    >
      <label class="fr-label" for={name} id={`${name}-label`}>
        <LabelText label={field.label} required={field.required} />
        <Hint name={name} hint={field.hint} />
      </label>
      <div class={submit ? 'fr-search-bar cd-picker__row' : 'cd-picker__row'}>
        <input
          class={`fr-input${field.error ? ' fr-input--error' : ''}`}
          type="search"
          id={name}
          name={name}
          value={value}
          placeholder={placeholder}
          autocomplete="off"
          spellcheck={false}
          required={field.required ?? true}
          aria-describedby={describedBy(field)}
          aria-invalid={field.error ? 'true' : undefined}
        />
        {submit && (
          <button class="fr-btn" type="submit">
            <span>{submit}</span>
          </button>
        )}
      </div>
      {hidden && <input type="hidden" name={idName} value={chosen ?? ''} data-authority-id />}
      <ErrorText name={name} error={field.error} />
      {!hidden && (
        <fieldset class="fr-fieldset cd-choices">
          <legend class="fr-fieldset__legend fr-fieldset__legend--regular">Laquelle est-ce ?</legend>
          {choices.map((choice, index) => (
            <div class="fr-fieldset__element">
              <div class="fr-radio-group">
                <input
                  type="radio"
                  id={`${idName}-${index}`}
                  name={idName}
                  value={choice.id}
                  checked={choice.id === chosen}
                />
                <label class="fr-label" for={`${idName}-${index}`}>
                  {choice.label}
                  {choice.detail && <span class="fr-hint-text">{choice.detail}</span>}
                </label>
              </div>
            </div>
          ))}
        </fieldset>
      )}
    </div>
  );
}
