import { renderToString } from 'preact-render-to-string';
import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, fields, limitAttempts, networkOf } from '../../../platform/http/index.ts';
import { typeset } from '../../../ui/index.ts';
import { byCatalogue } from '../list/list-query.ts';
import { findDuplicates } from './duplicates.ts';
import { DuplicateHint } from './views/duplicates.tsx';

const querystring = z.object({
  titre: fields.searchText.default(''),
  lien: z.string().max(2000).catch('').default(''),
});

/** What may be there already, for the script of the form: a part of a page; empty when there is nothing to say. */
export function duplicatesRoutes(app: App, deps: Deps): void {
  app.get(
    '/catalogues/:catalogue/doublons',
    { config: { access: 'public' }, schema: { params: byCatalogue, querystring } },
    async (request, reply) => {
      const { titre, lien } = request.query;
      const network = networkOf(request.ip);
      const now = deps.clock.now();
      await limitAttempts(deps.db, { name: 'duplicates', of: network, max: 200, seconds: 300, now });
      // biome-ignore lint/suspicious/noControlCharactersInRegex: PostgreSQL takes no text that holds them
      const url = lien.replace(/[\u0000-\u001f]/g, '').trim();
      const duplicates = await findDuplicates(deps.db, { url, title: titre });
      reply.type('text/html; charset=utf-8').header('cache-control', 'no-store');
      return reply.send(
        duplicates.length === 0 ? '' : typeset(renderToString(<DuplicateHint duplicates={duplicates} />)),
      );
    },
  );
}
