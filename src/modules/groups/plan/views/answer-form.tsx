import { type FormState, typedText } from '../../../../platform/http/index.ts';
import { ErrorSummary, Form, RadioGroup, SubmitRow, TextArea } from '../../../../ui/index.ts';
import { stateChoices } from './task-form.tsx';

/** How far the owner is: a state and a word. */
export function AnswerForm({ form, cancelHref }: { form: FormState; cancelHref: string }) {
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <Form formKey={form.key}>
        <RadioGroup
          name="state"
          label="La tâche est"
          inline
          value={typedText(form.values, 'state')}
          error={form.errors.state}
          choices={stateChoices}
        />
        <TextArea
          name="body"
          label="En un mot"
          hint="Ce qui est fait, ce qui manque, ce qui vous aiderait. Les membres du groupe le liront."
          rows={3}
          maxLength={2000}
          value={typedText(form.values, 'body')}
          error={form.errors.body}
        />
        <SubmitRow label="Répondre" cancelHref={cancelHref} cancelLabel="Voir la tâche" />
      </Form>
    </>
  );
}
