import type { Paging } from '../../platform/http/index.ts';
import type { Deliverable } from './deliverable.ts';
import type { DeliverableList, DeliverableSummary } from './queries.ts';

const groupAsData = (group: DeliverableSummary['group'], publicUrl: string) =>
  group && {
    slug: group.slug,
    number: group.number,
    title: group.title,
    url: `${publicUrl}/groupes/${group.slug}`,
  };

function summaryAsData(deliverable: DeliverableSummary, publicUrl: string) {
  return {
    slug: deliverable.slug,
    url: `${publicUrl}/livrables/${deliverable.slug}`,
    title: deliverable.title,
    description: deliverable.description,
    kind: deliverable.kind,
    audiences: deliverable.audiences,
    formats: deliverable.formats,
    group: groupAsData(deliverable.group, publicUrl),
    availability: deliverable.availability,
    availability_note: deliverable.availabilityNote,
    published_on: deliverable.publishedOn,
    first_seen: deliverable.firstSeen,
  };
}

/** `/livrables.json` */
export function listAsData(list: DeliverableList, paging: Paging, publicUrl: string) {
  return {
    ...paging,
    counts: list.values,
    items: list.items.map((item) => summaryAsData(item, publicUrl)),
  };
}

/** `/livrables/:slug.json` */
export function deliverableAsData(deliverable: Deliverable, publicUrl: string) {
  const { replacedBy } = deliverable;
  const base = `${publicUrl}/livrables/${deliverable.slug}`;
  return {
    ...summaryAsData(deliverable, publicUrl),
    licence: deliverable.licence,
    replaced_by: replacedBy && { slug: replacedBy.slug, title: replacedBy.title },
    replaces: deliverable.replaces,
    versions: deliverable.versions.map((version) => ({
      label: version.label,
      notes: version.notes,
      released_on: version.releasedOn,
      files: version.places.map((place) => ({
        label: place.label,
        url: place.url ?? `${base}/fichiers/${place.id}`,
        name: place.name,
        media_type: place.mediaType,
        format: place.format,
        bytes: place.bytes,
        sha256: place.sha256,
        size_label: place.sizeLabel,
        accessibility: place.accessibility,
        accessibility_note: place.accessibilityNote,
        verified: place.verified,
        checked_on: place.checkedOn,
        downloads: place.url === null ? place.downloads : null,
      })),
    })),
    sources: deliverable.sources,
    confidence: deliverable.confidence,
    note: deliverable.note,
  };
}
