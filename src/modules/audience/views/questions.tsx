import { type FormState, typedField, typedText } from '../../../platform/http/index.ts';
import {
  AdminNav,
  Button,
  Form,
  FormTroubles,
  HiddenFields,
  PageHeader,
  SubmitRow,
  Table,
  TextArea,
  TextField,
} from '../../../ui/index.ts';
import type { Flag } from '../flags.ts';

export const questionsPath = '/administration/publics/questions';

/** The facts that rules ask of authorities. */
export function Questions({ flags, isTeam }: { flags: readonly Flag[]; isTeam: boolean }) {
  return (
    <>
      {isTeam && <AdminNav current="/administration/publics" />}
      <PageHeader
        title="Questions aux collectivités"
        lead="Ce qu’aucun fichier public ne dit et dont une mesure peut dépendre. Chaque question n’est posée qu’aux collectivités pour lesquelles la réponse compte."
        actions={<Button href={`${questionsPath}/nouvelle`}>Ajouter une question</Button>}
      />
      <p>
        Une question ne se supprime pas : des règles et des réponses enregistrées peuvent s’y rapporter. Une
        question qu’aucune règle n’emploie n’est posée à personne.
      </p>
      <Table
        id="questions"
        caption="Questions, par ordre de code"
        captionHidden
        columns={[{ label: 'Question' }, { label: 'Si oui' }, { label: 'Si non' }, { label: 'Code' }]}
        rows={flags.map(({ code, question, fact, contrary }) => [
          <a href={`${questionsPath}/${code}`}>{question}</a>,
          fact,
          contrary,
          <code>{code}</code>,
        ])}
      />
    </>
  );
}

const labels = {
  question: 'Question',
  fait: 'Si la réponse est oui, la collectivité est dite…',
  contraire: 'Si la réponse est non, elle est dite…',
  aide: 'Où trouver la réponse',
};

export interface QuestionPageProps {
  form: FormState;
  /** Null for a new one. */
  flag: Flag | null;
  isTeam: boolean;
}

export function QuestionPage({ form, flag, isTeam }: QuestionPageProps) {
  const field = (name: keyof typeof labels) => ({ label: labels[name], ...typedField(form, name) });
  return (
    <>
      {isTeam && <AdminNav current="/administration/publics" />}
      <PageHeader
        title={flag ? 'Modifier une question' : 'Ajouter une question'}
        lead={
          flag
            ? `Code ${flag.code}, qui ne change jamais. Gardez le sens de la question : des réponses sont déjà enregistrées.`
            : 'Une question se répond par oui ou par non. Son code est tiré de ses mots et ne change plus.'
        }
      />
      <FormTroubles form={form} labels={labels} />
      <Form formKey={form.key}>
        <HiddenFields fields={{ version: typedText(form.values, 'version') || undefined }} />
        <TextField {...field('question')} hint="Exemple : Êtes-vous assujettis à la TVA ?" maxLength={300} />
        <TextField {...field('fait')} hint="Exemple : assujettie à la TVA" maxLength={200} />
        <TextField {...field('contraire')} hint="Exemple : pas assujettie à la TVA" maxLength={200} />
        <TextArea {...field('aide')} rows={3} maxLength={500} required={false} />
        <SubmitRow label={flag ? 'Enregistrer' : 'Ajouter la question'} cancelHref={questionsPath} />
      </Form>
    </>
  );
}
