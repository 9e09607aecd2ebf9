import type { VendorFileLineKind } from '../../../platform/database/index.ts';
import { plainWords } from '../../../platform/plain-letters.ts';
import { cellOf, type SheetRow } from '../../../platform/sheets/index.ts';
import { formatDate } from '../../../ui/index.ts';
import { BadCell, readCodeCell, readSince, stageReader, stageWords } from '../../rollouts/index.ts';
import { type AuthoritySummary, distinctName } from '../../territories/index.ts';
import { pairOf, refutedWords } from '../equipping.ts';
import type { Product } from '../product.ts';
import type { Change, Counts, Line, Reading, Scope } from './change.ts';
import type { Columns, CustomerField } from './columns.ts';
import type { Current, Known } from './known.ts';

/** Reads the lines of a file against what is known, without the database. */
export function readCustomers(
  rows: readonly SheetRow[],
  columns: Columns,
  known: Known,
  scope: Scope,
): Reading {
  const reader = new CustomerReader(columns, known);
  for (const row of rows) reader.read(row);
  // Who is absent is known once every line is.
  if (scope.scope === 'complete' && !reader.hasErrors()) reader.endTheAbsent(scope.endedOn);
  return reader.done();
}

class CustomerReader {
  private readonly columns: Columns;
  private readonly known: Known;
  private readonly stageReaders: ReadonlyMap<string, (cell: string) => string | null>;
  private readonly changes = new Map<string, Change>();
  private readonly lines: Line[] = [];
  /** Products that the file names, and what it says of each authority. */
  private readonly products = new Set<string>();
  private readonly seen = new Set<string>();
  private readonly saidHere = new Map<string, { line: number; stage: string | null }>();
  private counts: Counts = { lines: 0, added: 0, changed: 0, ended: 0, unchanged: 0, skipped: 0, errors: 0 };

  constructor(columns: Columns, known: Known) {
    this.columns = columns;
    this.known = known;
    this.stageReaders = new Map(known.rollouts.map((rollout) => [rollout.slug, stageReader(rollout)]));
  }

  read({ line, cells }: SheetRow): void {
    const cell = (field: CustomerField) => cellOf(cells, this.columns, field);
    if (Object.values(this.columns).every((at) => !cells[at])) return;
    this.counts.lines += 1;
    const about = [cell('code') || cell('nom'), cell('produit')].filter(Boolean).join(', ').slice(0, 300);
    try {
      this.readCells(line, cell);
    } catch (error) {
      if (!(error instanceof BadCell)) throw error;
      this.say('error', line, about, error.message);
    }
  }

  private readCells(line: number, cell: (field: CustomerField) => string): void {
    const authority = this.authorityOf(cell('code'));
    const product = this.productOf(cell('produit'));
    this.products.add(product.id);
    const key = pairOf(product.id, authority.id);
    const current = this.known.current.get(key);
    const about = `${distinctName(authority)}, ${product.name}`;
    const day = (field: CustomerField) => (cell(field) ? readSince(cell(field), this.known.today) : null);
    const [since, date, until] = [day('depuis'), day('date'), day('fin')];
    const stage = cell('etape') ? this.stageOf(product, cell('deploiement'), cell('etape')) : null;
    if (current?.standing === 'contested') {
      this.seen.add(key);
      this.say(
        'skipped',
        line,
        about,
        'La collectivité conteste ce lien : rien ne change avant que ce soit tranché.',
      );
      return;
    }
    if (until !== null) {
      this.readEnd(line, key, about, current, until);
      return;
    }
    const before = this.changes.get(key);
    if (before?.until) throw new BadCell('Une autre ligne dit que ce contrat est fini.');
    const from = since ?? before?.from ?? current?.from ?? date;
    if (from === null) throw new BadCell('La date manque : dites depuis quand.');
    if (!current && !before) this.refuseNew(product, key, from);
    if (before && since !== null && since !== before.from && before.equipmentId === null)
      throw new BadCell(`Une autre ligne dit que ce produit l’équipe depuis le ${formatDate(before.from)}.`);
    const said =
      stage && this.statementOf({ ...stage, date: date ?? (current || before ? null : from), from });
    this.seen.add(key);
    const concerned = !said || this.known.concerned.has(`${said.rollout} ${authority.id}`);
    const isNew = !current && !before;
    const moved = current !== undefined && from !== current.from && from !== before?.from;
    const told = said && concerned && this.isNews(line, key, current, said) ? said : null;
    if (isNew || moved || told) {
      const change = before ?? {
        productId: product.id,
        authorityId: authority.id,
        equipmentId: current?.id ?? null,
        from,
        until: null,
        stages: [],
      };
      change.from = from;
      if (told) change.stages.push(told);
      this.changes.set(key, change);
    }
    const words = [
      isNew && `Équipée depuis le ${formatDate(from)}`,
      moved && `Équipée depuis le ${formatDate(from)}, et non le ${formatDate(current.from)}`,
      told && this.stageChange(told, current),
      !concerned && 'Ce déploiement ne la concerne pas : l’étape est laissée de côté',
    ].filter(Boolean);
    if (isNew) this.say('added', line, about, `${words.join('. ')}.`);
    else if (moved || told) this.say('changed', line, about, `${words.join('. ')}.`);
    else if (!concerned) this.say('skipped', line, about, `${words.join('. ')}.`);
    else this.counts.unchanged += 1;
  }

  private readEnd(
    line: number,
    key: string,
    about: string,
    current: Current | undefined,
    until: string,
  ): void {
    this.seen.add(key);
    // Told already, or never known here.
    if (!current) {
      this.counts.unchanged += 1;
      return;
    }
    if (until < current.from)
      throw new BadCell(`Ce contrat a commencé le ${formatDate(current.from)} : il ne finit pas avant.`);
    if (this.changes.has(key))
      throw new BadCell('Une autre ligne dit autre chose de ce produit et de cette collectivité.');
    this.end(line, current, about, until);
  }

  private end(line: number | null, current: Current, about: string, until: string): void {
    this.changes.set(pairOf(current.product.id, current.authorityId), {
      productId: current.product.id,
      authorityId: current.authorityId,
      equipmentId: current.id,
      from: current.from,
      until,
      stages: [],
    });
    this.say('ended', line, about, `Équipée jusqu’au ${formatDate(until)}.`);
  }

  hasErrors(): boolean {
    return this.counts.errors > 0;
  }

  /** Those that the products named equip, and that the file does not name. */
  endTheAbsent(endedOn: string): void {
    for (const [key, current] of this.known.current) {
      if (current.standing !== 'told' || this.seen.has(key) || !this.products.has(current.product.id))
        continue;
      const until = endedOn < current.from ? current.from : endedOn;
      this.end(null, current, `${current.authorityName}, ${current.product.name}`, until);
    }
  }

  private authorityOf(cell: string): AuthoritySummary {
    if (cell === '') throw new BadCell('Le code manque.');
    const { code } = readCodeCell(cell);
    const authority = this.known.codes.get(code)?.authority;
    if (!authority) throw new BadCell(`Aucune collectivité n’a le code ${code}.`);
    if (authority.ended_at)
      throw new BadCell(`${authority.name} (${code}) n’existe plus, et rien ne dit qui la remplace.`);
    return authority;
  }

  private productOf(cell: string): Product {
    const { products } = this.known;
    const [only, ...others] = products.filter(({ withdrawnAt }) => withdrawnAt === null);
    if (cell === '') {
      if (!only || others.length > 0) throw new BadCell('Le produit manque.');
      return only;
    }
    const wanted = plainWords(cell);
    const product =
      products.find(({ name }) => plainWords(name) === wanted) ??
      products.find(({ formerNames }) => formerNames.some((name) => plainWords(name) === wanted));
    if (!product) throw new BadCell(`« ${cell} » n’est pas un de vos produits.`);
    return product;
  }

  private refuseNew(product: Product, key: string, from: string): void {
    if (product.withdrawnAt)
      throw new BadCell(`${product.name} est retiré : il n’équipe plus personne de nouveau.`);
    const refuted = this.known.refuted.get(key);
    if (refuted && from <= refuted) throw new BadCell(refutedWords(refuted));
  }

  /** The rollout that a stage belongs to: the one named, or the only one of the product's that has it. */
  private stageOf(product: Product, named: string, cell: string): { rollout: string; stage: string | null } {
    const served = this.known.rollouts.filter(({ slug }) => product.rollouts.includes(slug));
    if (served.length === 0)
      throw new BadCell(`${product.name} n’est lié à aucun déploiement : pas d’étape à déclarer.`);
    const wanted = plainWords(named);
    const among =
      named === ''
        ? served
        : served.filter(({ slug, title }) => plainWords(slug) === wanted || plainWords(title) === wanted);
    if (among.length === 0) throw new BadCell(`${product.name} n’est pas lié au déploiement « ${named} ».`);
    const found = among.flatMap(({ slug }) => {
      try {
        return [{ rollout: slug, stage: this.stageReaders.get(slug)?.(cell) ?? null }];
      } catch (error) {
        if (error instanceof BadCell) return [];
        throw error;
      }
    });
    const [one, ...others] = found;
    if (!one) throw new BadCell(`« ${cell} » n’est pas une étape : celles du modèle le sont.`);
    if (others.length > 0)
      throw new BadCell(
        `« ${cell} » est une étape de plusieurs déploiements : dites lequel, dans une colonne « deploiement ».`,
      );
    return one;
  }

  private statementOf(said: { rollout: string; stage: string | null; date: string | null; from: string }): {
    rollout: string;
    stage: string | null;
    since: string;
  } {
    const { rollout, stage, date, from } = said;
    if (date === null) throw new BadCell('La date de l’étape manque.');
    if (date < from)
      throw new BadCell(
        `L’étape est du ${formatDate(date)}, avant que ce produit n’équipe la collectivité (le ${formatDate(from)}).`,
      );
    return { rollout, stage, since: date };
  }

  /** Whether it was not said before, by the vendor or by an earlier line. */
  private isNews(
    line: number,
    key: string,
    current: Current | undefined,
    { rollout, stage, since }: { rollout: string; stage: string | null; since: string },
  ): boolean {
    const place = `${key} ${rollout} ${since}`;
    const first = this.saidHere.get(place);
    if (first && first.stage !== stage)
      throw new BadCell(`La ligne ${first.line} dit autre chose de la même collectivité, le même jour.`);
    this.saidHere.set(place, { line, stage });
    if (first) return false;
    return !current?.said.some(
      (one) => one.rollout === rollout && one.stage === stage && one.since === since,
    );
  }

  private stageChange(
    { rollout: slug, stage, since }: { rollout: string; stage: string | null; since: string },
    current: Current | undefined,
  ): string {
    const rollout = this.known.rollouts.find((one) => one.slug === slug);
    if (!rollout) return '';
    const before = current?.said.find((one) => one.rollout === slug);
    const was = before
      ? `, au lieu de « ${stageWords(rollout, before.stage)} », ${formatDate(before.since)}`
      : '';
    return `${rollout.title} : « ${stageWords(rollout, stage)} » depuis le ${formatDate(since)}${was}`;
  }

  private say(kind: VendorFileLineKind, line: number | null, about: string, message: string): void {
    this.lines.push({ kind, line, about, message });
    this.counts[kind === 'error' ? 'errors' : kind] += 1;
  }

  done(): Reading {
    return { changes: [...this.changes.values()], lines: this.lines, counts: this.counts };
  }
}
