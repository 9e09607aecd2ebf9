import { type FormState, typedText } from '../../../platform/http/index.ts';
import {
  Form,
  FormTroubles,
  PageHeader,
  RadioGroup,
  ReasonField,
  Section,
  SubmitRow,
  Time,
} from '../../../ui/index.ts';
import type { ModerationCase } from '../queries.ts';
import type { ReportableKind } from '../reportable.ts';
import { Said } from './said.tsx';

/** Somebody else than who hid it answers its author. */
export function JudgementPage({
  one,
  kind,
  hiddenAt,
  form,
}: {
  one: ModerationCase;
  kind: ReportableKind;
  /** Where it is still opened; null when its words tell all. */
  hiddenAt: string | null;
  form: FormState;
}) {
  return (
    <>
      <FormTroubles form={form} labels={{ motif: 'Motif' }} />
      <PageHeader eyebrow={`${kind.words.name} : ${one.label}`} title="Répondre à la contestation" />
      <Section title="Ce qui est masqué" id="texte">
        <blockquote>
          <Said kind={kind} text={one.decidedText ?? ''} />
        </blockquote>
        {hiddenAt !== null && (
          <p>
            <a href={hiddenAt}>Le voir, masqué</a>
          </p>
        )}
      </Section>
      <Section title="Le motif donné" id="motif-donne">
        <blockquote class="cd-verbatim">{one.decisionReason}</blockquote>
      </Section>
      <Section title={`Ce que répond ${one.authorName}`} id="contestation">
        {one.contestedAt && (
          <p>
            Le <Time value={one.contestedAt} withTime /> :
          </p>
        )}
        <blockquote class="cd-verbatim">{one.contest}</blockquote>
      </Section>
      <Section title="Votre décision" id="decider">
        <Form formKey={form.key}>
          <RadioGroup
            name="decision"
            label="Que faites-vous ?"
            value={typedText(form.values, 'decision')}
            choices={[
              { value: 'retablir', label: 'Rétablir', hint: 'Il revient tel qu’il était.' },
              { value: 'maintenir', label: 'Maintenir masqué', hint: 'La contestation est close.' },
            ]}
            error={form.errors.decision}
          />
          <ReasonField
            hint="L’auteur le lira tel quel, par courriel."
            value={typedText(form.values, 'motif')}
            error={form.errors.motif}
          />
          <SubmitRow label="Répondre" cancelHref={`/espace/moderation/${one.id}`} />
        </Form>
      </Section>
    </>
  );
}
