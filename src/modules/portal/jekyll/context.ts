import { isAllowedAddress, isValidId } from '../../../platform/markdown/index.ts';
import type { Report } from './report.ts';
import type { ConvertedPage, Replacements } from './types.ts';

const FILE_PATH =
  /^\/(?:uploads|fichiers|assets|images|documents)\/|\.(?:pdf|od[tspg]|docx?|xlsx?|pptx?|zip|csv|png|jpe?g|gif|svg|webp|mp4)$/i;

/** Tools whose forms and tables this product takes the place of: a page that still leads there is worth a look. */
const FORMER_TOOLS =
  /^https?:\/\/(?:[\w-]+\.)*(?:airtable\.com|framaforms\.org|calendly\.com|preceden\.com)\//i;

/** What the writers of one document share: its address, its ids, and what they have met. */
export class Context {
  readonly report: Report;
  readonly permalink: string;
  readonly links: ConvertedPage['links'] = [];
  readonly files: ConvertedPage['files'] = [];
  /** As the original ranks them. */
  readonly headings: { level: number; line: number }[] = [];
  /** Headings whose automatic anchor would not be the one they had: their id is written out. */
  readonly writtenIds: (slug: string) => boolean;
  readonly #replaced: Replacements;
  readonly #ids = new Set<string>();
  readonly #nextSuffix = new Map<string, number>();

  constructor(
    report: Report,
    permalink: string,
    writtenIds: (slug: string) => boolean,
    replaced: Replacements,
  ) {
    this.#replaced = replaced;
    this.report = report;
    this.permalink = permalink;
    this.writtenIds = writtenIds;
  }

  /** An id that is valid and unique, or undefined. */
  claimId(wanted: string | undefined, line: number): string | undefined {
    if (!wanted) return undefined;
    if (!isValidId(wanted)) {
      this.report.add(
        line,
        'dropped',
        `L’ancre « ${wanted.slice(0, 60)} » contient des signes interdits : elle est retirée.`,
      );
      return undefined;
    }
    let id = wanted;
    let next = this.#nextSuffix.get(wanted) ?? 1;
    while (this.#ids.has(id)) id = `${wanted}-${next++}`;
    this.#nextSuffix.set(wanted, next);
    this.#ids.add(id);
    if (id !== wanted)
      this.report.add(line, 'changed', `L’ancre « ${wanted} » existe déjà : celle-ci devient « ${id} ».`);
    return id;
  }

  /** An address as our page should write it, noted when it is one of this site; undefined when refused. */
  address(raw: string, line: number): string | undefined {
    let address = raw.trim().replace(/[\n\t]/g, '');
    if (address === '') return undefined;
    const own = this.#replaced.get(address);
    if (own !== undefined) {
      this.report.add(line, 'changed', `Le lien vers ${address.slice(0, 80)} mène désormais à ${own}.`);
      address = own;
    } else if (FORMER_TOOLS.test(address)) {
      this.report.add(
        line,
        'kept',
        `Le lien mène à un outil extérieur, ${address.slice(0, 80)} : vérifiez qu’il répond encore, ou remplacez-le avec --remplacer.`,
      );
    }
    if (!isAllowedAddress(address)) {
      this.report.add(
        line,
        'dropped',
        `Le lien vers « ${address.slice(0, 40)} » n’est pas permis : il est retiré.`,
      );
      return undefined;
    }
    if (/^[a-z]+:/i.test(address)) return address;
    if (/^\/\/(?:uploads|fichiers|assets)\//.test(address)) {
      this.report.add(line, 'changed', `L’adresse « ${address.slice(0, 80)} » perd sa double barre.`);
      address = address.slice(1);
    }
    if (address.startsWith('//')) return address;
    if (!address.startsWith('/') && !address.startsWith('#')) {
      try {
        const url = new URL(address, `http://site.invalid${this.permalink}`);
        address = `${url.pathname}${url.search}${url.hash}`;
      } catch {
        return undefined;
      }
    }
    const path = address.replace(/[?#].*$/, '');
    if (FILE_PATH.test(path)) this.files.push({ path, line });
    else this.links.push({ href: address, line });
    return address;
  }
}
