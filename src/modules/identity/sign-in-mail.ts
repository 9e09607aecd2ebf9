import type { Mail } from '../../platform/mail/index.ts';

/** `known`: somebody signed up with an address that has an account already. */
export type SignInPurpose = 'sign-in' | 'sign-up' | 'known';

/** How long a link and its code are good for. */
export const linkMinutes = 10;

/**
 * Never greets by name: at sign-up the name is whatever somebody typed, and our mail must not carry their words
 * to another's mailbox.
 */
export function signInMail(mail: {
  purpose: SignInPurpose;
  url: string;
  code: string;
  publicUrl: string;
}): Pick<Mail, 'subject' | 'text'> {
  const host = new URL(mail.publicUrl).host;
  if (mail.purpose === 'sign-up') {
    return {
      subject: 'Confirmez votre inscription à Cordée',
      text: `Bonjour,

Une inscription à Cordée (${host}) vient d’être demandée avec cette adresse.

Pour la confirmer, ouvrez ce lien :
${mail.url}

Ou saisissez ce code sur la page ouverte dans votre navigateur : ${mail.code}

Le lien et le code servent une seule fois, pendant ${linkMinutes} minutes. Passé ce délai, demandez-en d’autres ici :
${mail.publicUrl}/connexion

Vous n’avez rien demandé ? Ignorez ce message : sans confirmation, cette inscription n’ira pas plus loin.
`,
    };
  }
  const known = mail.purpose === 'known';
  return {
    subject: known ? 'Vous avez déjà un compte Cordée' : 'Votre lien de connexion à Cordée',
    text: `Bonjour,
${known ? '\nUne inscription vient d’être demandée avec cette adresse, qui a déjà un compte : il n’y a pas à en ouvrir un autre.\n' : ''}
Pour vous connecter à Cordée (${host}), ouvrez ce lien :
${mail.url}

Ou saisissez ce code sur la page ouverte dans votre navigateur : ${mail.code}

Le lien et le code servent une seule fois, pendant ${linkMinutes} minutes. Une nouvelle demande les remplace.

Vous n’avez rien demandé ? Ignorez ce message. Ne donnez ce code à personne : nous ne le demandons jamais.
`,
  };
}
