import { type FormState, typedText } from '../../../platform/http/index.ts';
import { Form, FormTroubles, HiddenFields, PageHeader, SubmitRow } from '../../../ui/index.ts';
import { qualityLabels } from '../../identity/index.ts';
import type { AffiliationChoice } from '../affiliation.ts';
import { AffiliationFields } from './affiliation-fields.tsx';

const qualityWords = new Map<string, string>(Object.entries(qualityLabels));

export interface StandingPageProps {
  person: { id: string; name: string };
  form: FormState;
  choices: readonly AffiliationChoice[];
}

/** For the programme team: what people may not change by themselves, since their rights depend on it. */
export function StandingPage({ person, form, choices }: StandingPageProps) {
  const account = `/administration/comptes/${person.id}`;
  return (
    <>
      <FormTroubles
        form={form}
        labels={{ qualite: 'Qualité', structure: 'Collectivité ou organisme', fonction: 'Fonction' }}
        words={{ qualite: (typed) => qualityWords.get(typed) ?? typed }}
      />
      <PageHeader
        title={`Corriger la fiche de ${person.name}`}
        lead="Vérifiez d’abord avec la personne. Elle sera avertie par courriel de ce qui a changé."
      />
      <p>
        Un agent ou un élu d’une collectivité est membre de ses groupes ; les autres y sont observateurs. Si
        la correction fait passer de l’un à l’autre, le rôle change dans tous les groupes. Un copilote le
        reste : ce rôle se retire dans le groupe.
      </p>
      <Form formKey={form.key} action={`${account}/correction`}>
        <HiddenFields fields={{ version: typedText(form.values, 'version') }} />
        <AffiliationFields form={form} choices={choices} ofAnother />
        <SubmitRow label="Enregistrer" cancelHref={account} />
      </Form>
    </>
  );
}
