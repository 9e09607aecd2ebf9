import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, fields, keptWithContent } from '../../../platform/http/index.ts';
import { inFrenchOrder } from '../../../ui/index.ts';
import { authorityNamed, findAuthority, surroundingsOf } from '../../territories/index.ts';
import { catalogueHref } from '../catalogues.ts';
import { resourcesBySlugs } from '../resources/resource.ts';
import { readFirstHour, resourcesNamed } from './first-hour.ts';
import { emergencyHref } from './href.ts';
import { answeredTerritories, respondersIn } from './responders.ts';
import { EmergencyPage } from './views/emergency-page.tsx';

/** `/urgence-cyber?region=84`; an overseas collectivity goes by its code as well, `977`. */
const emergencyQuery = z.object({
  region: z
    .string()
    .regex(/^\d{2,3}$/)
    .optional()
    .catch(undefined),
  /** A commune, or any authority, typed by whoever does not know its région. */
  collectivite: fields.searchText.default(''),
  collectivite_id: fields.searchText.default(''),
});

const territoryOf = (code: string): string => `${code.length === 3 ? 'com' : 'region'}:${code}`;
const codeOf = (territory: string): string => territory.replace(/^[^:]*:/, '');

/** Where to choose from: every région, and the overseas collectivities where some centre answers. */
const regions = keptWithContent((db) =>
  db
    .selectFrom('authorities')
    .select(['id', 'kind', 'name'])
    .where('kind', 'in', ['region', 'com'])
    .where('ended_at', 'is', null)
    .execute(),
);

async function placesToChoose(deps: Deps): Promise<{ code: string; name: string }[]> {
  const [all, answered] = await Promise.all([regions(deps), answeredTerritories(deps)]);
  return all
    .filter(({ id, kind }) => kind === 'region' || answered.has(id))
    .map(({ id, name }) => ({ code: codeOf(id), name }))
    .sort((one, other) => inFrenchOrder(one.name, other.name));
}

/** What a victim of an attack does in the first hour, and whom to call: one small page, kept in memory, that prints on one sheet. */
export async function emergencyRoutes(app: App, deps: Deps): Promise<void> {
  const firstHour = await readFirstHour();

  app.get(
    '/urgence-cyber',
    { config: { access: 'public', cache: true }, schema: { querystring: emergencyQuery } },
    async ({ query }, reply) => {
      const typed = query.collectivite_id || query.collectivite;
      const named = typed ? await authorityNamed(deps.db, typed) : null;
      if (named && 'authority' in named) {
        const territory = await answeredAbove(named.authority.id);
        if (territory) return reply.redirect(emergencyHref(codeOf(territory)), 303);
      }
      const place = query.region ? await findAuthority(deps.db, territoryOf(query.region)) : undefined;
      const [named_, responders, places] = await Promise.all([
        resourcesBySlugs(deps.db, resourcesNamed(firstHour)),
        place ? respondersIn(deps, place.id) : [],
        placesToChoose(deps),
      ]);
      return reply.page(
        {
          title: 'Victime d’une attaque informatique : que faire',
          description:
            'Ce qu’une collectivité fait dans la première heure d’une attaque informatique, ce qu’elle évite, et qui elle appelle dans sa région.',
          canonical: emergencyHref(place && codeOf(place.id)),
          noindex: typed !== '',
          breadcrumb: [
            { label: 'Catalogues', href: '/catalogues' },
            { label: 'Cybersécurité', href: catalogueHref('cybersecurite') },
            { label: 'Urgence' },
          ],
        },
        <EmergencyPage
          firstHour={firstHour}
          resources={named_}
          place={place ?? null}
          responders={responders}
          places={places}
          typed={query.collectivite}
          choices={named && 'choices' in named ? named.choices : null}
        />,
      );
    },
  );

  /** The région or overseas collectivity of an authority. */
  async function answeredAbove(id: string): Promise<string | undefined> {
    const { ancestors } = await surroundingsOf(deps.db, id);
    return [id, ...ancestors.map((one) => one.id)].find((one) => /^(?:region|com):/.test(one));
  }
}
