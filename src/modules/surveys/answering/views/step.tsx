import type { FormState } from '../../../../platform/http/index.ts';
import {
  Button,
  Form,
  type FormErrors,
  FormTroubles,
  HiddenFields,
  PageHeader,
  SubmitRow,
} from '../../../../ui/index.ts';
import { choicesIn, type Question, type QuestionSection } from '../../engine/question.ts';
import { fieldOf, specialPart } from '../../engine/typed.ts';
import { QuestionField } from './question-field.tsx';

export interface StepProps {
  /** Of the questionnaire. */
  title: string;
  section: QuestionSection;
  questions: readonly Question[];
  at: number;
  of: number;
  form: FormState;
  /** What tells whether a colleague answered meanwhile; null where nobody else can. */
  base: string | null;
}

/** One section of the questionnaire. */
export function StepPage({ title, section, questions, at, of, form, base }: StepProps) {
  const byField = new Map(questions.map((question) => [fieldOf(question), question]));
  const troubles = {
    ...form,
    errors: withQuestions(form.errors, questions),
    conflict:
      form.conflict &&
      Object.fromEntries(Object.entries(form.conflict).map(([id, said]) => [`q_${id}`, said])),
  };
  return (
    <>
      <PageHeader eyebrow={title} title={section.label} lead={section.introduction || undefined} />
      <Progress at={at} of={of} />
      <FormTroubles
        form={troubles}
        labels={Object.fromEntries([...byField].map(([field, { text }]) => [field, text]))}
        words={Object.fromEntries(
          [...byField].map(([field, question]) => [
            field,
            (typed: string) => choicesIn(question).find(({ code }) => code === typed)?.label ?? typed,
          ]),
        )}
      />
      <Form>
        <HiddenFields fields={{ vues: questions.map(({ id }) => id).join(' '), base: base ?? undefined }} />
        {questions.map((question) => (
          <QuestionField question={question} form={form} />
        ))}
        <SubmitRow label={at < of ? 'Continuer' : 'Relire mes réponses'}>
          <Button name="aller" value="precedent" kind="secondary" skipValidation>
            Revenir en arrière
          </Button>
          <Button name="aller" value="plus-tard" kind="tertiary" skipValidation>
            Reprendre plus tard
          </Button>
        </SubmitRow>
      </Form>
    </>
  );
}

/** The summary stands far from the questions: each message says of which it speaks. */
function withQuestions(errors: FormErrors, questions: readonly Question[]): FormErrors {
  const labels = new Map(
    questions.flatMap((question): [string, string][] => [
      [fieldOf(question), question.text],
      [fieldOf(question, specialPart), question.text],
      ...(question.type === 'matrix'
        ? question.rows.map(({ code, label }): [string, string] => [fieldOf(question, code), label])
        : []),
      ...(question.type === 'ranking'
        ? question.options.map((_, at): [string, string] => [fieldOf(question, at + 1), question.text])
        : []),
    ]),
  );
  return Object.fromEntries(
    Object.entries(errors).map(([field, message]) => {
      const label = labels.get(field);
      return [field, label === undefined ? message : `« ${label} » : ${message}`];
    }),
  );
}

export function Progress({ at, of }: { at: number; of: number }) {
  return (
    <div class="cd-step-progress">
      <p id="etape">
        Étape {at} sur {of}
      </p>
      <progress max={of} value={at} aria-labelledby="etape" />
    </div>
  );
}
