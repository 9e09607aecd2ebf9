/** To the author of what was taken out; whatever they chose to receive, they are told. */
export function removalNotice(
  publicUrl: string,
  {
    thread,
    first,
    by,
    reason,
  }: {
    thread: { title: string; groupTitle: string; groupSlug: string };
    first: boolean;
    by: string;
    reason: string;
  },
): { subject: string; text: string } {
  return {
    subject: first
      ? `Votre discussion « ${thread.title} » a été supprimée`
      : `Votre message dans « ${thread.title} » a été supprimé`,
    text: `Bonjour,

${by} a supprimé ${
      first ? `votre discussion « ${thread.title} »` : `votre message dans la discussion « ${thread.title} »`
    } du groupe « ${thread.groupTitle} », pour ce motif :

${reason}

L’espace du groupe : ${publicUrl}/espace/groupes/${thread.groupSlug}
Une erreur ? Écrivez à l’équipe du programme : ${publicUrl}/contact
`,
  };
}
