import { describedBy, ErrorText, FieldFrame, type FieldProps, Hint, LabelText } from './field.tsx';

export interface Choice {
  value: string;
  label: string;
  hint?: string;
  /** In a list: the heading under which it stands, next to the others of the same. */
  group?: string;
}

/** The choices of a closed list, in its own order. */
export const choicesOf = (labels: Readonly<Record<string, string>>): Choice[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

export interface SelectFieldProps extends FieldProps {
  value?: string;
  choices: readonly Choice[];
  /** The first, empty choice; `null` for none. */
  placeholder?: string | null;
  /** Where several fields of one form bear one name; the name unless told otherwise. */
  id?: string;
}

export function SelectField({
  value = '',
  choices,
  placeholder = 'Choisir',
  name,
  id = name,
  ...rest
}: SelectFieldProps) {
  const field = { ...rest, name: id };
  return (
    <FieldFrame group="fr-select-group" {...field}>
      <select
        class={`fr-select${field.error ? ' fr-select--error' : ''}`}
        id={id}
        name={name}
        required={field.required ?? true}
        aria-describedby={describedBy(field)}
        aria-invalid={field.error ? 'true' : undefined}
      >
        {placeholder !== null && (
          <option value="" selected={value === ''}>
            {placeholder}
          </option>
        )}
        {[...Map.groupBy(choices, ({ group }) => group)].map(([group, its]) => {
          const options = its.map((choice) => (
            <option value={choice.value} selected={choice.value === value}>
              {choice.label}
            </option>
          ));
          return group === undefined ? options : <optgroup label={group}>{options}</optgroup>;
        })}
      </select>
    </FieldFrame>
  );
}

interface GroupProps extends FieldProps {
  choices: readonly Choice[];
  kind: 'radio' | 'checkbox';
  values: readonly string[];
  inline?: boolean;
}

/** The first control bears the field's name as id: the error summary leads to it. */
function ChoiceGroup({ choices, kind, values, inline, ...field }: GroupProps) {
  return (
    <fieldset
      class={`fr-fieldset cd-field cd-choices${inline ? ' cd-choices--inline' : ''}${field.error ? ' fr-fieldset--error' : ''}`}
      aria-describedby={describedBy(field)}
    >
      <legend class="fr-fieldset__legend fr-fieldset__legend--regular">
        <LabelText label={field.label} required={field.required} />
        <Hint name={field.name} hint={field.hint} />
      </legend>
      {choices.map((choice, index) => {
        const id = index === 0 ? field.name : `${field.name}-${index}`;
        return (
          <div class="fr-fieldset__element">
            <div class={`fr-${kind}-group`}>
              <input
                type={kind}
                id={id}
                name={field.name}
                value={choice.value}
                checked={values.includes(choice.value)}
                aria-describedby={choice.hint ? `${id}-choice-hint` : undefined}
              />
              <label class="fr-label" for={id}>
                {choice.label}
                {choice.hint && (
                  <span class="fr-hint-text" id={`${id}-choice-hint`}>
                    {choice.hint}
                  </span>
                )}
              </label>
            </div>
          </div>
        );
      })}
      <ErrorText name={field.name} error={field.error} />
    </fieldset>
  );
}

export interface RadioGroupProps extends FieldProps {
  value?: string;
  choices: readonly Choice[];
  inline?: boolean;
}

export function RadioGroup({ value, ...group }: RadioGroupProps) {
  return <ChoiceGroup kind="radio" values={value === undefined ? [] : [value]} {...group} />;
}

export interface CheckboxesProps extends FieldProps {
  values?: readonly string[];
  choices: readonly Choice[];
  inline?: boolean;
}

/** Several answers to one question; each ticked box sends `name=value`. */
export function Checkboxes({ values = [], ...group }: CheckboxesProps) {
  return <ChoiceGroup kind="checkbox" values={values} {...group} />;
}

/** One box to tick. */
export function Checkbox({
  value = '1',
  checked,
  ...field
}: FieldProps & { value?: string; checked?: boolean }) {
  return (
    <div class={`fr-checkbox-group cd-field${field.error ? ' fr-checkbox-group--error' : ''}`}>
      <input
        type="checkbox"
        id={field.name}
        name={field.name}
        value={value}
        checked={checked}
        required={field.required ?? true}
        aria-describedby={describedBy(field)}
        aria-invalid={field.error ? 'true' : undefined}
      />
      <label class="fr-label" for={field.name}>
        {field.label}
        <Hint name={field.name} hint={field.hint} />
      </label>
      <ErrorText name={field.name} error={field.error} />
    </div>
  );
}

export interface FileFieldProps extends FieldProps {
  accept?: string;
  multiple?: boolean;
}

export function FileField({ accept, multiple, ...field }: FileFieldProps) {
  return (
    <FieldFrame group="fr-upload-group" {...field}>
      <input
        class="fr-upload"
        type="file"
        id={field.name}
        name={field.name}
        accept={accept}
        multiple={multiple}
        required={field.required ?? true}
        aria-describedby={describedBy(field)}
        aria-invalid={field.error ? 'true' : undefined}
      />
    </FieldFrame>
  );
}
