import { type FormState, typedText } from '../../../../platform/http/index.ts';
import {
  DateField,
  Form,
  FormTroubles,
  formatDate,
  HiddenFields,
  labelOf,
  PageHeader,
  RadioGroup,
  SelectField,
  SubmitRow,
  stepStates,
  TextField,
} from '../../../../ui/index.ts';

const labels = { title: 'Étape', owner: 'Responsable', due_on: 'Échéance', state: 'État' };

export function StepForm({
  group,
  form,
  title,
  submit,
  owners,
}: {
  group: { slug: string; title: string };
  form: FormState;
  title: string;
  submit: string;
  owners: readonly { value: string; label: string }[];
}) {
  const { values, errors } = form;
  const field = (name: keyof typeof labels) => ({
    name,
    label: labels[name],
    value: typedText(values, name),
    error: errors[name],
  });
  return (
    <>
      <PageHeader eyebrow={group.title} title={title} />
      <FormTroubles
        form={form}
        labels={labels}
        words={{
          owner: (typed) => owners.find(({ value }) => value === typed)?.label ?? typed,
          due_on: formatDate,
          state: (typed) => labelOf(stepStates, typed),
        }}
      />
      <Form formKey={form.key}>
        <HiddenFields fields={{ version: typedText(values, 'version') || undefined }} />
        <TextField {...field('title')} maxLength={200} />
        <SelectField
          {...field('owner')}
          hint="Un organisme ou une personne du groupe. Le nom d’une personne n’est montré qu’aux membres."
          placeholder="Personne pour l’instant"
          choices={owners}
          required={false}
        />
        <DateField {...field('due_on')} required={false} />
        <RadioGroup
          {...field('state')}
          inline
          choices={stepStates
            .filter(({ code }) => code !== 'late')
            .map(({ code, label }) => ({ value: code, label }))}
        />
        <SubmitRow label={submit} cancelHref={`/espace/groupes/${group.slug}/plan`} />
      </Form>
    </>
  );
}
