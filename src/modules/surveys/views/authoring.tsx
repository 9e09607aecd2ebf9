import {
  type FormState,
  type TypedValues,
  typedField,
  typedList,
  typedText,
} from '../../../platform/http/index.ts';
import {
  Alert,
  Badge,
  Button,
  ButtonGroup,
  Checkbox,
  Checkboxes,
  EmptyState,
  FieldSet,
  Form,
  FormTroubles,
  HiddenFields,
  ItemList,
  ListItem,
  PageHeader,
  PostButton,
  RadioGroup,
  Section,
  SelectField,
  SubmitRow,
  TextArea,
  TextField,
} from '../../../ui/index.ts';
import {
  fieldOfCondition,
  keepCondition,
  mostConditions,
  type Subject,
} from '../authoring/condition-input.ts';
import type { surveyTypes } from '../authoring/question-input.ts';
import type { Wording } from '../engine/arrange.ts';
import { type Question, type QuestionSection, questionsOf } from '../engine/question.ts';
import { conditionWords } from '../engine/words.ts';
import type { Survey } from '../survey.ts';
import { typeWords } from '../words.ts';
import { Progress } from './answer.tsx';
import { WorkFrame, workOf } from './frame.tsx';
import { QuestionField } from './question-field.tsx';

type SurveyType = (typeof surveyTypes)[number];

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
                <Moves
                  action={`${base}/etapes/${section.code}/place`}
                  what={`l’étape ${section.label}`}
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
            <Moves action={`${here}/place`} what={`la question ${question.id}`} up={up} down={down} />
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

function Moves({ action, what, up, down }: { action: string; what: string; up: boolean; down: boolean }) {
  return (
    <>
      {up && (
        <PostButton action={action} fields={{ sens: 'haut' }} size="sm" kind="tertiary" context={what}>
          Monter
        </PostButton>
      )}
      {down && (
        <PostButton action={action} fields={{ sens: 'bas' }} size="sm" kind="tertiary" context={what}>
          Descendre
        </PostButton>
      )}
    </>
  );
}

const typeHints: Record<SurveyType, string> = {
  single: 'Une réponse parmi une liste.',
  multiple: 'Plusieurs réponses parmi une liste, avec un maximum si vous voulez.',
  likert: 'De « Pas du tout d’accord » à « Tout à fait d’accord ».',
  rating: 'Une note, de 0 à 10 par exemple.',
  ranking: 'Les choix les plus importants, dans l’ordre.',
  matrix: 'Plusieurs lignes, la même échelle pour toutes.',
  number: 'Un nombre, comptable par tranches.',
  text: 'Une réponse en toutes lettres ; vous seuls la lisez.',
  consent: 'Accord pour être recontacté : l’adresse est demandée après l’envoi, sur une page séparée.',
};

export function TypeChoicePage({
  survey,
  types,
  section,
}: {
  survey: Survey;
  types: readonly SurveyType[];
  section: string;
}) {
  return (
    <>
      <PageHeader eyebrow={survey.title} title="Nouvelle question" lead="De quel type ?" />
      <ItemList label="Types de questions">
        {types.map((type) => (
          <ListItem
            level={2}
            title={typeWords[type]}
            href={`${workOf(survey)}/questions/nouvelle/${type}${section ? `?etape=${section}` : ''}`}
          >
            <p>{typeHints[type]}</p>
          </ListItem>
        ))}
      </ItemList>
    </>
  );
}

export interface QuestionFormProps {
  survey: Survey;
  type: SurveyType;
  title: string;
  form: FormState;
  subjects: readonly Subject[];
  /** The condition that the form cannot tell, in words. */
  kept: string | null;
  submit: string;
}

export const questionLabels = {
  intitule: 'Question',
  aide: 'Aide',
  choix: 'Choix',
  lignes: 'Lignes',
  colonnes: 'Colonnes',
};

export function QuestionForm({ survey, type, title, form, subjects, kept, submit }: QuestionFormProps) {
  return (
    <>
      <PageHeader eyebrow={survey.title} title={title} lead={`${typeWords[type]}. ${typeHints[type]}`} />
      <FormTroubles form={form} labels={questionLabels} />
      <Form formKey={form.key}>
        <HiddenFields fields={{ version: typedText(form.values, 'version') || undefined }} />
        <TextField {...typedField(form, 'intitule')} label="Question" maxLength={500} />
        <TextField
          {...typedField(form, 'aide')}
          label="Aide"
          hint="Une précision, sous la question."
          maxLength={500}
          required={false}
        />
        <SelectField
          {...typedField(form, 'etape')}
          label="Étape"
          placeholder={null}
          choices={survey.questionnaire.sections.map(({ code, label }) => ({ value: code, label }))}
        />
        <OwnFields type={type} form={form} />
        <Checkbox
          name="obligatoire"
          label="Il faut répondre pour continuer"
          checked={isTicked(form.values, 'obligatoire')}
          required={false}
        />
        <ConditionFields form={form} subjects={subjects} kept={kept} />
        <SubmitRow label={submit} cancelHref={`${workOf(survey)}/questions`} />
      </Form>
    </>
  );
}

const isTicked = (values: TypedValues, name: string): boolean => typedText(values, name) !== '';

function OwnFields({ type, form }: { type: SurveyType; form: FormState }) {
  const list = (name: string, label: string) => (
    <TextArea
      {...typedField(form, name)}
      label={label}
      hint="Un par ligne, dans l’ordre où ils seront montrés."
      rows={8}
    />
  );
  const number = (name: string, label: string, required: boolean, hint?: string) => (
    <TextField
      {...typedField(form, name)}
      label={label}
      hint={hint}
      inputMode="numeric"
      width="short"
      required={required}
    />
  );
  const ways = (
    <>
      <Checkbox
        name="inconnu"
        label="Proposer « Ne sait pas »"
        checked={isTicked(form.values, 'inconnu')}
        required={false}
      />
      <Checkbox
        name="sans_objet"
        label="Proposer « Sans objet »"
        checked={isTicked(form.values, 'sans_objet')}
        required={false}
      />
    </>
  );
  switch (type) {
    case 'single':
      return (
        <>
          {list('choix', 'Choix')}
          {ways}
        </>
      );
    case 'multiple':
      return (
        <>
          {list('choix', 'Choix')}
          {number('maximum', 'Nombre de réponses au plus', false, 'Vide : autant que l’on veut.')}
        </>
      );
    case 'likert':
      return ways;
    case 'rating':
      return (
        <>
          {number('note_min', 'Plus petite note', true, '0 ou 1')}
          {number('note_max', 'Plus grande note', true, 'De 3 à 10')}
          <TextField
            {...typedField(form, 'bout_min')}
            label="Ce que dit la plus petite"
            maxLength={100}
            required={false}
          />
          <TextField
            {...typedField(form, 'bout_max')}
            label="Ce que dit la plus grande"
            maxLength={100}
            required={false}
          />
          {ways}
        </>
      );
    case 'ranking':
      return (
        <>
          {list('choix', 'Choix')}
          {number('places', 'Nombre de choix à classer', true, 'Trois, par exemple.')}
        </>
      );
    case 'matrix':
      return (
        <>
          {list('lignes', 'Lignes')}
          {list('colonnes', 'Colonnes')}
        </>
      );
    case 'number':
      return (
        <>
          <TextField
            {...typedField(form, 'unite')}
            label="Unité"
            hint="agents, euros, heures…"
            width="short"
            maxLength={40}
            required={false}
          />
          {number('minimum', 'Plus petit nombre permis', false)}
          {number('maximum', 'Plus grand nombre permis', false)}
          <TextField
            {...typedField(form, 'tranches')}
            label="Tranches des résultats"
            hint="Où commence chaque tranche après la première, séparées par des points-virgules. Exemple : 10 ; 100 ; 1 000"
            required={false}
          />
          <Checkbox
            name="decimales"
            label="Accepter des décimales"
            checked={isTicked(form.values, 'decimales')}
            required={false}
          />
          {ways}
        </>
      );
    case 'text':
      return number('longueur', 'Longueur au plus, en caractères', true, 'De 10 à 5 000');
    case 'consent':
      return null;
  }
}

function ConditionFields({ form, subjects, kept }: Pick<QuestionFormProps, 'form' | 'subjects' | 'kept'>) {
  if (subjects.length === 0 && kept === null) return null;
  const numbers = Array.from({ length: mostConditions }, (_, index) => index + 1);
  const asked = numbers.filter((number) => typedText(form.values, fieldOfCondition(number, 'sur')) !== '');
  const shown = numbers.slice(0, Math.min(mostConditions, (asked.at(-1) ?? 0) + 1));
  return (
    <div id="condition">
      <FieldSet legend="Condition" hint="Sans condition, la question est posée à tout le monde.">
        {kept !== null && (
          <RadioGroup
            name={keepCondition}
            label={`La condition dit plus que ce formulaire : ${kept}`}
            value={typedText(form.values, keepCondition) || 'oui'}
            choices={[
              { value: 'oui', label: 'La garder telle quelle' },
              { value: 'non', label: 'La remplacer par ce qui suit' },
            ]}
          />
        )}
        {asked.length > 1 && (
          <RadioGroup
            name="condition_lien"
            label="La poser quand"
            value={typedText(form.values, 'condition_lien') || 'toutes'}
            inline
            choices={[
              { value: 'toutes', label: 'toutes ces conditions sont vraies' },
              { value: 'une', label: 'l’une d’elles est vraie' },
            ]}
          />
        )}
        {shown.map((number) => (
          <OneCondition form={form} subjects={subjects} number={number} />
        ))}
        <Button
          name="apercu"
          value="condition"
          formAction="#condition"
          kind="secondary"
          size="sm"
          skipValidation
        >
          Montrer ses réponses
        </Button>
      </FieldSet>
    </div>
  );
}

function OneCondition({
  form,
  subjects,
  number,
}: {
  form: FormState;
  subjects: readonly Subject[];
  number: number;
}) {
  const field = (part: Parameters<typeof fieldOfCondition>[1]) => fieldOfCondition(number, part);
  const subject = subjects.find(({ key }) => key === typedText(form.values, field('sur')));
  return (
    <>
      <SelectField
        {...typedField(form, field('sur'))}
        label={`Condition ${number} : d’après la réponse à`}
        placeholder="Aucune"
        required={false}
        choices={subjects.map(({ key, label }) => ({ value: key, label }))}
      />
      {subject?.choices === null && (
        <>
          <SelectField
            {...typedField(form, field('comparaison'))}
            label="Comparaison"
            placeholder={null}
            choices={[
              { value: '>=', label: 'Au moins' },
              { value: '>', label: 'Plus de' },
              { value: '<=', label: 'Au plus' },
              { value: '<', label: 'Moins de' },
              { value: '=', label: 'Exactement' },
            ]}
          />
          <TextField
            {...typedField(form, field('valeur'))}
            label="Nombre"
            inputMode="numeric"
            width="short"
          />
        </>
      )}
      {subject?.choices && (
        <>
          <SelectField
            {...typedField(form, field('sens'))}
            label="Cette réponse"
            placeholder={null}
            choices={[
              { value: 'oui', label: 'est l’une de celles-ci' },
              { value: 'pas', label: 'n’est aucune de celles-ci' },
            ]}
          />
          <Checkboxes
            name={field('reponses')}
            label={`Réponses de la condition ${number}`}
            error={form.errors[field('reponses')]}
            values={typedList(form.values, field('reponses'))}
            choices={subject.choices.map(({ code, label }) => ({ value: code, label }))}
          />
        </>
      )}
    </>
  );
}

export function SectionForm({ survey, title, form }: { survey: Survey; title: string; form: FormState }) {
  return (
    <>
      <PageHeader eyebrow={survey.title} title={title} />
      <FormTroubles form={form} labels={{ intitule: 'Titre', introduction: 'Introduction' }} />
      <Form formKey={form.key}>
        <HiddenFields fields={{ version: typedText(form.values, 'version') || undefined }} />
        <TextField {...typedField(form, 'intitule')} label="Titre de l’étape" maxLength={150} />
        <TextArea
          {...typedField(form, 'introduction')}
          label="Introduction"
          rows={3}
          maxLength={2000}
          required={false}
        />
        <SubmitRow label="Enregistrer" cancelHref={`${workOf(survey)}/questions`} />
      </Form>
    </>
  );
}

export function WordingForm({
  survey,
  wordings,
  form,
}: {
  survey: Survey;
  wordings: readonly Wording[];
  form: FormState;
}) {
  return (
    <>
      <PageHeader
        eyebrow={survey.title}
        title="Corriger un libellé"
        lead="Une faute, un mot peu clair : le sens doit rester celui que les premières personnes ont lu."
      />
      <FormTroubles form={form} labels={Object.fromEntries(wordings.map(({ key, label }) => [key, label]))} />
      <Form formKey={form.key}>
        <HiddenFields fields={{ version: typedText(form.values, 'version') }} />
        {wordings.map(({ key, label }) => (
          <TextField {...typedField(form, key)} label={label} maxLength={500} required={key !== 'help'} />
        ))}
        <TextArea
          {...typedField(form, 'motif')}
          label="Pourquoi"
          hint="Publié avec la correction, sur la page de l’enquête."
          rows={2}
          maxLength={500}
        />
        <SubmitRow label="Corriger" cancelHref={`${workOf(survey)}/questions`} />
      </Form>
    </>
  );
}

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
