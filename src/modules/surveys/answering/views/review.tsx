import type { FormState } from '../../../../platform/http/index.ts';
import { Button, ErrorSummary, Form, PageHeader, Section, SubmitRow } from '../../../../ui/index.ts';
import type { Answers } from '../../engine/condition.ts';
import { missingQuestions, shownSections } from '../../engine/shown.ts';
import { answerWords } from '../../engine/words.ts';
import type { Survey } from '../../survey.ts';

/** Everything that was answered, before it is sent. */
export function ReviewPage({ survey, answers, form }: { survey: Survey; answers: Answers; form: FormState }) {
  const sections = shownSections(survey.questionnaire, answers);
  const missing = new Set(missingQuestions(survey.questionnaire, answers).map(({ id }) => id));
  const here = `/enquetes/${survey.slug}`;
  return (
    <>
      <PageHeader
        eyebrow={survey.title}
        title="Relire et envoyer"
        lead={
          missing.size > 0
            ? 'Il manque des réponses avant de pouvoir envoyer.'
            : survey.mode === 'anonymous'
              ? 'Une fois envoyée, la réponse ne peut plus être retrouvée, ni par vous ni par nous.'
              : 'Vous pourrez la modifier et la renvoyer tant que l’enquête est ouverte.'
        }
      />
      <ErrorSummary errors={form.errors} title="Rien n’a été envoyé" />
      {sections.map(({ section, questions }, index) => (
        <Section title={section.label} id={`etape-${index + 1}`}>
          <dl class="cd-dl">
            {questions.map((question) => (
              <div>
                <dt>{question.text}</dt>
                <dd>
                  <AnswerText
                    lines={answerWords(question, answers[question.id])}
                    missing={missing.has(question.id)}
                    isText={question.type === 'text'}
                  />
                </dd>
              </div>
            ))}
          </dl>
          <p>
            <a href={`${here}/etape/${index + 1}`}>
              Modifier<span class="fr-sr-only"> : {section.label}</span>
            </a>
          </p>
        </Section>
      ))}
      <Form>
        {missing.size === 0 ? (
          <SubmitRow
            label="Envoyer ma réponse"
            cancelHref={`${here}/reprise`}
            cancelLabel="Reprendre plus tard"
          />
        ) : (
          <p>
            <Button
              href={`${here}/etape/${sections.findIndex(({ questions }) => questions.some(({ id }) => missing.has(id))) + 1}`}
            >
              Compléter
            </Button>
          </p>
        )}
      </Form>
    </>
  );
}

function AnswerText({
  lines,
  missing,
  isText,
}: {
  lines: readonly string[];
  missing: boolean;
  isText: boolean;
}) {
  if (missing) return <strong>À compléter</strong>;
  if (lines.length === 0) return <>Sans réponse</>;
  if (isText) return <span class="cd-verbatim">{lines.join('\n')}</span>;
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
