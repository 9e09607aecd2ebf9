import sanitize from 'sanitize-html';
import { isOwnImage } from './finish.ts';
import { isAllowedAddress } from './parser.ts';
import { markSafe, type SafeHtml } from './safe-html.ts';

const TEXT_TAGS = [
  'p',
  'br',
  'hr',
  'blockquote',
  'pre',
  'code',
  'strong',
  'b',
  'em',
  'i',
  'u',
  's',
  'del',
  'sub',
  'sup',
];
const STRUCTURE_TAGS = [
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'ul',
  'ol',
  'li',
  'dl',
  'dt',
  'dd',
  'div',
  'span',
  'section',
];
const TABLE_TAGS = ['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'];
const MEDIA_TAGS = ['a', 'img', 'figure', 'figcaption', 'details', 'summary', 'abbr'];

/** HTML written elsewhere, reduced to an allow-list: no script, style, form, frame, event handler or foreign image. */
export function sanitizeImportedHtml(html: string): SafeHtml {
  return markSafe(
    sanitize(html, {
      allowedTags: [...TEXT_TAGS, ...STRUCTURE_TAGS, ...TABLE_TAGS, ...MEDIA_TAGS],
      allowedAttributes: {
        '*': ['id', 'lang'],
        a: ['href', 'title', 'rel'],
        img: ['src', 'alt', 'width', 'height', 'loading'],
        ol: ['start'],
        th: ['scope', 'colspan', 'rowspan'],
        td: ['colspan', 'rowspan'],
        abbr: ['title'],
      },
      allowedSchemes: ['http', 'https', 'mailto', 'tel'],
      allowProtocolRelative: false,
      nestingLimit: 50,
      exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !isOwnImage(attribs.src ?? ''),
      transformTags: {
        a: (tagName, { href, rel: _rel, ...others }) => {
          const kept = href !== undefined && isAllowedAddress(href) ? { ...others, href } : others;
          const isExternal = /^https?:/i.test(href ?? '');
          return { tagName, attribs: isExternal ? { ...kept, rel: 'noopener noreferrer' } : kept };
        },
      },
    }),
  );
}
