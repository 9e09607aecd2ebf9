import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import {
  checkConfiguration,
  conclusionLabels,
  noObject,
  outcomeLabels,
  type Report,
  readRules,
  readText,
  reportAsData,
  secretHereAdvice,
} from '../modules/prerequisites/index.ts';
import { argumentPath, say } from './command.ts';

// Checks a file here, sending nothing: 0 when nothing is wrong, 1 when something is, 2 when it cannot be read.
// npm run check:franceconnect -- FILE [--json]
const usage = 'Indiquez un fichier : npm run check:franceconnect -- configuration.json [--json]';

/** Far more than what is looked at: such a file is no configuration. */
const mostBytes = 10 * 1024 * 1024;

// Whoever reads the first lines alone closes the pipe.
process.stdout.on('error', () => {});

function readArguments(): { file: string; json: boolean } | null {
  try {
    const { values, positionals } = parseArgs({
      args: process.argv.slice(2),
      options: { json: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const [file, ...others] = positionals;
    return file === undefined || others.length > 0 ? null : { file, json: values.json };
  } catch {
    return null;
  }
}

/** The text of the file; null when there is none to read. */
async function textAt(path: string): Promise<string | null> {
  try {
    const { size } = await stat(path);
    return size > mostBytes ? ' '.repeat(mostBytes) : await readFile(path, 'utf8');
  } catch {
    return null;
  }
}

function print(report: Report): void {
  const out = (line: string) => process.stdout.write(`${line}\n`);
  for (const { rule, outcome, found, message } of report.verdicts) {
    out(`${outcomeLabels[outcome]} – ${rule.title} (${rule.field})${message ? ` – ${message}` : ''}`);
    for (const value of found) out(`  ${value}`);
    if (outcome === 'conform') continue;
    out(`  ${rule.requires} ${rule.why}`);
    for (const { label, url } of rule.sources) out(`  ${label} : ${url}`);
  }
}

async function run(): Promise<number> {
  const asked = readArguments();
  if (!asked) {
    say(usage);
    return 2;
  }
  const path = argumentPath(asked.file);
  const text = await textAt(path);
  if (text === null) {
    say(`Le fichier ${basename(path)} ne peut pas être ouvert.`);
    return 2;
  }
  const rules = await readRules();
  const read = readText(text);
  const report = 'json' in read ? checkConfiguration(rules, read.json) : null;
  if (!report) {
    say(`${basename(path)} : ${'problem' in read ? read.problem : noObject}`);
    return 2;
  }
  if (asked.json)
    process.stdout.write(`${JSON.stringify(reportAsData(report, rules, secretHereAdvice), null, 2)}\n`);
  else print(report);
  if (report.secret) say(secretHereAdvice);
  say(`${basename(path)} : ${conclusionLabels[report.conclusion]}.`);
  if (report.conclusion === 'nothing') return 2;
  return report.conclusion === 'wrong' ? 1 : 0;
}

process.exitCode = await run().catch((error: unknown) => {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  // Not 1: nothing was found to be wrong.
  return 2;
});
