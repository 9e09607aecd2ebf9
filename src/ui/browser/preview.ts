/** "Prévisualiser" shows the rendered text under the field, without leaving the page. */
export function previewMarkdown(field: HTMLElement): void {
  const text = field.querySelector('textarea');
  const place = field.querySelector('[data-preview]');
  const button = field.querySelector<HTMLButtonElement>('button[name="apercu"]');
  if (!text || !place || !button) return;
  button.addEventListener('click', async (event) => {
    event.preventDefault();
    try {
      const answer = await fetch('/apercu', {
        method: 'POST',
        body: new URLSearchParams({ texte: text.value }),
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const title = document.createElement('p');
      title.className = 'cd-eyebrow';
      title.textContent = 'Aperçu';
      const prose = document.createElement('div');
      prose.className = 'cd-prose';
      // Sanitized by the server, which renders the published text in the same way.
      prose.innerHTML = await answer.text();
      const frame = document.createElement('section');
      frame.setAttribute('aria-label', 'Aperçu');
      frame.append(title, prose);
      place.replaceChildren(frame);
    } catch {
      place.textContent = 'L’aperçu n’est pas disponible pour le moment. Votre texte est conservé.';
    }
  });
}
