import { type FormState, typedField } from '../../../../platform/http/index.ts';
import {
  ErrorSummary,
  Form,
  RadioGroup,
  SubmitRow,
  TextArea,
  TextField,
  Trap,
} from '../../../../ui/index.ts';
import { subjectLabels } from '../words.ts';

/** What is wrong with a resource, in a few clicks. */
export function ReportForm({
  form,
  email,
  cancelHref,
}: {
  form: FormState;
  /** Of whoever is signed in. */
  email: string | null;
  cancelHref: string;
}) {
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <Form formKey={form.key}>
        <RadioGroup
          label="Que se passe-t-il ?"
          choices={Object.entries(subjectLabels).map(([value, label]) => ({ value, label }))}
          {...typedField(form, 'sujet')}
        />
        <TextArea
          label="Précisions"
          hint="Ce que vous avez vu, ou la bonne information."
          rows={3}
          maxLength={1000}
          {...typedField(form, 'commentaire')}
          required={false}
        />
        {email === null ? (
          <TextField
            label="Votre adresse électronique, pour recevoir la réponse"
            hint="Jamais publique. À confirmer par un lien ; effacée trente jours après la réponse."
            type="email"
            autocomplete="email"
            maxLength={254}
            {...typedField(form, 'courriel')}
            required={false}
          />
        ) : (
          <p>La réponse arrivera à {email}, l’adresse de votre compte.</p>
        )}
        <Trap name="site_web" />
        <SubmitRow label="Envoyer" cancelHref={cancelHref} />
      </Form>
    </>
  );
}
