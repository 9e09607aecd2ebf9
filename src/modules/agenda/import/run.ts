import type { Db } from '../../../platform/database/index.ts';
import {
  missingChoices,
  type Rule,
  ruleChoices,
  territoriesOf,
  unknownTerritories,
} from '../../audience/index.ts';
import { record } from '../../audit/index.ts';
import type { MeasureContent } from '../content.ts';
import { allCurrent } from '../current.ts';
import { reserved } from '../editing.ts';
import { lockMeasures, saveMeasure, thingOf } from '../saving.ts';
import { indexMeasure } from '../search-entry.ts';
import { insertLinks, insertMeasure } from '../store.ts';
import { type Entry, type Known, mostBytes, type Problem, plain, type Reading } from './entry.ts';
import { readJson } from './json.ts';
import { readSheet, writeSheet } from './sheet.ts';

/** What became, or would become, of a measure of the file. */
export interface Outcome {
  line: number;
  slug: string;
  title: string;
  done: 'created' | 'changed' | 'unchanged';
}

export interface ImportReport {
  problems: Problem[];
  outcomes: Outcome[];
  /** False for a trial, and when there are problems. */
  written: boolean;
}

/**
 * Imports measures from a sheet or a JSON file: all of them, or none. Without `apply`, does all of it and takes it back,
 * so that the report says exactly what would happen.
 */
export async function importAgenda(
  db: Db,
  file: { name: string; bytes: Uint8Array },
  { apply, now, say }: { apply: boolean; now: Date; say: (line: string) => void },
): Promise<ImportReport> {
  const refused = (problems: Problem[]): ImportReport => ({ problems, outcomes: [], written: false });
  const whole = (message: string) => refused([{ line: null, place: '', message }]);
  if (file.bytes.length > mostBytes) return whole('Ce fichier dépasse 5 Mo.');
  const text = decoded(file.bytes);
  if (text === null)
    return whole('Ce fichier n’est pas en UTF-8 : dans le tableur, enregistrez-le au format « CSV UTF-8 ».');
  const tx = await db.startTransaction().execute();
  try {
    await lockMeasures(tx);
    const known = await knownTo(tx);
    const reading = /\.json$/i.test(file.name) ? readJson(text) : readSheet(text, known);
    const problems = [...reading.problems, ...(await lookedUp(tx, reading, known))];
    if (problems.length > 0 || reading.entries.length === 0) {
      await tx.rollback().execute();
      const none = { line: null, place: '', message: 'Ce fichier ne contient aucune mesure.' };
      return refused(problems.length > 0 ? problems.sort(byLine) : [none]);
    }
    const outcomes = await write(tx, reading, { name: file.name, now, say });
    if (apply) await tx.commit().execute();
    else await tx.rollback().execute();
    return { problems: [], outcomes, written: apply };
  } catch (error) {
    if (!tx.isCommitted && !tx.isRolledBack) await tx.rollback().execute();
    throw error;
  }
}

const byLine = (a: Problem, b: Problem) => (a.line ?? 0) - (b.line ?? 0);

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

async function knownTo(db: Db): Promise<Known> {
  const [measures, themes] = await Promise.all([
    allCurrent(db),
    db.selectFrom('measure_themes').select(['code', 'label']).execute(),
  ]);
  return {
    measures: new Map(measures.map(({ content }) => [content.slug, content])),
    themes: new Map(
      themes.flatMap(({ code, label }) => [[code, code] as const, [plain(label), code] as const]),
    ),
  };
}

/** What only the whole file, or the database, tells: slugs given twice, links and territories that lead nowhere. */
async function lookedUp(db: Db, { entries, themes }: Reading, known: Known): Promise<Problem[]> {
  const problems: Problem[] = [];
  const lines = new Map<string, number>();
  const rules = entries.flatMap(({ content }) => rulesOf(content).map(([, rule]) => rule));
  const [choices, lost] = await Promise.all([ruleChoices(db), unknownTerritories(db, rules)]);
  const codes = new Set([...known.themes.values(), ...themes.keys()]);
  const slugs = new Set([...known.measures.keys(), ...entries.map(({ content }) => content.slug)]);
  for (const { line, content } of entries) {
    const tell = (place: string, message: string) => problems.push({ line, place, message });
    const first = lines.get(content.slug);
    if (first !== undefined) tell('adresse', `L’adresse « ${content.slug} » est déjà à la ligne ${first}.`);
    else lines.set(content.slug, line);
    if (reserved.includes(content.slug))
      tell('adresse', `L’adresse « ${content.slug} » est prise par le site.`);
    if (!codes.has(content.theme)) tell('theme', `Le thème « ${content.theme} » n’existe pas.`);
    for (const link of content.links) {
      if (!('measure' in link)) continue;
      if (link.measure === content.slug) tell('liens', 'Une mesure ne renvoie pas à elle-même.');
      else if (!slugs.has(link.measure)) tell('liens', `La mesure « ${link.measure} » n’existe pas.`);
    }
    for (const [place, rule] of rulesOf(content)) {
      for (const id of territoriesOf(rule))
        if (lost.has(id)) tell(place, `Le territoire « ${id} » n’existe pas, ou plus.`);
      const missing = missingChoices(rule, choices);
      for (const flag of missing.flags) tell(place, `La condition « ${flag} » n’existe pas.`);
      for (const stage of missing.stages) tell(place, `L’étape « ${stage} » d’un déploiement n’existe pas.`);
    }
  }
  return problems;
}

const rulesOf = ({ audience, milestones }: MeasureContent): [string, Rule][] => [
  ['public', audience.rule],
  ...milestones.flatMap((one): [string, Rule][] => (one.audience ? [['jalons', one.audience.rule]] : [])),
];

async function write(
  tx: Db,
  { entries, themes }: Reading,
  { name, now, say }: { name: string; now: Date; say: (line: string) => void },
): Promise<Outcome[]> {
  if (themes.size > 0) {
    await tx
      .insertInto('measure_themes')
      .values([...themes].map(([code, label]) => ({ code, label })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  const stored = await tx.selectFrom('measures').select(['id', 'slug', 'published']).execute();
  const known = new Map(stored.map((one) => [one.slug, one]));
  const reasonOf = ({ reason }: Entry) => reason ?? `Import de ${name}.`;
  // New ones first: the others may link to them, and they to each other.
  const created = new Map<Entry, string>();
  for (const entry of entries) {
    if (known.has(entry.content.slug)) continue;
    const saving = { origin: 'import', reason: reasonOf(entry), actorId: null, now } as const;
    created.set(
      entry,
      await insertMeasure(tx, entry.content, { ...saving, published: entry.published ?? true }),
    );
  }
  const outcomes: Outcome[] = [];
  for (const [index, entry] of entries.entries()) {
    const { content, line } = entry;
    const id = created.get(entry);
    const before = known.get(content.slug);
    let done: Outcome['done'] = 'created';
    if (id) {
      await insertLinks(tx, id, content.links);
      await indexMeasure(tx, id);
      await record(tx, {
        actor: null,
        verb: 'measure.import',
        thing: thingOf({ id, title: content.title }),
        detail: { version: 1, reason: reasonOf(entry) },
      });
    } else if (before) {
      const { changed } = await saveMeasure(
        tx,
        { by: null, now },
        { id: before.id, version: null },
        content,
        {
          origin: 'import',
          reason: reasonOf(entry),
          published: entry.published ?? before.published,
        },
      );
      done = changed ? 'changed' : 'unchanged';
    }
    outcomes.push({ line, slug: content.slug, title: content.title, done });
    if ((index + 1) % 50 === 0) say(`${index + 1} mesures sur ${entries.length}`);
  }
  return outcomes;
}

/** All the measures, drafts too, as a sheet that `importAgenda` takes back. */
export async function exportAgenda(db: Db): Promise<string> {
  const all = await allCurrent(db);
  return writeSheet(all.map(({ content, measure }) => ({ content, published: measure.published })));
}
