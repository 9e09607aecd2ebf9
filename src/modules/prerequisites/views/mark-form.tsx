import { type FormState, typedField, typedText } from '../../../platform/http/index.ts';
import {
  choicesOf,
  Form,
  FormTroubles,
  HiddenFields,
  PageHeader,
  RadioGroup,
  SubmitRow,
  TextArea,
  Time,
} from '../../../ui/index.ts';
import type { Point } from '../content.ts';
import { type Mark, stateLabels } from '../marks.ts';

interface MarkFormProps {
  form: FormState;
  authority: { name: string };
  point: Point;
  current: Mark | undefined;
  cancelHref: string;
}

const words: Readonly<Record<string, string>> = stateLabels;

export function MarkForm({ form, authority, point, current, cancelHref }: MarkFormProps) {
  return (
    <>
      <PageHeader
        eyebrow={authority.name}
        title={point.title}
        lead="Où en est votre collectivité ? Seuls vos collègues inscrits sur Cordée au nom de la même collectivité le lisent."
      />
      <FormTroubles
        form={form}
        labels={{ etat: 'Où nous en sommes', note: 'Note' }}
        words={{ etat: (code) => words[code] ?? code }}
      />
      {current && (
        <p>
          Noté par {current.by} le <Time value={current.at} withTime />.
        </p>
      )}
      <Form formKey={form.key}>
        <HiddenFields fields={{ version: typedText(form.values, 'version') }} />
        <RadioGroup
          {...typedField(form, 'etat')}
          label="Où nous en sommes"
          choices={choicesOf(stateLabels)}
        />
        <TextArea
          {...typedField(form, 'note')}
          label="Note pour vos collègues"
          required={false}
          rows={4}
          maxLength={1000}
        />
        <SubmitRow label="Enregistrer" cancelHref={cancelHref} />
      </Form>
    </>
  );
}
