import { PostButton, Section, Time } from '../../../ui/index.ts';
import type { RemovedPerson } from '../removals.ts';

interface RemovedPeopleProps {
  group: { slug: string };
  removed: readonly RemovedPerson[];
}

/** Those who were taken out of the group, for whoever may let them come back. */
export function RemovedPeople({ group, removed }: RemovedPeopleProps) {
  if (removed.length === 0) return null;
  return (
    <Section
      title="Personnes retirées"
      id="retirees"
      intro="Elles ne peuvent plus rejoindre le groupe d’elles-mêmes, tant que personne ne leur permet de revenir."
    >
      <ul class="cd-people" aria-label="Personnes retirées du groupe">
        {removed.map(({ accountId, name, affiliation, removedAt, removedBy }) => (
          <li class="cd-person">
            <p class="cd-person__who">
              <strong>{name}</strong>
              {affiliation && <span>{affiliation}</span>}
            </p>
            <div class="cd-meta">
              <span>
                retirée le <Time value={removedAt} />
                {removedBy && ` par ${removedBy}`}
              </span>
              <PostButton
                action={`/espace/groupes/${group.slug}/membres/${accountId}/retour`}
                kind="secondary"
                size="sm"
                context={`: ${name}`}
              >
                Permettre de revenir
              </PostButton>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
