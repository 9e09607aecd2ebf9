import type { Db } from '../../../platform/database/index.ts';
import { Refusal, type TypedValues } from '../../../platform/http/index.ts';
import { durationTyped, durationWords, machineDate, parisHour, parisMoment } from '../../../ui/index.ts';
import { findResource, type Taxonomy } from '../../catalogue/index.ts';
import { findOrganisation } from '../../organisations/index.ts';
import { authorityNamed, findAuthority } from '../../territories/index.ts';
import { keptCatalogue } from '../addresses.ts';
import type { SessionContent } from './content.ts';
import type { SessionInput } from './fields.ts';

/** What the form says, in the shape in which sessions are kept. Throws Refusal, by field. */
export async function contentOfInput(
  db: Db,
  input: SessionInput,
  { known, organisers }: { known: Taxonomy; organisers: 'all' | readonly string[] },
): Promise<SessionContent> {
  const errors: Record<string, string> = {};
  const [span, minutes] = timeOf(input, errors);
  const [resource, organiser, territory] = [
    input.offre === '' ? null : await findResource(db, input.offre),
    await findOrganisation(db, input.organisateur),
    await territoryOf(db, input, errors),
  ];
  if (input.offre !== '' && resource?.catalogue !== keptCatalogue)
    errors.offre = 'Choisissez une offre du catalogue des formations.';
  if (!organiser || (organisers !== 'all' && !organisers.includes(organiser.slug)))
    errors.organisateur = 'Choisissez l’organisateur dans la liste.';
  if (input.mode !== 'remote' && input.adresse === '') errors.adresse = 'Indiquez où se tient la session.';
  if (input.mode === 'remote' && input.adresse !== '')
    errors.adresse =
      'À distance, il n’y a pas d’adresse : videz ce champ, ou choisissez « Sur place ou à distance ».';
  if (input.mode === 'onsite' && input.lien !== '')
    errors.lien =
      'Sur place, il n’y a pas de lien : videz ce champ, ou choisissez « Sur place ou à distance ».';
  const publics = known.get('publics')?.values;
  if (input.publics.some((code) => !publics?.has(code))) errors.publics = 'Ce choix n’existe pas.';
  if (input.ouverture && input.cloture && input.ouverture > input.cloture)
    errors.cloture = 'La clôture vient après l’ouverture.';
  if (input.cloture && input.jour && input.cloture > input.jour)
    errors.cloture = 'Les inscriptions se ferment au plus tard le jour de la session.';
  if (Object.keys(errors).length > 0 || !span) throw new Refusal(errors);
  return {
    resource: resource?.slug ?? null,
    title: input.titre,
    description: input.description,
    ...span,
    minutes,
    mode: input.mode,
    address: input.adresse || null,
    territory,
    remote_url: input.lien || null,
    organiser: input.organisateur,
    contact: input.contact || null,
    capacity: input.places,
    opens_on: input.ouverture,
    closes_on: input.cloture,
    publics: input.publics,
  };
}

const longestDays = 60;

function timeOf(
  { jour, jour_fin, debut, fin, duree }: SessionInput,
  errors: Record<string, string>,
): [{ starts_at: string; ends_at: string } | null, number] {
  if (jour === null) return [null, 0];
  const lastDay = jour_fin ?? jour;
  const [start, end] = [parisMoment(jour, debut), parisMoment(lastDay, fin)];
  const length = (end.getTime() - start.getTime()) / 60_000;
  if (lastDay < jour) errors.jour_fin = 'Le dernier jour vient après le premier.';
  else if (length <= 0) errors.fin = 'La fin vient après le début.';
  else if (length > longestDays * 24 * 60) errors.jour_fin = `Une session dure ${longestDays} jours au plus.`;
  const typed = duree === '' ? null : durationTyped(duree);
  if (duree !== '' && typed === null) errors.duree = 'Cette durée est incorrecte. Exemples : 2 h 30, 45 min';
  else if (typed !== null && (typed < 1 || typed > length))
    errors.duree = 'La durée de formation tient entre le début et la fin.';
  else if (typed === null && lastDay !== jour)
    errors.duree = 'Sur plusieurs jours, indiquez la durée de formation. Exemple : 12 h';
  return [{ starts_at: start.toISOString(), ends_at: end.toISOString() }, typed ?? Math.max(1, length)];
}

async function territoryOf(
  db: Db,
  { lieu, lieu_id, mode }: SessionInput,
  errors: Record<string, string>,
): Promise<string | null> {
  if (lieu === '' && lieu_id === '') {
    if (mode !== 'remote') errors.lieu = 'Indiquez la commune où se tient la session.';
    return null;
  }
  const named = await authorityNamed(db, lieu, lieu_id);
  if ('authority' in named) return named.authority.id;
  errors.lieu =
    named.choices.length > 0
      ? 'Plusieurs territoires répondent à ce nom : choisissez le bon.'
      : 'Aucun territoire ne porte ce nom. Donnez un nom de commune, de département ou de région, ou un code postal.';
  return null;
}

/** The form opened on a content. */
export async function valuesOfContent(db: Db, content: SessionContent): Promise<TypedValues> {
  const [start, end] = [new Date(content.starts_at), new Date(content.ends_at)];
  const [day, lastDay] = [machineDate(start), machineDate(end)];
  const territory = content.territory ? await findAuthority(db, content.territory) : undefined;
  return {
    offre: content.resource ?? '',
    titre: content.title,
    description: content.description,
    jour: day,
    jour_fin: lastDay === day ? '' : lastDay,
    debut: parisHour(start).replace(':', ' h '),
    fin: parisHour(end).replace(':', ' h '),
    duree: durationWords(content.minutes),
    mode: content.mode,
    adresse: content.address ?? '',
    lieu: territory?.name ?? '',
    lieu_id: content.territory ?? '',
    lien: content.remote_url ?? '',
    organisateur: content.organiser,
    contact: content.contact ?? '',
    places: content.capacity === null ? '' : String(content.capacity),
    ouverture: content.opens_on ?? '',
    cloture: content.closes_on ?? '',
    publics: [...content.publics],
  };
}
