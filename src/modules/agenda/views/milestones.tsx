import { Badge, capitalised, Time } from '../../../ui/index.ts';
import { describe, type Vocabulary } from '../../audience/index.ts';
import type { Milestone, MilestoneMove } from '../measure.ts';
import { periodHeading, periodPhrase, placeOf } from '../period.ts';
import { milestoneKindLabels } from '../vocabulary.ts';

/** The dates of a measure along the rope, each with where it stood before. */
export function Milestones({
  milestones,
  today,
  words,
}: {
  milestones: readonly Milestone[];
  today: string;
  words: Vocabulary;
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
            {milestone.audience && <p class="cd-rope__text">Pour {describe(milestone.audience, words)}.</p>}
            {milestone.moves.map((move) => (
              <Move move={move} />
            ))}
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
