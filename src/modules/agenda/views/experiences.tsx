import type { ComponentChildren } from 'preact';
import { Badge, EmptyState, ItemList, Time } from '../../../ui/index.ts';
import { kindCount } from '../../territories/index.ts';
import type { Experience } from '../experience-queries.ts';
import { experienceKindLabels } from '../vocabulary.ts';

const list = new Intl.ListFormat('fr', { type: 'conjunction' });

/** « 3 communes et 1 intercommunalité » : each authority once, however often it speaks. */
function whoSpoke(experiences: readonly Experience[]): string {
  const kinds = new Map(experiences.map(({ authority }) => [authority.id, authority.kind]));
  const counts = Map.groupBy(kinds.values(), (kind) => kind);
  return list.format([...counts].map(([kind, all]) => kindCount(kind, all.length)));
}

/** « Blocage : 2, Coût : 1 » */
function whatAbout(experiences: readonly Experience[]): string {
  const counts = Map.groupBy(experiences, ({ kind }) => kind);
  return [...counts].map(([kind, all]) => `${experienceKindLabels[kind]} : ${all.length}`).join(', ');
}

export const authorityWords = ({ authority: { kind, name, place } }: Pick<Experience, 'authority'>) =>
  kind === 'commune' && place ? `${name} (${place})` : name;

export interface ExperiencesProps {
  /** Those that everybody may read. */
  experiences: readonly Experience[];
  /** Address of the measure. */
  here: string;
  /** Of the headings in it. */
  level: 2 | 3;
}

/** What authorities say of a measure, with the answers: the same for every reader. */
export function Experiences({ experiences, here, level }: ExperiencesProps) {
  if (experiences.length === 0) {
    return (
      <EmptyState title="Aucune collectivité n’a encore témoigné" level={level}>
        <p>
          Un blocage, un coût, une bonne pratique ?{' '}
          <a href={`${here}/temoignages/nouveau`}>Dites ce que vit votre collectivité.</a>
        </p>
      </EmptyState>
    );
  }
  return (
    <>
      <p>
        {whoSpoke(experiences)}{' '}
        {new Set(experiences.map(({ authority }) => authority.id)).size > 1 ? 'ont' : 'a'} témoigné.{' '}
        {whatAbout(experiences)}.
      </p>
      <ExperienceList experiences={experiences} />
    </>
  );
}

export function ExperienceList({
  experiences,
  actionsOf,
  headOf,
}: {
  experiences: readonly Experience[];
  actionsOf?: (experience: Experience) => ComponentChildren;
  /** Above each: which measure it is about. */
  headOf?: (experience: Experience) => ComponentChildren;
}) {
  return (
    <ItemList label="Témoignages">
      {experiences.map((experience) => (
        <li class="cd-item" id={`temoignage-${experience.id}`}>
          {headOf?.(experience)}
          <p class="cd-meta">
            <Badge kind="accent">{experienceKindLabels[experience.kind]}</Badge>
            {experience.visibility === 'pilots' && <Badge>Pour les pilotes</Badge>}
            <strong>{authorityWords(experience)}</strong>
            <Time value={experience.at} />
          </p>
          <p class="cd-verbatim">{experience.body}</p>
          {experience.answers.map(({ body, at }) => (
            <div class="cd-panel">
              <p class="cd-meta">
                <strong>Réponse des pilotes</strong> <Time value={at} />
              </p>
              <p class="cd-verbatim">{body}</p>
            </div>
          ))}
          {actionsOf?.(experience)}
        </li>
      ))}
    </ItemList>
  );
}
