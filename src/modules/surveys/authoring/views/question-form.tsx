import { type FormState, typedField, typedText } from '../../../../platform/http/index.ts';
import {
  Checkbox,
  Form,
  FormTroubles,
  HiddenFields,
  PageHeader,
  SelectField,
  SubmitRow,
  TextField,
} from '../../../../ui/index.ts';
import { workOf } from '../../addresses.ts';
import type { Survey } from '../../survey.ts';
import type { Subject } from '../condition-input.ts';
import { type SurveyType, typeHints, typeWords } from '../words.ts';
import { ConditionFields } from './condition-fields.tsx';
import { isTicked, OwnFields } from './own-fields.tsx';

export interface QuestionFormProps {
  survey: Survey;
  type: SurveyType;
  title: string;
  form: FormState;
  subjects: readonly Subject[];
  /** The condition that the form cannot tell, in words. */
  kept: string | null;
  submit: string;
}

export const questionLabels = {
  intitule: 'Question',
  aide: 'Aide',
  choix: 'Choix',
  lignes: 'Lignes',
  colonnes: 'Colonnes',
};

export function QuestionForm({ survey, type, title, form, subjects, kept, submit }: QuestionFormProps) {
  return (
    <>
      <PageHeader eyebrow={survey.title} title={title} lead={`${typeWords[type]}. ${typeHints[type]}`} />
      <FormTroubles form={form} labels={questionLabels} />
      <Form formKey={form.key}>
        <HiddenFields fields={{ version: typedText(form.values, 'version') || undefined }} />
        <TextField {...typedField(form, 'intitule')} label="Question" maxLength={500} />
        <TextField
          {...typedField(form, 'aide')}
          label="Aide"
          hint="Une précision, sous la question."
          maxLength={500}
          required={false}
        />
        <SelectField
          {...typedField(form, 'etape')}
          label="Étape"
          placeholder={null}
          choices={survey.questionnaire.sections.map(({ code, label }) => ({ value: code, label }))}
        />
        <OwnFields type={type} form={form} />
        <Checkbox
          name="obligatoire"
          label="Il faut répondre pour continuer"
          checked={isTicked(form.values, 'obligatoire')}
          required={false}
        />
        <ConditionFields form={form} subjects={subjects} kept={kept} />
        <SubmitRow label={submit} cancelHref={`${workOf(survey)}/questions`} />
      </Form>
    </>
  );
}
