import type { Db } from '../../../platform/database/index.ts';
import { Refusal } from '../../../platform/http/index.ts';
import { type ConvertedPage, convertJekyll, type Replacements, type ReportLine } from '../jekyll/index.ts';
import { isOwnEntry } from '../menu.ts';
import type { By } from '../pages/actions.ts';
import { normalPermalink, withoutSlash } from '../pages/permalink.ts';
import { replacedAddresses } from './replaced-addresses.ts';
import { missingTarget } from './site-addresses.ts';
import { type Stored, storePage, storeProblem } from './store.ts';

/** A file to bring in. The name may hold folders: Jekyll's own tell news from pages. */
export interface JekyllFile {
  name: string;
  bytes: Uint8Array;
}

export interface FileReport {
  name: string;
  outcome: Stored['outcome'] | 'refused';
  /** Where the page answers; null when it was refused. */
  permalink: string | null;
  title: string | null;
  lines: ReportLine[];
}

/**
 * Brings pages and news of a Jekyll site in, each file in a transaction of its own: a file that is refused does not
 * hold the others back. Links are checked once all are in, since they may lead to one another.
 * @param replaced links to change on the way, besides those of the programme's former tools.
 */
export async function importJekyll(
  db: Db,
  files: readonly JekyllFile[],
  by: By,
  replaced: Replacements = new Map(),
): Promise<{ reports: FileReport[]; refused: number }> {
  const reports: FileReport[] = [];
  const stored: { report: FileReport; page: ConvertedPage }[] = [];
  const replacements = new Map([...(await replacedAddresses()), ...replaced]);
  const takenBy = new Map<string, string>();
  for (const file of files) {
    const page = convertJekyll(file.name, file.bytes, replacements);
    if (page.outcome === 'refused') {
      reports.push(refused(file.name, page.line, page.message));
      continue;
    }
    const address = withoutSlash(normalPermalink(page.permalink));
    const other = takenBy.get(address);
    if (other !== undefined) {
      reports.push(refused(file.name, 1, `Le fichier ${other} a la même adresse, ${page.permalink}.`));
      continue;
    }
    takenBy.set(address, file.name);
    const report = await storeOne(db, file.name, page, by);
    reports.push(report);
    if (report.outcome !== 'refused') stored.push({ report, page });
  }
  for (const { report, page } of stored) {
    report.lines = [...report.lines, ...(await missingLines(db, page))].sort((a, b) => a.line - b.line);
  }
  return { reports, refused: reports.filter(({ outcome }) => outcome === 'refused').length };
}

async function storeOne(db: Db, name: string, page: ConvertedPage, by: By): Promise<FileReport> {
  const problem = storeProblem(page);
  if (problem) return refused(name, problem.line, problem.message);
  try {
    const { outcome, coveredVersion, movedTo, keptInMenu } = await db
      .transaction()
      .execute((tx) => storePage(tx, page, by));
    const lines = [...page.report];
    if (coveredVersion !== undefined) {
      lines.push({
        line: 1,
        level: 'changed',
        message: `La version ${coveredVersion}, écrite sur le site, est remplacée ; elle reste dans l’historique.`,
      });
    }
    if (movedTo !== undefined) {
      lines.push({
        line: 1,
        level: 'kept',
        message: `La page a changé d’adresse sur ce site : elle reste à ${movedTo}, où l’adresse du fichier mène.`,
      });
    }
    if (page.menu && isOwnEntry(page.menu.title)) {
      lines.push({
        line: 1,
        level: 'changed',
        message: `Le menu du site a déjà une entrée « ${page.menu.title} » : c’est elle qu’il garde. La page se trouve par le plan du site.`,
      });
    }
    if (keptInMenu !== undefined) {
      lines.push({
        line: 1,
        level: 'kept',
        message: `Le fichier ne dit rien du menu : la page y reste, sous le nom « ${keptInMenu} ».`,
      });
    }
    return { name, outcome, permalink: movedTo ?? page.permalink, title: page.title, lines };
  } catch (error) {
    if (error instanceof Refusal) return refused(name, 1, error.message);
    throw error;
  }
}

function refused(name: string, line: number, message: string): FileReport {
  return {
    name,
    outcome: 'refused',
    permalink: null,
    title: null,
    lines: [{ line, level: 'missing', message }],
  };
}

async function missingLines(db: Db, page: ConvertedPage): Promise<ReportLine[]> {
  const lines: ReportLine[] = [];
  const known = new Set<string>();
  const targets = [
    // The converter has already told of the anchors of the page itself.
    ...page.links.filter(({ href }) => href.startsWith('/') && !href.startsWith(`${page.permalink}#`)),
    ...page.files.map(({ path, line }) => ({ href: path, line })),
  ];
  for (const { href, line } of targets) {
    if (known.has(`${line} ${href}`)) continue;
    known.add(`${line} ${href}`);
    const message = await missingTarget(db, href);
    if (message) lines.push({ line, level: 'missing', message });
  }
  return lines;
}
