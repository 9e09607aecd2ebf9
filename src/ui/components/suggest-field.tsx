import { FieldFrame, type FieldProps } from './field.tsx';

/**
 * A text that the browser proposes to complete, with what `source` (`?q=` → `{ items: [{ label }] }`) finds of it; without script, what is
 * typed is sent as it is.
 */
export function SuggestField({
  source,
  value,
  placeholder,
  ...field
}: FieldProps & { source: string; value?: string; placeholder?: string }) {
  const list = `${field.name}-propositions`;
  return (
    <FieldFrame {...field} required={false}>
      <input
        class="fr-input"
        type="text"
        id={field.name}
        name={field.name}
        value={value}
        placeholder={placeholder}
        maxLength={200}
        autocomplete="off"
        list={list}
        data-suggest={source}
      />
      <datalist id={list} />
    </FieldFrame>
  );
}
