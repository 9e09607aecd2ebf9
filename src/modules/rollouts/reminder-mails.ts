import { type Mail, oneClickUnsubscribe } from '../../platform/mail/index.ts';

/** Asks where an authority stands: two clicks, no account. */
export function reminderMail({
  name,
  token,
  publicUrl,
  days,
}: {
  /** Of the authority. */
  name: string;
  token: string;
  publicUrl: string;
  /** How long the link answers. */
  days: number;
}): Pick<Mail, 'subject' | 'text' | 'headers'> {
  const link = `${publicUrl}/deploiements/lien/${token}`;
  return {
    subject: `${name} : est-ce toujours exact ?`,
    text: `Bonjour,

Une fois par an au plus, nous vous demandons où en est ${name} dans les déploiements qui la concernent.

Ouvrez ce lien : un clic confirme ce qui est publié, ou le corrige. Aucun compte n’est à ouvrir, et le lien sert pendant ${days} jours.
${link}

Ce lien agit en votre nom : ne le transmettez pas.

-- 
Vous recevez ce message parce que votre compte Cordée est rattaché à ${name}.
Ne plus recevoir cette question : ${link}/arret
`,
    headers: oneClickUnsubscribe(`${link}/arret`),
  };
}
