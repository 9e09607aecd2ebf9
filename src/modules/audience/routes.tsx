import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type App, authorise, type TypedValues } from '../../platform/http/index.ts';
import { type Actor, isProgrammeTeam, signedIn } from '../identity/index.ts';
import { concernedPage } from './concerned.ts';
import { ruleChoices } from './editor/choices.ts';
import { ruleFields } from './editor/fields.ts';
import { keepField } from './editor/names.ts';
import { previewInTurn, previewOf } from './editor/preview.ts';
import { flagRoutes } from './flag-routes.tsx';
import { type AgendaPart, can } from './policy.ts';
import { type ConcernedQuery, concernedSearch, tryQuery } from './schemas.ts';
import { sendPreview } from './sending.tsx';
import { TryPage } from './views/try-page.tsx';

export interface AudienceOptions {
  /** What somebody has to do with measures: only modules above know. */
  partOf: (deps: Deps, actor: Actor) => Promise<AgendaPart>;
}

const path = '/administration/publics';

export function routes(app: App, deps: Deps, { partOf }: AudienceOptions): void {
  const { db } = deps;
  const access = 'audience.try';
  const part = async ({ actor }: FastifyRequest): Promise<AgendaPart> =>
    actor ? partOf(deps, actor) : { keepsAgenda: false, editsMeasures: false };

  app.get(path, { config: { access }, schema: { querystring: tryQuery } }, async (request, reply) => {
    const own = await part(request);
    authorise(request, access, can(request.actor, access, own));
    const { etat, type, territoire, page, apercu, ...typed } = request.query;
    const rule = typedOf(typed);
    const values = apercu === undefined ? rule : { ...rule, apercu };
    // A button that adds or takes out a case asks nothing yet.
    const isAsked = apercu === undefined && Object.keys(rule).length > 0;
    const preview = isAsked ? await previewOf(db, values) : null;
    const query: ConcernedQuery = { etat, type, territoire, page };
    const found = preview && 'rule' in preview ? await concernedPage(db, preview.rule, query) : null;
    if (preview && 'errors' in preview) reply.code(422);
    return reply.page(
      {
        title: 'Publics visés',
        noindex: true,
        breadcrumb: [{ label: 'Administration', href: '/administration' }, { label: 'Publics visés' }],
      },
      <TryPage
        values={values}
        choices={await ruleChoices(db)}
        preview={preview}
        found={found}
        hrefOf={(other) => hrefOf(values, other)}
        isTeam={isProgrammeTeam(request.actor)}
        mayEditFlags={can(request.actor, 'flag.edit', own)}
      />,
    );
  });

  // Counts of public facts: whoever fills in a form that holds a rule may see them as they type.
  app.post(
    '/publics/apercu',
    { config: { access: 'signed-in' }, schema: { body: z.object(ruleFields) } },
    async (request, reply) => {
      // The form alone knows the rule that it keeps.
      const isKept = request.body[keepField] === 'oui';
      return sendPreview(
        reply,
        isKept ? null : await previewInTurn(deps, signedIn(request).id, typedOf(request.body)),
      );
    },
  );

  flagRoutes(app, deps, part);
}

/** What was typed, without the fields left empty. */
function typedOf(input: Readonly<Record<string, string | string[] | undefined>>): TypedValues {
  return Object.fromEntries(
    Object.entries(input).flatMap(([name, value]) =>
      value === undefined || value.length === 0 ? [] : [[name, value]],
    ),
  );
}

function hrefOf(values: TypedValues, query: ConcernedQuery): string {
  const rule = Object.entries(values)
    // An operator says nothing of a number that was left empty.
    .filter(([name]) => name.replace(/_(?:op|sens)$/, '') in values)
    .flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one]));
  return `${path}?${new URLSearchParams([...rule, ...concernedSearch(query)])}`;
}
