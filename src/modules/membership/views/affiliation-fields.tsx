import { type FormState, typedText } from '../../../platform/http/index.ts';
import { AuthorityPicker, HiddenFields, RadioGroup, TextField } from '../../../ui/index.ts';
import { qualityLabels } from '../../identity/index.ts';
import type { AffiliationChoice } from '../affiliation.ts';
import { qualities } from '../schemas.ts';

const hints: Partial<Record<(typeof qualities)[number], string>> = {
  association: 'Association d’élus, syndicat mixte, opérateur public de services numériques…',
  editeur: 'Ou prestataire informatique',
};

export interface AffiliationFieldsProps {
  form: FormState;
  /** What the typed place of work may be, when it was not enough. */
  choices: readonly AffiliationChoice[];
  /** Somebody else fills them in. */
  ofAnother?: boolean;
}

/** Three questions: in what quality, where, and what one does there. */
export function AffiliationFields({ form: { values, errors }, choices, ofAnother }: AffiliationFieldsProps) {
  return (
    <>
      <RadioGroup
        name="qualite"
        label={ofAnother ? 'Qualité' : 'Vous êtes'}
        value={typedText(values, 'qualite')}
        choices={qualities.map((value) => ({ value, label: qualityLabels[value], hint: hints[value] }))}
        error={errors.qualite}
      />
      <AuthorityPicker
        name="structure"
        label="Collectivité ou organisme"
        hint="Nom de la commune, de l’intercommunalité, du département, de la région ou de l’organisme. Un code INSEE ou SIREN convient aussi."
        value={typedText(values, 'structure')}
        chosen={typedText(values, 'structure_id')}
        choices={choices}
        error={errors.structure}
      />
      {choices.length > 0 && <HiddenFields fields={{ structure_pour: typedText(values, 'structure') }} />}
      <TextField
        name="fonction"
        label="Fonction"
        hint="Exemple : secrétaire de mairie"
        autocomplete={ofAnother ? 'off' : 'organization-title'}
        maxLength={ofAnother ? 200 : 150}
        required={!ofAnother}
        value={typedText(values, 'fonction')}
        error={errors.fonction}
      />
    </>
  );
}
