import { Button, Section } from '../../../../ui/index.ts';
import type { Answers } from '../../engine/condition.ts';
import type { Question, Questionnaire } from '../../engine/question.ts';
import { missingQuestions, shownSections } from '../../engine/shown.ts';
import { answerWords } from '../../engine/words.ts';

/** Everything that was answered, step after step, each with the way back to it. */
export function AnswersByStep({
  questionnaire,
  answers,
  hrefOf,
  idOf,
}: {
  questionnaire: Questionnaire;
  answers: Answers;
  /** Of its steps, the first is 1. */
  hrefOf: (step: number) => string;
  idOf: (step: number) => string;
}) {
  const missing = new Set(missingQuestions(questionnaire, answers).map(({ id }) => id));
  return (
    <>
      {shownSections(questionnaire, answers).map(({ section, questions }, index) => (
        <Section title={section.label} id={idOf(index + 1)}>
          <AnswerList questions={questions} answers={answers} missing={missing} />
          <p>
            <a href={hrefOf(index + 1)}>
              Modifier<span class="fr-sr-only"> : {section.label}</span>
            </a>
          </p>
        </Section>
      ))}
    </>
  );
}

/** Questions with what was answered. */
export function AnswerList({
  questions,
  answers,
  missing = new Set(),
}: {
  questions: readonly Question[];
  answers: Answers;
  missing?: ReadonlySet<string>;
}) {
  return (
    <dl class="cd-dl cd-answers">
      {questions.map((question) => (
        <div>
          <dt>{question.text}</dt>
          <dd>
            {missing.has(question.id) ? (
              <strong>À compléter</strong>
            ) : (
              <AnswerText
                lines={answerWords(question, answers[question.id])}
                // Numbered already, a ranking takes no bullets.
                asWritten={question.type === 'text' || question.type === 'ranking'}
              />
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function AnswerText({ lines, asWritten }: { lines: readonly string[]; asWritten: boolean }) {
  if (lines.length === 0) return <>Sans réponse</>;
  if (asWritten) return <span class="cd-verbatim">{lines.join('\n')}</span>;
  return lines.length === 1 ? (
    <span>{lines[0]}</span>
  ) : (
    <ul>
      {lines.map((line) => (
        <li>{line}</li>
      ))}
    </ul>
  );
}

/** Leads to the first step where something is missing. */
export function CompleteButton({ href }: { href: string }) {
  return (
    <p>
      <Button href={href}>Compléter</Button>
    </p>
  );
}
