import { searchKey } from './search-key.ts';

/**
 * Bodies known under a name that the official data does not give: acronyms in official or everyday use, former names.
 * Each target is checked against the data by the tests.
 */
const named: readonly { names: readonly string[]; ids: readonly string[] }[] = [
  { names: ['ARA', 'AURA'], ids: ['region:84'] },
  { names: ['BFC'], ids: ['region:27'] },
  { names: ['CVL'], ids: ['region:24'] },
  { names: ['HDF'], ids: ['region:32'] },
  { names: ['IDF'], ids: ['region:11'] },
  { names: ['PACA', 'Région Sud'], ids: ['region:93'] },
  { names: ['PDL'], ids: ['region:52'] },
  { names: ['Collectivité de Corse', 'CdC Corse'], ids: ['region:94'] },
  // One assembly is both département and région there; the data keeps the two territories.
  { names: ['Collectivité territoriale de Guyane', 'CTG'], ids: ['region:03'] },
  { names: ['Collectivité territoriale de Martinique', 'CTM'], ids: ['region:02'] },
  // It runs both départements, which the data keeps apart, and has no line of its own.
  {
    names: ['Collectivité européenne d’Alsace', 'Alsace', 'CEA'],
    ids: ['departement:67', 'departement:68'],
  },
  { names: ['AMP', 'Aix-Marseille-Provence'], ids: ['epci:200054807'] },
  { names: ['EMS'], ids: ['epci:246700488'] },
  { names: ['Grand Lyon'], ids: ['epci:200046977'] },
  { names: ['GPSEO'], ids: ['epci:200059889'] },
  { names: ['MEL', 'Lille Métropole'], ids: ['epci:200093201'] },
  { names: ['MGP'], ids: ['epci:200054781'] },
  { names: ['TPM'], ids: ['epci:248300543'] },
  // Postcodes of whole towns whose arrondissements alone have one.
  { names: ['75000'], ids: ['commune:75056'] },
  { names: ['69000'], ids: ['commune:69123'] },
  { names: ['13000'], ids: ['commune:13055'] },
];

const byKey = new Map(
  named.flatMap(({ names, ids }) => names.map((name) => [searchKey(name), ids] as const)),
);

/** The authorities that go by this name, in the plain form of `searchKey`; « la », « région » and « métropole » may open it. */
export function aliasesOf(key: string): readonly string[] {
  const digits = /^[\d ]+$/.test(key) ? key.replaceAll(' ', '') : key;
  return (
    byKey.get(digits) ?? byKey.get(key.replace(/^(?:la |region |conseil regional |metropole )+/, '')) ?? []
  );
}

export const aliasTargets: ReadonlySet<string> = new Set(named.flatMap(({ ids }) => ids));
