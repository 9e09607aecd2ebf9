import { type FormState, typedText } from '../../../platform/http/index.ts';
import { ErrorSummary, Form, PageHeader, SubmitRow, TextField } from '../../../ui/index.ts';

export function FirstAdministratorPage({ form, action }: { form: FormState; action: string }) {
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <PageHeader
        title="Devenir le premier administrateur"
        lead="Cette instance n’a pas encore d’administrateur. Le lien que vous avez ouvert en crée un, une seule fois."
      />
      <Form formKey={form.key} action={action}>
        <TextField
          name="nom"
          label="Prénom et nom"
          autocomplete="name"
          width="medium"
          value={typedText(form.values, 'nom')}
          error={form.errors.nom}
        />
        <TextField
          name="adresse"
          label="Adresse électronique"
          hint="C’est avec elle que vous vous connecterez ensuite : vérifiez-la bien."
          type="email"
          autocomplete="email"
          width="medium"
          spellcheck={false}
          value={typedText(form.values, 'adresse')}
          error={form.errors.adresse}
        />
        <SubmitRow label="Créer mon compte d’administrateur" />
      </Form>
    </>
  );
}
