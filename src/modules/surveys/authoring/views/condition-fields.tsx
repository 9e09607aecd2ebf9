import { type FormState, typedField, typedList, typedText } from '../../../../platform/http/index.ts';
import { Button, Checkboxes, FieldSet, RadioGroup, SelectField, TextField } from '../../../../ui/index.ts';
import { fieldOfCondition, keepCondition, mostConditions, type Subject } from '../condition-input.ts';
import type { QuestionFormProps } from './question-form.tsx';

export function ConditionFields({
  form,
  subjects,
  kept,
}: Pick<QuestionFormProps, 'form' | 'subjects' | 'kept'>) {
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
