import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchRules } from './audience.ts';
import { benchCatalogues } from './catalogue.ts';
import { attack, flood, type Load, pageWeight } from './load.ts';
import { benchDigests } from './notices.ts';
import { Product } from './product.ts';
import { benchRollouts } from './rollouts.ts';
import { benchOpenPages, benchSpace } from './space.ts';
import { benchSurveys, surveyOfBench } from './surveys.ts';

// Each figure of the documents comes from here: `npm run bench`, or `npm run bench -- --quick` for a first idea.
const { values: options } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const seconds = options.quick ? 3 : 10;
const people = options.quick ? 2_000 : 20_000;
/** What is ten times larger should not be slower. */
const sizes = options.quick ? [20_000] : [100_000, 1_000_000];

const folder = await mkdtemp(join(tmpdir(), 'cordee-bench-'));
const product = new Product(folder);

function show(name: string, value: string): void {
  process.stdout.write(`${name.padEnd(62)} ${value}\n`);
}

function showLoad(name: string, load: Load): void {
  const { rate, p50, p95, p99, errors } = load;
  show(
    name,
    `${rate.toFixed(0).padStart(7)} req/s   p50 ${p50} ms   p95 ${p95} ms   p99 ${p99} ms${errors ? `   ${errors} ERRORS` : ''}`,
  );
}

try {
  show(
    'machine',
    `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`,
  );

  const first = await product.start();
  show('first start, all content loaded', `${(first / 1000).toFixed(2)} s`);
  await product.stop();
  show('second start', `${((await product.start()) / 1000).toFixed(2)} s`);

  for (const path of [
    '/',
    '/groupes',
    '/collectivites/communes/74010',
    '/agenda',
    '/agenda?vue=frise',
    '/catalogues/cybersecurite',
    '/urgence-cyber?region=84',
    '/integrer/catalogues/cybersecurite?nombre=10',
    '/integrer/selections/premiers-gestes-d-une-petite-commune',
    '/livrables',
    '/inscription',
  ]) {
    const weight = await pageWeight(product.url, path);
    show(`weight of ${path}`, `${(weight.bytes / 1024).toFixed(1)} KB in ${weight.requests} requests`);
  }

  const at = (path: string) => `${product.url}${path}`;
  const compressed = { 'accept-encoding': 'br, gzip' };
  for (const pipelining of [1, 10]) {
    showLoad(
      `public page kept in memory, /groupes, ${pipelining} request${pipelining > 1 ? 's in a row' : ' at a time'}`,
      await flood(at('/groupes'), { seconds, connections: 100, pipelining, headers: compressed }),
    );
  }
  const bypass = { ...compressed, cookie: 'bench=1' };
  showLoad(
    'public page made anew, its content kept in memory, /groupes',
    await attack(at('/groupes'), { seconds, connections: 32, headers: bypass }),
  );
  showLoad(
    'public page with its queries, a commune',
    await attack(at('/collectivites/communes/74010'), { seconds, connections: 32, headers: bypass }),
  );
  showLoad(
    'page of an authority at 50 req/s, made anew',
    await attack(product.url, {
      seconds,
      connections: 10,
      rate: 50,
      headers: bypass,
      paths: ['communes/74010', 'communes/01002', 'communes/97411', 'epci/200066793', 'departements/64'].map(
        (place) => `/collectivites/${place}`,
      ),
    }),
  );
  showLoad(
    'agenda with three filters, made anew',
    await attack(at('/agenda?type=commune&nature=obligation&population=900'), {
      seconds,
      connections: 16,
      headers: bypass,
    }),
  );
  showLoad(
    'calendar of an authority, made anew',
    await attack(at('/collectivites/communes/74010.ics'), { seconds, connections: 16, headers: bypass }),
  );
  await benchRules(await product.database(), show);
  await benchRollouts(await product.database(), folder, show);
  for (const path of [
    '/deploiements/demat-ads',
    '/deploiements/demat-ads/departements/74',
    '/collectivites/communes/74010',
  ]) {
    showLoad(
      `${path} with 200,000 statements at 10 req/s, made anew`,
      await attack(at(path), { seconds, connections: 4, rate: 10, headers: bypass }),
    );
  }
  const national = await (await fetch(at('/deploiements/demat-ads'))).text();
  const map = /<svg[^>]*class="[^"]*map[^"]*".*?<\/svg>/s.exec(national)?.[0] ?? '';
  show('map of a rollout', `${(Buffer.byteLength(map) / 1024).toFixed(0)} KB`);
  const reader = { ...compressed, cookie: await benchSurveys(await product.database(), show) };
  for (const [path, headers] of [
    [`/espace/enquetes/${surveyOfBench}/resultats`, reader],
    [`/espace/enquetes/${surveyOfBench}/resultats?filtre=E1%3A1`, reader],
    [`/espace/enquetes/${surveyOfBench}/resultats/croisement?lignes=E2&colonnes=E11`, reader],
    [`/espace/enquetes/${surveyOfBench}/resultats/textes/E15`, reader],
    [`/enquetes/${surveyOfBench}/resultats`, bypass],
  ] as const) {
    showLoad(
      `${path.replace(/^.*numerique-vu-par-les-elus/, 'survey of 50,000 answers, ')} at 5 req/s`,
      await attack(at(path), { seconds, connections: 4, rate: 5, headers }),
    );
  }
  const typed = [
    's',
    'st',
    'saint e',
    'st etienne',
    'annecy',
    '74000',
    '74010',
    'cc faucigny',
    "l'abergement",
    'strasbour',
    'marseile',
    'haute sav',
  ];
  const typeAhead = typed.map((q) => `/collectivites.json?q=${encodeURIComponent(q)}`);
  showLoad(
    'type-ahead at 50 req/s',
    await attack(product.url, { seconds, connections: 10, rate: 50, paths: typeAhead }),
  );
  showLoad(
    'type-ahead, as fast as it goes',
    await attack(product.url, { seconds, connections: 16, paths: typeAhead }),
  );
  const searched = ['franceconnect', 'urbanisme', 'donnees', 'cybersecurite', 'elus', 'charte'].map(
    (q) => `/recherche?q=${q}`,
  );
  showLoad(
    'site search',
    await attack(product.url, { seconds, connections: 16, paths: searched, headers: bypass }),
  );

  await benchCatalogues(await product.database(), product.url, seconds, { show, showLoad });

  for (const [index, messages] of sizes.entries()) {
    const round = `essai${index + 1}`;
    await benchSpace(product, { people, messages, groups: 60, round }, seconds, { show, showLoad });
    await benchOpenPages(product, round, show);
  }
  showLoad(
    '/groupes made anew with these groups and people',
    await attack(at('/groupes'), { seconds, connections: 32, headers: bypass }),
  );
  await benchDigests(await product.database(), show);
} finally {
  await product.stop();
  await rm(folder, { recursive: true, force: true });
}
