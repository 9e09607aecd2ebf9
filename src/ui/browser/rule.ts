const pause = 400;

/** Who is concerned by a rule is shown again at each change of its fields. */
export function previewRule(fields: HTMLElement): void {
  const form = fields.closest('form');
  const place = fields.querySelector('[data-rule-preview]');
  if (!form || !place) return;
  let waiting: ReturnType<typeof setTimeout>;
  let asked = 0;
  const show = async () => {
    asked += 1;
    const turn = asked;
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form))
      if (name.startsWith('public_') && typeof value === 'string') body.append(name, value);
    try {
      const answer = await fetch(fields.dataset.rule || '/publics/apercu', { method: 'POST', body });
      // Rendered by the server, which escapes what was typed, and says so when it is asked too often (429); an answer that
      // comes late is not for these fields any more.
      if ((answer.ok || answer.status === 429) && turn === asked) place.innerHTML = await answer.text();
    } catch {
      // The button shows the same.
    }
  };
  fields.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, pause);
  });
}
