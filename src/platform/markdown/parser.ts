import MarkdownIt from 'markdown-it';
import { attributesPlugin } from './attributes.ts';
import { containersPlugin } from './containers.ts';
import { finishPlugin } from './finish.ts';
import { renderingPlugin } from './rendering.ts';
import { tableLimitPlugin } from './tables.ts';

const SCHEME = /^[^/?#]*?:/;
const KNOWN_SCHEME = /^(?:https?|mailto|tel):/i;

/** An allow-list: relative addresses, http(s), mailto and tel. `javascript:`, `data:`, `vbscript:`… are refused. */
export function isAllowedAddress(address: string): boolean {
  const compact = [...address].filter((character) => character > ' ' && character !== '\u007f').join('');
  if (compact.startsWith('\\')) return false;
  return SCHEME.test(compact) ? KNOWN_SCHEME.test(compact) : true;
}

export const markdown = new MarkdownIt({ html: false, linkify: true, typographer: false, breaks: false });
// Only what is written in full, with its scheme, becomes a link: « mairie.fr » in a sentence stays a name.
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
markdown.validateLink = isAllowedAddress;
markdown
  .use(attributesPlugin)
  .use(containersPlugin)
  .use(tableLimitPlugin)
  .use(finishPlugin)
  .use(renderingPlugin);
