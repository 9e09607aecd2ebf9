// <cordee-catalogue src="https://…/catalogues/cybersecurite?needs=reagir" nombre="5">: a live list of resources on any
// page of any site; src may also be a selection: "https://…/selections/premiers-gestes". No cookie, no dependency; what stands inside the element is shown until the list comes, and when it fails.

interface Shown {
  title: string;
  page: string;
  summary: string;
  producer: string;
  kind: string;
  doubtful: boolean;
  /** Why it is in a selection. */
  reason: string;
}

interface List {
  title: string;
  url: string;
  total: number;
  resources: Shown[];
  /** Whose selection it is. */
  whose: string;
  /** Paragraphs before the list of a selection. */
  introduction: string[];
  /** Somebody put them in this order. */
  ordered: boolean;
}

type Data = Record<string, unknown>;

/** Lists come from the site that this script comes from, and from no other. */
const origin = new URL(import.meta.url).origin;

const patience = 15_000;

const sheet = `
:host { display: block; color: var(--cordee-texte, inherit); background: var(--cordee-fond, transparent);
  font-family: var(--cordee-police, inherit); line-height: 1.5; overflow-wrap: break-word; }
:host([hidden]) { display: none; }
p, ul, ol { margin: 0; font: inherit; }
.title { font-weight: 700; font-size: 1.25em; }
ul, ol { list-style: none; padding: 0; margin: 0.75em 0; }
.introduction { margin-top: 0.5em; white-space: pre-line; }
.reason { font-style: italic; }
li { padding: 0.75em 0; border-top: 1px solid var(--cordee-filet, currentColor); }
@supports (color: color-mix(in srgb, red, blue)) {
  li { border-top-color: var(--cordee-filet, color-mix(in srgb, currentColor 20%, transparent)); } }
.name { font-weight: 600; }
a { color: var(--cordee-accent, LinkText); text-underline-offset: 0.2em; }
a:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
.note { font-size: 0.875em; }
`;

/** Made once, and let in by content policies that refuse inline styles; older browsers get an element. */
const shared = (() => {
  try {
    const made = new CSSStyleSheet();
    made.replaceSync(sheet);
    return made;
  } catch {
    return null;
  }
})();

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const isData = (value: unknown): value is Data => typeof value === 'object' && value !== null;

/** Only addresses of pages: data never becomes a script. */
const webAddress = (value: unknown): string => (/^https?:\/\//.test(text(value)) ? text(value) : '');

/** What is shown of the data; throws when it is neither a list of resources nor a selection. */
function listOf(data: unknown): List {
  if (!isData(data)) throw new Error('no list of resources');
  const ordered = Array.isArray(data.items);
  const entries = entriesOf(data);
  const labels = isData(data.labels) && isData(data.labels.kind) ? data.labels.kind : {};
  const resources = entries.map(({ one, reason }) => ({
    title: text(one.title),
    page: webAddress(one.page),
    summary: text(one.summary),
    producer: text(one.producer),
    kind: (Array.isArray(one.kind) ? one.kind : []).map((code) => text(labels[text(code)])).join(', '),
    doubtful: one.confidence === 'low',
    reason,
  }));
  return {
    title: text(data.title),
    url: webAddress(data.url ?? data.page),
    total: typeof data.total === 'number' ? data.total : resources.length,
    resources,
    whose:
      data.start_up === true
        ? 'Sélection de départ, que les copilotes n’ont pas encore relue'
        : nameOf(data.author),
    introduction: text(data.introduction_text)
      .split(/\n{2,}/)
      .filter(Boolean),
    ordered,
  };
}

const nameOf = (author: unknown): string => (isData(author) ? text(author.name) : '');

/** The resources of a list, or those of a selection with why they are there. */
function entriesOf({ resources, items }: Data): { one: Data; reason: string }[] {
  if (Array.isArray(resources)) return resources.filter(isData).map((one) => ({ one, reason: '' }));
  if (!Array.isArray(items)) throw new Error('no list of resources');
  return items
    .filter(isData)
    .flatMap(({ resource, note }) => (isData(resource) ? [{ one: resource, reason: text(note) }] : []));
}

function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className: string,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

function link(href: string, words: string): HTMLElement | string {
  if (!href) return words;
  const made = element('a', '', words);
  made.href = href;
  return made;
}

class CordeeCatalogue extends HTMLElement {
  static observedAttributes = ['src', 'nombre', 'titre', 'niveau'];
  #root = this.attachShadow({ mode: 'open' });
  #asked = new AbortController();

  connectedCallback(): void {
    void this.#load();
  }

  disconnectedCallback(): void {
    this.#asked.abort();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) void this.#load();
  }

  async #load(): Promise<void> {
    this.#asked.abort();
    const asked = new AbortController();
    this.#asked = asked;
    const late = setTimeout(() => asked.abort(), patience);
    this.#show(element('slot', ''));
    this.setAttribute('aria-busy', 'true');
    try {
      const response = await fetch(this.#address(), { credentials: 'omit', signal: asked.signal });
      if (!response.ok) throw new Error(`answered ${response.status}`);
      const list = listOf(await response.json());
      if (this.#asked === asked) this.#show(...this.#view(list));
    } catch (error) {
      // Another list is asked for, or the element is gone: nothing to say.
      if (this.#asked !== asked || !this.isConnected) return;
      console.warn('cordee-catalogue:', error);
      const said = element('p', 'note', 'La liste n’a pas pu être chargée. ');
      said.setAttribute('role', 'status');
      this.#show(said, element('slot', ''));
    } finally {
      clearTimeout(late);
      if (this.#asked === asked) this.removeAttribute('aria-busy');
    }
  }

  #address(): URL {
    const address = new URL(this.getAttribute('src') ?? '', `${origin}/`);
    if (address.origin !== origin) throw new Error(`src must be an address of ${origin}`);
    if (!address.pathname.endsWith('.json')) address.pathname = `${address.pathname.replace(/\/$/, '')}.json`;
    // A selection comes whole.
    const count = this.#count();
    if (count && !address.pathname.startsWith('/selections/'))
      address.searchParams.set('nombre', String(count));
    return address;
  }

  /** How many are asked for; 0 when it is not said. */
  #count(): number {
    const count = Math.round(Number(this.getAttribute('nombre')));
    return count >= 1 ? Math.min(count, 50) : 0;
  }

  #show(...nodes: Node[]): void {
    if (shared && 'adoptedStyleSheets' in this.#root) this.#root.adoptedStyleSheets = [shared];
    else nodes.unshift(element('style', '', sheet));
    this.#root.replaceChildren(...nodes);
  }

  #view({ title, url, total, resources, whose, introduction, ordered }: List): Node[] {
    const asked = Number(this.getAttribute('niveau'));
    const level = asked >= 2 && asked <= 5 ? asked : 2;
    const heading = (below: number, className: string, ...inside: (Node | string)[]) => {
      const made = element('div', className, ...inside);
      made.setAttribute('role', 'heading');
      made.setAttribute('aria-level', String(level + below));
      return made;
    };
    const shown = resources.slice(0, this.#count() || undefined);
    const items = shown.map((one, index) =>
      element(
        'li',
        '',
        heading(1, 'name', ...(ordered ? [`${index + 1}. `] : []), link(one.page, one.title)),
        ...(one.reason ? [element('p', 'reason', one.reason)] : []),
        element('p', '', one.summary),
        element(
          'p',
          'note',
          [one.kind, one.producer, one.doubtful ? 'À vérifier' : ''].filter(Boolean).join(' · '),
        ),
      ),
    );
    const list = element(ordered ? 'ol' : 'ul', '', ...items);
    // Some readers of the screen forget that a list without bullets is one.
    list.setAttribute('role', 'list');
    const all = total > shown.length ? `Voir les ${total} ressources sur Cordée` : 'Voir sur Cordée';
    return [
      heading(0, 'title', this.getAttribute('titre') || title || 'Ressources'),
      ...(whose ? [element('p', 'note', whose)] : []),
      ...introduction.map((words) => element('p', 'introduction', words)),
      items.length > 0 ? list : element('p', '', 'Aucune ressource pour le moment.'),
      element('p', 'note', link(url, all)),
    ];
  }
}

if (!customElements.get('cordee-catalogue')) customElements.define('cordee-catalogue', CordeeCatalogue);
