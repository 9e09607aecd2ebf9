import { type FormState, typedText } from '../../../platform/http/index.ts';
import {
  Checkbox,
  Confirmation,
  ErrorSummary,
  Form,
  PageHeader,
  Prose,
  RadioGroup,
  ReasonField,
  type SafeHtml,
  SubmitRow,
  TextArea,
} from '../../../ui/index.ts';
import type { ReportableKind, ReportedThing } from '../reportable.ts';
import { motives } from '../vocabulary.ts';

interface ThingProps {
  kind: ReportableKind;
  thing: ReportedThing;
  html: SafeHtml;
  form: FormState;
}

/** What somebody thinks should not be there. */
export function ReportPage({ kind, thing, html, form }: ThingProps) {
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <PageHeader
        eyebrow={thing.label}
        title={`Signaler ${kind.words.the}`}
        lead="Vous le faites en confiance : votre nom n’est pas donné à son auteur. Un courriel vous dira ce qu’il devient."
      />
      <p>{thing.authorName} a écrit :</p>
      <blockquote>
        <Prose html={html} />
      </blockquote>
      <Form formKey={form.key}>
        <RadioGroup
          name="motif"
          label="Pourquoi le signalez-vous ?"
          value={typedText(form.values, 'motif')}
          choices={motives.map(({ code, label }) => ({ value: code, label }))}
          error={form.errors.motif}
        />
        <TextArea
          name="precision"
          label="Précisez, si vous le pouvez"
          hint="Lu par qui examine le signalement, et par personne d’autre."
          rows={4}
          maxLength={2000}
          required={false}
          value={typedText(form.values, 'precision')}
          error={form.errors.precision}
        />
        <Checkbox
          name="equipe"
          label="Adresser ce signalement à l’équipe du programme seule"
          hint="Les copilotes du groupe ne le verront pas. Ce qu’écrit un copilote va toujours à l’équipe."
          required={false}
          checked={typedText(form.values, 'equipe') !== ''}
        />
        <SubmitRow label="Envoyer le signalement" cancelHref={thing.href} />
      </Form>
    </>
  );
}

/** Asks before what another wrote is hidden, and why. */
export function HidePage({ kind, thing, html, form }: ThingProps) {
  return (
    <Confirmation
      about={thing.label}
      question={`Masquer ${kind.words.the} ?`}
      warning="Sa place reste, avec le motif. Son texte et ses fichiers ne sont plus lus que par son auteur et par la modération. L’auteur reçoit le motif et peut contester une fois, dans les 30 jours."
      act={`Masquer ${kind.words.the}`}
      form={form}
      cancelHref={thing.href}
    >
      <blockquote>
        <Prose html={html} />
      </blockquote>
      <ReasonField
        hint={`${thing.authorName} le lira tel quel, et les membres du groupe à la place du message.`}
        value={typedText(form.values, 'motif')}
        error={form.errors.motif}
      />
    </Confirmation>
  );
}
