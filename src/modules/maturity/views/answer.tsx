import type { FormState } from '../../../platform/http/index.ts';
import {
  Alert,
  Button,
  ButtonGroup,
  EmptyState,
  ErrorSummary,
  Form,
  PageHeader,
  SubmitRow,
} from '../../../ui/index.ts';
import {
  type Answers,
  AnswersByStep,
  CompleteButton,
  draftDays,
  LinkToKeep,
  missingQuestions,
  nextStep,
} from '../../surveys/index.ts';
import { addressesOf, home, type Way } from '../holder.ts';
import type { Model } from '../model.ts';

/** How the page of the self-assessment is named, and a link to it, where a link is to be kept. */
export const selfAssessmentPage = 'la page de l’autoévaluation';
export const toFindAgain = 'Pour retrouver l’autoévaluation';

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
  const { questionnaire } = model;
  const addresses = addressesOf(way);
  const isWhole = missingQuestions(questionnaire, answers).length === 0;
  return (
    <>
      <PageHeader
        eyebrow={model.title}
        title="Relire vos réponses"
        lead={
          !isWhole
            ? 'Il manque des réponses avant de voir le résultat.'
            : way.shared
              ? 'Le résultat sera celui de votre collectivité, avec votre nom pour vos collègues. Vous pourrez refaire l’autoévaluation quand vous voudrez.'
              : 'Le résultat restera derrière votre lien. Vous pourrez refaire l’autoévaluation quand vous voudrez.'
        }
      />
      <ErrorSummary errors={form.errors} title="Le résultat n’a pas été établi" />
      <AnswersByStep
        questionnaire={questionnaire}
        answers={answers}
        hrefOf={addresses.step}
        idOf={(step) => `axe-${step}`}
      />
      {isWhole ? (
        <Form formKey={form.key}>
          <SubmitRow
            label="Voir le résultat"
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
        <LinkToKeep
          link={link}
          page={selfAssessmentPage}
          what="Pour reprendre ailleurs"
          mail={{ subject: model.title, text: toFindAgain }}
        />
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
