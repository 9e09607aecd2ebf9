/**
 * What others write appears on the open page. Only while it is looked at: a browser opens six connections to a site,
 * all its tabs together.
 */
export function followPage(list: HTMLElement): void {
  const address = list.dataset.live;
  const news = document.querySelector<HTMLElement>('[data-live-news]');
  if (!address || !news || typeof EventSource === 'undefined') return;
  let source: EventSource | undefined;
  let refreshing: Promise<void> | undefined;
  let again = false;
  let arrived = 0;

  /** One reading at a time, and a last one for what moved meanwhile. */
  const refresh = () => {
    again = refreshing !== undefined;
    refreshing ??= look().finally(() => {
      refreshing = undefined;
      if (again) refresh();
    });
  };
  const look = async () => {
    // Those who read the same page do not all ask for it at the same instant.
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 300));
    try {
      const answer = await fetch(location.pathname + location.search, { redirect: 'error' });
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const fresh = page.querySelector<HTMLElement>(`[data-live="${CSS.escape(address)}"]`);
      if (!fresh) throw new Error('no list');
      arrived += takeIn(list, fresh);
      tell(Number(fresh.dataset.liveCount ?? 0) - lastOf(list));
    } catch {
      tell(null);
    }
  };
  /** `beyond`: how many messages are on the next pages; null when this page cannot say. */
  const tell = (beyond: number | null) => {
    if (beyond === null || list.dataset.liveCount === undefined)
      return news.replaceChildren(linkTo('Il y a du nouveau : actualiser la page', location.href));
    if (beyond > 0)
      return news.replaceChildren(linkTo(words(beyond), list.dataset.liveLast ?? location.href));
    if (arrived > 0) news.textContent = words(arrived);
  };
  const open = () => {
    if (source || document.hidden) return;
    source = new EventSource(address);
    source.addEventListener('moved', () => (list.dataset.liveCount === undefined ? tell(null) : refresh()));
    source.addEventListener('missed', refresh);
    source.addEventListener('gone', () => {
      close();
      tell(null);
    });
  };
  const close = () => {
    source?.close();
    source = undefined;
  };
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) return close();
    open();
    // What moved while nobody looked.
    if (list.dataset.liveCount !== undefined) refresh();
  });
  addEventListener('pagehide', close);
  open();
}

/** Adds the messages that are not there yet, and puts in place those that changed; returns how many were added. */
function takeIn(list: HTMLElement, fresh: HTMLElement): number {
  let added = 0;
  for (const item of [...fresh.children]) {
    if (!(item instanceof HTMLElement) || !item.id) continue;
    const shown = document.getElementById(item.id);
    if (!shown) {
      list.append(document.adoptNode(item));
      added += 1;
    } else if (shown.dataset.state !== item.dataset.state && !shown.contains(document.activeElement)) {
      shown.replaceWith(document.adoptNode(item));
    }
  }
  return added;
}

const lastOf = (list: HTMLElement): number => {
  const messages = list.querySelectorAll<HTMLLIElement>(':scope > li[id]');
  return messages[messages.length - 1]?.value ?? 0;
};

const words = (count: number): string => (count === 1 ? '1 nouveau message' : `${count} nouveaux messages`);

function linkTo(text: string, href: string): HTMLAnchorElement {
  const link = document.createElement('a');
  link.href = href;
  link.textContent = text;
  return link;
}
