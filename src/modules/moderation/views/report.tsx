import { type FormState, typedText } from '../../../platform/http/index.ts';
import {
  Checkbox,
  Confirmation,
  ErrorSummary,
  Form,
  PageHeader,
  RadioGroup,
  ReasonField,
  SubmitRow,
  TextArea,
} from '../../../ui/index.ts';
import type { PublishedFrom, ReportableKind, ReportedThing } from '../reportable.ts';
import { motives } from '../vocabulary.ts';
import { alsoReadBy, Said, StaysPublished } from './said.tsx';

interface ThingProps {
  kind: ReportableKind;
  thing: ReportedThing;
  form: FormState;
}

/** What somebody thinks should not be there. */
export function ReportPage({ kind, thing, form }: ThingProps) {
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <PageHeader
        eyebrow={thing.label}
        title={`Signaler ${kind.words.the}`}
        lead="Vous le faites en confiance : votre nom n’est pas donné à son auteur. Un courriel vous dira ce qu’il devient."
      />
      <p>
        {thing.authorName} a {kind.words.made} :
      </p>
      <blockquote>
        <Said kind={kind} text={thing.text} />
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
        {thing.groupId !== null && (
          <Checkbox
            name="equipe"
            label="Adresser ce signalement à l’équipe du programme seule"
            hint="Les copilotes ne le verront pas. Ce qu’écrit un copilote va toujours à l’équipe."
            required={false}
            checked={typedText(form.values, 'equipe') !== ''}
          />
        )}
        <SubmitRow label="Envoyer le signalement" cancelHref={thing.href} />
      </Form>
    </>
  );
}

/** Asks before what another wrote is hidden, and why. */
export function HidePage({
  kind,
  thing,
  published,
  form,
}: ThingProps & { published: readonly PublishedFrom[] }) {
  return (
    <Confirmation
      about={thing.label}
      question={`Masquer ${kind.words.the} ?`}
      warning={`${kind.words.hiding} L’auteur reçoit le motif et peut contester une fois, dans les 30 jours.`}
      act={`Masquer ${kind.words.the}`}
      form={form}
      cancelHref={thing.href}
    >
      <blockquote>
        <Said kind={kind} text={thing.text} />
      </blockquote>
      <StaysPublished kind={kind} published={published} />
      <ReasonField
        hint={`Son auteur le lira tel quel${alsoReadBy(kind)}.`}
        value={typedText(form.values, 'motif')}
        error={form.errors.motif}
      />
    </Confirmation>
  );
}
