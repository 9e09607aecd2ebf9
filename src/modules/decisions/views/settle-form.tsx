import { type FormState, typedField, typedText } from '../../../platform/http/index.ts';
import {
  ErrorSummary,
  Form,
  FormTroubles,
  HiddenFields,
  PageHeader,
  RadioGroup,
  SelectField,
  SubmitRow,
  TextArea,
  TextField,
} from '../../../ui/index.ts';
import { stateLabels } from '../content.ts';
import type { Decision } from '../queries.ts';
import type { Settlement } from '../schemas.ts';

const meanings: Readonly<Record<Settlement['state'], string>> = {
  adopted: 'Ce qui était proposé est décidé.',
  rejected: 'Ce qui était proposé n’est pas retenu.',
  dropped: 'On n’en décide pas.',
};

/** Says what is decided, who decides and why. */
export function SettleForm({
  decision,
  form,
  states,
  cancelHref,
}: {
  decision: Decision;
  form: FormState;
  states: readonly Settlement['state'][];
  cancelHref: string;
}) {
  return (
    <>
      <PageHeader
        eyebrow={decision.title}
        title="Dire ce qui est décidé"
        lead={decision.result ?? undefined}
      />
      <FormTroubles
        form={form}
        labels={{ state: 'État', decided_by: 'Qui décide', motivation: 'Pourquoi' }}
      />
      {states.length === 0 ? (
        <p>
          Il n’y a rien à décider ici : c’est fait, ou un vote le décidera par sa règle.{' '}
          <a href={cancelHref}>Revenir à la décision</a>
        </p>
      ) : (
        <Form formKey={form.key}>
          <HiddenFields fields={{ version: typedText(form.values, 'version') }} />
          <RadioGroup
            label="Ce qui est décidé"
            choices={states.map((value) => ({ value, label: stateLabels[value], hint: meanings[value] }))}
            {...typedField(form, 'state')}
          />
          <TextField label="Qui décide" maxLength={300} {...typedField(form, 'decided_by')} />
          <TextArea
            label="Pourquoi"
            hint={decision.isPublic ? 'Cela sera public.' : 'Les membres du groupe le liront.'}
            rows={4}
            maxLength={3000}
            {...typedField(form, 'motivation')}
          />
          <SubmitRow label="Conclure" cancelHref={cancelHref} />
        </Form>
      )}
    </>
  );
}

/** Says which later decision stands in its place. */
export function ReplaceForm({
  decision,
  form,
  others,
  cancelHref,
}: {
  decision: Decision;
  form: FormState;
  others: readonly { id: string; number: number; title: string }[];
  cancelHref: string;
}) {
  return (
    <>
      <PageHeader eyebrow={decision.title} title="Remplacer cette décision par une autre" />
      <ErrorSummary errors={form.errors} />
      {others.length === 0 || decision.state !== 'adopted' ? (
        <p>
          {decision.state === 'adopted'
            ? 'Le groupe n’a pas d’autre décision adoptée : prenez ou consignez d’abord celle qui la remplace.'
            : 'Seule une décision adoptée est remplacée par une autre.'}{' '}
          <a href={cancelHref}>Revenir à la décision</a>
        </p>
      ) : (
        <Form formKey={form.key}>
          <HiddenFields fields={{ version: typedText(form.values, 'version') }} />
          <SelectField
            label="Décision qui la remplace"
            choices={others.map(({ id, number, title }) => ({ value: id, label: `n° ${number} : ${title}` }))}
            {...typedField(form, 'replaced_by')}
          />
          <SubmitRow label="Remplacer" cancelHref={cancelHref} />
        </Form>
      )}
    </>
  );
}
