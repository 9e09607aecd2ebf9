import type { Report } from './report.ts';

/** Line breaks of a removed passage stay, so that line numbers stay true. */
const breaksOf = (text: string) => '\n'.repeat(text.split('\n').length - 1);
const shorten = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text).replace(/\s+/g, ' ');

const SITE_ADDRESS = /^(?:site\.(?:baseurl|url)|base|baseurl|page\.url)$/;
const PATH_FILTER = /^["']([^"']*)["']\s*\|\s*(?:relative_url|absolute_url|prepend:.*)$/;

/** `{% post_url 2021-10-26-titre %}` and `{% link _actualites/titre.md %}` as addresses of this site. */
function resolvePath(path: string): string {
  const slug = (path.split('/').at(-1) ?? '').replace(/\.[a-z]+$/, '').replace(/^\d{4}-\d{1,2}-\d{1,2}-/, '');
  const folder = path.startsWith('_') ? path.slice(1).split('/').slice(0, -1).join('/') : 'actualites';
  return folder === 'posts' || folder === '' || folder === 'pages' ? `/${slug}/` : `/${folder}/${slug}/`;
}

function output(expression: string): string | null {
  if (SITE_ADDRESS.test(expression)) return '';
  return PATH_FILTER.exec(expression)?.[1] ?? null;
}

/** Tags that come in pairs: what stands between them is kept as it is, or dropped. */
const PAIRS: Record<string, { end: string; keep: boolean }> = {
  raw: { end: 'endraw', keep: true },
  comment: { end: 'endcomment', keep: false },
};

/** Resolves the few Liquid tags that have a meaning without Jekyll, and drops the others. One pass. */
export function resolveLiquid(body: string, bodyLine: number, report: Report): string {
  let result = '';
  let position = 0;
  let line = bodyLine;
  const closings = new Map<string, number>();
  const neverClosed = new Set<string>();
  const find = (text: string, from: number): number => {
    // Once a closing mark isn't found, it isn't looked for again.
    if (closings.get(text) === -1) return -1;
    const at = body.indexOf(text, from);
    closings.set(text, at);
    return at;
  };
  const take = (end: number): string => {
    const text = body.slice(position, end);
    line += text.split('\n').length - 1;
    position = end;
    return text;
  };

  for (;;) {
    const next = /\{[{%]/g;
    next.lastIndex = position;
    const opening = next.exec(body);
    if (!opening) return result + body.slice(position);
    result += take(opening.index);
    const isTag = opening[0] === '{%';
    const end = find(isTag ? '%}' : '}}', position + 2);
    if (end < 0) {
      result += take(position + 2);
      continue;
    }
    const startLine = line;
    const whole = take(end + 2);
    const content = whole.slice(2, -2).replace(/^-|-$/g, '').trim();
    if (!isTag) {
      const value = output(content);
      if (value === null)
        report.add(startLine, 'dropped', `La variable Jekyll « ${shorten(whole)} » est retirée.`);
      result += (value ?? '') + breaksOf(whole);
      continue;
    }
    const [name = '', argument = ''] = content.split(/\s+/, 2);
    const pair = PAIRS[name];
    if (pair) {
      const mark = new RegExp(`\\{%-?\\s*${pair.end}\\s*-?%\\}`, 'g');
      mark.lastIndex = position;
      const close = neverClosed.has(name) ? null : mark.exec(body);
      if (!close) {
        neverClosed.add(name);
        continue;
      }
      const inner = take(close.index);
      take(close.index + close[0].length);
      result += pair.keep ? inner : breaksOf(inner);
      if (!pair.keep) report.add(startLine, 'dropped', 'Un commentaire Jekyll est retiré.');
    } else if (name === 'link' || name === 'post_url') {
      const path = resolvePath(argument);
      report.add(startLine, 'changed', `Le lien Jekyll « ${shorten(whole)} » devient ${path} : à vérifier.`);
      result += path;
    } else if (name === 'highlight' || name === 'endhighlight') {
      result += `\n\`\`\`${name === 'highlight' ? argument : ''}`.slice(
        result.endsWith('\n') || result === '' ? 1 : 0,
      );
    } else {
      report.add(startLine, 'dropped', `La commande Jekyll « ${shorten(whole)} » est retirée.`);
      result += breaksOf(whole);
    }
  }
}
