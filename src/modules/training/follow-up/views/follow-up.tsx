import { type FormState, typedField } from '../../../../platform/http/index.ts';
import {
  Alert,
  choicesOf,
  daysWords,
  EmptyState,
  ErrorSummary,
  Form,
  formatPercent,
  PageHeader,
  plural,
  RadioGroup,
  Section,
  SubmitRow,
  Table,
  TextArea,
} from '../../../../ui/index.ts';
import type { OwnRegistration } from '../../registrations/own.ts';
import type { TrainingSession } from '../../sessions/session.ts';
import { type FollowUp, fewestShown, practiceLabels, practices } from '../answers.ts';

export function AnswerForm({
  own,
  form,
  backHref,
}: {
  own: OwnRegistration;
  form: FormState;
  backHref: string;
}) {
  const { session, hasAnswered } = own;
  const title = 'Qu’avez-vous mis en pratique ?';
  if (hasAnswered) {
    return (
      <>
        <PageHeader eyebrow={session.title} title={title} />
        <Alert kind="success" title="Votre réponse est enregistrée">
          <p>Merci. Elle est gardée sans votre nom.</p>
        </Alert>
        <p>
          <a href={backHref}>Mon inscription</a>
        </p>
      </>
    );
  }
  return (
    <>
      <PageHeader
        eyebrow={session.title}
        title={title}
        lead={`Vous avez suivi cette session ${daysWords(session)}. Votre réponse est enregistrée sans votre nom ; l’organisateur n’en lit que s’il y en a au moins ${fewestShown}.`}
      />
      <ErrorSummary errors={form.errors} />
      <Form formKey={form.key}>
        <RadioGroup
          {...typedField(form, 'pratique')}
          label="Avez-vous mis en pratique ce que vous avez appris ?"
          choices={choicesOf(practiceLabels)}
        />
        <TextArea
          {...typedField(form, 'mots')}
          label="Quoi, ou qu’est-ce qui vous manque pour le faire ?"
          hint="Ne donnez ni nom ni détail qui vous ferait reconnaître."
          required={false}
          rows={4}
          maxLength={2000}
        />
        <SubmitRow label="Envoyer ma réponse" cancelHref={backHref} />
      </Form>
    </>
  );
}

export function FollowUpPage({ session, followUp }: { session: TrainingSession; followUp: FollowUp }) {
  const { asked, answered, answers } = followUp;
  return (
    <>
      <PageHeader
        eyebrow={session.title}
        title="Ce qui a été mis en pratique"
        lead="Trois mois après la session, une question est posée une fois à chaque personne venue. Les réponses sont sans nom."
        meta={
          <span>
            {plural(answered, 'réponse')} pour {plural(asked, 'personne interrogée', 'personnes interrogées')}
          </span>
        }
      />
      {answers === null ? (
        <EmptyState title={answered === 0 ? 'Aucune réponse pour l’instant' : 'Pas encore assez de réponses'}>
          <p>
            Les réponses s’affichent à partir de {fewestShown} : en dessous, on pourrait deviner qui a écrit
            quoi.
          </p>
        </EmptyState>
      ) : (
        <>
          <Table
            id="reponses"
            caption="Avez-vous mis en pratique ce que vous avez appris ?"
            columns={[
              { label: 'Réponse' },
              { label: 'Personnes', numeric: true },
              { label: 'Part', numeric: true },
            ]}
            rows={practices.map((practice) => [
              practiceLabels[practice],
              answers.counts[practice],
              formatPercent(answers.counts[practice] / answered),
            ])}
          />
          {answers.words.length > 0 && (
            <Section id="mots" title="Ce qu’elles en disent" intro="Dans un ordre tiré au hasard.">
              <ul>
                {answers.words.map((words) => (
                  <li class="cd-verbatim">{words}</li>
                ))}
              </ul>
            </Section>
          )}
        </>
      )}
    </>
  );
}
