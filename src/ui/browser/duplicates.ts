const pause = 500;

/** What may be in the catalogue already is shown under the title and the link, as they are typed. */
export function showDuplicates(fields: HTMLElement): void {
  const place = fields.querySelector('[data-duplicates-found]');
  const field = (name: string) => fields.querySelector<HTMLInputElement>(`input[name="${name}"]`);
  const [title, link] = [field('title'), field('url')];
  if (!place || !title || !link) return;
  let waiting: ReturnType<typeof setTimeout>;
  let asked = 0;
  const show = async () => {
    asked += 1;
    const turn = asked;
    const typed = new URLSearchParams({ titre: title.value, lien: link.value });
    try {
      const answer = await fetch(`${fields.dataset.duplicates}?${typed}`);
      // Rendered by the server, which escapes what was typed; an answer that comes late is not for these fields any more.
      if (answer.ok && turn === asked) place.innerHTML = await answer.text();
    } catch {
      // The form says the same when it is sent.
    }
  };
  fields.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, pause);
  });
}
