import type { MeetingAnswer } from '../../../platform/database/index.ts';
import { type FormState, typedField } from '../../../platform/http/index.ts';
import { choicesOf, Form, RadioGroup, SubmitRow, TextField } from '../../../ui/index.ts';
import { answerLabels } from '../words.ts';

/** Whether one comes, with a word if one likes. */
export function AnswerForm({
  form,
  action,
  given,
}: {
  form: FormState;
  action?: string;
  given: MeetingAnswer | null;
}) {
  return (
    <Form formKey={form.key} action={action}>
      <RadioGroup
        {...typedField(form, 'reponse')}
        label="Serez-vous là ?"
        choices={choicesOf(answerLabels)}
      />
      <TextField
        {...typedField(form, 'mot')}
        label="Un mot"
        hint="Les copilotes le lisent. Exemple : j’arriverai à 10 h"
        required={false}
        maxLength={300}
      />
      <SubmitRow label={given === null ? 'Répondre' : 'Changer ma réponse'} />
    </Form>
  );
}
