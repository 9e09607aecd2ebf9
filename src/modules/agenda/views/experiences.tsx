import type { ComponentChildren } from 'preact';
import { Badge, Button, EmptyState, formatDate, HiddenWords, ItemList, Time } from '../../../ui/index.ts';
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

/** What may be done to an experience, beneath it. */
export function ExperienceActs({ children }: { children: ComponentChildren }) {
  return <div class="cd-message__foot">{children}</div>;
}

export const moderationOf = ({ id }: Experience) => `/espace/moderation/temoignages/${id}`;

function ReportLink({
  href,
  what,
  authorId,
  readerId,
}: {
  href: string;
  /** « le témoignage d’Annecy » */
  what: string;
  authorId: string | null;
  readerId: string | null;
}) {
  // Nobody reports their own words.
  if (authorId !== null && authorId === readerId) return null;
  return (
    <ExperienceActs>
      <Button href={href} kind="tertiary" size="sm" context={what}>
        Signaler
      </Button>
    </ExperienceActs>
  );
}

export interface ExperiencesProps {
  /** Those that everybody may read. */
  experiences: readonly Experience[];
  /** Address of the measure. */
  here: string;
  /** Of the headings in it. */
  level: 2 | 3;
  /** Who reads: nobody reports what they told; null for a visitor. */
  readerId: string | null;
}

/** What authorities say of a measure, with the answers: the same for every reader, but that nobody reports what they told. */
export function Experiences({ experiences, here, level, readerId }: ExperiencesProps) {
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
      <ExperienceList experiences={experiences} reader={{ id: readerId }} />
    </>
  );
}

export function ExperienceList({
  experiences,
  reader,
  actionsOf,
  headOf,
}: {
  experiences: readonly Experience[];
  /** Who may report what is said here, as anybody who reads it; null for a visitor. */
  reader?: { id: string | null };
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
          {experience.hidden ? (
            <HiddenWords
              what="Témoignage"
              hidden={experience.hidden}
              about={moderationOf(experience)}
              mine
              canModerate={false}
              context={`le témoignage de ${authorityWords(experience)}`}
              readers="les autres"
            >
              {experience.body && <p class="cd-verbatim">{experience.body}</p>}
            </HiddenWords>
          ) : (
            <p class="cd-verbatim">{experience.body}</p>
          )}
          {reader && (
            <ReportLink
              href={`${moderationOf(experience)}/signaler`}
              what={`le témoignage de ${authorityWords(experience)}`}
              authorId={experience.authorId}
              readerId={reader.id}
            />
          )}
          {experience.answers.map((answer) => (
            <div class="cd-panel">
              <p class="cd-meta">
                <strong>Réponse des pilotes</strong> <Time value={answer.at} />
              </p>
              <p class="cd-verbatim">{answer.body}</p>
              {reader && (
                <ReportLink
                  href={`/espace/moderation/reponses/${answer.id}/signaler`}
                  what={`la réponse des pilotes, du ${formatDate(answer.at)}`}
                  authorId={answer.authorId}
                  readerId={reader.id}
                />
              )}
            </div>
          ))}
          {actionsOf?.(experience)}
        </li>
      ))}
    </ItemList>
  );
}
