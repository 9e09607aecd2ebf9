// What scripts add to pages that work without them. One small file, no dependency.

import { suggestAuthorities } from './authority-picker.ts';
import { helpComposing } from './composer.ts';
import { confirmBeforeSending } from './confirm.ts';
import { showDuplicates } from './duplicates.ts';
import { foldMenus } from './menus.ts';
import { previewMarkdown } from './preview.ts';
import { previewRule } from './rule.ts';
import { sendOnce } from './send-once.ts';

document.getElementById('erreurs')?.focus();
for (const picker of document.querySelectorAll<HTMLElement>('[data-authority-picker]'))
  suggestAuthorities(picker);
for (const field of document.querySelectorAll<HTMLElement>('[data-markdown]')) previewMarkdown(field);
for (const composer of document.querySelectorAll<HTMLElement>('[data-composer]')) helpComposing(composer);
for (const fields of document.querySelectorAll<HTMLElement>('[data-rule]')) previewRule(fields);
for (const fields of document.querySelectorAll<HTMLElement>('[data-duplicates]')) showDuplicates(fields);
foldMenus();
confirmBeforeSending();
sendOnce();
