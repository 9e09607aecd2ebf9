import type { FormState } from '../../../platform/http/index.ts';
import { typedField, typedList, typedText } from '../../../platform/http/index.ts';
import {
  Checkboxes,
  FieldSet,
  Form,
  FormTroubles,
  HiddenFields,
  SelectField,
  SubmitRow,
  TextArea,
  TextField,
} from '../../../ui/index.ts';

interface Choice {
  value: string;
  label: string;
}

export interface GroupFormProps {
  form: FormState;
  submit: string;
  cancelHref: string;
  /** Given to the programme team only, who decides of the title and objective too: organisations that may co-pilot, by side. */
  governance?: { etat: readonly Choice[]; collectivites: readonly Choice[] };
  /** For a new group: why it is proposed. */
  withReason?: boolean;
}

export const groupLabels = {
  title: 'Titre',
  objective: 'Objectif',
  number: 'Numéro',
  period_start: 'Début',
  period_end: 'Fin',
  contact: 'Contact',
  status_note: 'Où en est le groupe',
  note: 'Ce qui reste à vérifier',
};

/** What a group is for. */
export function DirectionFields({ form }: { form: FormState }) {
  return (
    <>
      <TextField label={groupLabels.title} maxLength={200} {...typedField(form, 'title')} />
      <TextArea
        label={groupLabels.objective}
        hint="Ce que le groupe veut produire, pour qui, en deux ou trois phrases."
        maxLength={3000}
        {...typedField(form, 'objective')}
      />
    </>
  );
}

/** The form that describes a group. */
export function GroupForm({ form, submit, cancelHref, governance, withReason }: GroupFormProps) {
  const { values, errors } = form;
  const text = (name: string) => typedField(form, name);
  return (
    <>
      <FormTroubles form={form} labels={groupLabels} />
      <Form formKey={form.key}>
        <HiddenFields fields={{ version: typedText(values, 'version') || undefined }} />
        {governance && <DirectionFields form={form} />}
        {governance && (
          <TextField
            label={groupLabels.number}
            hint="Tel que le programme le connaît. Un numéro n’est jamais repris par un autre groupe."
            width="short"
            inputMode="numeric"
            maxLength={4}
            required={false}
            {...text('number')}
          />
        )}
        <FieldSet legend="Période" hint="Une année (2027) ou une date (2027-01-31), si elle est connue.">
          <TextField
            label={groupLabels.period_start}
            width="short"
            required={false}
            {...text('period_start')}
          />
          <TextField label={groupLabels.period_end} width="short" required={false} {...text('period_end')} />
        </FieldSet>
        <TextArea
          label={groupLabels.status_note}
          hint="Une phrase, visible de tous."
          rows={2}
          maxLength={1000}
          required={false}
          {...text('status_note')}
        />
        <TextField
          label={groupLabels.contact}
          hint="Adresse électronique ou page de contact. Elle sera publique."
          maxLength={254}
          required={false}
          {...text('contact')}
        />
        {governance && (
          <>
            <Checkboxes
              label="Copilotes côté État"
              name="copilots_etat"
              choices={governance.etat}
              values={typedList(values, 'copilots_etat')}
              error={errors.copilots_etat}
              required={false}
            />
            <Checkboxes
              label="Copilotes côté collectivités"
              name="copilots_collectivites"
              choices={governance.collectivites}
              values={typedList(values, 'copilots_collectivites')}
              error={errors.copilots_collectivites}
              required={false}
            />
            <SelectField
              label="Confiance dans ces informations"
              placeholder={null}
              choices={[
                { value: 'high', label: 'Sûres' },
                { value: 'medium', label: 'À confirmer' },
                { value: 'low', label: 'À vérifier' },
              ]}
              {...text('confidence')}
            />
            <TextArea
              label={groupLabels.note}
              hint="Affiché avec les sources."
              rows={2}
              maxLength={1000}
              required={false}
              {...text('note')}
            />
          </>
        )}
        {withReason && (
          <TextArea
            label="Pourquoi ce groupe"
            hint="Cette raison ouvre l’histoire du groupe, visible de tous."
            rows={3}
            maxLength={1000}
            {...text('reason')}
          />
        )}
        <SubmitRow label={submit} cancelHref={cancelHref} />
      </Form>
    </>
  );
}
