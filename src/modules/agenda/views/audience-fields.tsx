import { type FormState, typedField } from '../../../platform/http/index.ts';
import { FieldSet, TextArea } from '../../../ui/index.ts';
import { type Preview, type RuleChoices, RuleFields } from '../../audience/index.ts';
import { contentLabels } from '../content-words.ts';

/** Whom a measure is for, in its form. */
export type AudiencePart =
  /** Said at an address of its own. */
  | { told: string; href: string }
  | {
      choices: RuleChoices;
      /** The rule as it was, in words. */
      kept?: string;
      /** Who is concerned by the rule as it is typed, when that was asked. */
      preview?: Preview;
    };

const id = 'public-vise';

export function AudienceFields({ form, audience }: { form: FormState; audience: AudiencePart }) {
  return (
    <div id={id}>
      <FieldSet legend={contentLabels.audience}>
        {'told' in audience ? (
          <p>
            {audience.told} (<a href={audience.href}>modifier le public visé</a>)
          </p>
        ) : (
          <RuleFields form={form} {...audience} anchor={id} />
        )}
        <TextArea
          label={contentLabels.audience_note}
          rows={2}
          maxLength={1000}
          required={false}
          {...typedField(form, 'audience_note')}
        />
      </FieldSet>
    </div>
  );
}
