import { headingSlug, isOwnImage, rankedLevels, renderMarkdown } from '../../../platform/markdown/index.ts';
import { kindOf, permalinkOf, readFileName } from './address.ts';
import { BlockWriter } from './blocks.ts';
import { Context } from './context.ts';
import { type FrontMatter, illustrationOf, readFrontMatter } from './front-matter.ts';
import { kramdownToHtml } from './kramdown.ts';
import { resolveLiquid } from './liquid.ts';
import { Report } from './report.ts';
import { readSource } from './source.ts';
import { attribute, descendants, KRAMDOWN_ID, parseHtml, textContent } from './tree.ts';
import { type ConvertedPage, Refused, type RefusedFile, type Replacements } from './types.ts';

/** Anchors that the site's own layout has on every page. */
const LAYOUT_ANCHORS = new Set(['contenu', 'content']);

interface ConvertedBody {
  body: string;
  anchors: string[];
  context: Context;
}

const idsOf = (html: string) =>
  descendants(parseHtml(html)).flatMap((element) => attribute(element, 'id') ?? []);

/** Writes the body, then renders it: every anchor of the original must be there. */
function convertBody(
  source: string,
  bodyLine: number,
  permalink: string,
  report: Report,
  replaced: Replacements,
): ConvertedBody {
  const tree = parseHtml(kramdownToHtml(resolveLiquid(source, bodyLine, report), bodyLine, report));
  const headings = descendants(tree).filter(({ tagName }) => /^h[1-6]$/.test(tagName));
  const counts = new Map<string, number>();
  for (const heading of headings) {
    const slug = headingSlug(textContent(heading));
    counts.set(slug, (counts.get(slug) ?? 0) + 1);
  }
  const attempt = (isWritten: (slug: string) => boolean): ConvertedBody => {
    const context = new Context(report, permalink, isWritten, replaced);
    const blocks = new BlockWriter(context).write(tree.childNodes).filter((block) => block !== '');
    const body = blocks.length > 0 ? `${blocks.join('\n\n')}\n` : '';
    return { body, anchors: idsOf(renderMarkdown(body)), context };
  };
  const first = attempt((slug) => (counts.get(slug) ?? 0) > 1);
  const wanted = headings.flatMap(
    (heading) => attribute(heading, 'id') ?? attribute(heading, KRAMDOWN_ID) ?? [],
  );
  const present = new Set(first.anchors);
  return wanted.every((id) => id === '' || present.has(id)) ? first : attempt(() => true);
}

function plainText(markdown: string): string {
  const html = kramdownToHtml(markdown, 1, new Report());
  return parseHtml(html).childNodes.map(textContent).join(' ').replace(/\s+/g, ' ').trim();
}

function reportMissingAnchors({ anchors, context }: ConvertedBody, permalink: string, report: Report): void {
  const known = new Set(anchors);
  for (const { href, line } of context.links) {
    const [path = '', anchor] = href.split('#', 2);
    if (!anchor || (path !== '' && path !== permalink)) continue;
    let name = anchor;
    try {
      name = decodeURIComponent(anchor);
    } catch {
      // An anchor with a lone % is compared as it is written.
    }
    if (!known.has(name) && !LAYOUT_ANCHORS.has(name)) {
      report.add(
        line,
        'missing',
        `Le lien mène à l’ancre « ${name.slice(0, 60)} », qui n’existe pas dans la page.`,
      );
    }
  }
}

/** The site's page has its title at the first level: the others follow without a gap. */
function reportHeadingLevels({ context: { headings } }: ConvertedBody, report: Report): void {
  const shown = rankedLevels(headings.map(({ level }) => level));
  for (const { level, line } of headings) {
    const becomes = shown.get(level) ?? level;
    if (becomes !== level)
      report.add(line, 'changed', `Le titre de niveau ${level} est montré au niveau ${becomes}.`);
  }
}

function readIllustration(meta: FrontMatter, line: number, report: Report): ConvertedPage['illustration'] {
  const illustration = illustrationOf(meta);
  if (!illustration || isOwnImage(illustration.path)) return illustration;
  report.add(
    line,
    'dropped',
    `L’illustration ${illustration.path.slice(0, 80)} n’est pas sur ce site : elle n’est pas reprise.`,
  );
  return null;
}

function convert(fileName: string, bytes: Uint8Array, replaced: Replacements): ConvertedPage {
  const source = readSource(bytes);
  const report = new Report();
  const { meta, lineOf } = readFrontMatter(source.frontMatter, report);
  const named = readFileName(fileName);
  const kind = kindOf(fileName, named, meta);
  const date = meta.date ?? named.date;
  const permalink = permalinkOf(meta, kind, { slug: named.slug, date }, lineOf('permalink'), report);
  const title = (meta.title ?? '').replace(/\s+/g, ' ').trim();
  if (!title)
    report.add(lineOf('title'), 'missing', 'La page n’a pas de titre : le nom du fichier en tient lieu.');

  const converted = convertBody(source.body, source.bodyLine, permalink, report, replaced);
  reportMissingAnchors(converted, permalink, report);
  reportHeadingLevels(converted, report);
  const illustrationLine = lineOf(['une', 'une-ou-diaporama', 'image'].find((key) => key in meta) ?? 'image');
  const illustration = readIllustration(meta, illustrationLine, report);
  const { body, anchors, context } = converted;
  return {
    outcome: 'converted',
    kind,
    permalink,
    title: title || named.slug.replaceAll('-', ' '),
    date,
    menu: meta.menu ? { title: meta.menu.title ?? title, weight: meta.menu.weight ?? 0 } : null,
    illustration,
    summary: plainText(meta['chapeau-text'] ?? meta.description ?? ''),
    categories: meta.categories ?? (meta.category ? meta.category : []),
    tags: meta.tags ?? [],
    published: meta.published ?? true,
    body,
    anchors,
    links: context.links,
    files: [...(illustration ? [{ path: illustration.path, line: illustrationLine }] : []), ...context.files],
    report: report.sorted(),
  };
}

/**
 * Reads a page or a news item of a Jekyll site: YAML front matter, kramdown and HTML. Pure: the same bytes give the
 * same result. A file that cannot be read is refused with its line; nothing else is thrown.
 * @param replaced links to change on the way.
 */
export function convertJekyll(
  fileName: string,
  bytes: Uint8Array,
  replaced: Replacements = new Map(),
): ConvertedPage | RefusedFile {
  try {
    return convert(fileName, bytes, replaced);
  } catch (error) {
    if (error instanceof Refused) return { outcome: 'refused', line: error.line, message: error.message };
    // A stack that overflows: the text is nested beyond reason.
    if (error instanceof RangeError)
      return { outcome: 'refused', line: 1, message: 'La page est trop imbriquée pour être lue.' };
    throw error;
  }
}
