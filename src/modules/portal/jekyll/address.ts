import type { FrontMatter } from './front-matter.ts';
import type { Report } from './report.ts';

const DATED_NAME = /^(\d{4})-(\d{1,2})-(\d{1,2})-(.+)$/;
const NEWS_LAYOUT = /^(?:post|actualite|communique|evenement|page-fille)$/;
const NEWS_FOLDER = /(?:^|\/)_(?:posts|actualites|communiques|evenements)\//;
const UNFIT_SIGN = /[^\p{L}\p{M}\p{N}/._~%'’,()!@+&=-]/u;

/** What the name of a file says of a page. */
export interface FileNamed {
  slug: string;
  date: Date | null;
  isDated: boolean;
}

export function readFileName(fileName: string): FileNamed {
  const base = (fileName.split(/[\\/]/).at(-1) ?? '').replace(/\.[a-zA-Z]{1,10}$/, '');
  const dated = DATED_NAME.exec(base);
  const slug = (dated?.[4] ?? base)
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}._~-]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
  const day = dated
    ? `${dated[1]}-${dated[2]?.padStart(2, '0')}-${dated[3]?.padStart(2, '0')}T00:00:00Z`
    : '';
  const date = new Date(day);
  return { slug: slug || 'page', date: Number.isNaN(date.getTime()) ? null : date, isDated: dated !== null };
}

/** News: a dated file, a folder or a layout of news, or categories without a place in a menu. */
export function kindOf(fileName: string, named: FileNamed, meta: FrontMatter): 'page' | 'news' {
  if (meta.menu) return 'page';
  const path = fileName.replaceAll('\\', '/');
  if (named.isDated || NEWS_FOLDER.test(path) || NEWS_LAYOUT.test(meta.layout ?? '')) return 'news';
  return (meta.categories ?? []).length > 0 || meta.category !== undefined ? 'news' : 'page';
}

function fillPlaceholders(pattern: string, slug: string, date: Date | null): string {
  const [year = '', month = '', day = ''] = date?.toISOString().slice(0, 10).split('-') ?? [];
  const values: Record<string, string> = { title: slug, slug, name: slug, year, month, day };
  return pattern.replace(/:([a-z_]+)/g, (whole, name: string) => values[name] || whole);
}

/** Why an address is none of this site, in French; null when it is one. */
function problemOf(address: string): string | null {
  const isPath =
    address.startsWith('/') && !address.includes('//') && !/(?:^|\/)\.{1,2}(?:\/|$)/.test(address);
  if (!isPath) return 'n’est pas une adresse de ce site';
  if (address.length > 300) return 'est trop long';
  const sign = UNFIT_SIGN.exec(address)?.[0];
  return sign ? `contient « ${sign} », que les adresses de ce site n’ont pas` : null;
}

/** The page's address: the front matter's when it is one of this site, otherwise made from the file's name. */
export function permalinkOf(
  meta: FrontMatter,
  kind: 'page' | 'news',
  { slug, date }: { slug: string; date: Date | null },
  line: number,
  report: Report,
): string {
  const made = kind === 'news' ? `/actualites/${slug}/` : `/${slug}/`;
  if (!meta.permalink) {
    report.add(line, 'changed', `Sans « permalink », l’adresse de la page est ${made}`);
    return made;
  }
  const written = fillPlaceholders(meta.permalink, slug, date);
  const address = written.trim().replace(/(?:\s|%20)+/g, '-');
  const problem = problemOf(address);
  if (problem) {
    report.add(line, 'changed', `« permalink » ${problem} : la page aura ${made}`);
    return made;
  }
  if (address !== written) {
    report.add(
      line,
      'changed',
      `« permalink » contient une espace, que les adresses de ce site n’ont pas : la page aura ${address}`,
    );
  }
  return address;
}
