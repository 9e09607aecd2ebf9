import { type FormState, typedField, typedText } from '../../../platform/http/index.ts';
import {
  Alert,
  Form,
  FormTroubles,
  HiddenFields,
  PageHeader,
  ReasonField,
  SubmitRow,
} from '../../../ui/index.ts';
import { DirectionFields, groupLabels } from './group-form.tsx';

/** Another title or objective for a group. */
export function ReorientForm({
  group,
  form,
  notice,
  submit = 'Réorienter le groupe',
}: {
  group: { slug: string; title: string };
  form: FormState;
  /** With how many keys this is done. */
  notice: string;
  submit?: string;
}) {
  return (
    <>
      <PageHeader eyebrow={group.title} title="Réorienter le groupe" />
      <FormTroubles form={form} labels={groupLabels} />
      <Alert kind="info">
        <p>{notice}</p>
      </Alert>
      <Form formKey={form.key}>
        <HiddenFields fields={{ version: typedText(form.values, 'version') }} />
        <DirectionFields form={form} />
        <ReasonField
          label="Raison"
          hint="Publiée avec la date dans l’histoire du groupe."
          {...typedField(form, 'reason')}
        />
        <SubmitRow label={submit} cancelHref={`/espace/groupes/${group.slug}`} />
      </Form>
    </>
  );
}
