import type { Db } from '../../platform/database/index.ts';
import { found, notFound } from '../../platform/http/index.ts';
import {
  type Authority,
  authorityUrl,
  kindAtSegment,
  type Placed,
  placedAuthorities,
} from '../territories/index.ts';
import { isTold } from './reading.ts';

/** `communes`, `74010` */
interface Address {
  segment: string;
  code: string;
}

/** The authority of an address of ours, whatever we say of it; a 404 when there is none. */
export async function anyPlaceAt(db: Db, { segment, code }: Address): Promise<Placed> {
  const kind = kindAtSegment(segment);
  if (!kind) notFound();
  const id = `${kind}:${code}`;
  return found((await placedAuthorities(db, [id])).get(id), 'Aucune collectivité ne porte ce code.');
}

/** The same, of which we say what concerns it; a 404 otherwise. */
export async function placeAt(db: Db, address: Address): Promise<Placed> {
  const place = await anyPlaceAt(db, address);
  if (!isTold(place.authority)) notFound('Nous ne disons pas ce qui concerne cette collectivité.');
  return place;
}

/** What the layout says of a page about an authority. */
export function metaOf(authority: Authority, title: string) {
  return {
    title: `${title} – ${authority.name}`,
    noindex: true,
    breadcrumb: [
      { label: 'Collectivités', href: '/collectivites' },
      { label: authority.name, href: authorityUrl(authority) },
      { label: title },
    ],
  };
}
