import type { FormState } from '../../../../platform/http/index.ts';
import { ErrorSummary, Form, PageHeader, SubmitRow } from '../../../../ui/index.ts';
import type { Answers } from '../../engine/condition.ts';
import { missingQuestions } from '../../engine/shown.ts';
import type { Survey } from '../../survey.ts';
import { addressesOf } from '../addresses.ts';
import { nextStep } from '../stepping.ts';
import { AnswersByStep, CompleteButton } from './answers.tsx';

/** Everything that was answered, before it is sent. */
export function ReviewPage({ survey, answers, form }: { survey: Survey; answers: Answers; form: FormState }) {
  const { questionnaire } = survey;
  const addresses = addressesOf(survey);
  const isWhole = missingQuestions(questionnaire, answers).length === 0;
  return (
    <>
      <PageHeader
        eyebrow={survey.title}
        title="Relire et envoyer"
        lead={
          !isWhole
            ? 'Il manque des réponses avant de pouvoir envoyer.'
            : survey.mode === 'anonymous'
              ? 'Une fois envoyée, la réponse ne peut plus être retrouvée, ni par vous ni par nous.'
              : 'Vous pourrez la modifier et la renvoyer tant que l’enquête est ouverte.'
        }
      />
      <ErrorSummary errors={form.errors} title="Rien n’a été envoyé" />
      <AnswersByStep
        questionnaire={questionnaire}
        answers={answers}
        hrefOf={addresses.step}
        idOf={(step) => `etape-${step}`}
      />
      {isWhole ? (
        <Form>
          <SubmitRow
            label="Envoyer ma réponse"
            cancelHref={addresses.resume}
            cancelLabel="Reprendre plus tard"
          />
        </Form>
      ) : (
        <CompleteButton href={nextStep(questionnaire, answers, addresses)} />
      )}
    </>
  );
}
