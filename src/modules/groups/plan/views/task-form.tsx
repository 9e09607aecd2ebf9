import { type FormState, typedPreview, typedText } from '../../../../platform/http/index.ts';
import {
  DateField,
  Form,
  FormTroubles,
  formatDate,
  HiddenFields,
  labelOf,
  MarkdownField,
  RadioGroup,
  SelectField,
  SubmitRow,
  stepStates,
  TextField,
} from '../../../../ui/index.ts';

const labels = {
  title: 'Tâche',
  description: 'Description',
  step: 'Étape',
  owner: 'Responsable',
  due_on: 'Échéance',
  state: 'État',
};

export const stateChoices = stepStates
  .filter(({ code }) => code !== 'late')
  .map(({ code, label }) => ({ value: code, label }));

export interface TaskFormProps {
  form: FormState;
  submit: string;
  owners: readonly { value: string; label: string }[];
  steps: readonly { value: string; label: string }[];
  cancelHref: string;
}

export function TaskForm({ form, submit, owners, steps, cancelHref }: TaskFormProps) {
  const { values, errors } = form;
  const field = (name: keyof typeof labels) => ({
    name,
    label: labels[name],
    value: typedText(values, name),
    error: errors[name],
  });
  return (
    <>
      <FormTroubles
        form={form}
        labels={labels}
        words={{
          step: (typed) => steps.find(({ value }) => value === typed)?.label ?? typed,
          owner: (typed) => owners.find(({ value }) => value === typed)?.label ?? typed,
          due_on: formatDate,
          state: (typed) => labelOf(stepStates, typed),
        }}
      />
      <Form formKey={form.key}>
        <HiddenFields fields={{ version: typedText(values, 'version') || undefined }} />
        <TextField {...field('title')} maxLength={200} />
        <MarkdownField
          {...field('description')}
          rows={5}
          maxLength={5000}
          required={false}
          preview={typedPreview(values, 'description', { most: 5000, baseLevel: 3 })}
        />
        <SelectField {...field('step')} placeholder="Aucune étape" choices={steps} required={false} />
        <SelectField
          {...field('owner')}
          hint="Une personne du groupe ou un organisme. Sans responsable, un membre pourra s’en charger."
          placeholder="Personne pour l’instant"
          choices={owners}
          required={false}
        />
        <DateField {...field('due_on')} required={false} />
        <RadioGroup {...field('state')} inline choices={stateChoices} />
        <SubmitRow label={submit} cancelHref={cancelHref} />
      </Form>
    </>
  );
}
