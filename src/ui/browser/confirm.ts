function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  look: string,
  text: string,
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = look;
  made.textContent = text;
  return made;
}

/** Buttons with `data-confirm` ask their question first, in a dialog that names the act. */
export function confirmBeforeSending(): void {
  const confirmed = new WeakSet<HTMLElement>();
  document.addEventListener('submit', (event) => {
    const button = event.submitter;
    const question = button?.dataset.confirm;
    if (!button || !question || confirmed.has(button) || !(event.target instanceof HTMLFormElement)) return;
    if (typeof HTMLDialogElement === 'undefined') return;
    event.preventDefault();
    const form = event.target;
    const dialog = element('dialog', 'cd-dialog', '');
    const text = element('p', '', question);
    text.id = 'question';
    dialog.setAttribute('aria-labelledby', text.id);
    const choices = element('form', 'cd-submit', '');
    choices.method = 'dialog';
    const yes = element('button', button.className, button.textContent?.trim() ?? 'Confirmer');
    yes.value = 'yes';
    const no = element('button', 'fr-btn fr-btn--tertiary-no-outline', 'Annuler');
    no.value = 'no';
    choices.append(yes, no);
    dialog.append(text, choices);
    document.body.append(dialog);
    dialog.addEventListener('close', () => {
      dialog.remove();
      if (dialog.returnValue !== 'yes') return button.focus();
      confirmed.add(button);
      form.requestSubmit(button);
      confirmed.delete(button);
    });
    dialog.showModal();
    no.focus();
  });
}
