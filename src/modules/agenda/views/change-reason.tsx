import { type FormState, typedField } from '../../../platform/http/index.ts';
import { TextArea } from '../../../ui/index.ts';

/** What is asked of whoever changes a measure. */
export const changeReason = {
  name: 'motif',
  label: 'Ce qui change',
  hint: 'Une phrase, avec la raison : tout le monde la lira dans l’historique.',
};

export function ChangeReason({ form }: { form: FormState }) {
  const { name, label, hint } = changeReason;
  return <TextArea {...typedField(form, name)} label={label} hint={hint} rows={3} maxLength={1000} />;
}
