import type { FormState } from '../../../../platform/http/index.ts';
import { Checkboxes, Form, FormTroubles, HiddenFields, SubmitRow } from '../../../../ui/index.ts';
import { workOf } from '../../addresses.ts';
import type { Question } from '../../engine/question.ts';
import type { Survey } from '../../survey.ts';
import { WorkFrame } from '../../views/frame.tsx';

export function SharePage({
  survey,
  form,
  questions,
  chosen,
  version,
}: {
  survey: Survey;
  form: FormState;
  questions: readonly Question[];
  chosen: readonly string[];
  version: string;
}) {
  return (
    <WorkFrame
      survey={survey}
      title="Publication"
      current="partage"
      lead="Ce que tout le monde peut lire des résultats, dès maintenant et à mesure qu’ils changent. Les petits nombres y sont cachés comme ici ; les textes n’y sont jamais."
    >
      <FormTroubles form={form} labels={{ questions: 'Questions publiées' }} />
      <Form formKey={form.key}>
        <HiddenFields fields={{ version }} />
        <Checkboxes
          name="questions"
          label="Questions dont les résultats sont publics"
          required={false}
          values={chosen}
          error={form.errors.questions}
          choices={questions.map(({ id, text }) => ({ value: id, label: text }))}
        />
        <SubmitRow label="Publier ces résultats" cancelHref={`${workOf(survey)}/resultats`} />
      </Form>
      {survey.shared.length > 0 && (
        <p>
          <a href={`/enquetes/${survey.slug}/resultats`}>Voir la page publique</a>
        </p>
      )}
    </WorkFrame>
  );
}
