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
import type { Survey } from '../../survey.ts';

export function SectionForm({ survey, title, form }: { survey: Survey; title: string; form: FormState }) {
  return (
    <>
      <PageHeader eyebrow={survey.title} title={title} />
      <FormTroubles form={form} labels={{ intitule: 'Titre', introduction: 'Introduction' }} />
      <Form formKey={form.key}>
        <HiddenFields fields={{ version: typedText(form.values, 'version') || undefined }} />
        <TextField {...typedField(form, 'intitule')} label="Titre de l’étape" maxLength={150} />
        <TextArea
          {...typedField(form, 'introduction')}
          label="Introduction"
          rows={3}
          maxLength={2000}
          required={false}
        />
        <SubmitRow label="Enregistrer" cancelHref={`${workOf(survey)}/questions`} />
      </Form>
    </>
  );
}
