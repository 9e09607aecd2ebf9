import type { FormState } from '../../../platform/http/index.ts';
import {
  Alert,
  Button,
  ButtonGroup,
  EmptyState,
  ErrorSummary,
  Form,
  FormTroubles,
  HiddenFields,
  PageHeader,
  Section,
  SubmitRow,
} from '../../../ui/index.ts';
import {
  type Answers,
  answerWords,
  choicesIn,
  draftDays,
  fieldOf,
  missingQuestions,
  Progress,
  type Question,
  QuestionField,
  type QuestionSection,
  shownSections,
} from '../../surveys/index.ts';
import { home, type Way } from '../holder.ts';
import type { Model } from '../model.ts';

export interface StepProps {
  model: Model;
  section: QuestionSection;
  questions: readonly Question[];
  at: number;
  of: number;
  form: FormState;
  /** What tells whether somebody answered meanwhile. */
  base: string;
}

/** The questions of one axis. */
export function StepPage({ model, section, questions, at, of, form, base }: StepProps) {
  const byField = new Map(questions.map((question) => [fieldOf(question), question]));
  const conflict =
    form.conflict &&
    Object.fromEntries(Object.entries(form.conflict).map(([id, said]) => [fieldOf({ id }), said]));
  return (
    <>
      <PageHeader eyebrow={model.title} title={section.label} lead={section.introduction} />
      <Progress at={at} of={of} />
      <FormTroubles
        form={{ ...form, conflict }}
        labels={Object.fromEntries([...byField].map(([field, { text }]) => [field, text]))}
        words={Object.fromEntries(
          [...byField].map(([field, question]) => [
            field,
            (typed: string) => choicesIn(question).find(({ code }) => code === typed)?.label ?? typed,
          ]),
        )}
      />
      <Form>
        <HiddenFields fields={{ vues: questions.map(({ id }) => id).join(' '), base }} />
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

/** There is nothing to answer or to read here: why, and where to go. */
export function NothingHere({ model, result = false }: { model: Model; result?: boolean }) {
  return (
    <>
      <PageHeader eyebrow="Autoévaluation" title={model.title} />
      <EmptyState
        title={result ? 'Aucun résultat ici' : 'Aucune réponse commencée ici'}
        action={<Button href={home}>Voir l’autoévaluation</Button>}
      >
        <p>
          {result
            ? 'L’autoévaluation n’a pas été terminée dans ce navigateur, ou son résultat a été effacé. Le lien que vous avez gardé le retrouve.'
            : 'Elle a été terminée, effacée, ou a expiré. Le lien que vous avez gardé la retrouve tant qu’elle existe.'}
        </p>
      </EmptyState>
    </>
  );
}

/** Everything that was answered, before the result. */
export function ReviewPage({
  model,
  way,
  answers,
  form,
}: {
  model: Model;
  way: Way;
  answers: Answers;
  form: FormState;
}) {
  const sections = shownSections(model.questionnaire, answers);
  const missing = new Set(missingQuestions(model.questionnaire, answers).map(({ id }) => id));
  return (
    <>
      <PageHeader
        eyebrow={model.title}
        title="Relire vos réponses"
        lead={
          missing.size > 0
            ? 'Il manque des réponses avant de voir le résultat.'
            : way.shared
              ? 'Le résultat sera celui de votre collectivité, avec votre nom pour vos collègues. Vous pourrez refaire l’autoévaluation quand vous voudrez.'
              : 'Le résultat restera derrière votre lien. Vous pourrez refaire l’autoévaluation quand vous voudrez.'
        }
      />
      <ErrorSummary errors={form.errors} title="Le résultat n’a pas été établi" />
      {sections.map(({ section, questions }, index) => (
        <Section title={section.label} id={`axe-${index + 1}`}>
          <AnswerList questions={questions} answers={answers} missing={missing} />
          <p>
            <a href={`${way.base}/axe/${index + 1}`}>
              Modifier<span class="fr-sr-only"> : {section.label}</span>
            </a>
          </p>
        </Section>
      ))}
      {missing.size === 0 ? (
        <Form formKey={form.key}>
          <SubmitRow
            label="Voir le résultat"
            cancelHref={`${way.base}/reprise`}
            cancelLabel="Reprendre plus tard"
          />
        </Form>
      ) : (
        <p>
          <Button
            href={`${way.base}/axe/${sections.findIndex(({ questions }) => questions.some(({ id }) => missing.has(id))) + 1}`}
          >
            Compléter
          </Button>
        </p>
      )}
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
    <dl class="cd-dl">
      {questions.map((question) => (
        <div>
          <dt>{question.text}</dt>
          <dd>
            {missing.has(question.id) ? (
              <strong>À compléter</strong>
            ) : (
              answerWords(question, answers[question.id]).join(', ') || 'Sans réponse'
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** How to come back to what was begun. */
export function ResumePage({
  model,
  way,
  link,
  next,
}: {
  model: Model;
  way: Way;
  link: string | null;
  next: string;
}) {
  return (
    <>
      <PageHeader
        eyebrow={model.title}
        title="Reprendre plus tard"
        lead={`Vos réponses sont gardées ${draftDays} jours à partir du moment où vous avez commencé.`}
      />
      {link === null ? (
        <p>
          Vous et vos collègues de la même collectivité les retrouvez sur la page de l’autoévaluation, une
          fois connectés.
        </p>
      ) : (
        <LinkToKeep link={link} what="Pour reprendre ailleurs" title={model.title} />
      )}
      <ButtonGroup>
        <Button href={next}>Continuer maintenant</Button>
        <Button href={`${way.base}/effacement`} kind="tertiary">
          Effacer ce qui est commencé
        </Button>
      </ButtonGroup>
    </>
  );
}

/** The secret link, and how to keep it. */
export function LinkToKeep({ link, what, title }: { link: string; what: string; title: string }) {
  return (
    <>
      <p>
        Dans ce navigateur, il suffit de revenir sur la page de l’autoévaluation. {what}, gardez ce lien ; qui
        le connaît peut lire vos réponses et les changer.
      </p>
      <p class="cd-link-to-keep">
        <a href={link}>{link}</a>
      </p>
      <p>
        <a
          href={`mailto:?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(`Pour retrouver l’autoévaluation : ${link}`)}`}
        >
          L’écrire dans un courriel à moi-même
        </a>{' '}
        (votre messagerie s’ouvre : nous ne gardons pas votre adresse)
      </p>
    </>
  );
}

export function TakeUpForm({ model, form }: { model: Model; form: FormState }) {
  return (
    <>
      <PageHeader
        eyebrow={model.title}
        title="Retrouver l’autoévaluation"
        lead="Elle s’ouvrira dans ce navigateur, là où vous l’avez laissée."
      />
      <ErrorSummary errors={form.errors} />
      <Alert kind="info">
        <p>
          Si plusieurs personnes se servent de cet ordinateur, elles pourront la voir aussi. Une autre
          autoévaluation ouverte ici sans compte ne se retrouvera que par son propre lien.
        </p>
      </Alert>
      <Form>
        <SubmitRow label="Ouvrir" cancelHref={home} />
      </Form>
    </>
  );
}
