import { plural } from '../../../../ui/index.ts';
import { resourceHref } from '../../catalogues.ts';
import type { Resource } from '../../resource.ts';
import { type Taxonomy, valueLabel } from '../../taxonomy.ts';

/** Resources to be framed by another site, wherever they come from: a catalogue under filters, a selection, a single one. */
export interface EmbeddedList {
  title: string;
  /** The page that says the same here. */
  href: string;
  /** What it is narrowed by, in words. */
  under: readonly string[];
  resources: readonly Resource[];
  /** Of the whole list. */
  total: number;
}

/** A few links and sentences: no form, no script, nothing that knows who reads it. */
export function EmbeddedListView({ list, known }: { list: EmbeddedList; known: Taxonomy }) {
  const { title, href, under, resources, total } = list;
  return (
    <>
      <h1>
        <a href={href}>{title}</a>
      </h1>
      {under.length > 0 && <p class="cd-embed-note">{under.join(' ; ')}</p>}
      {resources.length === 0 ? (
        <p class="cd-embed-list">Aucune ressource pour le moment.</p>
      ) : (
        // biome-ignore lint/a11y/noRedundantRoles: some readers of the screen forget that a list without bullets is one
        <ul class="cd-embed-list" role="list">
          {resources.map((resource) => (
            <li lang={resource.language === 'fr' ? undefined : resource.language}>
              <h2>
                <a href={resourceHref(resource)}>{resource.title}</a>
              </h2>
              <p>{resource.summary}</p>
              <p class="cd-embed-note">{mention(resource, known)}</p>
            </li>
          ))}
        </ul>
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

function mention({ facets, producer, confidence }: Resource, known: Taxonomy): string {
  const kinds = (facets.kind ?? []).map((code) => valueLabel(known, 'kind', code));
  return [...kinds, producer, ...(confidence === 'low' ? ['À vérifier'] : [])].join(' · ');
}
