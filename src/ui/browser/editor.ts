import '@github/markdown-toolbar-element';
import { markdownOf } from './pasted.ts';

/** In the order of use; the names that the toolbar knows, the signs that every word processor shows, the words. */
const acts = [
  ['bold', 'G', 'Gras'],
  ['italic', 'I', 'Italique'],
  ['header-2', 'T', 'Intertitre'],
  ['unordered-list', '•', 'Liste à puces'],
  ['ordered-list', '1.', 'Liste numérotée'],
  ['quote', '»', 'Citation'],
  ['link', 'Lien', 'Lien'],
] as const;

/** Buttons over a text field for those who do not know Markdown; what is pasted from an office document keeps its structure. */
function editMarkdown(field: HTMLElement): void {
  const text = field.querySelector('textarea');
  if (!text) return;
  const toolbar = document.createElement('markdown-toolbar');
  toolbar.className = 'cd-editor';
  toolbar.setAttribute('for', text.id);
  toolbar.setAttribute('aria-label', 'Mise en forme');
  toolbar.setAttribute('role', 'group');
  // Plain buttons, each reached with Tab, as everywhere else.
  toolbar.setAttribute('data-no-focus', '');
  for (const [name, sign, words] of acts) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = `cd-editor__button cd-editor__button--${name}`;
    button.dataset.mdButton = name;
    button.title = words;
    const shown = document.createElement('span');
    shown.textContent = sign;
    button.append(shown);
    if (sign !== words) {
      shown.setAttribute('aria-hidden', 'true');
      const spoken = document.createElement('span');
      spoken.className = 'fr-sr-only';
      spoken.textContent = words;
      button.append(spoken);
    }
    toolbar.append(button);
  }
  text.before(toolbar);
  text.addEventListener('paste', (event) => {
    const html = event.clipboardData?.getData('text/html') ?? '';
    if (!/<(?:h[1-6]|li|table|strong|b|em|i|a|p)\b/i.test(html)) return;
    event.preventDefault();
    insert(text, markdownOf(html));
  });
}

/** As if it were typed, so that it can be undone. */
function insert(text: HTMLTextAreaElement, words: string): void {
  text.focus();
  if (!document.execCommand('insertText', false, words))
    text.setRangeText(words, text.selectionStart, text.selectionEnd, 'end');
}

for (const field of document.querySelectorAll<HTMLElement>('[data-markdown]')) editMarkdown(field);
