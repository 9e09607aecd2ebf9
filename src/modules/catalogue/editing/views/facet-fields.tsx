import { type FormState, typedList } from '../../../../platform/http/index.ts';
import { Checkboxes, Details, RadioGroup, SelectField } from '../../../../ui/index.ts';
import type { Facet } from '../../facets/taxonomy.ts';
import { facetField } from '../facets.ts';

/** A list as long is folded under its name. */
const mostOpen = 8;

/** What the taxonomy offers of each facet; a retired value only where the resource has it already. */
export function FacetFields({
  form,
  facets,
  due,
}: {
  form: Pick<FormState, 'values' | 'errors'>;
  facets: readonly Facet[];
  /** Codes of those where a value is asked for. */
  due: readonly string[];
}) {
  return (
    <>
      {facets.map((facet) => (
        <FacetField form={form} facet={facet} required={due.includes(facet.code)} />
      ))}
    </>
  );
}

function FacetField({
  form,
  facet: { code, label, definition, multiple, values },
  required,
}: {
  form: Pick<FormState, 'values' | 'errors'>;
  facet: Facet;
  required: boolean;
}) {
  const name = facetField(code);
  const chosen = typedList(form.values, name);
  const offered = [...values.values()].filter((one) => !one.retired || chosen.includes(one.code));
  const choices = offered.map((one) => ({
    value: one.code,
    label: one.retired ? `${one.label} (n’est plus proposé)` : one.label,
    // Sixty definitions would bury the words.
    hint: offered.length > mostOpen || one.definition === one.label ? undefined : one.definition,
  }));
  const field = { name, label, hint: definition, required, error: form.errors[name] };
  if (!multiple && choices.length > mostOpen) {
    return (
      <SelectField
        {...field}
        value={chosen[0] ?? ''}
        choices={choices}
        placeholder={required ? 'Choisir' : 'Non précisé'}
      />
    );
  }
  if (!multiple) {
    return (
      <RadioGroup
        {...field}
        value={chosen[0] ?? ''}
        choices={required ? choices : [...choices, { value: '', label: 'Non précisé' }]}
      />
    );
  }
  if (choices.length <= mostOpen) return <Checkboxes {...field} values={chosen} choices={choices} />;
  const count = chosen.length === 0 ? '' : ` : ${chosen.length} choisi${chosen.length > 1 ? 's' : ''}`;
  return (
    <div class="cd-filter-choices cd-field">
      <Details
        summary={
          <>
            {label}
            {count}
            {!required && <span class="cd-optional"> (facultatif)</span>}
          </>
        }
        open={field.error !== undefined}
      >
        <Checkboxes {...field} values={chosen} choices={choices} />
      </Details>
    </div>
  );
}
