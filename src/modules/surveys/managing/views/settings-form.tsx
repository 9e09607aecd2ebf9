import { type FormState, typedField, typedPreview, typedText } from '../../../../platform/http/index.ts';
import {
  DateField,
  Form,
  FormTroubles,
  HiddenFields,
  MarkdownField,
  RadioGroup,
  SelectField,
  SubmitRow,
  TextField,
} from '../../../../ui/index.ts';

const modes = [
  {
    value: 'anonymous',
    label: 'Anonyme, ouverte à toute personne qui a l’adresse',
    hint: 'Sans compte. Rien ne relie une réponse à une personne ; rien n’empêche tout à fait quelqu’un de répondre deux fois.',
  },
  {
    value: 'account',
    label: 'Anonyme, une fois par compte',
    hint: 'Il faut un compte. Qui a participé est noté à part, avant la réponse ; rien ne relie les deux.',
  },
  {
    value: 'authority',
    label: 'Une réponse par collectivité',
    hint: 'Les agents et élus d’une même collectivité y répondent ensemble ; vous lisez la réponse de chacune.',
  },
] as const;

export const settingsLabels = {
  titre: 'Titre',
  introduction: 'Introduction',
  confidentialite: 'Ce que deviennent les réponses',
  minutes: 'Durée',
  ouverture: 'Ouverture',
  fermeture: 'Fermeture',
};

/** What a survey is, in its form. */
export function SettingsForm({
  form,
  groups,
  frozen,
  submit,
  cancelHref,
}: {
  form: FormState;
  /** Those that may keep it; '' stands for the programme team. */
  groups: readonly { value: string; label: string }[];
  /** People have been told how they answer. */
  frozen: boolean;
  submit: string;
  cancelHref: string;
}) {
  const preview = (name: string) => typedPreview(form.values, name, { most: 4000, baseLevel: 3 });
  return (
    <>
      <FormTroubles form={form} labels={settingsLabels} />
      <Form formKey={form.key}>
        <HiddenFields fields={{ version: typedText(form.values, 'version') || undefined }} />
        <TextField {...typedField(form, 'titre')} label="Titre" maxLength={200} />
        <MarkdownField
          {...typedField(form, 'introduction')}
          preview={preview('introduction')}
          label="Introduction"
          hint="À qui elle s’adresse et à quoi elle sert."
          rows={5}
          maxLength={4000}
        />
        <MarkdownField
          {...typedField(form, 'confidentialite')}
          preview={preview('confidentialite')}
          label="Ce que deviennent les réponses"
          hint="Ce que le mode garantit s’ajoute de lui-même : dites ce que vous ferez des résultats."
          rows={3}
          maxLength={4000}
          required={false}
        />
        <TextField
          {...typedField(form, 'minutes')}
          label="Durée, en minutes"
          inputMode="numeric"
          width="short"
          required={false}
        />
        {groups.length > 1 ? (
          <SelectField
            {...typedField(form, 'groupe')}
            label="Qui la mène"
            placeholder={null}
            choices={groups}
          />
        ) : (
          <HiddenFields fields={{ groupe: groups[0]?.value }} />
        )}
        {frozen ? (
          <HiddenFields fields={{ mode: typedText(form.values, 'mode') }} />
        ) : (
          <RadioGroup {...typedField(form, 'mode')} label="Qui répond" choices={modes} />
        )}
        <DateField
          {...typedField(form, 'ouverture')}
          label="Ouverture"
          hint="Sans date, elle s’ouvre quand vous l’ouvrez."
          required={false}
        />
        <DateField
          {...typedField(form, 'fermeture')}
          label="Dernier jour pour répondre"
          hint="Sans date, elle reste ouverte jusqu’à ce que vous la fermiez."
          required={false}
        />
        <SubmitRow label={submit} cancelHref={cancelHref} />
      </Form>
    </>
  );
}
