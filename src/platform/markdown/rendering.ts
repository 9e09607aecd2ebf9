import type { MarkdownIt, RendererRule, Token } from 'markdown-it';

type Markup = { open: string; close: string };

/** The design system's markup for each container; `%ID%` is where an explicit id goes. */
const CONTAINERS: Record<string, { outer: Markup; title: Markup; body: Markup }> = {
  'lien-important': {
    outer: { open: '<div class="fr-callout"%ID%>\n', close: '</div>\n' },
    title: { open: '<p class="fr-callout__title">', close: '</p>\n' },
    body: { open: '<div class="fr-callout__text">\n', close: '</div>\n' },
  },
  encadre: {
    outer: { open: '<div class="fr-highlight"%ID%>\n', close: '</div>\n' },
    title: { open: '<p class="fr-text--bold">', close: '</p>\n' },
    body: { open: '', close: '' },
  },
  panneaux: {
    outer: { open: '<div class="cd-grid cd-grid--sm"%ID%>\n', close: '</div>\n' },
    title: { open: '<p class="fr-text--bold">', close: '</p>\n' },
    body: { open: '', close: '' },
  },
  panneau: {
    outer: { open: '<div class="cd-panel"%ID%>\n', close: '</div>\n' },
    title: { open: '<p class="cd-panel__title">', close: '</p>\n' },
    body: { open: '', close: '' },
  },
  depliant: {
    outer: { open: '<details class="cd-details"%ID%>\n', close: '</details>\n' },
    title: { open: '<summary>', close: '</summary>\n' },
    body: { open: '<div class="cd-details__body">\n', close: '</div>\n' },
  },
};

/** markdown-it aligns cells with a style attribute, which our content policy forbids. Only numbers need aligning. */
function alignWithClass(cell: Token): void {
  const style = cell.attrGet('style');
  if (style === null) return;
  cell.attrs = cell.attrs?.filter(([name]) => name !== 'style') ?? null;
  if (style === 'text-align:right') cell.attrSet('class', 'cd-num');
}

export function renderingPlugin(md: MarkdownIt): void {
  const { rules } = md.renderer;
  const markup =
    (part: 'outer' | 'title' | 'body', side: keyof Markup): RendererRule =>
    (tokens, index, _options, _env, renderer) => {
      const token = tokens[index];
      if (!token) return '';
      const html = CONTAINERS[token.info]?.[part][side] ?? '';
      return html.replace('%ID%', () => renderer.renderAttrs(token));
    };
  rules.container_open = (tokens, index, options, env, renderer) => {
    const html = markup('outer', 'open')(tokens, index, options, env, renderer);
    // A fold needs words to open it with.
    const isBareFold =
      tokens[index]?.info === 'depliant' && tokens[index + 1]?.type !== 'container_title_open';
    return isBareFold ? `${html}<summary>En savoir plus</summary>\n` : html;
  };
  rules.container_close = markup('outer', 'close');
  rules.container_title_open = markup('title', 'open');
  rules.container_title_close = markup('title', 'close');
  rules.container_body_open = markup('body', 'open');
  rules.container_body_close = markup('body', 'close');

  rules.anchor = (tokens, index, _options, _env, renderer) => {
    const token = tokens[index];
    return token?.attrGet('id') ? `<span${renderer.renderAttrs(token)}></span>` : '';
  };

  rules.link_open = (tokens, index, options, _env, renderer) => {
    const token = tokens[index];
    const href = String(token?.attrGet('href') ?? '');
    if (/^(?:https?:)?\/\//i.test(href)) token?.attrSet('rel', 'noopener noreferrer');
    return renderer.renderToken(tokens, index, options);
  };

  rules.image = (tokens, index, options, env, renderer) => {
    const token = tokens[index];
    if (!token) return '';
    token.attrSet('alt', renderer.renderInlineAsText(token.children ?? [], options, env));
    token.attrSet('class', 'fr-responsive-img');
    token.attrSet('loading', 'lazy');
    return renderer.renderToken(tokens, index, options);
  };

  rules.table_open = (tokens, index) => {
    const rank = tokens[index]?.info ?? '';
    // A region that scrolls must be reachable with the keyboard, and named.
    return `<div class="fr-table cd-table"><section class="cd-table__scroll" aria-label="Tableau ${rank}" tabindex="0">\n<table>\n`;
  };
  rules.table_close = () => '</table>\n</section></div>\n';
  rules.th_open = (tokens, index, options, _env, renderer) => {
    const cell = tokens[index];
    if (cell) alignWithClass(cell);
    cell?.attrSet('scope', 'col');
    return renderer.renderToken(tokens, index, options);
  };
  rules.td_open = (tokens, index, options, _env, renderer) => {
    const cell = tokens[index];
    if (cell) alignWithClass(cell);
    return renderer.renderToken(tokens, index, options);
  };
}
