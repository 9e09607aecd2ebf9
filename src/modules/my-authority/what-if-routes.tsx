import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { givenAnswers } from './answers.ts';
import { metaOf, placeAt } from './place.ts';
import { factsIn, readAgenda } from './reading.ts';
import { ofAuthority, whatIfQuery } from './schemas.ts';
import { WhatIfPage } from './views/what-if.tsx';
import { changesBetween, readWhatIf } from './what-if.ts';

/** What would become an obligation, or would cease to be one, with more people or fewer. */
export function whatIfRoutes(app: App, deps: Deps): void {
  app.get(
    '/collectivites/:segment/:code/et-si',
    { config: { access: 'public' }, schema: { params: ofAuthority, querystring: whatIfQuery } },
    async (request, reply) => {
      const place = await placeAt(deps.db, request.params);
      const agenda = await readAgenda(deps);
      const answers = await givenAnswers(deps, request, place.authority.id, agenda.flags);
      const now = factsIn(agenda, place, answers.all);
      const read = await readWhatIf(deps.db, place, now, request.query);
      const supposed = read && 'supposed' in read ? read.supposed : null;
      const errors = read && 'errors' in read ? read.errors : {};
      if (Object.keys(errors).length > 0) reply.code(422);
      return reply.page(
        metaOf(place.authority, 'Et si ?'),
        <WhatIfPage
          authority={place.authority}
          typed={request.query}
          errors={errors}
          supposed={supposed}
          changes={supposed ? changesBetween(agenda, now, supposed.facts) : []}
        />,
      );
    },
  );
}
