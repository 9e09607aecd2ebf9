import type { FastifyReply } from 'fastify';
import type { AuthorityKind, Db } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { type App, found } from '../../platform/http/index.ts';
import { browseAuthorities } from './browse.ts';
import { hitAsData, pageAsData } from './data.ts';
import { authorityDetail, authorityLabel, authorityUrl } from './labels.ts';
import {
  type Authority,
  childrenOf,
  countChildren,
  findAuthority,
  listAuthorities,
  resolveAuthority,
  surroundingsOf,
} from './queries.ts';
import * as schemas from './schemas.ts';
import { searchAuthorities } from './search.ts';
import type { AuthoritySection } from './sections.ts';
import { sourceVersion } from './source-files.ts';
import { AuthorityPage, type Contents } from './views/authority-page.tsx';
import { AuthoritiesIndex, SearchResults } from './views/search-page.tsx';

const perPage = 50;
const suggested = 10;

/** Suggestions change with each edition of the source only: browsers may keep them a while. */
const keepSuggestions = 'public, max-age=600';

export interface TerritoryOptions {
  /** What other modules show on the page of an authority. */
  sections?: readonly AuthoritySection[];
}

export async function territoryRoutes(app: App, deps: Deps, options: TerritoryOptions = {}): Promise<void> {
  const { db } = deps;
  const { publicUrl } = deps.settings;
  const version = await sourceVersion();
  const sections = [...(options.sections ?? [])].sort((one, other) => one.order - other.order);

  app.get(
    '/collectivites',
    { config: { access: 'public', cache: true }, schema: { querystring: schemas.searchQuery } },
    async (request, reply) => {
      const { q, q_id, type, page } = request.query;
      const chosen = q_id && (await resolveAuthority(db, q_id));
      if (chosen) return reply.redirect(authorityUrl(chosen), 303);
      const meta = {
        breadcrumb: [{ label: 'Collectivités' }],
        alternates: q
          ? [{ type: 'application/json', href: `/collectivites.json?q=${encodeURIComponent(q)}` }]
          : [],
      };
      if (!q) {
        const wider = await listAuthorities(db, ['region', 'departement', 'com']);
        return reply.page(
          { ...meta, title: 'Trouver une collectivité', canonical: '/collectivites' },
          <AuthoritiesIndex wider={wider} />,
        );
      }
      const matching = await browseAuthorities(db, q, { kind: type, page, perPage });
      return reply.page(
        { ...meta, title: `${q} : collectivités`, noindex: true },
        <SearchResults query={q} found={matching} kind={type} page={page} perPage={perPage} />,
      );
    },
  );

  app.get(
    '/collectivites.json',
    { config: { access: 'public' }, schema: { querystring: schemas.searchQuery } },
    async (request, reply) => {
      const { q, type } = request.query;
      const hits = await searchAuthorities(db, q, { limit: suggested, kinds: type && [type] });
      reply.header('cache-control', keepSuggestions);
      return { query: q, items: hits.map((hit) => hitAsData(hit, publicUrl)) };
    },
  );

  app.get(
    '/collectivites/:code',
    { config: { access: 'public' }, schema: { params: schemas.anyCode } },
    async (request, reply) => {
      const authority = found(await resolveAuthority(db, request.params.code), unknownCode);
      return reply.redirect(authorityUrl(authority), 302);
    },
  );

  app.get(
    '/collectivites/:segment/:code',
    {
      config: { access: 'public', cache: true },
      schema: { params: schemas.address, querystring: schemas.pageQuery },
    },
    async (request, reply) => {
      const { segment, code } = request.params;
      const authority = await atAddress(db, segment, code, reply);
      if (!authority) return reply;
      const [{ ancestors, seat, former }, contents] = await Promise.all([
        surroundingsOf(db, authority.id),
        contentsOf(db, authority, request.query),
      ]);
      const place = { authority, ancestors };
      const reader = request.headers.cookie ? request : null;
      const parts = await Promise.all(sections.map((section) => section.render(deps, place, reader)));
      const url = authorityUrl(authority);
      const above = ancestors
        .filter(({ kind }) => kind === 'com' || kind === 'departement' || kind === 'region')
        .reverse();
      return reply.page(
        {
          title: `${authority.name}, ${authorityDetail(authority)}`,
          description: authorityLabel(authority),
          canonical: url,
          alternates: [
            { type: 'application/json', href: `${url}.json` },
            ...sections.flatMap((section) => section.alternates?.(place) ?? []),
          ],
          breadcrumb: [
            { label: 'Collectivités', href: '/collectivites' },
            ...above
              .filter(({ id }) => id === authority.region_id || id === authority.department_id)
              .map((one) => ({ label: one.name, href: authorityUrl(one) })),
            { label: authority.name },
          ],
        },
        <AuthorityPage
          authority={authority}
          ancestors={ancestors}
          seat={seat}
          former={former}
          contents={contents}
          sourceVersion={version}
          lead={parts.map((part) => part?.lead)}
        >
          {parts.map((part) => part?.main)}
          {parts.map((part) => part?.tail)}
        </AuthorityPage>,
      );
    },
  );

  app.get(
    '/collectivites/:segment/:code.json',
    {
      config: { access: 'public', cache: true },
      schema: { params: schemas.address, querystring: schemas.pageQuery },
    },
    async (request, reply) => {
      const { segment, code } = request.params;
      const authority = await atAddress(db, segment, code, reply, '.json');
      if (!authority) return reply;
      const [{ ancestors, former }, contents] = await Promise.all([
        surroundingsOf(db, authority.id),
        contentsOf(db, authority, request.query),
      ]);
      const parts = await Promise.all(sections.map(({ data }) => data?.(deps, { authority, ancestors })));
      return Object.assign(pageAsData(authority, ancestors, contents, former, request, publicUrl), ...parts);
    },
  );
}

const unknownCode = 'Aucune collectivité ne porte ce code.';

/** The authority at its own address; otherwise sends to where it is today, or throws a 404. */
async function atAddress(
  db: Db,
  kind: AuthorityKind,
  code: string,
  reply: FastifyReply,
  suffix = '',
): Promise<Authority | null> {
  const here = await findAuthority(db, `${kind}:${code}`);
  if (here && !here.ended_at) return here;
  const there = await resolveAuthority(db, code.length < 5 ? `${kind}:${code}` : code);
  if (there && there.id !== here?.id) {
    await reply.redirect(`${authorityUrl(there)}${suffix}`, 301);
    return null;
  }
  return found(here ?? there, unknownCode);
}

const holds: Record<AuthorityKind, readonly AuthorityKind[]> = {
  region: ['departement', 'epci', 'commune'],
  departement: ['commune', 'epci', 'ept'],
  com: ['commune', 'epci'],
  epci: ['commune', 'ept'],
  ept: ['commune'],
  commune: [],
};

async function contentsOf(
  db: Db,
  authority: Authority,
  { page, type }: { page: number; type?: AuthorityKind },
): Promise<Contents | null> {
  const possible = holds[authority.kind];
  if (possible.length === 0) return null;
  const counts = await countChildren(db, authority.id);
  const kinds = possible.filter((kind) => counts[kind]);
  const kind = type && kinds.includes(type) ? type : kinds[0];
  if (!kind) return null;
  return {
    ...(await childrenOf(db, authority.id, { kind, page, perPage })),
    kind,
    kinds,
    counts,
    page,
    perPage,
  };
}
