import { convert } from 'html-to-text';
import { renderMarkdown } from './render.ts';

const blockOptions = { leadingLineBreaks: 2, trailingLineBreaks: 2 };

/**
 * Our Markdown as a text to be read without markup, such as a mail: links give their address after their words,
 * those of this site as `origin` completes them.
 */
export function plainText(source: string, origin: string): string {
  return convert(renderMarkdown(source, { headingIds: false }), {
    wordwrap: false,
    selectors: [
      {
        selector: 'a',
        options: { baseUrl: origin, linkBrackets: ['(', ')'], hideLinkHrefIfSameAsText: true },
      },
      { selector: 'img', format: 'imageWords' },
      { selector: 'ul', options: { itemPrefix: '- ' } },
      { selector: 'table', format: 'dataTable' },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
        selector,
        options: { ...blockOptions, uppercase: false },
      })),
      { selector: 'summary', format: 'block', options: blockOptions },
    ],
    formatters: {
      imageWords: ({ attribs }, _walk, builder) => builder.addInline(attribs?.alt ? `[${attribs.alt}]` : ''),
    },
  }).trim();
}
