import { Prose, plural, type SafeHtml } from '../../../../ui/index.ts';
import { resourceHref } from '../../catalogues.ts';
import { type Taxonomy, valueLabel } from '../../facets/taxonomy.ts';
import type { Resource } from '../../resources/resource.ts';

/** Resources to be framed by another site, wherever they come from: a catalogue under filters, a selection, a single one. */
export interface EmbeddedList {
  title: string;
  /** The page that says the same here. */
  href: string;
  /** What it is narrowed by, or whose it is, in words. */
  under: readonly string[];
  introduction?: SafeHtml;
  resources: readonly Resource[];
  /** Why they are there, by id, when somebody put them in this order. */
  reasons?: ReadonlyMap<string, string | null>;
  /** Of the whole list. */
  total: number;
}

/** A few links and sentences: no form, no script, nothing that knows who reads it. */
export function EmbeddedListView({ list, known }: { list: EmbeddedList; known: Taxonomy }) {
  const { title, href, under, introduction, resources, reasons, total } = list;
  const List = reasons ? 'ol' : 'ul';
  return (
    <>
      <h1>
        <a href={href}>{title}</a>
      </h1>
      {under.length > 0 && <p class="cd-embed-note">{under.join(' ; ')}</p>}
      {introduction && <Prose html={introduction} />}
      {resources.length === 0 ? (
        <p class="cd-embed-list">Aucune ressource pour le moment.</p>
      ) : (
        // Its role is said: some readers of the screen forget that a list without bullets is one.
        <List class="cd-embed-list" role="list">
          {resources.map((resource, index) => {
            const reason = reasons?.get(resource.id);
            const lang = resource.language === 'fr' ? undefined : resource.language;
            return (
              <li>
                <h2 lang={lang}>
                  {reasons && `${index + 1}. `}
                  <a href={resourceHref(resource)}>{resource.title}</a>
                </h2>
                {reason && <p class="cd-embed-reason">{reason}</p>}
                <p lang={lang}>{resource.summary}</p>
                <p class="cd-embed-note">{mention(resource, known)}</p>
              </li>
            );
          })}
        </List>
      )}
      <p class="cd-embed-note">
        {total > resources.length ? (
          <a href={href}>Voir les {plural(total, 'ressource')}</a>
        ) : (
          <a href={href}>Voir sur Cordée</a>
        )}
      </p>
    </>
  );
}

/** What stands where a selection was, or never was: both look the same. */
export function NoSelection() {
  return (
    <>
      <h1>Cette sélection n’est pas publiée</h1>
      <p>
        <a href="/selections">Voir les sélections de ressources</a>
      </p>
    </>
  );
}

function mention({ facets, producer, confidence }: Resource, known: Taxonomy): string {
  const kinds = (facets.kind ?? []).map((code) => valueLabel(known, 'kind', code));
  return [...kinds, producer, ...(confidence === 'low' ? ['À vérifier'] : [])].join(' · ');
}
