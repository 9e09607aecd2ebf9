import { operators, type Rule, type RuleKind, ruleKinds, ruleVersion } from '../../audience/index.ts';
import type { MeasureContent } from '../content.ts';
import { periodWords } from '../period.ts';
import { parsePeriod, periodHelp } from '../period-typed.ts';
import { linkKindLabels, milestoneKindLabels } from '../vocabulary.ts';
import { plain } from './entry.ts';

// What the cells of a sheet say: one thing a line within a cell, its parts between bars.

/** A cell that cannot be read; says why in French. */
export class BadCell extends Error {}

const bar = ' | ';

export const linesOf = (cell: string): string[] =>
  cell
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);

/** The parts of a line; a bar within a part is written `\|`. */
const partsOf = (line: string): string[] =>
  line.split(/(?<!\\)\|/).map((part) => part.replaceAll('\\|', '|').trim());

const lineOf = (...parts: (string | null | undefined)[]): string =>
  parts
    .map((part) => (part ?? '').replace(/\s*[\r\n]+\s*/g, ' ').replaceAll('|', '\\|'))
    .join(bar)
    .replace(/(?: \| )+$/, '');

/** A code of a closed list, by itself or by its label. */
export function codeOf<Code extends string>(labels: Record<Code, string>, cell: string): string {
  const wanted = plain(cell);
  const found = Object.entries<string>(labels).find(
    ([code, label]) => code === wanted || plain(label) === wanted,
  );
  if (found) return found[0];
  const known = Object.values<string>(labels).join(', ');
  throw new BadCell(`« ${cell} » n’est pas dans la liste : ${known}.`);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadCell('Cette règle n’est pas du JSON.');
  }
}

export function milestonesOf(cell: string): unknown[] {
  return linesOf(cell).map((line) => {
    const [kind = '', date = '', label = '', rule] = partsOf(line);
    if (label === '') throw new BadCell('Un jalon s’écrit : type | date | ce qui se passe.');
    const period = parsePeriod(date);
    if (!period) throw new BadCell(`La date « ${date} » n’est pas comprise, ou n’existe pas. ${periodHelp}`);
    return {
      ...period,
      kind: codeOf(milestoneKindLabels, kind),
      label,
      audience: rule ? { version: ruleVersion, rule: json(rule) } : null,
    };
  });
}

export const milestonesCell = (milestones: MeasureContent['milestones']): string =>
  milestones
    .map(({ kind, label, audience, ...period }) =>
      lineOf(
        milestoneKindLabels[kind],
        period.date === null ? 'inconnue' : periodWords(period),
        label,
        audience && JSON.stringify(audience.rule),
      ),
    )
    .join('\n');

export const legalBasesOf = (cell: string): unknown[] =>
  linesOf(cell).map((line) => {
    const [text = '', article, url, note] = partsOf(line);
    return { text, article: article || null, url: url || null, note: note || null };
  });

export const legalBasesCell = (bases: MeasureContent['legal_bases']): string =>
  bases.map(({ text, article, url, note }) => lineOf(text, article, url, note)).join('\n');

export const sourcesOf = (cell: string): unknown[] =>
  linesOf(cell).map((line) => {
    const [label = '', url = ''] = partsOf(line);
    if (url === '') throw new BadCell('Une source s’écrit : nom | adresse.');
    return { label, url };
  });

export const sourcesCell = (sources: MeasureContent['sources']): string =>
  sources.map(({ label, url }) => lineOf(label, url)).join('\n');

export const linksOf = (cell: string): unknown[] =>
  linesOf(cell).map((line) => {
    const [kindWords = '', first = '', url] = partsOf(line);
    const kind = codeOf(linkKindLabels, kindWords);
    if (url) return { kind, label: first, url };
    const measure = /^(?:\/agenda\/)?([a-z0-9-]+)$/.exec(first)?.[1];
    if (!measure) {
      throw new BadCell('Un lien s’écrit : type | adresse d’une mesure, ou : type | nom | adresse.');
    }
    return { kind, measure };
  });

export const linksCell = (links: MeasureContent['links']): string =>
  links
    .map((link) =>
      'measure' in link
        ? lineOf(linkKindLabels[link.kind], link.measure)
        : lineOf(linkKindLabels[link.kind], link.label, link.url),
    )
    .join('\n');

export interface AudienceCells {
  public_types?: string;
  public_plus_de?: string;
  public_moins_de?: string;
  public_territoires?: string;
  public_regle?: string;
}

const count = (cell: string): number => {
  const digits = cell.replace(/\s/g, '');
  if (!/^\d{1,9}$/.test(digits)) throw new BadCell(`« ${cell} » n’est pas un nombre d’habitants.`);
  return Number(digits);
};

/** The rule that the cells say; null when they say none. Unchecked: bounds may exclude each other. */
export function audienceOf(cells: AudienceCells): unknown {
  const { public_types: types, public_territoires: territories, public_regle: rule } = cells;
  if (rule) return { version: ruleVersion, rule: json(rule) };
  const parts: unknown[] = [];
  if (types)
    parts.push({
      kind: types
        .split(/[,;\n]/)
        .filter((type) => type.trim())
        .map((type) => codeOf(typeLabels, type.trim())),
    });
  for (const [cell, op] of [
    [cells.public_plus_de, '>'],
    [cells.public_moins_de, '<'],
  ] as const) {
    if (cell) parts.push({ population: { op, value: count(cell) } });
  }
  if (territories) parts.push({ within: territories.split(/[\s,;]+/).filter(Boolean) });
  return parts.length > 0 ? { version: ruleVersion, rule: { all: parts } } : null;
}

const typeLabels: Record<RuleKind, string> = { ...ruleKinds, epci: 'intercommunalités' };

/** Columns that anybody reads where they say it all; the rule itself where they do not. */
export function audienceCells(rule: Rule): Required<AudienceCells> {
  const cells = {
    public_types: '',
    public_plus_de: '',
    public_moins_de: '',
    public_territoires: '',
    public_regle: '',
  };
  const whole = { ...cells, public_regle: JSON.stringify(rule) };
  if (!('all' in rule) || rule.all.length === 0) return whole;
  for (const part of rule.all) {
    if ('kind' in part) cells.public_types = part.kind.map((kind) => typeLabels[kind]).join(', ');
    else if ('population' in part && part.population.op === operators[0])
      cells.public_plus_de = String(part.population.value);
    else if ('population' in part && part.population.op === '<')
      cells.public_moins_de = String(part.population.value);
    else if ('within' in part) cells.public_territoires = part.within.join(', ');
  }
  const told = audienceOf(cells);
  const same = JSON.stringify(told) === JSON.stringify({ version: ruleVersion, rule });
  return same ? cells : whole;
}
