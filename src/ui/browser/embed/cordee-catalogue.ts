// <cordee-catalogue src="https://…/catalogues/cybersecurite?needs=reagir" nombre="5">: a live list of resources on any
// page of any site. No cookie, no dependency; what stands inside the element is shown until the list comes, and when it fails.

interface Shown {
  title: string;
  page: string;
  summary: string;
  producer: string;
  kind: string;
  doubtful: boolean;
}

interface List {
  title: string;
  url: string;
  total: number;
  resources: Shown[];
}

type Data = Record<string, unknown>;

/** Lists come from the site that this script comes from, and from no other. */
const origin = new URL(import.meta.url).origin;

const patience = 15_000;

const sheet = `
:host { display: block; color: var(--cordee-texte, inherit); background: var(--cordee-fond, transparent);
  font-family: var(--cordee-police, inherit); line-height: 1.5; overflow-wrap: break-word; }
:host([hidden]) { display: none; }
.title, h2, h3, h4, h5, h6, p, ul { margin: 0; font: inherit; }
.title { font-weight: 700; font-size: 1.25em; }
ul { list-style: none; padding: 0; margin: 0.75em 0; }
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

/** What is shown of the data; throws when it is no list of resources. */
function listOf(data: unknown): List {
  if (!isData(data) || !Array.isArray(data.resources)) throw new Error('no list of resources');
  const labels = isData(data.labels) && isData(data.labels.kind) ? data.labels.kind : {};
  const resources = data.resources.filter(isData).map((one) => ({
    title: text(one.title),
    page: webAddress(one.page),
    summary: text(one.summary),
    producer: text(one.producer),
    kind: (Array.isArray(one.kind) ? one.kind : []).map((code) => text(labels[text(code)])).join(', '),
    doubtful: one.confidence === 'low',
  }));
  return {
    title: text(data.title),
    url: webAddress(data.url),
    total: typeof data.total === 'number' ? data.total : resources.length,
    resources,
  };
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
    const count = Math.round(Number(this.getAttribute('nombre')));
    if (count >= 1) address.searchParams.set('nombre', String(Math.min(count, 50)));
    return address;
  }

  #show(...nodes: Node[]): void {
    if (shared && 'adoptedStyleSheets' in this.#root) this.#root.adoptedStyleSheets = [shared];
    else nodes.unshift(element('style', '', sheet));
    this.#root.replaceChildren(...nodes);
  }

  #view({ title, url, total, resources }: List): Node[] {
    const asked = Number(this.getAttribute('niveau'));
    const level = asked >= 2 && asked <= 5 ? asked : 2;
    const heading = (below: number, className: string, inside: Node | string) => {
      const made = element('div', className, inside);
      made.setAttribute('role', 'heading');
      made.setAttribute('aria-level', String(level + below));
      return made;
    };
    const items = resources.map((one) =>
      element(
        'li',
        '',
        heading(1, 'name', link(one.page, one.title)),
        element('p', '', one.summary),
        element(
          'p',
          'note',
          [one.kind, one.producer, one.doubtful ? 'À vérifier' : ''].filter(Boolean).join(' · '),
        ),
      ),
    );
    const list = element('ul', '', ...items);
    // Some readers of the screen forget that a list without bullets is one.
    list.setAttribute('role', 'list');
    const all = total > resources.length ? `Voir les ${total} ressources sur Cordée` : 'Voir sur Cordée';
    return [
      heading(0, 'title', this.getAttribute('titre') || title || 'Ressources'),
      items.length > 0 ? list : element('p', '', 'Aucune ressource pour le moment.'),
      element('p', 'note', link(url, all)),
    ];
  }
}

if (!customElements.get('cordee-catalogue')) customElements.define('cordee-catalogue', CordeeCatalogue);
