const pause = 150;

function labelsOf(answer: unknown): string[] {
  if (typeof answer !== 'object' || answer === null) return [];
  if (!('items' in answer) || !Array.isArray(answer.items)) return [];
  return answer.items.flatMap((item: Record<string, unknown>) =>
    typeof item.label === 'string' ? [item.label] : [],
  );
}

/** Fills the list from which the browser completes what is typed. */
export function suggestWords(input: HTMLInputElement): void {
  const { list } = input;
  const source = input.dataset.suggest;
  if (!list || !source) return;
  let waiting: ReturnType<typeof setTimeout>;
  let asked: AbortController | undefined;
  const suggest = async () => {
    asked?.abort();
    const typed = input.value.trim();
    if (typed.length < 2) return list.replaceChildren();
    asked = new AbortController();
    try {
      const answer = await fetch(`${source}?${new URLSearchParams({ q: typed })}`, { signal: asked.signal });
      if (!answer.ok) return;
      list.replaceChildren(
        ...labelsOf(await answer.json()).map((label) => {
          const option = document.createElement('option');
          option.value = label;
          return option;
        }),
      );
    } catch {
      // Typed on, or offline: what is typed is sent as it is.
    }
  };
  input.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(suggest, pause);
  });
}
