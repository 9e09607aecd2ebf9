import { type FormState, typedField, typedText } from '../../../../platform/http/index.ts';
import {
  Form,
  FormTroubles,
  HiddenFields,
  PageHeader,
  SubmitRow,
  TextArea,
  TextField,
} from '../../../../ui/index.ts';
import { workOf } from '../../addresses.ts';
import type { Wording } from '../../engine/arrange.ts';
import type { Survey } from '../../survey.ts';

export function WordingForm({
  survey,
  wordings,
  form,
}: {
  survey: Survey;
  wordings: readonly Wording[];
  form: FormState;
}) {
  return (
    <>
      <PageHeader
        eyebrow={survey.title}
        title="Corriger un libellé"
        lead="Une faute, un mot peu clair : le sens doit rester celui que les premières personnes ont lu."
      />
      <FormTroubles form={form} labels={Object.fromEntries(wordings.map(({ key, label }) => [key, label]))} />
      <Form formKey={form.key}>
        <HiddenFields fields={{ version: typedText(form.values, 'version') }} />
        {wordings.map(({ key, label }) => (
          <TextField {...typedField(form, key)} label={label} maxLength={500} required={key !== 'help'} />
        ))}
        <TextArea
          {...typedField(form, 'motif')}
          label="Pourquoi"
          hint="Publié avec la correction, sur la page de l’enquête."
          rows={2}
          maxLength={500}
        />
        <SubmitRow label="Corriger" cancelHref={`${workOf(survey)}/questions`} />
      </Form>
    </>
  );
}
