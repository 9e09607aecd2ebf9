import { pageCount, pagingOf } from '../../platform/http/index.ts';
import {
  authorityDetail,
  authorityLabel,
  authorityUrl,
  distinctName,
  formerWords,
  kindLabel,
  populationSourceOf,
} from './labels.ts';
import type { Authority, AuthoritySummary, OldCode } from './queries.ts';
import type { AuthorityHit } from './search.ts';
import type { Contents } from './views/authority-page.tsx';

/** An authority as data, wherever it is named. `department`: its name, or their names for an EPCI across several. */
function asData(authority: AuthoritySummary, publicUrl: string) {
  return {
    id: authority.id,
    kind: authority.kind,
    kind_label: kindLabel(authority),
    code: authority.code,
    siren: authority.siren,
    name: authority.name,
    label: authorityLabel(authority),
    department: ['commune', 'epci', 'ept'].includes(authority.kind) ? authority.place : null,
    population: authority.population,
    url: publicUrl + authorityUrl(authority),
  };
}

/**
 * A result of the search. `detail` tells it from its namesakes, `distinct_name` is what to send back once it is chosen,
 * `former_name` the former commune that was meant, when it is one.
 */
export function hitAsData(hit: AuthorityHit, publicUrl: string) {
  return {
    ...asData(hit, publicUrl),
    detail: [formerWords(hit.former_name), authorityDetail(hit)].filter(Boolean).join(', '),
    distinct_name: distinctName(hit),
    former_name: hit.former_name,
  };
}

/** All that the page of an authority says. */
export function pageAsData(
  authority: Authority,
  ancestors: readonly AuthoritySummary[],
  contents: Contents | null,
  former: readonly OldCode[],
  request: { url: string },
  publicUrl: string,
) {
  return {
    ...asData(authority, publicUrl),
    population_source: populationSourceOf(authority),
    epci_kind: authority.epci_kind,
    postcodes: authority.postcodes,
    seat: authority.seat_id,
    ended: authority.ended_at !== null,
    belongs_to: ancestors.map((one) => asData(one, publicUrl)),
    former_communes: former,
    contains: contents && {
      counts: contents.counts,
      kind: contents.kind,
      ...pagingOf(request, publicUrl, {
        total: contents.total,
        page: contents.page,
        pages: pageCount(contents.total, contents.perPage),
      }),
      items: contents.authorities.map((one) => asData(one, publicUrl)),
    },
  };
}
