import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, fields } from '../../../platform/http/index.ts';
import { authorityNamed } from '../../territories/index.ts';
import { catalogueHref, catalogues } from '../catalogues.ts';
import { resourceIndex } from '../facets/kept-index.ts';
import { taxonomy } from '../facets/taxonomy.ts';
import { byCatalogue } from '../list/list-query.ts';
import { suitedOf } from '../list/listing.ts';
import { placesOf } from '../places.ts';
import { resourcesByIds } from '../resources/resource.ts';
import { allOpinions } from '../voices/voices.ts';
import { guides } from './questions.ts';
import { type Answers, advise } from './rule.ts';
import { GuidePage } from './views/guide-page.tsx';

const code = z.string().max(60).optional().catch(undefined);

/** `/catalogues/cybersecurite/guide?qui=elu&besoin=reagir&temps=5&collectivite=74010` */
const guideQuery = z.object({
  qui: code,
  besoin: code,
  temps: z.coerce.number().int().optional().catch(undefined),
  collectivite: fields.searchText.default(''),
  /** What was chosen in the list, with JavaScript. */
  collectivite_id: fields.searchText.default(''),
});

/** Three questions, at most seven answers: an address that can be kept and sent. */
export function guideRoutes(app: App, deps: Deps): void {
  app.get(
    '/catalogues/:catalogue/guide',
    { config: { access: 'public', cache: true }, schema: { params: byCatalogue, querystring: guideQuery } },
    async ({ params, query }, reply) => {
      const catalogue = catalogues[params.catalogue];
      const guide = guides[params.catalogue];
      const typed = query.collectivite_id || query.collectivite;
      const named = typed ? await authorityNamed(deps.db, typed) : null;
      const authority = named && 'authority' in named ? named.authority : null;
      const answers: Answers = {
        person: guide.people.find((one) => one.code === query.qui),
        need: guide.needs.find((one) => one.code === query.besoin),
        minutes: guide.times.find(({ minutes }) => minutes === query.temps)?.minutes,
        suits: authority ? await suitedOf(deps, authority) : undefined,
      };
      const isAnswered = Object.values(answers).some((one) => one !== undefined);
      const [index, known, opinions] = await Promise.all([
        resourceIndex(deps),
        taxonomy(deps),
        allOpinions(deps),
      ]);
      const advice = isAnswered
        ? advise(index, catalogue.slug, answers, (id) => {
            const said = opinions.get(id);
            return said && said.useful / said.total;
          })
        : null;
      const resources = await resourcesByIds(deps.db, advice?.fits.map(({ id }) => id) ?? []);
      const here = `${catalogueHref(catalogue.slug)}/guide`;
      return reply.page(
        {
          title: `Trois questions pour trouver, catalogue ${catalogue.of}`,
          description: `Qui êtes-vous, de quoi avez-vous besoin, combien de temps avez-vous ? Sept ressources ${catalogue.of} au plus, choisies pour vous.`,
          canonical: here,
          noindex: isAnswered,
          breadcrumb: [
            { label: 'Catalogues', href: '/catalogues' },
            { label: catalogue.title, href: catalogueHref(catalogue.slug) },
            { label: 'Trois questions' },
          ],
        },
        <GuidePage
          catalogue={catalogue}
          guide={guide}
          answers={answers}
          authority={authority}
          typed={query.collectivite}
          choices={named && 'choices' in named ? named.choices : null}
          advice={advice}
          resources={new Map(resources.map((one) => [one.id, one]))}
          known={known}
          places={await placesOf(deps, resources)}
        />,
      );
    },
  );
}
