import { Badge, capitalised, Time } from '../../../ui/index.ts';
import { describe, type Vocabulary } from '../../audience/index.ts';
import type { Milestone, MilestoneMove } from '../measure.ts';
import { periodHeading, periodPhrase, placeOf } from '../period.ts';
import { milestoneKindLabels } from '../vocabulary.ts';

/** Links to what may be done of one date. */
export type MilestoneActs = (milestone: Milestone) => readonly { label: string; href: string }[];

/** The dates of a measure along the rope, each with where it stood before. */
export function Milestones({
  milestones,
  today,
  words,
  actsOn,
}: {
  milestones: readonly Milestone[];
  today: string;
  words: Vocabulary;
  actsOn?: MilestoneActs;
}) {
  return (
    <ol class="cd-rope">
      {milestones.map((milestone) => {
        const cancelled = milestone.cancelledAt !== null;
        const past = placeOf(milestone, today) === 'past';
        const look = cancelled ? 'dropped' : past ? 'done' : 'todo';
        return (
          <li class={`cd-rope__knot cd-rope__knot--${look}`} id={`jalon-${milestone.id}`}>
            <p class="cd-meta">
              <span class="cd-rope__when">{periodHeading(milestone)}</span>
              <span>{milestoneKindLabels[milestone.kind]}</span>
              {!cancelled && placeOf(milestone, today) === 'current' && <Badge kind="accent">En cours</Badge>}
              {cancelled && <Badge kind="error">Annulé</Badge>}
              {milestone.moves.length > 0 && <Badge kind="warning">Reporté</Badge>}
            </p>
            <p class="cd-rope__text">
              {cancelled ? <del>{capitalised(milestone.label)}</del> : capitalised(milestone.label)}
            </p>
            {milestone.audience && (
              <p class="cd-rope__text">Public : {describe(milestone.audience, words)}.</p>
            )}
            {milestone.moves.map((move) => (
              <Move move={move} />
            ))}
            {!cancelled && actsOn && (
              <p class="cd-meta">
                {actsOn(milestone).map(({ label, href }) => (
                  <a href={href}>
                    {label} <span class="fr-sr-only">« {milestone.label} »</span>
                  </a>
                ))}
              </p>
            )}
          </li>
        );
      })}
    </ol>
  );
}

function Move({ move }: { move: MilestoneMove }) {
  return (
    <p class="cd-rope__text">
      Prévu {periodPhrase(move.from)}, reporté {periodPhrase(move.to)} (<Time value={move.at} />) :{' '}
      {move.reason} <a href={move.source.url}>{move.source.label}</a>
    </p>
  );
}
