/** To the copilots who did not correct it themselves. */
export function correctionMail({
  by,
  title,
  part,
  fields,
  group,
  href,
}: {
  by: string;
  title: string;
  part: string | null;
  /** What changed, by name. */
  fields: readonly string[];
  group: { title: string };
  href: string;
}) {
  return {
    subject: `Un livrable publié est corrigé : ${title} [${group.title}]`,
    text: `Bonjour,

${by} a corrigé ${part ? `« ${part} », du livrable « ${title} »,` : `le livrable « ${title} »,`} que le groupe « ${group.title} » a publié. La correction est déjà en ligne.

Ce qui change : ${fields.map((field) => field.toLocaleLowerCase('fr')).join(', ')}.

Le lire mot pour mot : ${href}

Un désaccord ? Corrigez à votre tour depuis cette page, ou retirez le livrable de la publication.
`,
  };
}
