import type { ComponentChildren } from 'preact';
import { type Choice, RadioGroup } from './choice-fields.tsx';
import { Form, FormTroubles, type FormTroublesProps, HiddenFields, SubmitRow } from './form.tsx';
import { PageHeader } from './headings.tsx';
import { Time } from './labels.tsx';
import { TextArea } from './text-fields.tsx';

interface Typed {
  name: string;
  value: string;
  error: string | undefined;
}

export interface MarkFormProps {
  form: FormTroublesProps['form'] & { key: string };
  authority: { name: string };
  /** What the authority stands somewhere with. */
  of: { title: string };
  state: Typed;
  choices: readonly Choice[];
  note: Typed;
  /** The one that the form was opened on. */
  version: string;
  current: { by: string; at: Date } | undefined;
  cancelHref: string;
  /** More of where it stands, between its state and the note. */
  children?: ComponentChildren;
}

/** Where an authority stands with something, as one of its people notes it for colleagues. */
export function MarkForm(props: MarkFormProps) {
  const { form, authority, of, state, choices, note, version, current, cancelHref, children } = props;
  const words = (code: string) => choices.find(({ value }) => value === code)?.label ?? code;
  return (
    <>
      <PageHeader
        eyebrow={authority.name}
        title={of.title}
        lead="Où en est votre collectivité ? Seuls vos collègues inscrits sur Cordée au nom de la même collectivité le lisent."
      />
      <FormTroubles
        form={form}
        labels={{ [state.name]: 'Où nous en sommes', actes: 'Action par action', [note.name]: 'Note' }}
        words={{ [state.name]: words }}
      />
      {current && (
        <p>
          Noté par {current.by} le <Time value={current.at} withTime />.
        </p>
      )}
      <Form formKey={form.key}>
        <HiddenFields fields={{ version }} />
        <RadioGroup {...state} label="Où nous en sommes" choices={choices} />
        {children}
        <TextArea {...note} label="Note pour vos collègues" required={false} rows={4} maxLength={1000} />
        <SubmitRow label="Enregistrer" cancelHref={cancelHref} />
      </Form>
    </>
  );
}
