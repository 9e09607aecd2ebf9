import { type FormState, typedField, typedText } from '../../../../platform/http/index.ts';
import {
  Form,
  FormTroubles,
  HiddenFields,
  MarkdownField,
  RadioGroup,
  type SafeHtml,
  SubmitRow,
  TextField,
} from '../../../../ui/index.ts';
import type { Author } from '../selection.ts';

const labels = { title: 'Titre', introduction: 'Introduction', etat: 'Publication' } as const;
const states: Readonly<Record<string, string>> = { publiee: 'Publiée', brouillon: 'Brouillon' };

export function SelectionForm({
  form,
  authors,
  preview,
  submit,
  cancelHref,
  withState,
}: {
  form: FormState;
  /** In whose name it may be made; empty once that is chosen. */
  authors: ReadonlyMap<string, Author>;
  preview?: SafeHtml;
  submit: string;
  cancelHref: string;
  withState: boolean;
}) {
  return (
    <>
      <FormTroubles form={form} labels={labels} words={{ etat: (typed) => states[typed] ?? typed }} />
      <Form formKey={form.key}>
        <HiddenFields fields={{ version: typedText(form.values, 'version') || undefined }} />
        <TextField
          label={labels.title}
          hint="La situation à laquelle elle répond : « Premiers gestes d’une petite commune »."
          maxLength={150}
          {...typedField(form, 'title')}
        />
        <MarkdownField
          label={labels.introduction}
          hint="Pour qui, et comment s’en servir."
          maxLength={4000}
          preview={preview}
          {...typedField(form, 'introduction')}
        />
        {authors.size > 1 && (
          <RadioGroup
            label="Au nom de"
            choices={[...authors].map(([value, { name }]) => ({ value, label: name }))}
            {...typedField(form, 'auteur')}
          />
        )}
        {withState && (
          <RadioGroup
            label={labels.etat}
            choices={[
              { value: 'brouillon', label: 'Brouillon', hint: 'Seuls ceux qui la tiennent la voient.' },
              { value: 'publiee', label: 'Publiée', hint: 'Tout le monde la voit, dès l’enregistrement.' },
            ]}
            {...typedField(form, 'etat')}
          />
        )}
        <SubmitRow label={submit} cancelHref={cancelHref} />
      </Form>
    </>
  );
}
