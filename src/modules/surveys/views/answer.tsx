import type { FormState } from '../../../platform/http/index.ts';
import {
  Button,
  EmptyState,
  ErrorSummary,
  Form,
  type FormErrors,
  FormTroubles,
  HiddenFields,
  PageHeader,
  Section,
  SubmitRow,
} from '../../../ui/index.ts';
import type { Answers } from '../engine/condition.ts';
import { choicesIn, type Question, type QuestionSection } from '../engine/question.ts';
import { missingQuestions, shownSections } from '../engine/shown.ts';
import { fieldOf, specialPart } from '../engine/typed.ts';
import { answerWords } from '../engine/words.ts';
import type { Survey } from '../survey.ts';
import { QuestionField } from './question-field.tsx';

export interface StepProps {
  survey: Survey;
  section: QuestionSection;
  questions: readonly Question[];
  at: number;
  of: number;
  form: FormState;
  /** What tells whether a colleague answered meanwhile; null where nobody else can. */
  base: string | null;
}

/** One section of the questionnaire. */
export function StepPage({ survey, section, questions, at, of, form, base }: StepProps) {
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
      <PageHeader eyebrow={survey.title} title={section.label} lead={section.introduction || undefined} />
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
    <div class="cd-progress">
      <p class="cd-progress__words" id="etape">
        Étape {at} sur {of}
      </p>
      <progress max={of} value={at} aria-labelledby="etape" />
    </div>
  );
}

/** There is nothing to answer here: why, and where to go. */
export function NoAnswer({ survey, open }: { survey: Survey; open: boolean }) {
  return (
    <>
      <PageHeader eyebrow="Enquête" title={survey.title} />
      <EmptyState
        title={open ? 'Aucune réponse commencée dans ce navigateur' : 'Cette enquête n’est pas ouverte'}
        action={<Button href={`/enquetes/${survey.slug}`}>Voir l’enquête</Button>}
      >
        <p>
          {open
            ? 'Elle a peut-être été envoyée, effacée, ou a expiré. Le lien pour reprendre plus tard la retrouve tant qu’elle n’a pas été envoyée.'
            : 'Rien ne peut y être répondu aujourd’hui.'}
        </p>
      </EmptyState>
    </>
  );
}

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
