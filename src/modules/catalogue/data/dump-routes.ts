import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Db } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { type App, limitAttempts, networkOf, openToAll } from '../../../platform/http/index.ts';
import { linksAt } from '../links/link-store.ts';
import { licence, resourceAsData } from '../resources/as-data.ts';
import { resourceOf, selectResources } from '../resources/resource.ts';

const batch = 500;

const shapes = {
  json: { type: 'application/json; charset=utf-8', between: ',\n', after: '\n]}\n' },
  ndjson: { type: 'application/x-ndjson; charset=utf-8', between: '\n', after: '\n' },
} as const;

/** All that is published, in one file: made as it is sent, so that its size costs no memory. */
export function dumpRoutes(app: App, deps: Deps): void {
  const { db, settings, clock } = deps;
  const { publicUrl } = settings;
  for (const form of ['json', 'ndjson'] as const) {
    app.get(
      `/catalogues/tout.${form}`,
      {
        config: { access: 'public' },
        schema: { headers: z.looseObject({ 'if-none-match': z.string().optional() }) },
      },
      async (request, reply) => {
        const etag = `"${await stateOf(db, form)}"`;
        openToAll(reply).header('etag', etag).header('cache-control', 'public, no-cache');
        if (knows(request.headers['if-none-match'], etag)) return reply.code(304).send();
        // Whoever comes back with what they have costs nothing, and is not counted.
        await limitAttempts(db, {
          name: 'dump',
          of: networkOf(request.ip),
          max: 30,
          seconds: 3600,
          now: clock.now(),
          message: 'Trop de téléchargements. Renvoyez l’ETag reçu : rien n’est alors compté.',
        });
        return reply
          .type(shapes[form].type)
          .header('content-disposition', `attachment; filename="catalogues.${form}"`)
          .send(Readable.from(linesOf(db, form, publicUrl)));
      },
    );
  }
}

const knows = (sent: string | undefined, etag: string): boolean =>
  sent?.split(',').some((one) => one.trim().replace(/^W\//, '') === etag) ?? false;

/** Changes with any resource, and with what is known of any link. */
async function stateOf(db: Db, form: string): Promise<string> {
  const { rows } = await sql<{ state: string }>`
    select concat_ws(' ', (select revision from resource_revisions), (select count(*) from resource_links),
      (select max(checked_at) from resource_links)) as state`.execute(db);
  return createHash('sha256').update(`${form} ${rows[0]?.state}`).digest('base64url').slice(0, 22);
}

async function* linesOf(db: Db, form: keyof typeof shapes, publicUrl: string): AsyncGenerator<string> {
  const { between, after } = shapes[form];
  if (form === 'json')
    yield `${JSON.stringify({ licence, url: `${publicUrl}/catalogues` }).slice(0, -1)},"resources":[\n`;
  let last: { id: string } | undefined;
  for (;;) {
    const rows = await selectResources(db)
      .where('published', '=', true)
      .$if(last !== undefined, (query) => query.where('id', '>', last?.id ?? ''))
      .orderBy('id')
      .limit(batch)
      .execute();
    const links = await linksAt(
      db,
      rows.map(({ url }) => url),
    );
    const lines = rows.map((row) => JSON.stringify(resourceAsData(resourceOf(row), publicUrl, links)));
    if (lines.length > 0) yield (last ? between : '') + lines.join(between);
    last = rows.at(-1);
    if (rows.length < batch) break;
  }
  yield after;
}
