interface Suggestion {
  id: string;
  label: string;
  detail: string;
  /** What the box holds once it is chosen, unlike any other. */
  distinctName: string;
  url: string;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The address in the data is the public one; the page may be seen at another, and people stay where they are. */
const pathOf = (url: string): string => (url === '' ? '' : new URL(url, location.href).pathname);

function readSuggestions(answer: unknown): Suggestion[] {
  if (typeof answer !== 'object' || answer === null) return [];
  if (!('items' in answer) || !Array.isArray(answer.items)) return [];
  return answer.items.map((item: Record<string, unknown>) => ({
    id: text(item.id),
    label: text(item.name),
    detail: text(item.detail),
    distinctName: text(item.distinct_name),
    url: pathOf(text(item.url)),
  }));
}

/** The ARIA combobox with a list: arrows move, Enter chooses, Escape closes, typing asks again. */
export function suggestAuthorities(picker: HTMLElement): void {
  const input = picker.querySelector<HTMLInputElement>('input[type="search"]');
  const hidden = picker.querySelector<HTMLInputElement>('[data-authority-id]');
  const row = picker.querySelector('.cd-picker__row');
  if (!input || !row) return;

  const list = document.createElement('ul');
  list.id = `${input.id}-list`;
  list.className = 'cd-picker__list';
  list.hidden = true;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', 'Collectivités proposées');
  const status = document.createElement('p');
  status.className = 'fr-sr-only';
  status.setAttribute('role', 'status');
  row.append(list);
  picker.append(status);
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-expanded', 'false');
  input.setAttribute('aria-controls', list.id);

  let found: Suggestion[] = [];
  let active = -1;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked: AbortController | undefined;

  const show = (open: boolean) => {
    list.hidden = !open;
    input.setAttribute('aria-expanded', String(open));
    if (!open) mark(-1);
  };
  const mark = (index: number) => {
    active = index;
    [...list.children].forEach((option, at) => {
      option.setAttribute('aria-selected', String(at === index));
      if (at === index) option.scrollIntoView({ block: 'nearest' });
    });
    if (index < 0) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', `${list.id}-${index}`);
  };
  const choose = (suggestion: Suggestion) => {
    input.value = suggestion.distinctName;
    if (hidden) hidden.value = suggestion.id;
    show(false);
    status.textContent = `${suggestion.distinctName} choisie`;
    if (picker.dataset.authorityPicker === 'navigate' && suggestion.url) location.assign(suggestion.url);
  };
  const render = () => {
    list.replaceChildren(
      ...found.map((suggestion, index) => {
        const option = document.createElement('li');
        option.id = `${list.id}-${index}`;
        option.className = 'cd-picker__option';
        option.setAttribute('role', 'option');
        option.textContent = suggestion.label;
        if (suggestion.detail) {
          const detail = document.createElement('span');
          detail.className = 'cd-picker__detail';
          detail.textContent = suggestion.detail;
          option.append(detail);
        }
        // On mousedown, so that the box keeps the focus.
        option.addEventListener('mousedown', (event) => {
          event.preventDefault();
          choose(suggestion);
        });
        return option;
      }),
    );
    show(found.length > 0);
    status.textContent =
      found.length === 0
        ? 'Aucune collectivité trouvée'
        : `${found.length} ${found.length > 1 ? 'collectivités proposées' : 'collectivité proposée'}, utilisez les flèches`;
  };
  const ask = async () => {
    const query = input.value.trim();
    asked?.abort();
    if (query.length < 2) return show(false);
    asked = new AbortController();
    try {
      const answer = await fetch(`/collectivites.json?q=${encodeURIComponent(query)}`, {
        signal: asked.signal,
      });
      if (!answer.ok) return;
      found = readSuggestions(await answer.json()).slice(0, 8);
      if (document.activeElement === input) render();
    } catch {
      // Typed on, or offline: what is typed is sent as it is.
    }
  };

  input.addEventListener('input', () => {
    if (hidden) hidden.value = '';
    clearTimeout(timer);
    timer = setTimeout(ask, 120);
  });
  input.addEventListener('blur', () => show(false));
  input.addEventListener('keydown', (event) => {
    const last = found.length - 1;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (last < 0) return;
      event.preventDefault();
      if (list.hidden) show(true);
      if (event.key === 'ArrowDown') mark(active >= last ? 0 : active + 1);
      else mark(active <= 0 ? last : active - 1);
    } else if (event.key === 'Enter' && !list.hidden) {
      const suggestion = found[active];
      if (!suggestion) return;
      event.preventDefault();
      choose(suggestion);
    } else if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      show(false);
    }
  });
}
