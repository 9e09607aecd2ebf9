import { z } from 'zod';
import { fields, Refusal, type TypedValues, typedText } from '../../../platform/http/index.ts';
import { personName } from '../../identity/index.ts';
import { mostColleagues, type Person } from './places.ts';

const information = fields
  .checkbox()
  .refine((ticked) => ticked, 'Lisez à quoi servent ces informations, puis cochez la case.');

/** The trap: whoever fills it is a machine. */
const trap = z
  .unknown()
  .optional()
  .transform((value) => value !== undefined && value !== '');

const row = (index: number) => ({ name: `collegue_${index}_nom`, email: `collegue_${index}_courriel` });

const colleagueFields = Object.fromEntries(
  Array.from({ length: mostColleagues }, (_, index) => row(index)).flatMap(({ name, email }) => [
    [name, fields.line({ max: 100 }).prefault('')],
    [email, fields.line({ max: 254 }).prefault('')],
  ]),
);

/** Without an account, who asks gives a name and an address, to be confirmed; signed in, the account has them. */
export const visitorFields = {
  nom: personName,
  courriel: fields.email(),
  moi: fields.checkbox(),
  organisme: fields.line({ max: 200 }).prefault(''),
  information,
  ...colleagueFields,
  site_web: trap,
};

/** Rows to draw: those that are filled, one more when it was asked for, two at least. */
export function colleagueRows(values: TypedValues): { name: string; email: string }[] {
  const filled = Array.from({ length: mostColleagues }, (_, index) => index).filter((index) => {
    const { name, email } = row(index);
    return typedText(values, name) !== '' || typedText(values, email) !== '';
  });
  const drawn = Array.from({ length: mostColleagues }, (_, index) => index).filter(
    (index) => row(index).name in values,
  ).length;
  const more = typedText(values, 'apercu') === 'collegue' ? 1 : 0;
  const count = Math.min(mostColleagues, Math.max(2, (filled.at(-1) ?? -1) + 1, drawn + more));
  return Array.from({ length: count }, (_, index) => row(index));
}

/** Who is to be registered, in the order of the form. Throws Refusal, by field. */
export function peopleOf(input: Readonly<Record<string, unknown>>, asker: Person, comes: boolean): Person[] {
  const errors: Record<string, string> = {};
  const seen = new Set<string>([asker.email]);
  const colleagues: Person[] = [];
  for (let index = 0; index < mostColleagues; index += 1) {
    const { name: nameField, email: emailField } = row(index);
    const [typedName, typedEmail] = [String(input[nameField] ?? ''), String(input[emailField] ?? '')];
    if (typedName === '' && typedEmail === '') continue;
    const name = personName.safeParse(typedName);
    const email = fields.email('Indiquez son adresse électronique.').safeParse(typedEmail);
    if (!name.success)
      errors[nameField] =
        typedName === ''
          ? 'Indiquez son prénom et son nom.'
          : 'Indiquez un prénom et un nom, sans adresse de site.';
    if (!email.success) {
      errors[emailField] =
        typedEmail === ''
          ? 'Indiquez son adresse électronique : c’est là que la confirmation arrive.'
          : 'Cette adresse est incorrecte. Exemple : prenom.nom@commune.fr';
      continue;
    }
    if (seen.has(email.data)) {
      errors[emailField] =
        email.data === asker.email
          ? 'Cette adresse est la vôtre : pour vous inscrire, cochez « Je participe ».'
          : 'Cette adresse est déjà donnée pour une autre personne : à chacun la sienne.';
      continue;
    }
    seen.add(email.data);
    if (name.success) colleagues.push({ name: name.data, email: email.data });
  }
  if (Object.keys(errors).length > 0) throw new Refusal(errors);
  const people = comes ? [asker, ...colleagues] : colleagues;
  if (people.length === 0)
    throw new Refusal('Cochez « Je participe », ou donnez au moins un collègue.', 'moi');
  return people.map(({ name, email }) => ({ name, email }));
}
