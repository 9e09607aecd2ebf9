import { Form, type FormErrors, SubmitRow } from './form.tsx';
import { TextArea } from './text-fields.tsx';

export interface ReasonFieldProps {
  name?: string;
  label?: string;
  /** Who reads it. */
  hint?: string;
  value: string;
  error?: string;
}

/** Why somebody does what another has to bear: it is kept, and read as it is. */
export function ReasonField({
  name = 'motif',
  label = 'Motif',
  hint = 'La personne le lira tel quel.',
  ...field
}: ReasonFieldProps) {
  return <TextArea name={name} label={label} hint={hint} rows={3} maxLength={1000} {...field} />;
}

export interface ReasonFormProps {
  action: string;
  formKey: string;
  value: string;
  errors: FormErrors;
  /** What the button does. */
  submit: string;
  cancelHref: string;
}

/** A form whose only question is why. */
export function ReasonForm({ action, formKey, value, errors, submit, cancelHref }: ReasonFormProps) {
  return (
    <Form formKey={formKey} action={action}>
      <ReasonField value={value} error={errors.motif} />
      <SubmitRow label={submit} cancelHref={cancelHref} />
    </Form>
  );
}
