/** How long one rests before what they typed is kept, and how often it is at most. */
const rest = 2_000;
const between = 10_000;

const refused =
  'Le brouillon n’est pas enregistré : vous n’êtes peut-être plus connecté. Copiez votre texte, puis rechargez la page.';

/** Where a message is written: the server is told where the writer was in the text, and keeps what they type. */
export function helpComposing(composer: HTMLElement): void {
  const form = composer.closest('form');
  const text = composer.querySelector('textarea');
  if (!form || !text) return;
  const cursor = composer.querySelector<HTMLInputElement>('input[name="curseur"]');
  form.addEventListener('submit', () => {
    if (cursor) cursor.value = String(text.selectionStart);
  });
  const search = composer.querySelector<HTMLButtonElement>('button[value="chercher"]');
  composer.querySelector<HTMLInputElement>('input[name="mention"]')?.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    search?.click();
  });
  const { draft } = composer.dataset;
  if (draft) keepDraft(form, draft, composer.querySelector('[data-draft-status]'));
}

function keepDraft(form: HTMLFormElement, url: string, status: Element | null): void {
  const names = ['title', 'body', 'kind'];
  const typed = () => {
    const values = new FormData(form);
    const sent = new URLSearchParams({ silencieux: '1' });
    for (const name of names) {
      const value = values.get(name);
      if (typeof value === 'string') sent.set(name, value);
    }
    return sent;
  };
  let kept = typed().toString();
  let last = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let leaving = false;
  let asked: AbortController | undefined;

  const say = (words: string) => {
    if (status) status.textContent = words;
  };
  const save = async () => {
    const sent = typed();
    if (leaving || sent.toString() === kept) return;
    last = Date.now();
    asked?.abort();
    asked = new AbortController();
    try {
      // Anything but 204 leads elsewhere: to sign in again, or to a page that says why not.
      const answer = await fetch(url, {
        method: 'POST',
        body: sent,
        redirect: 'manual',
        signal: asked.signal,
      });
      if (answer.status !== 204) return say(refused);
      kept = sent.toString();
      if (!sent.get('body') && !sent.get('title')) return say('');
      const time = new Date().toLocaleTimeString('fr-FR', { hour: '2-digit', minute: '2-digit' });
      say(`Brouillon enregistré à ${time}`);
    } catch {
      if (!leaving && !asked.signal.aborted)
        say('Le brouillon n’est pas enregistré : la connexion manque. Votre texte reste dans cette page.');
    }
  };
  form.addEventListener('input', (event) => {
    const field = event.target;
    if (!(field instanceof HTMLElement) || !names.includes(field.getAttribute('name') ?? '')) return;
    clearTimeout(timer);
    timer = setTimeout(save, Math.max(rest, last + between - Date.now()));
  });
  // What is on its way to be published is no draft any more.
  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return;
    leaving = true;
    clearTimeout(timer);
    asked?.abort();
  });
  addEventListener('pagehide', () => {
    const sent = typed();
    if (!leaving && sent.toString() !== kept) navigator.sendBeacon(url, sent);
  });
  addEventListener('pageshow', () => {
    leaving = false;
  });
}
