import type { Db } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { type Mail, queueMails } from '../../../platform/mail/index.ts';
import { formatDate, machineDate, plural } from '../../../ui/index.ts';
import { decidersOf } from '../../membership/index.ts';
import { type Catalogue, catalogueHref, catalogues, resourceHref } from '../catalogues.ts';
import { type DeadLink, deadLinks } from './link-queries.ts';
import { metWords } from './link-words.ts';

/** A mail names so many; the page has them all. */
const mostNamed = 30;

/**
 * Tells those who keep a catalogue that links of its resources died, when one of them was not told yet: it runs once a week, and
 * the day in the keys keeps a second run silent. Returns how many mails were written.
 */
export async function tellDeadLinks({
  db,
  clock,
  settings,
}: Pick<Deps, 'db' | 'clock' | 'settings'>): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const now = clock.now();
    const dead = await deadLinks(tx);
    const mails: Mail[] = [];
    for (const catalogue of Object.values(catalogues)) {
      const its = dead.filter(({ catalogue: of }) => of === catalogue.slug);
      if (its.some(({ told }) => !told))
        mails.push(...(await mailsAbout(tx, catalogue, its, now, settings.publicUrl)));
    }
    const urls = dead.filter(({ told }) => !told).map(({ url }) => url);
    if (urls.length > 0)
      await tx.updateTable('resource_links').set({ told_at: now }).where('url', 'in', urls).execute();
    return queueMails(tx, mails);
  });
}

async function mailsAbout(
  tx: Db,
  catalogue: Catalogue,
  dead: readonly DeadLink[],
  now: Date,
  publicUrl: string,
): Promise<Mail[]> {
  const keepers = await decidersOf(tx, catalogue.groupSlug);
  return keepers.flatMap(({ id, email }) =>
    email === null
      ? []
      : [
          {
            to: email,
            key: `dead-links:${catalogue.slug}:${machineDate(now)}:${id}`,
            ...deadMail(catalogue, dead, publicUrl),
          },
        ],
  );
}

function deadMail(
  catalogue: Catalogue,
  dead: readonly DeadLink[],
  publicUrl: string,
): Pick<Mail, 'subject' | 'text'> {
  const lines = dead
    .slice(0, mostNamed)
    .flatMap((one) => [
      `- ${one.title}${one.told ? '' : ' (nouveau)'}`,
      `  ${metWords({ ...one, movedTo: null })}, depuis le ${formatDate(one.since)}`,
      `  ${publicUrl}${resourceHref({ catalogue: catalogue.slug, slug: one.slug })}`,
      '',
    ]);
  return {
    subject: `${plural(dead.length, 'lien mort', 'liens morts')} dans le catalogue ${catalogue.of}`,
    text: [
      'Bonjour,',
      '',
      `Des ressources du catalogue ${catalogue.of} mènent à des adresses qui ne répondent plus, essayées plusieurs jours de suite. Rien n’est retiré de lui-même : corrigez l’adresse, ou retirez la ressource.`,
      '',
      ...lines,
      `Tous les liens, et ce qu’ils ont répondu : ${publicUrl}${catalogueHref(catalogue.slug)}/liens`,
      '',
      '-- ',
      `Vous recevez ce message, un par semaine au plus, parce que vous tenez le catalogue ${catalogue.of}.`,
    ].join('\n'),
  };
}
