import { type FormState, typedField } from '../../../platform/http/index.ts';
import { DateField, RadioGroup } from '../../../ui/index.ts';
import { nothingBegun } from '../place-schemas.ts';
import type { Rollout } from '../rollout.ts';

/** The last stage that was reached, and since when. */
export function StageFields({
  form,
  rollout,
  today,
  withEvidence = false,
}: {
  form: FormState;
  rollout: Pick<Rollout, 'stages'>;
  /** The day in Paris: nothing is declared of tomorrow. */
  today: string;
  /** Whether each stage says what shows that it was reached. */
  withEvidence?: boolean;
}) {
  return (
    <>
      <RadioGroup
        {...typedField(form, 'etape')}
        label="Dernière étape atteinte"
        choices={[
          { value: nothingBegun, label: 'Rien n’est commencé' },
          ...rollout.stages.map(({ slug, title, position, evidence: [shown] }) => ({
            value: slug,
            label: `${position}. ${title}`,
            hint: withEvidence && shown ? `Ce qui le montre : ${shown}` : undefined,
          })),
        ]}
      />
      <SinceField form={form} today={today} hint="À peu près suffit. Vide : aujourd’hui." />
    </>
  );
}

/** Since when it is so. */
export function SinceField({ form, today, hint }: { form: FormState; today: string; hint: string }) {
  return (
    <DateField {...typedField(form, 'depuis')} label="Depuis le" hint={hint} max={today} required={false} />
  );
}
