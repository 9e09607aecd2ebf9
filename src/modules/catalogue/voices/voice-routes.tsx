import type { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, button, fields, limitAttempts, networkOf, Refusal } from '../../../platform/http/index.ts';
import { machineDate } from '../../../ui/index.ts';
import { seen } from '../access.ts';
import { resourceHref } from '../catalogues.ts';
import { byResource } from '../list/list-query.ts';
import { browserOf, newBrowser, rememberBrowser, speak, speakerOf } from './voices.ts';

const avis = fields.choice(['utile', 'pas-utile', 'retirer'], 'Dites si cette ressource vous a été utile.');

const hour = 3600;

/** « Utile », « pas utile »: anybody, one voice a browser or an account. */
export function voiceRoutes(app: App, deps: Deps): void {
  button(app, deps, {
    path: '/catalogues/:catalogue/:slug/avis',
    access: 'public',
    params: byResource,
    body: { avis } satisfies z.ZodRawShape,
    load: (_request, params) => seen(deps, params),
    guard: async ({ request, thing: { id } }) => {
      const [of, now] = [networkOf(request.ip), deps.clock.now()];
      await limitAttempts(deps.db, { name: 'voice', of, max: 30, seconds: hour, now });
      // A town hall shares one address; a crowd that all speak of one resource does not.
      await limitAttempts(deps.db, { name: 'voice of', of: `${of} ${id}`, max: 10, seconds: 24 * hour, now });
    },
    submit: async ({ tx, request, input, thing: resource }) => {
      if (!resource.published) throw new Refusal('Cette ressource n’est plus dans le catalogue.');
      const alias = browserOf(request);
      const speaker = speakerOf(request) ?? newBrowser();
      const useful = input.avis === 'retirer' ? null : input.avis === 'utile';
      const today = machineDate(deps.clock.now());
      await speak(tx, { resourceId: resource.id, speaker, alias, today }, useful);
      return {
        location: `${resourceHref(resource)}#avis`,
        reply: (reply) => {
          if (useful !== null) rememberBrowser(deps, reply, speaker);
        },
      };
    },
  });
}
