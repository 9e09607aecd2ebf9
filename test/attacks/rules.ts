import type { KeptWord } from './group-work.ts';
import type { Person } from './scene.ts';

export const team: Person[] = ['team', 'teamInside', 'administrator'];
/** They hold a key, each of their side. */
const keyHolders: Person[] = ['copilot', 'stateCopilot'];
export const copilots: Person[] = [...keyHolders, ...team];
/** Of the programme team, those alone who opened the group see and run what it keeps for itself. */
export const inside: Person[] = [...keyHolders, 'teamInside'];
export const members: Person[] = ['observer', 'member', ...inside];
export const contributors: Person[] = ['member', ...inside];
const active: Person[] = ['stranger', 'foreignCopilot', 'observer', 'member', ...copilots];
const signedIn: Person[] = ['pending', 'refused', ...active];
export const everybody: Person[] = ['visitor', ...signedIn];

/** Who is let in, by address: the first pattern that fits. What is not listed here fails. */
const rules: [RegExp, readonly Person[]][] = [
  [/^\/administration\/inscriptions$/, ['foreignCopilot', ...copilots]],
  [/^\/administration\/inscriptions\//, copilots],
  [/^\/administration\/comptes\/:id\/roles/, ['administrator']],
  [/^\/administration\/publics\/questions\/:code/, []],
  [/^\/administration/, team],
  [/^\/espace$/, active],
  [/^\/espace\/vu$/, active],
  [/^\/espace\/recherche/, active],
  [/^\/espace\/compte\/adresse\/lien/, everybody],
  [/^\/espace\/compte\/sessions\/:id/, ['member']],
  [/^\/espace\/compte\/qualites\/:id/, ['member']],
  [/^\/espace\/compte\/courriels$/, active],
  // Closing what one never opened changes nothing.
  [/^\/espace\/calendriers\/fermeture$/, signedIn],
  [/^\/espace\/calendriers$/, active],
  // Who holds an address that was made for the member reads as they do; of no mail of ours.
  [/^\/(calendriers\/:file|reunions\/reponse\/:token)/, everybody],
  [/^\/arret-courriels\//, []],
  [/^\/espace\/compte\/qualites$/, active],
  [/^\/espace\/compte/, signedIn],
  // The member of the scene: oneself is not written to.
  [/^\/espace\/groupes\/:slug\/membres\/:account\/message/, ['observer', ...inside]],
  [/^\/espace\/groupes\/:slug\/ouvertures$/, copilots],
  [/^\/espace\/groupes\/:slug\/ouverture/, team],
  // Those outside are sent to where they read how to come in.
  [
    /^\/espace\/groupes\/:slug\/bienvenue$/,
    signedIn.filter((one) => !['team', 'administrator'].includes(one)),
  ],
  [/^\/espace\/groupes\/:slug\/(passation|bienvenue\/)/, inside],
  [/^\/espace\/groupes\/:slug\/(modifier|membres\/|invitations)/, copilots],
  // A copilot asked: the other side answers.
  [/^\/espace\/groupes\/:slug\/cles\/:id\/(tour|refus)/, ['stateCopilot']],
  [/^\/espace\/groupes\/:slug\/cles\/:id\/retrait/, ['copilot']],
  [/^\/espace\/groupes\/:slug\/(objectif|etat)/, keyHolders],
  [/^\/espace\/groupes\/:slug\/cles/, inside],
  [/^\/espace\/groupes\/:slug\/decisions\/(nouvelle|consigner|:number\/)/, inside],
  // The decision of the scene is internal: nothing of it is public.
  [/^\/groupes\/:slug\/decisions\/:number/, []],
  // The version that waits is the member’s own.
  [/^\/espace\/groupes\/:slug\/documents\/:id\/attente/, ['member']],
  [/^\/espace\/groupes\/:slug\/documents\/:id\/livrable/, inside],
  // The folder and the files of the scene are the member’s.
  [
    /^\/espace\/groupes\/:slug\/documents\/(:id|dossiers\/:folder)\/(modifier|suppression|version$)/,
    contributors,
  ],
  [/^\/espace\/groupes\/:slug\/documents\/(:id|dossiers\/:folder)/, members],
  [/^\/espace\/groupes\/:slug\/documents\/archive\.zip$/, members],
  [/^\/espace\/reunions\/:id\/(modifier|annulation|presence)/, inside],
  [/^\/espace\/reunions\/:id\/points\/:item\/historique/, members],
  [/^\/espace\/reunions\/:id\/points/, inside],
  [/^\/espace\/reunions\/:id\/compte-rendu\/approbation/, keyHolders],
  [/^\/espace\/reunions\/:id\/compte-rendu\/correction$/, ['member', ...keyHolders]],
  [/^\/espace\/reunions\/:id\/compte-rendu\/./, inside],
  [/^\/espace\/reunions\/:id/, members],
  // The task of nobody is taken by who takes part; that of the member, told of by them.
  [/^\/espace\/groupes\/:slug\/plan\/taches\/:id\/prise/, ['member', ...keyHolders]],
  [/^\/espace\/groupes\/:slug\/plan\/taches\/:id\/(modifier|suppression|question)/, inside],
  [/^\/espace\/groupes\/:slug\/plan\/taches\/:id\/commentaires\/:comment\/historique/, members],
  [
    /^\/espace\/groupes\/:slug\/plan\/taches\/:id\/commentaires\/:comment\/(modifier|suppression)/,
    ['member'],
  ],
  [/^\/espace\/groupes\/:slug\/plan\/taches\/:id\/(commentaires|etat|reponse)/, contributors],
  [/^\/espace\/groupes\/:slug\/plan\/taches\/:id/, members],
  [/^\/espace\/groupes\/:slug\/plan\/(tableau|taches)$/, members],
  [/^\/espace\/groupes\/:slug\/reunions\/nouvelle/, inside],
  [/^\/espace\/groupes\/:slug\/documents\/quota/, team],
  [/^\/espace\/groupes\/:slug\/documents\/./, contributors],
  [/^\/espace\/groupes\/:slug\/(plan|avancement)\/./, inside],
  [/^\/espace\/groupes\/:slug\/livrables\/./, inside],
  // Those outside read there how to come in.
  [/^\/espace\/groupes\/:slug$/, active],
  [/^\/espace\/groupes\/:slug/, members],
  [/^\/espace\/discussions\/:id\/(epingler|desepingler|clore|rouvrir|deplacer)/, inside],
  [/^\/espace\/discussions/, members],
  [/^\/espace\/messages\/:id\/modifier/, ['member']],
  [/^\/espace\/messages\/:id\/supprimer/, ['member']],
  // Its author contests what a copilot hid: the other side judges, or the programme team.
  [/^\/espace\/moderation\/messages\/:id\/contester/, ['member']],
  [/^\/espace\/moderation\/messages\/:id\/dossier/, copilots],
  [/^\/espace\/moderation\/:id\/contestation/, ['stateCopilot', ...team]],
  [/^\/espace\/moderation\/messages\/:id\/signaler/, members.filter((person) => person !== 'member')],
  [/^\/espace\/moderation\/messages\/:id\/masquer/, inside],
  // Their comments and files were not reported.
  [/^\/espace\/moderation\/(commentaires|fichiers)\/:id\/(contester|dossier)/, []],
  [
    /^\/espace\/moderation\/(commentaires|fichiers)\/:id\/signaler/,
    members.filter((person) => person !== 'member'),
  ],
  [/^\/espace\/moderation\/(commentaires|fichiers)\/:id\/masquer/, inside],
  // Nothing is told of measures in the scene; who may report or hide it is told beside the module.
  [/^\/espace\/moderation\/(temoignages|reponses)\/:id/, []],
  [/^\/espace\/moderation$/, ['foreignCopilot', ...copilots]],
  // What a member reported is for the copilots, as long as they do not leave it.
  [/^\/espace\/moderation\/:id/, keyHolders],
  // Its author thanks nobody; who opened the thread says what answers it.
  [/^\/espace\/messages\/:id\/reactions/, members.filter((person) => person !== 'member')],
  [/^\/espace\/messages\/:id\/reponse-acceptee/, contributors],
  [/^\/espace\/messages/, members],
  // A link that leads nowhere says so to all.
  [/^\/invitation/, everybody],
  [/^\/compte\/donnees$/, everybody],
  [/^\/espace\/brouillons$/, active],
  // A draft is its author's alone: of another's, nothing is said.
  [/^\/espace\/brouillons\/:id/, ['member']],
  [/^\/inscription\/suivi$/, signedIn],
  [/^\/inscription\/suivi\/./, ['pending']],
  [/^\/apercu$/, signedIn],
  // The programme team opens a group, or is invited by who co-pilots it.
  [/^\/groupes\/:slug\/adhesion/, active.filter((one) => !team.includes(one))],
  [/^\/espace\/invitations\/:id/, ['stranger']],
  [/^\/espace\/invitations$/, signedIn],
  [/^\/groupes\/:slug\/(depart|courriels|qualite)/, ['observer', 'member', ...keyHolders]],
  [/^\/livrables\/:slug\/(publication|retrait|versions\/:version\/publication)/, inside],
  // The deliverable of the scene is a draft, and so is the page.
  [/^\/livrables\/:slug/, contributors],
  [/^\/\*$/, team],
  [/^\/fichiers\/:id$/, []],
  // No image was imported.
  [/^\/uploads/, []],
  // The measure of the scene is a draft of an agenda that the programme team alone keeps there.
  [/^\/agenda\/proposer$/, active],
  // Nothing is proposed nor told of a draft.
  [/^\/agenda\/:slug\/(proposer|temoignages\/(:id|nouveau))/, []],
  [/^\/agenda\/(:slug|nouvelle)/, team],
  [/^\/agenda/, everybody],
  // The group on data is not in the scene: the programme team alone is left.
  [/^\/espace\/maturite-donnees/, team],
  // Nobody of the scene sent a self-assessment; its observer is of no authority.
  [/^\/maturite-donnees\/\S+\/(resultat\/:id|plan\.pdf)$/, []],
  [/^\/maturite-donnees\/collectivite/, active.filter((person) => person !== 'observer')],
  [/^\/maturite-donnees/, everybody],
  [/^\/espace\/agenda\/mes-propositions$/, signedIn],
  [/^\/espace\/agenda\/(propositions|temoignages)\/:id/, []],
  [/^\/espace\/agenda/, team],
  [/^\/espace\/contributions$/, signedIn],
  // The programme team alone keeps the catalogues there: their groups are not of the scene. What it holds is no report.
  [/^\/catalogues\/:catalogue\/(importer\/:id|a-traiter\/:id\/reponse)/, []],
  [/^\/catalogues\/:catalogue\/(nouvelle|importer|export|a-traiter|liens)/, team],
  [/^\/catalogues\/:catalogue\/:slug\/(modifier|retrait|historique\/:version|lien\/)/, team],
  [/^\/catalogues\/:catalogue\/:slug\/collectivites\/retrait/, team],
  [/^\/catalogues\/:catalogue\/:slug\/usage/, active.filter((person) => person !== 'observer')],
  [/^\/(catalogues|urgence-cyber)/, everybody],
  // Nobody of the scene asked to be told, organises a session, registered for one or walks a path.
  [/^\/alertes$/, signedIn],
  [/^\/alertes\/desinscription\/:id\/:alert/, []],
  [/^\/(alertes|oembed|openapi)/, everybody],
  [/^\/espace\/formations/, team],
  [/^\/formations\/sessions\/(nouvelle|acces$)/, team],
  [/^\/formations\/sessions\/(:slug|acces)/, []],
  [/^\/formations\/(inscriptions|mes-inscriptions\/:id)/, []],
  [/^\/parcours\/nouveau/, team],
  [/^\/(parcours\/:slug|attestations\/:code)/, []],
  [/^\/(formations|parcours|attestations)/, everybody],
  // The selection of the scene is a draft of the programme team.
  [/^\/integrer\/selections|^\/selections\/:slug(\.json|\/integrer)/, []],
  [/^\/selections\/(:slug|nouvelle)/, team],
  [/^\/selections/, everybody],
  // No mail was sent whose link would answer.
  [/^\/deploiements\/lien\/:token\/arret/, everybody],
  [/^\/deploiements\/lien\//, []],
  // Nothing was contested, imported nor shown of the scene.
  [/^\/deploiements\/:slug\/(contestations|imports)\/:id/, []],
  [/^\/deploiements\/:slug\/(accompagnement|contestations|imports)/, team],
  [/^\/deploiements\/:slug\/collectivites\/:segment\/:code\/(contestations|preuves|couverture)/, []],
  // The observer of the scene is of no authority.
  [
    /^\/deploiements\/:slug\/collectivites\/:segment\/:code\/(declaration|confirmation)/,
    active.filter((person) => person !== 'observer'),
  ],
  [/^\/deploiements\/:slug\/prerequis\/:point/, active.filter((person) => person !== 'observer')],
  [/^\/(deploiements|integrer)/, everybody],
  [/^\/chartes\/:slug\/(relecture|nouvelle-version)/, copilots],
  [/^\/chartes\/:slug\/signataires\/:nom\/(suspension|retablissement)$/, copilots],
  [/^\/chartes/, everybody],
  // The survey of the scene is an anonymous draft: nothing is told of it, nor answered.
  [/^\/espace\/enquetes(\/nouvelle)?$/, ['foreignCopilot', ...copilots]],
  [/^\/espace\/enquetes\/:slug\/(reponses|resultats\/croisement\.csv)/, []],
  [/^\/espace\/enquetes\/:slug/, inside],
  [/^\/enquetes\/:slug\/(resultats|courriel\/lien)/, []],
  [/^\/enquetes\/:slug/, inside],
  [/^\/enquetes/, everybody],
  // Nobody of the scene works for its vendor; all but the observer are of the commune that it equips.
  [/^\/editeurs\/:slug\/espace/, []],
  [/^\/editeurs\/:slug\/equipements/, active.filter((one) => one !== 'observer')],
  // Of no authority in particular there is nothing to tell.
  [/^\/editeurs\/comme-ma-collectivite\./, []],
  [/^\/editeurs/, everybody],
  [/^\/publics\/apercu$/, signedIn],
  // The scene holds no measure; who may mark one is told beside its module.
  [/^\/collectivites\/:segment\/:code\/mesures\//, []],
  [/^\/collectivites\/:segment\/:code\/reponses\/profil$/, active],
  [
    /^\/($|actualites|sante|sitemap|collectivites|connexion|deconnexion|premier-administrateur|plan-du-site|inscription$|groupes|livrables|organismes|recherche|robots|favicon|assets)/,
    everybody,
  ],
];

/**
 * Public pages that speak of the secret of a configuration, lists that name a commune so, questions that the secretary of a
 * town hall answers (`secretaire`); they hold nothing of the scene. And what the secret addresses of the member lead to.
 */
export const speaksOfSecrets =
  /^\/(?:calendriers|reunions\/reponse)\/|^\/deploiements\/:slug\/(?:prerequis|verifier|.*\.csv)|^\/catalogues\/:catalogue\/guide$/;

/** What a group keeps for itself. */
export const keptInside = /^\/espace\/(groupes|discussions|messages|reunions|brouillons)|^\/groupes/;

/** What those who may see it hear without end: told beside its module. */
export const endless = /\/flux$/;

/** Who acts, where it is not for all who read there. */
const acts: [RegExp, readonly Person[]][] = [[/^\/espace\/reunions\/:id\/invites/, inside]];

export const allowedAt = (pattern: string, method: 'GET' | 'POST' = 'GET') =>
  [...(method === 'POST' ? acts : []), ...rules].find(([of]) => of.test(pattern))?.[1];

/** Those who may do most first; who is inside a group before who runs the programme. */
const busiest: Person[] = ['copilot', 'stateCopilot', 'teamInside', 'administrator', 'member', 'stranger'];

/** Somebody who is let in, of those who may do most there. */
export function letInAt(pattern: string, method: 'GET' | 'POST'): Person | undefined {
  const allowed = allowedAt(pattern, method) ?? [];
  return busiest.find((person) => allowed.includes(person)) ?? allowed[0];
}

/** Who reads a word that the group keeps, whatever the address that would show it. */
export function mayRead(word: KeptWord, person: Person, pattern: string): boolean {
  const among = (people: readonly Person[]) => people.includes(person);
  // The programme team answers what is contested: it reads what was hidden, and where, without opening the group.
  const answers = among(team) && /^\/espace\/moderation/.test(pattern);
  switch (word) {
    case 'kept':
      return among(members) || answers || /^\/(calendriers|reunions\/reponse)\//.test(pattern);
    case 'hidden':
      return among(['member', ...inside]) || answers;
    case 'invited':
      return among(copilots);
  }
}
