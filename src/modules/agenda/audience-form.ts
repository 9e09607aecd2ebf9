import type { Deps } from '../../platform/deps.ts';
import { type FormState, typedText } from '../../platform/http/index.ts';
import { describe, previewInTurn, type Rule, ruleChoices, vocabularyOf } from '../audience/index.ts';
import type { Actor } from '../identity/index.ts';
import type { AudiencePart } from './views/audience-fields.tsx';

/** The fields of the rule in a form, with who is concerned when that was asked; `kept` is the rule before it is edited. */
export async function audienceAsked(
  deps: Pick<Deps, 'db' | 'clock'>,
  actor: Pick<Actor, 'id'>,
  form: FormState,
  kept?: Rule,
): Promise<AudiencePart> {
  // A conflict shows what was typed in words.
  const asked = typedText(form.values, 'apercu') === '1' || form.conflict !== undefined;
  const [choices, vocabulary, counted] = await Promise.all([
    ruleChoices(deps.db),
    vocabularyOf(deps.db, kept ? [kept] : []),
    asked ? previewInTurn(deps, actor.id, form.values, { kept }) : null,
  ]);
  return {
    choices,
    ...(kept && { kept: describe(kept, vocabulary) }),
    ...(counted && { preview: counted.preview }),
  };
}
