import { getDomain } from 'tldts';

/**
 * Mailboxes that anybody can open: an address there says nothing of where its owner works. Those met in
 * France; what is missing here is still seen by the person who decides to trust a domain.
 */
const freeMail: ReadonlySet<string> = new Set(
  `9online.fr aim.com akeonet.com aliceadsl.fr aol.com aol.fr bbox.fr bouygtel.fr caramail.com caramail.fr cegetel.net
  club-internet.fr club.fr cloudmail.fr disroot.org dartybox.com dbmail.com evc.net ezbox.fr fastmail.com fastmail.fm
  fnac.net free.fr freebox.fr freesbee.fr gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.fr gmx.net googlemail.com
  hey.com hotmail.be hotmail.ch hotmail.co.uk hotmail.com hotmail.fr hotmail.it hushmail.com icloud.com ifrance.com
  inbox.com infomaniak.com ik.me kiwimail.fr la-poste.fr laposte.net lavabit.com libertysurf.fr live.be live.ca
  live.com live.fr lycos.fr mac.com magic.fr mail.com mail.fr mail.ru mailbox.org mailfence.com mailo.com mailo.eu
  mailo.fr me.com mel.fr modulonet.fr msn.com murena.io netcmail.com netcourrier.com netscape.net neuf.fr noos.fr
  nordnet.fr numericable.com numericable.fr oneclic.fr onlinehome.fr orange.fr orange.com.fr outlook.be outlook.com
  outlook.fr ovi.com oxymel.fr passport.com pm.me posteo.de posteo.net proton.me protonmail.ch protonmail.com
  red-by-sfr.fr riseup.net rocketmail.com sfr.fr skynet.be sympatico.ca t-online.de tele2.fr teleos.fr tiscali.fr
  tuta.com tuta.io tutamail.com tutanota.com vivaldi.net voila.fr wanadoo.fr web.de worldonline.fr yahoo.be yahoo.ca
  yahoo.co.uk yahoo.com yahoo.de yahoo.es yahoo.fr yahoo.it yandex.com yandex.ru ymail.com zaclys.net zoho.com
  zohomail.com zohomail.eu
  10minutemail.com guerrillamail.com jetable.org mailinator.com maildrop.cc temp-mail.org tempmail.com trashmail.com
  yopmail.com yopmail.fr yopmail.net`.split(/\s+/),
);

/** `prenom.nom@commune.fr` gives `commune.fr`. */
export function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase();
}

/** True for a domain where anybody can open a mailbox, and for what lies below it. */
export function isFreeMail(domain: string): boolean {
  const plain = domain.toLowerCase();
  const registered = getDomain(plain);
  return freeMail.has(plain) || (registered !== null && freeMail.has(registered));
}

/**
 * True for what several owners share, such as `fr`, `gouv.fr` or `github.io`: no single body stands behind it.
 * Also true for what is no domain at all.
 */
export function isPublicSuffix(domain: string): boolean {
  return getDomain(domain, { allowPrivateDomains: true, validateHostname: true }) === null;
}
