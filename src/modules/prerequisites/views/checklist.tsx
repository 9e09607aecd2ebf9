import type { ComponentChildren } from 'preact';
import {
  Badge,
  Columns,
  Details,
  Icon,
  LinkList,
  PageSummary,
  Panel,
  Section,
  Sources,
  TagList,
} from '../../../ui/index.ts';
import type { Checklist, Part, Point, Reader } from '../content.ts';
import { checklistHref, durationWords, readerLabels, whoWords } from '../who.ts';

interface ChecklistProps {
  checklist: Checklist;
  reader: Reader;
  /** Above the list: how far the reader's authority is, or how to keep it. */
  progress?: ComponentChildren;
  /** Beside each point: where the reader's authority is with it; a box to tick on paper without. */
  stateOf?: (point: Point) => ComponentChildren;
}

/** What is to be gathered, part by part, for an authority or for the vendor that equips it. */
export function ChecklistView({ checklist, reader, progress, stateOf }: ChecklistProps) {
  const { rollout, audiences, eligibility, roles_note, parts } = checklist;
  const startOf = (part: Part) =>
    1 + parts.slice(0, parts.indexOf(part)).reduce((sum, { points }) => sum + points.length, 0);
  return (
    <>
      <div class="cd-checklist__head">
        {audiences.length > 1 && (
          <TagList
            label="Pour qui"
            items={audiences.map((one) => ({
              label: readerLabels[one],
              href: checklistHref(rollout, one),
              current: one === reader,
            }))}
          />
        )}
        <p class="cd-exports">
          <a href={checklistHref(rollout, reader, '.pdf')}>
            <Icon name="download" /> La liste à imprimer (PDF)
          </a>
        </p>
      </div>
      {progress}
      <Columns
        aside={
          eligibility && (
            <Panel title="Qui peut se raccorder">
              <p>{eligibility.text}</p>
              <FoldedSources {...eligibility} about="qui peut se raccorder" />
            </Panel>
          )
        }
      >
        <PageSummary
          title="Les parties"
          items={parts.map(({ slug, title, points }) => ({ label: `${title} (${points.length})`, id: slug }))}
        />
        {parts.map((part) => (
          <Section id={part.slug} title={part.title} intro={part.summary}>
            <ol class="cd-points" start={startOf(part)}>
              {part.points.map((point) => (
                <PointItem checklist={checklist} point={point} reader={reader} state={stateOf?.(point)} />
              ))}
            </ol>
          </Section>
        ))}
        {roles_note && <p class="cd-checklist__foot">{roles_note}</p>}
      </Columns>
    </>
  );
}

interface PointProps {
  checklist: Checklist;
  point: Point;
  reader: Reader;
  state?: ComponentChildren;
}

function PointItem({ checklist, point, reader, state }: PointProps) {
  const { slug, title, detail, prepare, links, confidence } = point;
  // Nothing is said of each when the content says it of none.
  const says = checklist.roles.length > 0;
  return (
    <li class="cd-point" id={`point-${slug}`}>
      <h3 class="cd-point__title">
        {title}
        {confidence === 'low' && (
          <>
            {' '}
            <Badge kind="warning">À vérifier</Badge>
          </>
        )}
      </h3>
      {detail && <p>{detail}</p>}
      {prepare.length > 0 && (
        <>
          <p class="cd-point__label">À préparer</p>
          <ul>
            {prepare.map((one) => (
              <li>{one}</li>
            ))}
          </ul>
        </>
      )}
      {says && (
        <dl class="cd-point__facts">
          <div>
            <dt>Qui</dt>
            <dd>{whoWords(checklist, point, reader)}</dd>
          </div>
          <div>
            <dt>Temps</dt>
            <dd>{durationWords(point)}</dd>
          </div>
        </dl>
      )}
      {links.length > 0 && <LinkList class="cd-point__links" links={links} />}
      {state ?? <span class="cd-point__box" aria-hidden="true" />}
      <FoldedSources {...point} about={title} />
    </li>
  );
}

/** Where it comes from, for whoever wants to know. */
export function FoldedSources({
  sources,
  confidence,
  note,
  about,
}: Pick<Point, 'sources' | 'confidence' | 'note'> & {
  /** Tells it from the others of the page. */
  about?: string;
}) {
  return (
    <div class="cd-why">
      <Details
        summary={
          <>
            {sources.length > 1 ? 'Sources' : 'Source'}
            {about && <span class="fr-sr-only"> : {about}</span>}
          </>
        }
      >
        <Sources sources={sources} confidence={confidence} note={note ?? undefined} title="" />
      </Details>
    </div>
  );
}

/** The same for several statements of one table, each under its name. */
export function SourcesOfEach({
  items,
}: {
  items: readonly (Pick<Point, 'sources' | 'confidence' | 'note'> & { label: string })[];
}) {
  return (
    <div class="cd-why">
      <Details summary="Sources">
        {items.map(({ label, sources, confidence, note }) => (
          <Sources sources={sources} confidence={confidence} note={note ?? undefined} title={label} />
        ))}
      </Details>
    </div>
  );
}
