import { Refusal, type TypedValues } from '../../platform/http/index.ts';
import { machineDate, parisHour, parisMoment } from '../../ui/index.ts';
import { type AgendaPoint, agendaOf, valuesOfPoints } from './agenda-rows.ts';
import type { CallContent } from './calling.ts';
import type { Meeting } from './meeting.ts';
import type { CallInput } from './schemas.ts';

/** What the form says, in the shape in which meetings are kept. Throws Refusal, by field. */
export function contentOfInput(input: CallInput, typed: TypedValues): CallContent {
  const errors: Record<string, string> = {};
  const day = input.jour ?? '';
  const [startsAt, endsAt] = [parisMoment(day, input.debut), parisMoment(day, input.fin)];
  if (endsAt <= startsAt) errors.fin = 'La fin vient après le début.';
  if (!input.lieu && !input.lien) errors.lieu = 'Indiquez un lieu, ou un lien pour participer à distance.';
  if (input.invites === 'chosen' && input.personnes.length === 0)
    errors.personnes = 'Cochez au moins une personne à inviter.';
  let points: AgendaPoint[] = [];
  try {
    points = agendaOf(typed);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    Object.assign(errors, error.errors);
  }
  if (Object.keys(errors).length > 0) throw new Refusal(errors);
  return {
    title: input.titre,
    startsAt,
    endsAt,
    place: input.lieu,
    link: input.lien,
    audience: input.invites,
    people: input.personnes,
    points,
  };
}

/** The form opened on a meeting. */
export function valuesOfMeeting(
  meeting: Pick<Meeting, 'title' | 'place' | 'link' | 'audience'>,
  span: Pick<Meeting, 'startsAt' | 'endsAt'> | null,
  { people, points }: { people: readonly string[]; points: readonly AgendaPoint[] },
): TypedValues {
  return {
    titre: meeting.title,
    jour: span ? machineDate(span.startsAt) : '',
    debut: span ? parisHour(span.startsAt).replace(':', ' h ') : '',
    fin: span ? parisHour(span.endsAt).replace(':', ' h ') : '',
    lieu: meeting.place ?? '',
    lien: meeting.link ?? '',
    invites: meeting.audience,
    personnes: [...people],
    ...valuesOfPoints(points),
  };
}
