import { Button, Section } from '../../ui/index.ts';
import type { CataloguePagesAbove } from '../catalogue/index.ts';
import { may } from './access.ts';
import { keptCatalogue, pathsPath, sessionsOf, sessionsPath } from './addresses.ts';
import { nextSessionsOf } from './sessions/listing.ts';
import { SessionList } from './sessions/views/session-item.tsx';

const mostShown = 5;

/** What this module adds to the pages of the catalogues: the next sessions of an offer, and the way to all of them. */
export const trainingPages: CataloguePagesAbove = {
  links: (catalogue) =>
    catalogue === keptCatalogue
      ? [
          { label: 'Sessions de formation à venir', href: sessionsPath },
          { label: 'Parcours de formation par fonction', href: pathsPath },
        ]
      : [],
  section: async (deps, resource, reader) => {
    if (resource.catalogue !== keptCatalogue) return null;
    const now = deps.clock.now();
    const [next, mayCreate] = await Promise.all([
      nextSessionsOf(deps.db, [resource.slug], now, mostShown),
      may(deps, reader?.actor ?? null, 'training.create'),
    ]);
    const sessions = next.get(resource.slug) ?? [];
    if (sessions.length === 0 && !mayCreate) return null;
    return (
      <Section
        id="sessions"
        title="Prochaines sessions"
        more={
          sessions.length > 0 ? { label: 'Toutes les sessions', href: sessionsOf(resource.slug) } : undefined
        }
      >
        {sessions.length > 0 ? (
          <SessionList sessions={sessions} label="Prochaines sessions" now={now} />
        ) : (
          <p>Aucune session de cette offre n’est annoncée.</p>
        )}
        {mayCreate && (
          <p>
            <Button
              href={`${sessionsPath}/nouvelle?offre=${resource.slug}`}
              kind="secondary"
              size="sm"
              icon="plus"
            >
              Ajouter une session
            </Button>
          </p>
        )}
      </Section>
    );
  },
};
