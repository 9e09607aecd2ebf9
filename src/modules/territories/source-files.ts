import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const packageName = '@etalab/decoupage-administratif';

const name = z.string().transform((text) => text.replace(/\s+/g, ' ').trim());
const count = z.number().int().nonnegative();
const zone = z.enum(['metro', 'drom', 'com']);
/** How the name takes an article and "of", as INSEE numbers it (TNCC). */
const linking = z.number().int();

const commune = z.object({
  type: z.literal('commune-actuelle'),
  code: z.string(),
  nom: name,
  typeLiaison: linking.optional(),
  zone,
  departement: z.string(),
  region: z.string(),
  siren: z.string().optional(),
  population: count.optional(),
  codesPostaux: z.array(z.string()).default([]),
  anciensCodes: z.array(z.string()).default([]),
});

const partOfCommune = z.object({
  type: z.enum(['commune-deleguee', 'commune-associee']),
  code: z.string(),
  nom: name,
  chefLieu: z.string(),
});

const arrondissement = z.object({
  type: z.literal('arrondissement-municipal'),
  code: z.string(),
  nom: name,
  commune: z.string(),
});

const intercommunal = z.object({
  code: z.string(),
  nom: name,
  populationMunicipale: count,
  membres: z.array(z.object({ code: z.string() })),
});

const departement = z.object({
  code: z.string(),
  nom: name,
  typeLiaison: linking,
  zone,
  region: z.string(),
  chefLieu: z.string(),
});

const schemas = {
  communes: z.array(z.discriminatedUnion('type', [commune, partOfCommune, arrondissement])),
  epci: z.array(intercommunal.extend({ type: z.enum(['CC', 'CA', 'CU', 'METRO', 'MET69']) })),
  ept: z.array(intercommunal.extend({ type: z.literal('EPT') })),
  departements: z.array(departement),
  regions: z.array(departement.omit({ region: true })),
};

export type SourceCommune = z.infer<typeof commune>;
export type SourceIntercommunal = z.infer<typeof schemas.epci>[number] | z.infer<typeof schemas.ept>[number];

export interface SourceFiles {
  communes: z.infer<typeof schemas.communes>;
  epci: z.infer<typeof schemas.epci>;
  ept: z.infer<typeof schemas.ept>;
  departements: z.infer<typeof schemas.departements>;
  regions: z.infer<typeof schemas.regions>;
}

// Found when the product runs: the package is not part of the bundle.
const manifest = createRequire(import.meta.url).resolve(`${packageName}/package.json`);

/** Version of the installed source, such as `6.0.0`. */
export async function sourceVersion(): Promise<string> {
  return z.object({ version: z.string() }).parse(JSON.parse(await readFile(manifest, 'utf8'))).version;
}

/** The official files as the package brings them, checked. */
export async function readSource(): Promise<SourceFiles> {
  const read = async (file: keyof typeof schemas): Promise<unknown> =>
    JSON.parse(await readFile(join(dirname(manifest), 'data', `${file}.json`), 'utf8'));
  return {
    communes: schemas.communes.parse(await read('communes')),
    epci: schemas.epci.parse(await read('epci')),
    ept: schemas.ept.parse(await read('ept')),
    departements: schemas.departements.parse(await read('departements')),
    regions: schemas.regions.parse(await read('regions')),
  };
}
