// What scripts add to pages that work without them. One small file, no dependency.

import { suggestAuthorities } from './authority-picker.ts';
import { helpComposing } from './composer.ts';
import { confirmBeforeSending } from './confirm.ts';
import { showDuplicates } from './duplicates.ts';
import { followPage } from './live.ts';
import { foldMenus } from './menus.ts';
import { previewMarkdown } from './preview.ts';
import { previewRule } from './rule.ts';
import { sendOnce } from './send-once.ts';
import { suggestWords } from './suggest.ts';

/** Given by the build. */
declare const editorAddress: string;

document.getElementById('erreurs')?.focus();
for (const picker of document.querySelectorAll<HTMLElement>('[data-authority-picker]'))
  suggestAuthorities(picker);
const texts = document.querySelectorAll<HTMLElement>('[data-markdown]');
for (const field of texts) previewMarkdown(field);
// Only pages with a text to write load it.
if (texts.length > 0) void import(editorAddress);
for (const composer of document.querySelectorAll<HTMLElement>('[data-composer]')) helpComposing(composer);
for (const fields of document.querySelectorAll<HTMLElement>('[data-rule]')) previewRule(fields);
for (const fields of document.querySelectorAll<HTMLElement>('[data-duplicates]')) showDuplicates(fields);
for (const list of document.querySelectorAll<HTMLElement>('[data-live]')) followPage(list);
for (const input of document.querySelectorAll<HTMLInputElement>('input[data-suggest]')) suggestWords(input);
foldMenus();
confirmBeforeSending();
sendOnce();
