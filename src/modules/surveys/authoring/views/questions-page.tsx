import {
  Alert,
  Badge,
  Button,
  ButtonGroup,
  EmptyState,
  MoveButtons,
  PostButton,
  Section,
} from '../../../../ui/index.ts';
import { workOf } from '../../addresses.ts';
import { type Question, questionsOf } from '../../engine/question.ts';
import { conditionWords } from '../../engine/words.ts';
import type { Survey } from '../../survey.ts';
import { WorkFrame } from '../../views/frame.tsx';
import { typeWords } from '../words.ts';

/** Sections and questions, to be put in order; once it is open, to be corrected. */
export function QuestionsPage({ survey }: { survey: Survey }) {
  const base = workOf(survey);
  const { questionnaire } = survey;
  const draft = survey.state === 'draft';
  return (
    <WorkFrame
      survey={survey}
      title="Questions"
      current="questions"
      actions={
        <ButtonGroup>
          {draft && <Button href={`${base}/etapes/nouvelle`}>Ajouter une étape</Button>}
          {questionnaire.questions.length > 0 && (
            <Button href={`${base}/apercu/1`} kind="secondary">
              Prévisualiser
            </Button>
          )}
        </ButtonGroup>
      }
    >
      {!draft && (
        <Alert kind="info">
          <p>
            L’enquête est ouverte ou l’a été : ses questions ne changent plus. Un libellé peut être corrigé ;
            la correction est publique.
          </p>
        </Alert>
      )}
      {questionnaire.sections.length === 0 && (
        <EmptyState
          title="Aucune étape"
          action={<Button href={`${base}/etapes/nouvelle`}>Ajouter une étape</Button>}
        >
          <p>Chaque étape est une page du questionnaire.</p>
        </EmptyState>
      )}
      {questionnaire.sections.map((section, index) => {
        const questions = questionsOf(questionnaire, section.code);
        return (
          <Section title={`Étape ${index + 1} : ${section.label}`} id={`etape-${section.code}`}>
            {draft && (
              <div class="cd-question-acts">
                <Button
                  href={`${base}/questions/nouvelle?etape=${section.code}`}
                  size="sm"
                  kind="secondary"
                  context={`à l’étape ${section.label}`}
                >
                  Ajouter une question
                </Button>
                <Button
                  href={`${base}/etapes/${section.code}/modifier`}
                  size="sm"
                  kind="tertiary"
                  context={`l’étape ${section.label}`}
                >
                  Modifier
                </Button>
                <MoveButtons
                  action={`${base}/etapes/${section.code}/place`}
                  context={`l’étape ${section.label}`}
                  up={index > 0}
                  down={index < questionnaire.sections.length - 1}
                />
                {questions.length === 0 && (
                  <PostButton
                    action={`${base}/etapes/${section.code}/suppression`}
                    size="sm"
                    kind="tertiary"
                    context={`l’étape ${section.label}`}
                  >
                    Supprimer
                  </PostButton>
                )}
              </div>
            )}
            {questions.length === 0 ? (
              <p>Aucune question dans cette étape.</p>
            ) : (
              <ol class="cd-question-list">
                {questions.map((question, place) => (
                  <QuestionLine
                    survey={survey}
                    question={question}
                    up={index > 0 || place > 0}
                    down={index < questionnaire.sections.length - 1 || place < questions.length - 1}
                  />
                ))}
              </ol>
            )}
          </Section>
        );
      })}
    </WorkFrame>
  );
}

function QuestionLine({
  survey,
  question,
  up,
  down,
}: {
  survey: Survey;
  question: Question;
  up: boolean;
  down: boolean;
}) {
  const here = `${workOf(survey)}/questions/${question.id}`;
  return (
    <li id={`question-${question.id}`}>
      <p>
        <strong>{question.text}</strong>
      </p>
      <p class="cd-meta">
        <span>{question.id}</span>
        <span>{typeWords[question.type]}</span>
        {!question.required && <span>facultative</span>}
        {question.show_if && <Badge>Sous condition</Badge>}
      </p>
      {question.show_if && (
        <p class="fr-hint-text">Posée si {conditionWords(question.show_if, survey.questionnaire)}</p>
      )}
      <div class="cd-question-acts">
        {survey.state === 'draft' ? (
          <>
            <Button
              href={`${here}/modifier`}
              size="sm"
              kind="tertiary"
              context={`la question ${question.id}`}
            >
              Modifier
            </Button>
            <MoveButtons
              action={`${here}/place`}
              context={`la question ${question.id}`}
              up={up}
              down={down}
            />
            <PostButton
              action={`${here}/suppression`}
              size="sm"
              kind="tertiary"
              context={`la question ${question.id}`}
              confirm={`Supprimer la question « ${question.text} » ?`}
            >
              Supprimer
            </PostButton>
          </>
        ) : (
          <Button
            href={`${here}/libelles`}
            size="sm"
            kind="tertiary"
            context={`de la question ${question.id}`}
          >
            Corriger un libellé
          </Button>
        )}
      </div>
    </li>
  );
}
