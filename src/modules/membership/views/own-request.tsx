import { type FormState, typedText } from '../../../platform/http/index.ts';
import {
  ErrorSummary,
  Form,
  FormTroubles,
  HiddenFields,
  PageHeader,
  SubmitRow,
  TextField,
} from '../../../ui/index.ts';
import type { AffiliationChoice } from '../affiliation.ts';
import { AffiliationFields } from './affiliation-fields.tsx';
import { type AskedGroup, GroupChoices } from './group-choices.tsx';

const status = '/inscription/suivi';

export interface CorrectionPageProps {
  form: FormState;
  email: string;
  groups: readonly AskedGroup[];
  choices: readonly AffiliationChoice[];
}

/** What a person said when signing up, while nobody has decided yet. */
export function CorrectionPage({ form, email, groups, choices }: CorrectionPageProps) {
  return (
    <>
      <FormTroubles
        form={form}
        labels={{ nom: 'Prénom et nom', structure: 'Collectivité ou organisme', fonction: 'Fonction' }}
      />
      <PageHeader
        title="Corriger ma demande"
        lead="La correction vaut tout de suite : vous gardez votre tour."
      />
      <Form formKey={form.key} action={`${status}/correction`}>
        <HiddenFields fields={{ version: typedText(form.values, 'version') }} />
        <TextField
          name="nom"
          label="Prénom et nom"
          autocomplete="name"
          maxLength={100}
          value={typedText(form.values, 'nom')}
          error={form.errors.nom}
        />
        <AffiliationFields form={form} choices={choices} />
        <GroupChoices form={form} groups={groups} />
        <p>
          Votre adresse est {email}. <a href="/espace/compte/adresse">Changer d’adresse</a>
        </p>
        <SubmitRow label="Enregistrer" cancelHref={status} />
      </Form>
    </>
  );
}

export function WithdrawalPage({ form }: { form: FormState }) {
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <PageHeader
        title="Retirer ma demande"
        lead="Votre demande et tout ce que vous avez indiqué sont effacés, tout de suite et définitivement."
      />
      <p>Vous pourrez vous inscrire de nouveau quand vous le voudrez.</p>
      <Form formKey={form.key} action={`${status}/retrait`}>
        <SubmitRow label="Retirer ma demande" cancelHref={status} />
      </Form>
    </>
  );
}
