import type { ComponentChildren } from 'preact';
import {
  Alert,
  Columns,
  DescriptionList,
  PageHeader,
  Section,
  Sources,
  sentence,
  Time,
} from '../../../ui/index.ts';
import { describe, type Vocabulary } from '../../audience/index.ts';
import type { Asking } from '../concern.ts';
import { agendaHref } from '../list-query.ts';
import type { LegalBasis, Measure, MeasureLink } from '../measure.ts';
import { linkKindLabels } from '../vocabulary.ts';
import { ConcernForm } from './concern-form.tsx';
import { DoubtBadge, NatureBadge, StatusBadge } from './labels.tsx';
import { type MilestoneActs, Milestones } from './milestones.tsx';

/** Places that other parts of the agenda fill on the page of a measure. */
export interface MeasureSlots {
  /** Beside the title: edit, postpone, propose a correction. */
  actions?: ComponentChildren;
  /** After what must be done: what helps with it. */
  help?: ComponentChildren;
  /** Under who is concerned: how many authorities, and which. */
  concerned?: ComponentChildren;
  /** What authorities live with it. */
  experiences?: ComponentChildren;
  /** Beside the text: calendar, printable sheet, history. */
  exports?: ComponentChildren;
  /** What this reader may do of a date that still holds. */
  actsOn?: MilestoneActs;
}

export interface MeasurePageProps extends MeasureSlots {
  measure: Measure;
  /** Links that lead here from other measures. */
  backlinks: readonly MeasureLink[];
  words: Vocabulary;
  today: string;
  asking: Asking | null;
}

export function MeasurePage(props: MeasurePageProps) {
  const { measure, words, today, asking } = props;
  return (
    <>
      <PageHeader
        eyebrow="Mesure de l’agenda"
        title={measure.title}
        lead={measure.summary}
        meta={
          <>
            <NatureBadge nature={measure.nature} />
            <StatusBadge status={measure.status} />
            <DoubtBadge confidence={measure.confidence} />
          </>
        }
        actions={props.actions}
      />
      <Warnings measure={measure} />
      <Columns aside={<Aside {...props} />} more={props.experiences}>
        <Section id="public" title="Qui est concerné">
          <p>{sentence(describe(measure.audience, words))}</p>
          {measure.audienceNote && <p>{measure.audienceNote}</p>}
          {props.concerned}
        </Section>
        <ConcernForm slug={measure.slug} asking={asking} />
        {measure.milestones.length > 0 && (
          <Section id="jalons" title="Dates">
            <Milestones milestones={measure.milestones} today={today} words={words} actsOn={props.actsOn} />
          </Section>
        )}
        {measure.consequences.length > 0 && (
          <Section id="a-faire" title="Ce qu’il faut faire">
            <ul class="cd-todo">
              {measure.consequences.map((act) => (
                <li>{act}</li>
              ))}
            </ul>
          </Section>
        )}
        {props.help}
        {measure.legalBases.length > 0 && (
          <Section id="textes" title="Textes">
            <ul>
              {measure.legalBases.map((basis) => (
                <Basis basis={basis} />
              ))}
            </ul>
          </Section>
        )}
        <Links {...props} />
        {measure.confidence === 'medium' && measure.note && (
          <Section id="a-savoir" title="À savoir">
            <p>{measure.note}</p>
          </Section>
        )}
        <Sources
          sources={measure.sources}
          note={measure.confidence === 'high' ? (measure.note ?? undefined) : undefined}
        />
      </Columns>
    </>
  );
}

function Warnings({ measure }: { measure: Measure }) {
  return (
    <>
      {!measure.published && (
        <Alert kind="info" title="Brouillon">
          <p>Cette page n’est visible que des personnes qui tiennent l’agenda.</p>
        </Alert>
      )}
      {measure.confidence === 'low' && (
        <Alert kind="warning" title="À vérifier">
          <p>{measure.note ?? 'Cette information demande à être confirmée.'}</p>
        </Alert>
      )}
    </>
  );
}

function Aside({ measure, exports }: MeasurePageProps) {
  return (
    <>
      <DescriptionList
        items={[
          {
            term: 'Thème',
            value: <a href={agendaHref({ theme: measure.theme.code })}>{measure.theme.label}</a>,
          },
          { term: 'Pilote', value: measure.pilot },
          { term: 'Mise à jour', value: <Time value={measure.updatedAt} /> },
        ]}
      />
      {exports}
    </>
  );
}

function Basis({ basis: { text, article, url, note } }: { basis: LegalBasis }) {
  const words = article ? `${text}, ${article}` : text;
  return (
    <li>
      {url ? <a href={url}>{words}</a> : words}
      {note && ` (${note})`}
    </li>
  );
}

const backwards: Record<MeasureLink['kind'], string> = {
  depends_on: 'Condition pour',
  same_work: linkKindLabels.same_work,
  eased_by: 'Facilite',
};

function Links({ measure, backlinks }: MeasurePageProps) {
  const links = [
    ...measure.links.map((link) => ({ ...link, words: linkKindLabels[link.kind] })),
    ...backlinks.map((link) => ({ ...link, words: backwards[link.kind] })),
  ];
  if (links.length === 0) return null;
  return (
    <Section id="liens" title="Mesures et pages liées">
      <ul>
        {links.map(({ words, url, label }) => (
          <li>
            {words} : <a href={url}>{label}</a>
          </li>
        ))}
      </ul>
    </Section>
  );
}
