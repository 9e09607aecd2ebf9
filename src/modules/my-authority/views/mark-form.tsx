import { type FormState, typedText } from '../../../platform/http/index.ts';
import {
  Form,
  FormTroubles,
  HiddenFields,
  PageHeader,
  RadioGroup,
  SubmitRow,
  TextArea,
  Time,
} from '../../../ui/index.ts';
import type { Measure } from '../../agenda/index.ts';
import { type Authority, authorityUrl } from '../../territories/index.ts';
import { type Mark, markLabels } from '../marks.ts';

interface MarkFormProps {
  form: FormState;
  authority: Authority;
  measure: Measure;
  current: Mark | undefined;
}

const words: Record<string, string> = { ...markLabels, none: 'Rien à noter' };

export function MarkForm({ form, authority, measure, current }: MarkFormProps) {
  return (
    <>
      <PageHeader
        eyebrow={authority.name}
        title={measure.title}
        lead="Où en est votre collectivité ? Seuls vos collègues inscrits sur Cordée au nom de la même collectivité le lisent."
      />
      <FormTroubles
        form={form}
        labels={{ etat: 'Où nous en sommes', note: 'Note' }}
        words={{ etat: (code) => words[code] ?? code }}
      />
      {current && (
        <p>
          Noté par {current.by} le <Time value={current.at} />.
        </p>
      )}
      <Form formKey={form.key}>
        <HiddenFields fields={{ version: typedText(form.values, 'version') }} />
        <RadioGroup
          name="etat"
          label="Où nous en sommes"
          value={typedText(form.values, 'etat')}
          error={form.errors.etat}
          choices={[
            { value: 'done', label: markLabels.done },
            { value: 'planned', label: markLabels.planned },
            { value: 'not_for_us', label: markLabels.not_for_us },
            ...(current ? [{ value: 'none', label: 'Rien à noter', hint: 'Efface ce qui était noté.' }] : []),
          ]}
        />
        <TextArea
          name="note"
          label="Note pour vos collègues"
          required={false}
          rows={4}
          maxLength={1000}
          value={typedText(form.values, 'note')}
          error={form.errors.note}
        />
        <SubmitRow label="Enregistrer" cancelHref={authorityUrl(authority)} />
      </Form>
    </>
  );
}
