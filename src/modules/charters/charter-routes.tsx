import type { Deps } from '../../platform/deps.ts';
import { type App, csvType, formPage, Refusal, toCsv, typedText } from '../../platform/http/index.ts';
import { textChanges } from '../../platform/text-changes.ts';
import { Exports, exportsOf, machineDate } from '../../ui/index.ts';
import { findGroup } from '../groups/index.ts';
import { deliverablesOfGroup } from '../library/index.ts';
import { keeps, onCharter } from './access.ts';
import { charterAsData, pledgesAsCsv, summaryAsData } from './as-data.ts';
import { allCharters, type Charter, charterAt, listVersions, versionAt } from './charter.ts';
import { metaOf } from './page-meta.ts';
import { figuresOf, withFigures } from './register-queries.ts';
import { countWaiting } from './review-queries.ts';
import { bySlug, ofVersion } from './sign-schemas.ts';
import { pledgesOfInput, valuesOfVersion, versionFields } from './version-input.ts';
import { hashOf, wholeText } from './version-text.ts';
import { publishVersion } from './versions.ts';
import { CharterPage, ChartersPage } from './views/charter-page.tsx';
import { VersionForm, type VersionPreview } from './views/version-form.tsx';
import { VersionPage } from './views/version-page.tsx';

const cached = { access: 'public', cache: true } as const;

/** The charters, their texts, and how these are published. */
export function charterRoutes(app: App, deps: Deps): void {
  const { db, clock, settings } = deps;
  const { publicUrl } = settings;
  const today = () => machineDate(clock.now());
  const overview = async () => withFigures(db, await allCharters(deps), today());

  app.get('/chartes', { config: cached }, async (_request, reply) => {
    const exports = exportsOf({ json: '/chartes.json', csv: '/chartes.csv' });
    return reply.page(
      {
        title: 'Chartes',
        description: 'Des engagements publics, signés par des organismes, que chacun peut suivre.',
        breadcrumb: [{ label: 'Chartes' }],
        alternates: exports,
      },
      <>
        <ChartersPage items={await overview()} />
        <Exports items={exports} />
      </>,
    );
  });

  app.get('/chartes.json', { config: cached }, async (_request, reply) => {
    const items = await overview();
    return reply.type('application/json; charset=utf-8').send(
      JSON.stringify({
        items: items.map(({ charter, figures }) => summaryAsData(charter, figures, publicUrl)),
      }),
    );
  });

  app.get('/chartes.csv', { config: cached }, async (_request, reply) => {
    const items = await overview();
    return reply
      .type(csvType)
      .header('content-disposition', 'attachment; filename="chartes.csv"')
      .send(
        toCsv(
          [
            'charte',
            'titre',
            'version',
            'empreinte',
            'en_vigueur',
            'expirees',
            'suspendues',
            'retirees',
            'adresse',
          ],
          items.map(({ charter: { slug, title, version }, figures: { byState } }) => [
            slug,
            title,
            version.number,
            version.hash,
            byState.in_force,
            byState.expired,
            byState.suspended,
            byState.withdrawn,
            `${publicUrl}/chartes/${slug}`,
          ]),
        ),
      );
  });

  app.get('/chartes/:slug', { config: cached, schema: { params: bySlug } }, async (request, reply) => {
    const charter = await charterAt(deps, request.params.slug);
    const [figures, versions, group, works] = await Promise.all([
      figuresOf(db, charter.slug, today()),
      listVersions(db, charter.slug),
      findGroup(db, charter.group),
      keeps(deps, request, charter),
    ]);
    const exports = exportsOf({ json: `/chartes/${charter.slug}.json`, csv: `/chartes/${charter.slug}.csv` });
    return reply.page(
      metaOf(charter, null, { description: charter.summary, alternates: exports }),
      <>
        <CharterPage
          charter={charter}
          figures={figures}
          versions={versions}
          group={group ?? null}
          deliverable={await documentOf(deps, charter, group?.id)}
          waiting={works ? await countWaiting(db, charter.slug) : null}
        />
        <Exports items={exports} />
      </>,
    );
  });

  app.get(
    '/chartes/:slug.json',
    { config: cached, schema: { params: bySlug } },
    async ({ params }, reply) => {
      const charter = await charterAt(deps, params.slug);
      const [figures, versions] = await Promise.all([
        figuresOf(db, charter.slug, today()),
        listVersions(db, charter.slug),
      ]);
      return reply
        .type('application/json; charset=utf-8')
        .send(JSON.stringify(charterAsData(charter, figures, versions, publicUrl)));
    },
  );

  app.get('/chartes/:slug.csv', { config: cached, schema: { params: bySlug } }, async ({ params }, reply) => {
    const charter = await charterAt(deps, params.slug);
    return reply
      .type(csvType)
      .header('content-disposition', `attachment; filename="charte-${charter.slug}-engagements.csv"`)
      .send(pledgesAsCsv(charter));
  });

  app.get(
    '/chartes/:slug/versions/:number',
    { config: cached, schema: { params: ofVersion } },
    async ({ params }, reply) => {
      const charter = await charterAt(deps, params.slug);
      const version = await versionAt(db, charter.slug, params.number);
      const before = version.number > 1 ? await versionAt(db, charter.slug, version.number - 1) : null;
      return reply.page(
        metaOf(charter, `Version ${version.number}`, {
          alternates: [
            { type: 'text/markdown', href: `/chartes/${charter.slug}/versions/${version.number}.md` },
          ],
        }),
        <VersionPage
          charter={charter}
          version={version}
          changes={before && textChanges(before.text, version.text)}
        />,
      );
    },
  );

  // To the byte: its hash is the one that is shown.
  app.get(
    '/chartes/:slug/versions/:number.md',
    { config: cached, schema: { params: ofVersion } },
    async ({ params }, reply) => {
      const charter = await charterAt(deps, params.slug);
      const { text, number } = await versionAt(db, charter.slug, params.number);
      return reply
        .type('text/markdown; charset=utf-8')
        .header('content-disposition', `attachment; filename="charte-${charter.slug}-version-${number}.md"`)
        .send(text);
    },
  );
  publishing(app, deps);
}

/** The original document, if the library holds it. */
async function documentOf({ db }: Deps, { origin }: Charter, groupId: string | undefined) {
  if (!origin?.deliverable || !groupId) return null;
  const held = await deliverablesOfGroup(db, groupId);
  return held.find(({ slug }) => slug === origin.deliverable) ?? null;
}

function publishing(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: '/chartes/:slug/nouvelle-version',
    access: 'charter.publish',
    params: bySlug,
    body: versionFields,
    load: onCharter(deps, 'charter.publish'),
    initial: ({ thing: { charter } }) => valuesOfVersion(charter.version),
    show: async ({ request, form, thing: { charter } }) => ({
      meta: metaOf(charter, 'Nouvelle version'),
      body: (
        <VersionForm
          charter={charter}
          form={form}
          preview={request.method === 'POST' ? previewOf(charter, form.values) : null}
          waiting={await countWaiting(deps.db, charter.slug)}
        />
      ),
    }),
    submit: async ({ tx, input, thing: { charter, actor } }) => {
      const { number, hash } = await publishVersion(
        tx,
        charter,
        { by: actor, now: deps.clock.now(), over: input.version },
        {
          body: input.texte,
          validMonths: input.duree,
          pledges: pledgesOfInput(input, charter.version.pledges),
          reason: input.motif,
          provenance: { sources: [], confidence: 'high', note: null },
        },
      );
      return {
        location: `/chartes/${charter.slug}/versions/${number}`,
        notice: `La version ${number} est en vigueur. Son empreinte commence par ${hash.slice(0, 12)}.`,
      };
    },
  });
}

/** What would be published as it was typed; null as long as something is missing. */
function previewOf(
  charter: Charter,
  values: Readonly<Record<string, string | string[]>>,
): VersionPreview | null {
  const body = versionFields.texte.safeParse(typedText(values, 'texte'));
  const months = versionFields.duree.safeParse(typedText(values, 'duree'));
  if (!body.success || !months.success) return null;
  try {
    const pledges = pledgesOfInput(values, charter.version.pledges);
    const draft = { body: body.data, validMonths: months.data, pledges };
    return { body: body.data, pledges, hash: hashOf(wholeText(charter.title, draft)) };
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
