import { atomOf } from '../../platform/http/index.ts';
import { formatDate } from '../../ui/index.ts';
import type { Charter } from './charter.ts';
import { eventWords } from './event-words.ts';
import { partyLabels } from './parties.ts';
import type { RegisterEvent } from './register-queries.ts';

/** The life of the register, for readers of feeds. */
export function registerFeed(charter: Charter, events: readonly RegisterEvent[], publicUrl: string): string {
  const register = `${publicUrl}/chartes/${charter.slug}/signataires`;
  return atomOf({
    title: `${charter.title} : signataires`,
    description: 'Signatures publiées, renouvelées, suspendues, rétablies ou retirées.',
    url: register,
    feedUrl: `${register}.atom`,
    publicUrl,
    entries: events.map((event) => ({
      id: `${publicUrl}/chartes/${charter.slug}#evenement-${event.id}`,
      title: `${event.organisation} : ${eventWords(event).toLocaleLowerCase('fr')}`,
      link: `${register}/${event.slug}`,
      updated: event.at,
      published: event.at,
      summary: [
        partyLabels[event.signatoryKind],
        ...(event.reason ? [`Motif : ${event.reason}`] : []),
        ...(event.until ? [`Valable jusqu’au ${formatDate(event.until)}`] : []),
      ],
    })),
  });
}
