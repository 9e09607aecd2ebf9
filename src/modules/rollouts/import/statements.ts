import { setImmediate } from 'node:timers/promises';
import { cellOf, type SheetRow } from '../../../platform/sheets/index.ts';
import type { CoverageStatement, Statement } from '../assertions.ts';
import {
  BadCell,
  readAddress,
  readBlocked,
  readCodeCell,
  readNote,
  readSince,
  stageReader,
} from './cells.ts';
import type { Columns, ImportField } from './columns.ts';
import { conflictOf, coverageConflictOf, isAlreadyCovered, isAlreadySaid } from './conflicts.ts';
import type { Known } from './known.ts';
import { LineNotes, type Trouble, worstFirst } from './troubles.ts';
import { authorityOf, providerOf } from './whom.ts';

/** What the lines of a file say, and what is to be said of them. */
export interface Reading {
  statements: readonly (Statement & { line: number })[];
  coverages: readonly (CoverageStatement & { line: number })[];
  /** The worst first, then as the lines come. An error keeps the whole file from being written. */
  troubles: readonly Trouble[];
  counts: Counts;
}

export interface Counts {
  /** Lines that say something. */
  lines: number;
  statements: number;
  coverages: number;
  /** Lines that repeat what the same source said. */
  unchanged: number;
  errors: number;
  warnings: number;
}

/** The codes and names that have to be looked for before the lines can be read. */
export function wantedBy(
  rows: readonly SheetRow[],
  columns: Columns,
): { codes: ReadonlySet<string>; names: ReadonlySet<string> } {
  const codes = new Set<string>();
  const names = new Set<string>();
  const addCode = (cell: string): boolean => {
    try {
      codes.add(readCodeCell(cell).code);
      return true;
    } catch {
      return false;
    }
  };
  for (const { cells } of rows) {
    const code = cellOf(cells, columns, 'code');
    if (code) addCode(code);
    else names.add(cellOf(cells, columns, 'nom'));
    const provider = cellOf(cells, columns, 'couverte_par');
    if (provider && !addCode(provider)) names.add(provider);
  }
  names.delete('');
  return { codes, names };
}

/** So many lines are read before others have their turn. */
const slice = 1_000;

/** Reads lines against what is known, without the database. */
export async function readStatements(
  rows: readonly SheetRow[],
  columns: Columns,
  known: Known,
): Promise<Reading> {
  const reader = new StatementReader(columns, known);
  for (const [index, row] of rows.entries()) {
    if (index % slice === slice - 1) await setImmediate();
    reader.read(row);
  }
  return reader.done();
}

class StatementReader {
  private readonly columns: Columns;
  private readonly known: Known;
  private readonly stageOf: (cell: string) => string | null;
  private readonly statements: (Statement & { line: number })[] = [];
  private readonly coverages: (CoverageStatement & { line: number })[] = [];
  private readonly troubles: Trouble[] = [];
  /** What earlier lines said, by authority and day. */
  private readonly before = new Map<string, { line: number; says: string }>();
  private lines = 0;
  private unchanged = 0;

  constructor(columns: Columns, known: Known) {
    this.columns = columns;
    this.known = known;
    this.stageOf = stageReader(known.rollout);
  }

  read({ line, cells }: SheetRow): void {
    const cell = (field: ImportField) => cellOf(cells, this.columns, field);
    if (Object.values(this.columns).every((at) => !cells[at])) return;
    this.lines += 1;
    const notes = new LineNotes(line, cell);
    const authority = notes.try(cell('code') ? 'code' : 'nom', () =>
      authorityOf(this.known, { code: cell('code'), name: cell('nom') }, notes),
    );
    const provider = cell('couverte_par');
    const hasStage = cell('etape') !== '';
    const stage = hasStage ? notes.try('etape', () => this.stageOf(cell('etape'))) : null;
    const since = notes.try('date', () => this.sinceOf(cell('date')));
    const blocked = notes.try('bloquee', () => readBlocked(cell('bloquee')));
    const url = notes.try('preuve', () => readAddress(cell('preuve')));
    const note = notes.try('note', () => readNote(cell('note')));
    const coveredBy = provider ? notes.try('couverte_par', () => providerOf(this.known, provider)) : null;
    if (!notes.failed && authority && since && stage !== undefined && coveredBy !== undefined) {
      const common = { authorityId: authority.id, since, url: url ?? null, note: note ?? null };
      if (!this.known.concerned.has(authority.id))
        notes.warn(
          'code',
          `${authority.name} n’est pas concernée par ce déploiement : la ligne est laissée de côté.`,
        );
      else if (coveredBy)
        this.addCoverage(
          notes,
          {
            ...common,
            provider: 'id' in coveredBy ? { id: coveredBy.id } : { name: coveredBy.name, stage },
            covers: true,
          },
          hasStage,
        );
      else if (!hasStage) notes.note('etape', 'Cette ligne ne dit aucune étape : elle est laissée de côté.');
      else this.addStatement(notes, { ...common, stage, blocked: blocked ?? false });
    }
    this.troubles.push(...notes.troubles);
  }

  private sinceOf(cell: string): string {
    if (cell !== '') return readSince(cell, this.known.today);
    if (this.known.since === null) throw new BadCell('La date manque.');
    return this.known.since;
  }

  private addStatement(notes: LineNotes, statement: Statement & { since: string }): void {
    if (this.isRepeated(notes, statement, `${statement.stage} ${statement.blocked}`)) return;
    if (isAlreadySaid(this.known, statement)) {
      this.unchanged += 1;
      notes.note(null, 'Déjà déclaré ainsi : rien ne change.');
      return;
    }
    const conflict = conflictOf(this.known, statement);
    if (conflict) notes.warn('etape', conflict);
    this.statements.push({ ...statement, line: notes.line });
  }

  private addCoverage(notes: LineNotes, coverage: CoverageStatement, hasStage: boolean): void {
    const { provider, authorityId } = coverage;
    if ('id' in provider && provider.id === authorityId) {
      notes.fail('couverte_par', 'Une collectivité ne se couvre pas elle-même.');
      return;
    }
    if (this.isRepeated(notes, coverage, JSON.stringify(provider))) return;
    if (isAlreadyCovered(this.known, coverage)) {
      this.unchanged += 1;
      notes.note(null, 'Déjà déclaré ainsi : rien ne change.');
      return;
    }
    if (hasStage && 'id' in provider)
      notes.warn(
        'etape',
        'L’étape de cette ligne n’est pas reprise : c’est celle de qui la couvre qui compte.',
      );
    const conflict = coverageConflictOf(this.known, coverage);
    if (conflict) notes.warn('couverte_par', conflict);
    this.coverages.push({ ...coverage, line: notes.line });
  }

  /** Several days of one authority are its history; one day is told once. */
  private isRepeated(
    notes: LineNotes,
    { authorityId, since }: { authorityId: string; since: string },
    says: string,
  ): boolean {
    const key = `${authorityId} ${since}`;
    const first = this.before.get(key);
    if (!first) {
      this.before.set(key, { line: notes.line, says });
      return false;
    }
    if (first.says === says)
      notes.warn('code', `La ligne ${first.line} dit la même chose : celle-ci est laissée de côté.`);
    else notes.fail('code', `La ligne ${first.line} dit autre chose de la même collectivité, le même jour.`);
    return true;
  }

  done(): Reading {
    const failed = new Set(this.troubles.filter(({ level }) => level === 'error').map(({ line }) => line));
    const warned = new Set(this.troubles.filter(({ level }) => level === 'warning').map(({ line }) => line));
    return {
      statements: this.statements,
      coverages: this.coverages,
      troubles: this.troubles.toSorted(worstFirst),
      counts: {
        lines: this.lines,
        statements: this.statements.length,
        coverages: this.coverages.length,
        unchanged: this.unchanged,
        errors: failed.size,
        warnings: warned.size,
      },
    };
  }
}
