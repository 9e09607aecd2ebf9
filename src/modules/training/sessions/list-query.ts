import { z } from 'zod';
import { fields } from '../../../platform/http/index.ts';
import { slug } from '../../../platform/provenance.ts';
import { listHref } from '../../../ui/index.ts';
import { sessionsPath } from '../addresses.ts';

/** `distance`, or the id of a territory: `departement:74`. */
const place = z.union([z.literal('distance'), z.string().regex(/^[a-z]+:\w{1,12}$/)]);

const optional = <T extends z.ZodType>(type: T) => type.optional().catch(undefined);

/** `/formations/sessions?mois=2027-01&lieu=region:84&offre=…&public=elus` */
export const sessionsQuery = z.object({
  mois: optional(z.string().regex(/^20\d\d-(?:0[1-9]|1[0-2])$/)),
  lieu: optional(place),
  offre: optional(slug),
  public: optional(slug),
  page: fields.pageNumber.default(1),
});

export interface Asked {
  mois?: string;
  lieu?: string;
  offre?: string;
  public?: string;
}

export type Ending = '' | '.json' | '.csv' | '.ics' | '.atom';

export function sessionsHref(
  { mois, lieu, offre, public: whom }: Asked,
  { page = 1, ending = '' }: { page?: number; ending?: Ending } = {},
): string {
  return listHref(sessionsPath + ending, { mois, lieu, offre, public: whom, page });
}

export const isNarrowed = (asked: Asked): boolean =>
  [asked.mois, asked.lieu, asked.offre, asked.public].some((value) => value !== undefined);
