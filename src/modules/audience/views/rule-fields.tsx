import { type FormState, typedField, typedList, typedText } from '../../../platform/http/index.ts';
import {
  Checkboxes,
  capitalised,
  Details,
  RadioGroup,
  SelectField,
  TextArea,
  TextField,
} from '../../../ui/index.ts';
import { caseNumbers, conditionNumbers, fieldOf, keepField } from '../editor/names.ts';
import type { Preview } from '../editor/preview.ts';
import type { Flag } from '../flags.ts';
import { ruleKindCodes, ruleKinds } from '../rule.ts';
import { RulePreview } from './rule-preview.tsx';

export interface RuleFieldsProps {
  form: Pick<FormState, 'values' | 'errors'>;
  /** The questions that a condition may be about, by code. */
  flags: ReadonlyMap<string, Flag>;
  /** The rule before it is edited, in words: shown when the form cannot tell it. */
  kept?: string;
  /** What was found for the rule as it is typed. */
  preview?: Preview;
  /** False where another button of the form shows who is concerned. */
  withButton?: boolean;
}

/** The fields of a rule, to be put in any form. What they send is read by `readRule`. */
export function RuleFields({ form, flags, kept, preview, withButton = true }: RuleFieldsProps) {
  return (
    <div class="cd-rule" data-rule>
      {kept !== undefined && keepField in form.values && (
        <>
          <p>
            Cette règle dit plus que ce formulaire : <q>{kept}</q>.
          </p>
          <RadioGroup
            name={keepField}
            label="Que faire de cette règle ?"
            value={typedText(form.values, keepField) || 'oui'}
            choices={[
              { value: 'oui', label: 'La garder telle quelle' },
              { value: 'non', label: 'La remplacer par les cas ci-dessous' },
            ]}
          />
        </>
      )}
      {caseNumbers.map((number) =>
        number === 1 ? (
          <CaseFields form={form} flags={flags} number={number} />
        ) : (
          <Details
            summary={`Ou bien : ajouter un cas (${number} sur ${caseNumbers.length})`}
            open={isTouched(form, `public_${number}_`)}
          >
            <CaseFields form={form} flags={flags} number={number} />
          </Details>
        ),
      )}
      {withButton && (
        <button class="fr-btn fr-btn--secondary" type="submit" name="apercu" value="1" formNoValidate>
          <span>Voir qui est concerné</span>
        </button>
      )}
      <div class="cd-rule__preview" data-rule-preview aria-live="polite">
        {preview && <RulePreview preview={preview} />}
      </div>
    </div>
  );
}

type Fields = Pick<RuleFieldsProps, 'form' | 'flags'> & { number: number };

const kindChoices = ruleKindCodes.map((value) => ({ value, label: capitalised(ruleKinds[value]) }));

function CaseFields({ form, flags, number }: Fields) {
  const one = (name: string) => typedField(form, fieldOf(number, name));
  const types = fieldOf(number, 'types');
  return (
    <fieldset class="cd-fieldset cd-rule__case">
      <legend class="fr-fieldset__legend">{number === 1 ? 'Cas 1' : `Ou bien : cas ${number}`}</legend>
      <Checkboxes
        name={types}
        label="Types de collectivités"
        hint="Aucun coché : tous les types."
        values={typedList(form.values, types)}
        choices={kindChoices}
        error={form.errors[types]}
        required={false}
      />
      <Bounds form={form} number={number} whose="" label="Population" />
      <TextArea
        {...one('territoires')}
        label="Territoires"
        hint="Noms ou codes, séparés par des virgules : Haute-Savoie, 74, region:84, Grand Annecy. Vide : toute la France."
        rows={2}
        required={false}
      />
      <TextArea
        {...one('sauf')}
        label="Sauf ces territoires"
        hint="Écrits de la même façon."
        rows={2}
        required={false}
      />
      <Details
        summary="Population de l’intercommunalité"
        open={isTouched(form, fieldOf(number, 'epci_'), /_op$/)}
      >
        <Bounds
          form={form}
          number={number}
          whose="epci_"
          label="Population de l’intercommunalité"
          hint="De celle dont la collectivité est membre, ou qu’elle est."
        />
      </Details>
      <Details
        summary="Conditions que seule la collectivité connaît"
        open={isTouched(form, fieldOf(number, 'condition_'), /_sens$/)}
      >
        {conditionNumbers.map((condition) => (
          <div class="cd-rule__row">
            <SelectField
              {...one(`condition_${condition}_sens`)}
              label={`Condition ${condition}`}
              placeholder={null}
              choices={[
                { value: 'oui', label: 'Il faut que ce soit oui' },
                { value: 'non', label: 'Il faut que ce soit non' },
              ]}
            />
            <SelectField
              {...one(`condition_${condition}`)}
              label={`Question de la condition ${condition}`}
              placeholder="Aucune"
              required={false}
              choices={[...flags].map(([value, { question }]) => ({ value, label: question }))}
            />
          </div>
        ))}
      </Details>
    </fieldset>
  );
}

const sides = [
  {
    name: 'min',
    of: 'au moins, ou plus de',
    operators: [
      { value: '>', label: 'Plus de' },
      { value: '>=', label: 'Au moins' },
    ],
  },
  {
    name: 'max',
    of: 'au plus, ou moins de',
    operators: [
      { value: '<', label: 'Moins de' },
      { value: '<=', label: 'Au plus' },
    ],
  },
] as const;

/** Two comparisons: from, and up to. */
function Bounds({
  form,
  number,
  whose,
  label,
  hint,
}: Pick<RuleFieldsProps, 'form'> & { number: number; whose: string; label: string; hint?: string }) {
  return (
    <>
      {hint && <p class="fr-hint-text">{hint}</p>}
      {sides.map(({ name, of, operators }) => {
        const bound = fieldOf(number, `${whose}${name}`);
        const operator = `${bound}_op`;
        return (
          <div class="cd-rule__row">
            <SelectField
              name={operator}
              label={`${label} : ${of}`}
              value={typedText(form.values, operator)}
              placeholder={null}
              choices={operators}
            />
            <TextField
              name={bound}
              label="Nombre d’habitants"
              value={typedText(form.values, bound)}
              error={form.errors[bound]}
              inputMode="numeric"
              width="short"
              required={false}
            />
          </div>
        );
      })}
    </>
  );
}

/** Whether something was typed, or is wrong, in the fields that begin so. */
function isTouched(
  { values, errors }: RuleFieldsProps['form'],
  start: string,
  but = /_(?:op|sens)$/,
): boolean {
  return [...Object.keys(values), ...Object.keys(errors)].some(
    (name) =>
      name.startsWith(start) && !but.test(name) && (typedList(values, name).length > 0 || name in errors),
  );
}
