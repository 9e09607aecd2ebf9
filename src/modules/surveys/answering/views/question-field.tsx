import { type FormState, typedField, typedList } from '../../../../platform/http/index.ts';
import {
  Checkbox,
  Checkboxes,
  type Choice,
  FieldSet,
  plural,
  RadioGroup,
  SelectField,
  TextArea,
  TextField,
} from '../../../../ui/index.ts';
import { choicesIn, type Option, type Question, specialsOf } from '../../engine/question.ts';
import { fieldOf, placesOf, specialPart } from '../../engine/typed.ts';

export interface QuestionFieldProps {
  question: Question;
  form: Pick<FormState, 'values' | 'errors'>;
}

const choicesFrom = (options: readonly Option[]): Choice[] =>
  options.map(({ code, label }) => ({ value: code, label }));

/** A radio button cannot be let go of: whoever may leave a question open can say so. */
const orNothing = (question: Question, choices: Choice[]): Choice[] =>
  question.required ? choices : [...choices, { value: '', label: 'Je préfère ne pas répondre' }];

/** The fields of one question, whatever its type. What they send is read by `readAnswer`. */
export function QuestionField({ question, form }: QuestionFieldProps) {
  const name = fieldOf(question);
  const field = {
    ...typedField(form, name),
    label: question.text,
    hint: hintOf(question),
    required: question.required,
  };
  switch (question.type) {
    case 'single':
    case 'likert':
    case 'scale':
      return <RadioGroup {...field} choices={orNothing(question, choicesFrom(choicesIn(question)))} />;
    case 'rating':
      return (
        <div class="cd-marks">
          <RadioGroup {...field} inline choices={orNothing(question, choicesFrom(choicesIn(question)))} />
        </div>
      );
    case 'multiple':
      return (
        <Checkboxes
          {...field}
          values={typedList(form.values, name)}
          choices={choicesFrom(question.options)}
        />
      );
    case 'ranking':
      return (
        <FieldSet legend={question.text} hint={field.hint}>
          {Array.from({ length: placesOf(question) }, (_, index) => (
            <SelectField
              {...typedField(form, fieldOf(question, index + 1))}
              label={`${index + 1 === 1 ? '1er' : `${index + 1}e`} choix`}
              required={question.required && index === 0}
              choices={choicesFrom(question.options)}
            />
          ))}
        </FieldSet>
      );
    case 'matrix':
      return (
        <FieldSet legend={question.text} hint={field.hint}>
          <div class={`cd-matrix${question.columns.length === 5 ? ' cd-matrix--five' : ''}`}>
            {question.rows.map((row) => (
              <div class="cd-matrix__row">
                <RadioGroup
                  {...typedField(form, fieldOf(question, row.code))}
                  label={row.label}
                  required={question.required}
                  inline
                  choices={orNothing(question, choicesFrom(question.columns))}
                />
              </div>
            ))}
          </div>
        </FieldSet>
      );
    case 'number': {
      const ways = specialsOf(question);
      const special = fieldOf(question, specialPart);
      return (
        <>
          <TextField {...field} inputMode={question.decimals ? 'text' : 'numeric'} width="short" />
          {ways.length > 0 && (
            <Checkboxes
              name={special}
              label="Ou"
              required={false}
              values={typedList(form.values, special)}
              error={form.errors[special]}
              choices={choicesFrom(ways)}
              inline
            />
          )}
        </>
      );
    }
    case 'text':
      return <TextArea {...field} rows={question.max_length > 300 ? 5 : 3} maxLength={question.max_length} />;
    case 'consent':
      return <Checkbox {...field} value="1" checked={field.value === '1'} />;
  }
}

function hintOf(question: Question): string | undefined {
  const own = rulesOf(question);
  const said = [question.help ?? '', own].filter((part) => part !== '');
  return said.length > 0 ? said.join(' ') : undefined;
}

function rulesOf(question: Question): string {
  switch (question.type) {
    case 'multiple':
      return question.max_choices === null
        ? 'Plusieurs réponses sont possibles.'
        : `${plural(question.max_choices, 'réponse')} au plus.`;
    case 'rating':
      return question.labels
        ? `De ${question.min} (${question.labels.min.toLocaleLowerCase('fr')}) à ${question.max} (${question.labels.max.toLocaleLowerCase('fr')}).`
        : `De ${question.min} à ${question.max}.`;
    case 'ranking':
      return `Du plus au moins important, ${plural(placesOf(question), 'choix', 'choix')} au plus.`;
    case 'number':
      return question.unit ? `En ${question.unit}.` : '';
    case 'text':
      return `${plural(question.max_length, 'caractère')} au plus.`;
    default:
      return '';
  }
}
