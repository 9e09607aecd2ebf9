import type { Checklist, Reader } from './content.ts';
import { whoWords } from './who.ts';

/** The checklist as `/deploiements/:slug/prerequis.json` gives it: the content, nobody's progress. */
export function checklistAsData(
  checklist: Checklist,
  rollout: { title: string },
  reader: Reader,
  publicUrl: string,
) {
  const { eligibility, roles_note, parts } = checklist;
  return {
    rollout: checklist.rollout,
    title: rollout.title,
    url: `${publicUrl}/deploiements/${checklist.rollout}/prerequis`,
    for: reader,
    summary: checklist.summary,
    eligibility,
    roles_note,
    parts: parts.map(({ slug, title, summary, points }) => ({
      slug,
      title,
      summary,
      points: points.map((point) => ({
        slug: point.slug,
        title: point.title,
        detail: point.detail,
        prepare: point.prepare,
        who: whoWords(checklist, point, reader),
        duration: point.duration,
        links: point.links.map(({ label, href }) => ({ label, url: new URL(href, publicUrl).href })),
        sources: point.sources,
        confidence: point.confidence,
        note: point.note,
      })),
    })),
  };
}
