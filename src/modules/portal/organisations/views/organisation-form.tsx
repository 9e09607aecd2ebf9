import { type FormState, typedText } from '../../../../platform/http/index.ts';
import {
  Checkbox,
  Form,
  FormTroubles,
  HiddenFields,
  RadioGroup,
  SelectField,
  SubmitRow,
  TextArea,
  TextField,
} from '../../../../ui/index.ts';

const labels = {
  name: 'Nom',
  acronym: 'Sigle',
  side: 'Côté',
  kind: 'Nature',
  website: 'Site',
  role: 'Rôle dans le programme',
  confidence: 'Confiance dans ces informations',
  note: 'Ce qui reste à vérifier',
};

export function OrganisationForm({
  form,
  submit,
  cancelHref,
}: {
  form: FormState;
  submit: string;
  cancelHref: string;
}) {
  const { values, errors } = form;
  const field = (name: keyof typeof labels) => ({
    name,
    label: labels[name],
    value: typedText(values, name),
    error: errors[name],
  });
  return (
    <>
      <FormTroubles form={form} labels={labels} />
      <Form formKey={form.key}>
        <HiddenFields fields={{ version: typedText(values, 'version') || undefined }} />
        <TextField {...field('name')} maxLength={200} />
        <TextField {...field('acronym')} maxLength={30} width="medium" required={false} />
        <RadioGroup
          {...field('side')}
          choices={[
            { value: 'etat', label: 'État' },
            { value: 'collectivites', label: 'Collectivités' },
            { value: '', label: 'Ni l’un ni l’autre', hint: 'Un éditeur de logiciels, par exemple.' },
          ]}
        />
        <TextField
          {...field('kind')}
          hint="Exemples : ministère, association d’élus, syndicat mixte"
          maxLength={100}
          width="medium"
        />
        <TextField {...field('website')} type="url" hint="Exemple : www.exemple.fr" required={false} />
        <TextArea {...field('role')} maxLength={2000} required={false} />
        <Checkbox
          name="in_governance"
          label="Siège au comité d’orientation politique"
          checked={typedText(values, 'in_governance') !== ''}
          error={errors.in_governance}
          required={false}
        />
        <SelectField
          {...field('confidence')}
          placeholder={null}
          choices={[
            { value: 'high', label: 'Sûres' },
            { value: 'medium', label: 'À confirmer' },
            { value: 'low', label: 'À vérifier' },
          ]}
        />
        <TextArea
          {...field('note')}
          hint="Affiché avec les sources."
          rows={2}
          maxLength={1000}
          required={false}
        />
        <SubmitRow label={submit} cancelHref={cancelHref} />
      </Form>
    </>
  );
}
