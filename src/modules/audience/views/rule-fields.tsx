import type { ComponentChildren } from 'preact';
import { type FormState, typedField, typedList, typedText } from '../../../platform/http/index.ts';
import {
  Button,
  ButtonGroup,
  Checkboxes,
  capitalised,
  Details,
  RadioGroup,
  SelectField,
  TextArea,
  TextField,
} from '../../../ui/index.ts';
import { addButton, afterButton, caseCount, removeButton } from '../editor/buttons.ts';
import type { RuleChoices } from '../editor/choices.ts';
import { caseNumbers, conditionNumbers, fieldOf, keepField, stageNumbers } from '../editor/names.ts';
import type { Preview } from '../editor/preview.ts';
import { ruleKindCodes, ruleKinds } from '../rule.ts';
import { RulePreview } from './rule-preview.tsx';

export interface RuleFieldsProps {
  form: Pick<FormState, 'values' | 'errors'>;
  choices: RuleChoices;
  /** The rule before it is edited, in words: shown when the form cannot tell it. */
  kept?: string;
  /** What was found for the rule as it is typed. */
  preview?: Preview;
  /** False where another button of the form shows who is concerned. */
  withButton?: boolean;
  /** Id of the element that the page shows again after a button. */
  anchor?: string;
  /** What answers with the preview as one types; `/publics/apercu` when the rule stands alone. */
  previewAt?: string;
}

/** The fields of a rule, to be put in any form. What they send is read by `readRule`. */
export function RuleFields(props: RuleFieldsProps) {
  const { choices, kept, preview, withButton = true, anchor, previewAt } = props;
  const form = { errors: props.form.errors, values: afterButton(props.form.values) };
  const count = caseCount(form.values, form.errors);
  const button = { name: 'apercu', formAction: anchor && `#${anchor}`, skipValidation: true };
  return (
    <div class="cd-rule" data-rule={previewAt ?? '/publics/apercu'}>
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
      {caseNumbers.slice(0, count).map((number) => (
        <CaseFields form={form} choices={choices} number={number}>
          {count > 1 && (
            <Button {...button} value={removeButton(number)} kind="tertiary" size="sm">
              {`Retirer le cas ${number}`}
            </Button>
          )}
        </CaseFields>
      ))}
      <ButtonGroup>
        {count < caseNumbers.length && (
          <Button {...button} value={addButton} kind="secondary" size="sm" icon="plus">
            Ou bien : ajouter un cas
          </Button>
        )}
        {withButton && (
          <Button {...button} value="1" kind="secondary" size="sm">
            Voir qui est concerné
          </Button>
        )}
      </ButtonGroup>
      <div class="cd-rule__preview" data-rule-preview aria-live="polite">
        {preview && <RulePreview preview={preview} />}
      </div>
    </div>
  );
}

type Fields = Pick<RuleFieldsProps, 'form' | 'choices'> & { number: number; children?: ComponentChildren };

const kindChoices = ruleKindCodes.map((value) => ({ value, label: capitalised(ruleKinds[value]) }));

function CaseFields({ form, choices, number, children }: Fields) {
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
              choices={[...choices.flags].map(([value, { question }]) => ({ value, label: question }))}
            />
          </div>
        ))}
      </Details>
      {choices.stages.size > 0 && (
        <Details
          summary="Où la collectivité en est d’un déploiement"
          open={isTouched(form, fieldOf(number, 'etape_'), /_sens$/)}
        >
          <p class="fr-hint-text">
            Une collectivité dont personne n’a dit où elle en est reste « à préciser ».
          </p>
          {stageNumbers.map((stage) => (
            <div class="cd-rule__row">
              <SelectField
                {...one(`etape_${stage}_sens`)}
                label={`Déploiement ${stage}`}
                placeholder={null}
                choices={[
                  { value: 'oui', label: 'Elle a atteint l’étape' },
                  { value: 'non', label: 'Elle ne l’a pas atteinte' },
                ]}
              />
              <SelectField
                {...one(`etape_${stage}`)}
                label={`Étape du déploiement ${stage}`}
                placeholder="Aucune"
                required={false}
                choices={[...choices.stages].map(([value, { rollout, stage: label }]) => ({
                  value,
                  label,
                  group: rollout,
                }))}
              />
            </div>
          ))}
        </Details>
      )}
      {children}
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
