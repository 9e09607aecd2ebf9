import { type FormState, typedText } from '../../../platform/http/index.ts';
import {
  Alert,
  ErrorSummary,
  Form,
  formatDate,
  PageHeader,
  Section,
  SubmitRow,
  TextArea,
  Time,
} from '../../../ui/index.ts';
import type { ModerationCase } from '../queries.ts';
import type { ReportableKind } from '../reportable.ts';
import { Said } from './said.tsx';

/** What was decided of what one wrote, why, and what one may answer. */
export function ContestPage({
  kind,
  one,
  said,
  until,
  now,
  form,
}: {
  kind: ReportableKind;
  one: ModerationCase;
  /** What one wrote; null once that is forgotten. */
  said: string | null;
  until: Date | null;
  now: Date;
  form: FormState;
}) {
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <PageHeader
        eyebrow={one.groupTitle ?? undefined}
        title={`${kind.words.your} ${kind.words.where(one.label)} ${one.state === 'restored' ? 'est rétabli' : 'est masqué'}`}
      />
      <Section title="La décision" id="decision">
        {one.decidedAt && (
          <p>
            Masqué le <Time value={one.decidedAt} withTime /> par{' '}
            {one.decidedAs === 'copilot' ? 'un copilote du groupe' : 'l’équipe du programme'}, pour ce motif :
          </p>
        )}
        <blockquote class="cd-verbatim">{one.decisionReason}</blockquote>
      </Section>
      {said !== null && (
        <Section title={`Ce que vous aviez ${kind.words.made}`} id="ecrit">
          <blockquote>
            <Said kind={kind} text={said} />
          </blockquote>
        </Section>
      )}
      {one.contestedAt ? (
        <Contested one={one} />
      ) : until && now <= until ? (
        <Section title="Contester" id="contester">
          <p>
            Une seule fois, jusqu’au {formatDate(until)}. Une autre personne que celle qui a décidé vous
            répondra : {one.groupTitle !== null && 'un copilote de l’autre côté du groupe, ou '}l’équipe du
            programme.
          </p>
          <Form formKey={form.key}>
            <TextArea
              name="texte"
              label="Pourquoi contestez-vous ?"
              rows={6}
              maxLength={4000}
              value={typedText(form.values, 'texte')}
              error={form.errors.texte}
            />
            <SubmitRow label="Contester la décision" cancelHref="/espace" />
          </Form>
        </Section>
      ) : (
        <Alert kind="info">
          <p>Le délai pour contester est passé.</p>
        </Alert>
      )}
    </>
  );
}

function Contested({ one }: { one: ModerationCase }) {
  return (
    <Section title="Votre contestation" id="contestation">
      {one.contestedAt && (
        <p>
          Envoyée le <Time value={one.contestedAt} withTime /> :
        </p>
      )}
      <blockquote class="cd-verbatim">{one.contest}</blockquote>
      {one.judgedAt ? (
        <>
          <h3>
            La réponse, le <Time value={one.judgedAt} withTime />
          </h3>
          <p>{one.state === 'restored' ? 'Rétabli tel qu’il était.' : 'Maintenu masqué.'}</p>
          <blockquote class="cd-verbatim">{one.judgementReason}</blockquote>
        </>
      ) : (
        <p>Une autre personne que celle qui a décidé vous répondra, par courriel.</p>
      )}
    </Section>
  );
}
