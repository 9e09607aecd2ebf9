import type { FormState } from '../../../platform/http/index.ts';
import { choicesOf, FieldSet, SelectField } from '../../../ui/index.ts';
import { markLabels } from '../marks.ts';

/** Where the authority is with each thing that a measure asks: the words travel with the choice, since they may change meanwhile. */
export function ActFields({ acts, form }: { acts: readonly string[]; form: FormState }) {
  if (acts.length === 0) return null;
  // The empty ones count: each choice stands beside its words.
  const [words = [], states = []] = ['acte', 'acte_etat'].map((name) => [form.values[name] ?? []].flat());
  return (
    <FieldSet legend="Action par action">
      {acts.map((act, index) => (
        <>
          <input type="hidden" name="acte" value={act} />
          <SelectField
            name="acte_etat"
            id={index === 0 ? 'acte_etat' : `acte_etat_${index + 1}`}
            label={act}
            value={states[words.indexOf(act)] ?? ''}
            placeholder="Rien de noté"
            choices={choicesOf(markLabels)}
            error={index === 0 ? form.errors.acte_etat : undefined}
            required={false}
          />
        </>
      ))}
    </FieldSet>
  );
}
