import { Alert, Button, ButtonGroup, PageHeader } from '../../../../ui/index.ts';
import { workOf } from '../../addresses.ts';
import { QuestionField } from '../../answering/views/question-field.tsx';
import { Progress } from '../../answering/views/step.tsx';
import type { Question, QuestionSection } from '../../engine/question.ts';
import { conditionWords } from '../../engine/words.ts';
import type { Survey } from '../../survey.ts';

/** A step as those who answer will see it; every question of it, with when it is asked. */
export function PreviewPage({
  survey,
  section,
  questions,
  at,
  of,
}: {
  survey: Survey;
  section: QuestionSection;
  questions: readonly Question[];
  at: number;
  of: number;
}) {
  const base = workOf(survey);
  return (
    <>
      <PageHeader
        eyebrow={`Aperçu : ${survey.title}`}
        title={section.label}
        lead={section.introduction || undefined}
      />
      <Progress at={at} of={of} />
      <Alert kind="info">
        <p>C’est un aperçu : rien de ce qui est coché ici n’est gardé.</p>
      </Alert>
      <div class="cd-form">
        {questions.map((question) => (
          <>
            {question.show_if && (
              <p class="fr-hint-text">
                Posée seulement si {conditionWords(question.show_if, survey.questionnaire)}
              </p>
            )}
            <QuestionField question={question} form={{ values: {}, errors: {} }} />
          </>
        ))}
      </div>
      <ButtonGroup>
        {at < of && <Button href={`${base}/apercu/${at + 1}`}>Étape suivante</Button>}
        {at > 1 && (
          <Button href={`${base}/apercu/${at - 1}`} kind="secondary">
            Étape précédente
          </Button>
        )}
        <Button href={`${base}/questions`} kind="tertiary">
          Revenir aux questions
        </Button>
      </ButtonGroup>
    </>
  );
}
