/** A form already on its way is not sent again by an impatient second click. */
export function sendOnce(): void {
  const sent = new Set<HTMLFormElement>();
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || !(form instanceof HTMLFormElement) || form.method !== 'post') return;
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    sent.add(form);
    for (const button of form.querySelectorAll('button')) button.setAttribute('aria-disabled', 'true');
  });
  // Back from the next page, or after a download, the form may be sent anew.
  addEventListener('pageshow', () => {
    for (const form of sent) {
      for (const button of form.querySelectorAll('button')) button.removeAttribute('aria-disabled');
    }
    sent.clear();
  });
}
