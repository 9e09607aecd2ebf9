import type { ComponentChildren } from 'preact';
import { Fact, formatFileSize, Icon, plural, Time } from '../../../ui/index.ts';
import type { Place } from '../deliverable.ts';
import { accessibilityLabels, formatLabel } from '../vocabulary.ts';

/** The files and links of a version, each with what one wants to know before opening it. */
export function Places({
  slug,
  title,
  places,
  actionsOf,
}: {
  slug: string;
  /** Of the deliverable: completes link words that would be the same everywhere. */
  title: string;
  places: readonly Place[];
  actionsOf?: (place: Place) => ComponentChildren;
}) {
  return (
    <ul class="cd-items">
      {places.map((place) => (
        <li class="cd-item">
          <PlaceLink slug={slug} title={title} place={place} />
          <PlaceFacts place={place} />
          {actionsOf?.(place)}
        </li>
      ))}
    </ul>
  );
}

function PlaceLink({ slug, title, place }: { slug: string; title: string; place: Place }) {
  const context = <span class="fr-sr-only"> : {title}</span>;
  return (
    <p class="cd-item__title">
      {place.url === null ? (
        <a class="cd-fact" href={`/livrables/${slug}/fichiers/${place.id}`} download={place.name ?? true}>
          <Icon name="download" />
          <span>
            {place.label}
            {context}
          </span>
        </a>
      ) : (
        <a class="cd-fact" href={place.url} rel="noopener">
          <Icon name="external" />
          <span>
            {place.label}
            {context}
          </span>
        </a>
      )}
    </p>
  );
}

/** What its copilots say of it; until they do, what the original page said. */
function accessibilityWords({ accessibility, accessibilityNote }: Place): string {
  return accessibility === 'unknown' && accessibilityNote
    ? accessibilityNote
    : accessibilityLabels[accessibility];
}

function PlaceFacts({ place }: { place: Place }) {
  const size = place.bytes === null ? place.sizeLabel : formatFileSize(place.bytes);
  return (
    <p class="cd-meta">
      <Fact icon="file">
        {formatLabel(place.format)}
        {size && `, ${size}`}
      </Fact>
      <span>{accessibilityWords(place)}</span>
      {place.url !== null && <span>{new URL(place.url).host}</span>}
      {place.checkedOn && (
        <span>
          Vérifié le <Time value={place.checkedOn} />
        </span>
      )}
      {place.url === null && <span>{plural(place.downloads, 'téléchargement')}</span>}
    </p>
  );
}
