import { type FormState, typedText } from '../../../platform/http/index.ts';
import {
  Alert,
  Button,
  Callout,
  Details,
  Form,
  FormTroubles,
  PageHeader,
  plural,
  RadioGroup,
  ReasonField,
  Section,
  SubmitRow,
  Time,
} from '../../../ui/index.ts';
import type { ModerationCase, Report } from '../queries.ts';
import type { PublishedFrom, ReportableKind } from '../reportable.ts';
import { motiveWords, stateWords } from '../vocabulary.ts';
import { CaseBadge } from './queue.tsx';
import { alsoReadBy, Said, StaysPublished } from './said.tsx';

export interface CasePageProps {
  one: ModerationCase;
  kind: ReportableKind;
  /** Where a hidden one is still opened; null when its words tell all. */
  hiddenAt: string | null;
  /** What was made of it and stays public, whatever is decided here. */
  published: readonly PublishedFrom[];
  reports: readonly Report[];
  /** What was decided of the same thing before. */
  earlier: readonly { state: ModerationCase['state']; decidedAt: Date; reason: string }[];
  /** What it said when it was reported, or decided. */
  said: string;
  /** It says something else now. */
  changed: boolean;
  /** The thing as it is now; null when it is gone or hidden. */
  now: { href: string; text: string; files: number } | null;
  canDecide: boolean;
  canJudge: boolean;
  /** The reader is among those who reported it. */
  reported: boolean;
  form: FormState;
}

export function CasePage(props: CasePageProps) {
  const { one, kind, hiddenAt, published, reports, earlier, said, changed, now, form } = props;
  return (
    <>
      <FormTroubles form={form} labels={{ motif: 'Motif' }} />
      <PageHeader eyebrow={one.groupTitle ?? undefined} title={one.label} />
      <div class="cd-meta">
        <CaseBadge state={one.state} contestWaits={one.contested && !one.judged} />
        <span>{kind.words.name}</span>
        <span>
          {kind.words.made} par {one.authorName}
        </span>
        {now && <a href={now.href}>Le voir à sa place</a>}
        {hiddenAt !== null && <a href={hiddenAt}>Le voir, masqué</a>}
      </div>
      <Section title="Ce qui est en cause" id="texte">
        <blockquote>
          <Said kind={kind} text={said} />
        </blockquote>
        {changed && now && (
          <Details summary="Son auteur l’a modifié depuis : lire ce qu’il dit maintenant">
            <Said kind={kind} text={now.text} />
          </Details>
        )}
        {now && now.files > 0 && (
          <p>Avec {plural(now.files, 'fichier joint', 'fichiers joints')}, à lire à sa place.</p>
        )}
        <StaysPublished kind={kind} published={published} />
        {!now && one.state === 'waiting' && (
          <Alert kind="info">
            <p>Il a été supprimé depuis. Vous pouvez clore le signalement.</p>
          </Alert>
        )}
      </Section>
      {reports.length > 0 && (
        <Section title={plural(reports.length, 'signalement')} id="signalements">
          <ul>
            {reports.map((report) => (
              <li>
                <strong>{motiveWords(report.motive)}</strong>, par {report.reporterName} le{' '}
                <Time value={report.reportedAt} withTime />
                {report.toTeam && ' (pour l’équipe du programme seule)'}
                {report.comment && <p class="cd-verbatim">{report.comment}</p>}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {earlier.length > 0 && (
        <Section title="Décisions précédentes" id="avant">
          <ul>
            {earlier.map(({ state, decidedAt, reason }) => (
              <li>
                {stateWords[state]} le <Time value={decidedAt} /> : {reason}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Decided one={one} />
      <WhatToDo {...props} />
    </>
  );
}

function Decided({ one }: { one: ModerationCase }) {
  if (!one.decidedAt) return null;
  return (
    <Section title="Décision" id="decision-prise">
      <p>
        {one.state === 'dismissed' ? 'Laissé en place' : 'Masqué'} le <Time value={one.decidedAt} withTime />
        {one.decidedByName && ` par ${one.decidedByName}`} (
        {one.decidedAs === 'copilot' ? 'copilote' : 'équipe du programme'})
      </p>
      <blockquote class="cd-verbatim">{one.decisionReason}</blockquote>
      {one.contestedAt && (
        <>
          <h3>
            Contesté par son auteur le <Time value={one.contestedAt} withTime />
          </h3>
          <blockquote class="cd-verbatim">{one.contest}</blockquote>
        </>
      )}
      {one.judgedAt && (
        <>
          <h3>
            {one.state === 'restored' ? 'Rétabli' : 'Maintenu masqué'} le{' '}
            <Time value={one.judgedAt} withTime />
            {one.judgedByName && ` par ${one.judgedByName}`}
          </h3>
          <blockquote class="cd-verbatim">{one.judgementReason}</blockquote>
        </>
      )}
    </Section>
  );
}

function WhatToDo({ one, kind, now, canDecide, canJudge, reported, form }: CasePageProps) {
  if (canJudge) {
    return (
      <Callout title="Son auteur conteste cette décision">
        <p>Vous n’êtes pas la personne qui l’a prise : c’est à vous, ou à une autre, de répondre.</p>
        <Button href={`/espace/moderation/${one.id}/contestation`}>Répondre à la contestation</Button>
      </Callout>
    );
  }
  if (canDecide) return <DecisionForm kind={kind} gone={now === null} form={form} />;
  const waits = one.state === 'waiting' || (one.contested && !one.judged);
  if (!waits) return null;
  return (
    <Alert kind="info">
      <p>
        {reported
          ? 'Vous l’avez signalé vous-même : une autre personne l’examine.'
          : one.groupTitle === null
            ? 'La décision est contestée : une autre personne de l’équipe du programme y répondra.'
            : 'La décision est contestée : une personne de l’autre côté du groupe, ou de l’équipe du programme, y répondra.'}
      </p>
    </Alert>
  );
}

function DecisionForm({ kind, gone, form }: { kind: ReportableKind; gone: boolean; form: FormState }) {
  return (
    <Section title="Votre décision" id="decider">
      <Form formKey={form.key}>
        <RadioGroup
          name="decision"
          label="Que faites-vous ?"
          value={typedText(form.values, 'decision')}
          choices={[
            ...(gone
              ? []
              : [
                  {
                    value: 'masquer',
                    label: 'Masquer',
                    hint: `${kind.words.hiding} L’auteur et qui l’a signalé lisent le motif${alsoReadBy(kind)}. L’auteur peut contester.`,
                  },
                ]),
            {
              value: 'classer',
              label: gone ? 'Clore le signalement' : 'Laisser en place',
              hint: 'Qui l’a signalé lit le motif. L’auteur n’est pas averti.',
            },
          ]}
          error={form.errors.decision}
        />
        <ReasonField
          hint="Lu tel quel, comme il est dit ci-dessus."
          value={typedText(form.values, 'motif')}
          error={form.errors.motif}
        />
        <SubmitRow label="Décider" cancelHref="/espace/moderation" cancelLabel="Revenir à la liste" />
      </Form>
    </Section>
  );
}
