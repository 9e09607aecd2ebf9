import type {
  AuthorityKind,
  AuthorityZone,
  EpciKind,
  OldCodeKind,
  PopulationSource,
} from '../../platform/database/index.ts';
import { ofIntercommunal, ofName } from './french-names.ts';
import { intercommunalKeys, type NameRank, nameRanks, searchKey, withoutArticle } from './search-key.ts';
import type { SourceCommune, SourceFiles, SourceIntercommunal } from './source-files.ts';

/** A row of `authorities`, as it is loaded. */
interface AuthorityRow {
  id: string;
  kind: AuthorityKind;
  code: string;
  siren: string | null;
  name: string;
  of_name: string;
  epci_kind: EpciKind | null;
  zone: AuthorityZone;
  population: number | null;
  population_source: PopulationSource | null;
  department_id: string | null;
  region_id: string | null;
  epci_id: string | null;
  ept_id: string | null;
  seat_id: string | null;
  ancestors: string[];
  place: string;
  sort_key: string;
}

interface NameRow {
  name_key: string;
  authority_id: string;
  kind: AuthorityKind;
  rank: number;
  weight: number;
  with_place: string;
  former_name: string | null;
}

export interface Dataset {
  authorities: AuthorityRow[];
  postcodes: { postcode: string; authority_id: string }[];
  oldCodes: { code: string; authority_id: string; name: string | null; kind: OldCodeKind }[];
  names: NameRow[];
}

/** Among equals the larger comes first, and a commune before the wider bodies that would always outweigh it. */
const weightShare: Record<AuthorityKind, number> = {
  commune: 1,
  epci: 4,
  ept: 4,
  departement: 10,
  region: 20,
  com: 20,
};

/** Turns the official files into the rows of this module. Pure. */
export function buildDataset(source: SourceFiles): Dataset {
  const current = source.communes.filter((commune) => commune.type === 'commune-actuelle');
  const byCode = new Map(current.map((commune) => [commune.code, commune]));
  const wider = widerTerritories(source, current);
  const epci = source.epci.map((body) => intercommunalRow(body, byCode, wider));
  const epciOf = membership(source.epci, 'epci');
  const eptOf = membership(source.ept, 'ept');
  const ept = source.ept.map((body) => {
    const row = intercommunalRow(body, byCode, wider);
    // A territory of Greater Paris lies whole in the métropole.
    const around = epciOf.get(body.membres[0]?.code ?? '') ?? null;
    return { ...row, epci_id: around, ancestors: around ? [around, ...row.ancestors] : row.ancestors };
  });
  const communes = current.map((commune) => communeRow(commune, wider, epciOf, eptOf));
  const authorities = [...wider.values(), ...epci, ...ept, ...communes];
  const oldCodes = oldCodesOf(source, current);
  return {
    authorities,
    postcodes: current.flatMap((commune) =>
      [...new Set(commune.codesPostaux)].map((postcode) => ({
        postcode,
        authority_id: `commune:${commune.code}`,
      })),
    ),
    oldCodes,
    names: namesOf(authorities, formerNames(source, byCode)),
  };
}

function blank(kind: AuthorityKind, code: string, name: string, zone: AuthorityZone): AuthorityRow {
  return {
    id: `${kind}:${code}`,
    kind,
    code,
    siren: null,
    name,
    of_name: name,
    epci_kind: null,
    zone,
    population: null,
    population_source: null,
    department_id: null,
    region_id: null,
    epci_id: null,
    ept_id: null,
    seat_id: null,
    ancestors: [],
    place: '',
    sort_key: searchKey(name),
  };
}

/** Régions, départements and overseas territories, by their id. Each overseas one is given twice: kept once. */
function widerTerritories(
  source: SourceFiles,
  communes: readonly SourceCommune[],
): Map<string, AuthorityRow> {
  const rows = new Map<string, AuthorityRow>();
  const byRegion = Map.groupBy(communes, (commune) => commune.region);
  const byDepartment = Map.groupBy(communes, (commune) => commune.departement);
  const add = (
    kind: 'region' | 'departement' | 'com',
    given: SourceFiles['regions'][number],
  ): AuthorityRow => {
    const inside = (kind === 'region' ? byRegion : byDepartment).get(given.code) ?? [];
    const counted = inside.flatMap((commune) => commune.population ?? []);
    const row: AuthorityRow = {
      ...blank(kind, given.code, given.nom, given.zone),
      of_name: ofName(given.nom, given.typeLiaison),
      population: counted.length > 0 ? counted.reduce((sum, people) => sum + people, 0) : null,
      population_source: counted.length > 0 ? 'sum' : null,
      seat_id: inside.some((commune) => commune.code === given.chefLieu) ? `commune:${given.chefLieu}` : null,
    };
    rows.set(row.id, row);
    return row;
  };
  for (const region of source.regions) if (region.zone !== 'com') add('region', region);
  for (const given of source.departements) {
    const row = add(given.zone === 'com' ? 'com' : 'departement', given);
    const region = rows.get(`region:${given.region}`);
    if (!region) continue;
    row.region_id = region.id;
    row.ancestors = [region.id];
    row.place = region.name;
  }
  return rows;
}

function departmentOf(commune: SourceCommune): string {
  return `${commune.zone === 'com' ? 'com' : 'departement'}:${commune.departement}`;
}

function intercommunalRow(
  body: SourceIntercommunal,
  communes: ReadonlyMap<string, SourceCommune>,
  wider: ReadonlyMap<string, AuthorityRow>,
): AuthorityRow {
  const kind = body.type === 'EPT' ? 'ept' : 'epci';
  const members = body.membres.flatMap((member) => communes.get(member.code) ?? []);
  const departments = byPeople(members, departmentOf);
  const regions = [...new Set(departments.flatMap((id) => wider.get(id)?.region_id ?? []))];
  return {
    ...blank(kind, body.code, body.nom, members[0]?.zone ?? 'metro'),
    siren: body.code,
    of_name: ofIntercommunal(body.nom),
    epci_kind: body.type === 'EPT' ? null : body.type,
    population: body.populationMunicipale,
    population_source: 'dgcl',
    department_id: departments[0] ?? null,
    region_id: regions[0] ?? null,
    ancestors: [...departments, ...regions],
    place: departments.flatMap((id) => wider.get(id)?.name ?? []).join(', '),
  };
}

/** The groups that these communes fall in, the most populated first. */
function byPeople(communes: readonly SourceCommune[], groupOf: (commune: SourceCommune) => string): string[] {
  const people = new Map<string, number>();
  for (const commune of communes) {
    const group = groupOf(commune);
    people.set(group, (people.get(group) ?? 0) + (commune.population ?? 0));
  }
  return [...people].sort(([, one], [, other]) => other - one).map(([group]) => group);
}

function membership(bodies: readonly SourceIntercommunal[], kind: 'epci' | 'ept'): Map<string, string> {
  return new Map(
    bodies.flatMap((body) => body.membres.map(({ code }) => [code, `${kind}:${body.code}`] as const)),
  );
}

function communeRow(
  commune: SourceCommune,
  wider: ReadonlyMap<string, AuthorityRow>,
  epciOf: ReadonlyMap<string, string>,
  eptOf: ReadonlyMap<string, string>,
): AuthorityRow {
  const department = wider.get(departmentOf(commune));
  if (!department) throw new Error(`La commune ${commune.code} n’a pas de département connu.`);
  const epci = epciOf.get(commune.code) ?? null;
  const ept = eptOf.get(commune.code) ?? null;
  const populationSource =
    commune.zone === 'com' ? 'insee-com' : commune.departement === '976' ? 'insee-mayotte' : 'insee';
  return {
    ...blank('commune', commune.code, commune.nom, commune.zone),
    siren: commune.siren ?? null,
    of_name: ofName(commune.nom, commune.typeLiaison),
    population: commune.population ?? null,
    population_source: commune.population === undefined ? null : populationSource,
    department_id: department.id,
    region_id: department.region_id,
    epci_id: epci,
    ept_id: ept,
    ancestors: [ept, epci, department.id, department.region_id].filter((id) => id !== null),
    place: department.name,
  };
}

function oldCodesOf(source: SourceFiles, current: readonly SourceCommune[]): Dataset['oldCodes'] {
  const inUse = new Set(current.map((commune) => commune.code));
  const rows = new Map<string, Dataset['oldCodes'][number]>();
  for (const commune of current) {
    for (const code of commune.anciensCodes) {
      rows.set(code, { code, authority_id: `commune:${commune.code}`, name: null, kind: 'ancienne' });
    }
  }
  // INSEE's own line about a part of a commune wins over the list of old codes; in two cases they differ.
  for (const part of source.communes) {
    if (part.type === 'commune-actuelle' || inUse.has(part.code)) continue;
    const town = part.type === 'arrondissement-municipal' ? part.commune : part.chefLieu;
    const kind =
      part.type === 'arrondissement-municipal'
        ? 'arrondissement'
        : part.type === 'commune-deleguee'
          ? 'deleguee'
          : 'associee';
    if (inUse.has(town))
      rows.set(part.code, { code: part.code, authority_id: `commune:${town}`, name: part.nom, kind });
  }
  return [...rows.values()].filter((row) => !inUse.has(row.code));
}

/** Names of communes that became a part of another one, by the id of that one. */
function formerNames(
  source: SourceFiles,
  communes: ReadonlyMap<string, SourceCommune>,
): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const part of source.communes) {
    if (part.type === 'commune-actuelle' || part.type === 'arrondissement-municipal') continue;
    if (communes.get(part.chefLieu)?.nom === part.nom) continue;
    const id = `commune:${part.chefLieu}`;
    names.set(id, [...(names.get(id) ?? []), part.nom]);
  }
  return names;
}

function namesOf(authorities: readonly AuthorityRow[], former: ReadonlyMap<string, string[]>): NameRow[] {
  const rows = new Map<string, NameRow>();
  for (const authority of authorities) {
    const place = searchKey(authority.place);
    const add = (key: string, rank: NameRank, former_name: string | null = null): void => {
      const once = `${key}\t${authority.id}`;
      if (!key || rows.has(once)) return;
      rows.set(once, {
        name_key: key,
        authority_id: authority.id,
        kind: authority.kind,
        rank,
        weight: Math.round((authority.population ?? 0) / weightShare[authority.kind]),
        with_place: ` ${key} ${place}`,
        former_name,
      });
    };
    const intercommunal = authority.kind === 'epci' || authority.kind === 'ept';
    for (const { key, rank } of intercommunal ? intercommunalKeys(authority.name) : ordinaryKeys(authority))
      add(key, rank);
    for (const name of former.get(authority.id) ?? []) {
      add(searchKey(name), nameRanks.former, name);
      add(withoutArticle(searchKey(name)), nameRanks.former, name);
    }
  }
  return [...rows.values()];
}

/** With its article and without: « La Rochelle » and « rochelle », « la haute savoie » and « haute savoie ». */
function ordinaryKeys(authority: AuthorityRow): { key: string; rank: NameRank }[] {
  const key = searchKey(authority.name);
  const withArticle = searchKey(
    authority.of_name.replace(/^(?:de |du |des |d’)/, (of) => ({ 'du ': 'le ', 'des ': 'les ' })[of] ?? ''),
  );
  return [
    { key, rank: nameRanks.name },
    { key: withoutArticle(key), rank: nameRanks.withoutArticle },
    { key: withArticle, rank: nameRanks.otherForm },
  ];
}
