import type { Side } from '../../../platform/database/index.ts';
import {
  Badge,
  Card,
  Fact,
  type HeadingLevel,
  machineDate,
  plural,
  Time,
  Weather,
} from '../../../ui/index.ts';
import { dormancyOf } from '../life-cycle.ts';
import type { Group } from '../queries.ts';
import { DueOn, dormancyWords, GroupLife } from './labels.tsx';

/** How many people take part in a group, and how many authorities they come from: real counts. */
export interface Participation {
  people: number;
  authorities: number;
}

/** The co-piloting organisations of one side, by their short names. */
function sideNames(group: Pick<Group, 'copilots'>, side: Side): string {
  return group.copilots
    .filter((copilot) => copilot.side === side)
    .map(({ acronym, name }) => acronym ?? name)
    .join(', ');
}

/** A group at a glance: whether it lives, where it stands, what comes next, who carries it. */
export function GroupCard({
  group,
  now,
  participation,
  level,
}: {
  group: Group;
  now: Date;
  participation?: Participation;
  level?: HeadingLevel;
}) {
  const dormancy = dormancyOf(group, now);
  return (
    <Card
      title={group.title}
      href={`/groupes/${group.slug}`}
      level={level}
      start={
        <p class="cd-meta">
          {group.number !== null && <span class="cd-eyebrow">Groupe {group.number}</span>}
          <GroupLife group={group} dormancy={dormancy} />
        </p>
      }
      end={
        participation && participation.people > 0 ? (
          <ParticipationFacts participation={participation} />
        ) : null
      }
    >
      <ul class="cd-signs">
        {group.lastProgress ? (
          <li class="cd-signs__line">
            <Weather level={group.lastProgress.weather} short />
            <span>
              {dormancy ? `${dormancyWords(dormancy)}, le dernier date du ` : 'Dernier point le '}
              <Time value={group.lastProgress.onDay} />
            </span>
          </li>
        ) : (
          dormancy && <li class="cd-signs__line">{dormancyWords(dormancy)}</li>
        )}
        {group.nextStep && (
          <li class="cd-signs__line">
            <span>
              <strong>Prochaine étape :</strong> {group.nextStep.title}
              {group.nextStep.dueOn && (
                <>
                  , <DueOn day={group.nextStep.dueOn} />
                </>
              )}
            </span>
            {group.nextStep.dueOn && group.nextStep.dueOn < machineDate(now) && (
              <Badge kind="warning">En retard</Badge>
            )}
          </li>
        )}
        <li>
          <strong>Côté État :</strong> {sideNames(group, 'etat') || 'aucun copilote connu'}
          <br />
          <strong>Côté collectivités :</strong> {sideNames(group, 'collectivites') || 'aucun copilote connu'}
        </li>
      </ul>
    </Card>
  );
}

export function ParticipationFacts({ participation }: { participation: Participation }) {
  return (
    <>
      <Fact icon="people">{plural(participation.people, 'personne')}</Fact>
      {participation.authorities > 0 && (
        <Fact icon="map">
          {plural(participation.authorities, 'collectivité représentée', 'collectivités représentées')}
        </Fact>
      )}
    </>
  );
}
