import { formatDate, inFrenchOrder, stepStates, weatherLevels } from '../../ui/index.ts';

/** What the verbs of the journal say; the thing's name follows. */
const sentences: Readonly<Record<string, string>> = {
  'account.accept-address': 'a accepté la nouvelle adresse du compte',
  'account.change-email': 'a changé l’adresse électronique du compte',
  'account.correct': 'a corrigé la fiche de',
  'account.delete': 'a supprimé le compte',
  'account.restore': 'a rétabli l’accès du compte',
  'account.suspend': 'a suspendu l’accès du compte',
  'authority.mark': 'a noté où en est d’une mesure',
  'catalogue.import': 'a importé un tableau dans le catalogue',
  'charter.accept': 'a publié la signature d’une charte par',
  'charter.publish': 'a publié une nouvelle version de',
  'charter.refuse': 'n’a pas publié la signature d’une charte par',
  'charter.reinstate': 'a rétabli la signature d’une charte par',
  'charter.suspend': 'a suspendu la signature d’une charte par',
  'contest.dismiss': 'a maintenu un lien contesté de l’éditeur',
  'contest.uphold': 'a retiré un lien contesté de l’éditeur',
  'decision.edit': 'a modifié la décision proposée',
  'decision.propose': 'a proposé la décision',
  'decision.record': 'a consigné la décision',
  'decision.replace': 'a remplacé la décision',
  'decision.settle': 'a conclu la décision',
  'deliverable.add-file': 'a ajouté un fichier au livrable',
  'deliverable.add-link': 'a ajouté un lien au livrable',
  'deliverable.add-version': 'a ajouté une version au livrable',
  'deliverable.create': 'a créé le livrable',
  'deliverable.delete': 'a supprimé le brouillon du livrable',
  'deliverable.edit': 'a modifié le livrable',
  'deliverable.edit-file': 'a modifié un fichier ou un lien du livrable',
  'deliverable.edit-version': 'a modifié une version du livrable',
  'deliverable.publish': 'a publié le livrable',
  'deliverable.remove-file': 'a retiré un fichier ou un lien du livrable',
  'deliverable.remove-version': 'a supprimé une version du livrable',
  'deliverable.withdraw': 'a retiré le livrable',
  'document.add-folder': 'a créé le dossier de documents',
  'document.add-version': 'a ajouté une version au document',
  'document.delete': 'a mis à la corbeille le document',
  'document.delete-folder': 'a mis à la corbeille le dossier de documents',
  'document.edit': 'a renommé ou déplacé le document',
  'document.edit-folder': 'a renommé ou déplacé le dossier de documents',
  'document.make-deliverable': 'a fait un livrable du document',
  'document.restore': 'a repris de la corbeille',
  'document.send': 'a envoyé le document',
  'document.set-quota': 'a changé la place des documents du groupe',
  'domain.distrust': 'a retiré sa confiance au domaine',
  'domain.trust': 'a fait confiance au domaine',
  'equipment.add': 'a ajouté une collectivité équipée par l’éditeur',
  'equipment.contest': 'a contesté être équipé par l’éditeur',
  'equipment.end': 'a dit la fin d’un contrat de l’éditeur',
  'equipment.take-back-stage': 'a retiré une étape déclarée par l’éditeur',
  'equipment.tell-stage': 'a déclaré une étape pour l’éditeur',
  'equipment.withdraw': 'a retiré un lien de l’éditeur',
  'flag.create': 'a ajouté la question aux collectivités',
  'flag.edit': 'a modifié la question aux collectivités',
  'group.change-state': 'a changé l’état du groupe',
  'group.correct-progress': 'a corrigé un point d’avancement du groupe',
  'group.create': 'a proposé le groupe',
  'group.edit': 'a modifié le groupe',
  'group.govern': 'a modifié la gouvernance du groupe',
  'group.plan': 'a modifié le plan de travail du groupe',
  'group.post-progress': 'a publié un point d’avancement du groupe',
  'group.reorient': 'a réorienté le groupe',
  'key.ask': 'a donné la première clé dans le groupe',
  'key.refuse': 'a refusé la seconde clé dans le groupe',
  'key.turn': 'a tourné la seconde clé dans le groupe',
  'key.withdraw': 'a repris la première clé dans le groupe',
  'mail.resend': 'a renvoyé le courriel',
  'mail.retry': 'a fait réessayer le courriel',
  'mail.retry-all': 'a fait réessayer tout ce qui attendait, soit',
  'meeting.call': 'a convoqué la réunion',
  'meeting.cancel': 'a annulé la réunion',
  'meeting.conclude': 'a relevé une décision ou une action de la réunion',
  'meeting.edit': 'a modifié la réunion',
  'minutes.answer-correction': 'a répondu à une correction demandée du compte rendu de la réunion',
  'minutes.approve': 'a approuvé le compte rendu de la réunion',
  'minutes.propose': 'a proposé le compte rendu de la réunion',
  'minutes.reopen': 'a repris la rédaction du compte rendu de la réunion',
  'resource.drop-use': 'a retiré une collectivité de celles qui utilisent',
  'resource.use': 'a dit que sa collectivité utilise',
  'rollout.assert': 'a déclaré un avancement pour',
  'rollout.call': 'a noté un appel à',
  'rollout.contest': 'a contesté ce qui est dit de',
  'rollout.cover': 'a dit quelles communes sont couvertes par',
  'rollout.decide': 'a répondu à la contestation de',
  'rollout.import': 'a importé un fichier de déclarations dans le déploiement',
  'rollout.undo-import': 'a annulé un import de déclarations du déploiement',
  'measure.accept-proposal': 'a publié une proposition sur la mesure',
  'measure.answer': 'a répondu à un témoignage sur la mesure',
  'measure.create': 'a créé la mesure',
  'measure.edit': 'a modifié la mesure',
  'measure.grant': 'a donné à quelqu’un le droit de modifier la mesure',
  'measure.import': 'a importé la mesure',
  'measure.postpone': 'a reporté un jalon de la mesure',
  'measure.refuse-proposal': 'n’a pas retenu une proposition sur la mesure',
  'measure.remove-experience': 'a retiré un témoignage sur la mesure',
  'measure.restore': 'a rétabli une version de la mesure',
  'measure.withdraw-grant': 'a retiré à quelqu’un le droit de modifier la mesure',
  'membership.allow-back': 'a permis de revenir dans un groupe à',
  'membership.change-role': 'a changé le rôle du membre',
  'membership.invite': 'a invité des personnes dans le groupe',
  'membership.leave': 'a quitté le groupe',
  'membership.remove': 'a retiré du groupe le membre',
  'membership.revoke-invitation': 'a retiré une invitation dans le groupe',
  'message.delete': 'a supprimé un message de la discussion',
  'organisation.create': 'a créé l’organisme',
  'organisation.edit': 'a modifié l’organisme',
  'page.add-image': 'a ajouté l’image',
  'page.create': 'a créé la page',
  'page.delete-image': 'a supprimé l’image',
  'page.edit': 'a modifié la page',
  'page.import': 'a importé de nouveau la page',
  'page.publish': 'a publié la page',
  'page.restore': 'a rétabli une version de la page',
  'page.unpublish': 'a retiré du site la page',
  'prerequisite.mark': 'a noté un prérequis de déploiement pour',
  'product.added': 'a ajouté un produit de l’éditeur',
  'product.edited': 'a modifié un produit de l’éditeur',
  'product.restored': 'a proposé de nouveau un produit de l’éditeur',
  'product.withdrawn': 'a retiré un produit de l’éditeur',
  'registration.accept': 'a accepté l’inscription',
  'registration.refuse': 'a refusé l’inscription',
  'resource.accept-contribution': 'a publié une contribution sur la ressource',
  'resource.answer-report': 'a répondu à un signalement sur la ressource',
  'resource.bring-back': 'a remis au catalogue la ressource',
  'resource.create': 'a créé la ressource',
  'resource.edit': 'a modifié la ressource',
  'resource.import': 'a importé la ressource',
  'resource.refuse-contribution': 'n’a pas retenu une contribution sur la ressource',
  'resource.restore': 'a rétabli une version de la ressource',
  'resource.withdraw': 'a retiré du catalogue la ressource',
  'role.grant': 'a donné un rôle à',
  'role.revoke': 'a retiré un rôle à',
  'selection.create': 'a créé la sélection',
  'selection.delete': 'a supprimé le brouillon de la sélection',
  'selection.edit': 'a modifié la sélection',
  'selection.edit-list': 'a modifié les ressources de la sélection',
  'selection.publish': 'a publié la sélection',
  'selection.withdraw': 'a dépublié la sélection',
  'task.delete-comment': 'a retiré un commentaire d’une tâche du groupe',
  'taxonomy.add-synonyms': 'a ajouté les synonymes',
  'taxonomy.add-value': 'a ajouté à la taxonomie la valeur',
  'taxonomy.bring-back-value': 'a remis dans la taxonomie la valeur',
  'taxonomy.edit-facet': 'a modifié la facette',
  'taxonomy.edit-synonyms': 'a modifié les synonymes',
  'taxonomy.edit-value': 'a modifié dans la taxonomie la valeur',
  'taxonomy.move-value': 'a déplacé dans la taxonomie la valeur',
  'taxonomy.remove-synonyms': 'a supprimé les synonymes',
  'taxonomy.retire-value': 'a retiré de la taxonomie la valeur',
  'survey.close': 'a fermé l’enquête',
  'survey.correct': 'a corrigé un libellé de l’enquête',
  'survey.create': 'a préparé l’enquête',
  'survey.delete': 'a supprimé le brouillon de l’enquête',
  'survey.edit': 'a modifié l’enquête',
  'survey.edit-questions': 'a modifié les questions de l’enquête',
  'survey.export': 'a téléchargé un fichier de l’enquête',
  'survey.open': 'a ouvert l’enquête',
  'survey.reopen': 'a rouvert l’enquête',
  'survey.send-results': 'a envoyé à qui les avait demandés les résultats de l’enquête',
  'survey.share': 'a choisi les résultats publics de l’enquête',
  'survey.take-back': 'a remis en brouillon l’enquête',
  'thread.accept-answer': 'a accepté une réponse à la question',
  'thread.close': 'a clos la discussion',
  'thread.move': 'a déplacé vers un autre groupe la discussion',
  'thread.pin': 'a épinglé la discussion',
  'thread.reopen': 'a rouvert la discussion',
  'thread.unpin': 'a désépinglé la discussion',
  'thread.withdraw-answer': 'a retiré la réponse acceptée de la question',
  'vendor.attach': 'a donné accès à l’espace d’un éditeur à',
  'vendor.detach': 'a retiré l’accès à l’espace d’un éditeur à',
  'vendor.edit': 'a modifié l’éditeur',
  'vendor.import': 'a appliqué une liste de collectivités de l’éditeur',
  'vendor.open': 'a ouvert l’espace de l’éditeur',
};

/** Words of details that would otherwise be told in code. */
const values: Readonly<Record<string, string>> = {
  administrator: 'administrateur',
  'programme-team': 'équipe du programme',
  copilot: 'copilote',
  member: 'membre',
  observer: 'observateur',
  editor: 'écrite sur le site',
  jekyll: 'import Jekyll',
  restore: 'version rétablie',
  proposed: 'proposé',
  active: 'actif',
  paused: 'en pause',
  closed: 'clos',
  etat: 'côté État',
  collectivites: 'côté collectivités',
  up: 'vers le haut',
  down: 'vers le bas',
  'first-administrator-link': 'lien du premier administrateur',
  ...Object.fromEntries(
    [...stepStates, ...weatherLevels].map(({ code, label }) => [code, label.toLocaleLowerCase('fr')]),
  ),
};

/** In the order in which they are told. */
const names: Readonly<Record<string, string>> = {
  added: 'étape ajoutée',
  edited: 'étape modifiée',
  moved: 'étape déplacée',
  removed: 'étape supprimée',
  task_added: 'tâche ajoutée',
  task_edited: 'tâche modifiée',
  task_taken: 'tâche prise en charge',
  task_removed: 'tâche supprimée',
  state: 'état',
  direction: 'sens',
  number: 'numéro du message',
  on_day: 'date du point',
  weather: 'météo',
  by: 'par',
  copilots: 'copilotes',
  act: 'pour',
  side: 'clé',
  outcome: 'issue',
  role: 'rôle',
  from: 'avant',
  to: 'après',
  file: 'fichier',
  statements: 'déclarations',
  url: 'adresse',
  label: 'nom',
  former_label: 'ancien nom',
  accessibility: 'accessibilité',
  reason: 'motif',
  version: 'version',
  published: 'publiée',
  fields: 'champs',
  origin: 'origine',
  domain: 'domaine',
  trusted_domain: 'domaine reconnu',
  body: 'collectivité ou organisme',
  measure: 'mesure',
  charter: 'charte',
  hash: 'empreinte',
  vendor: 'éditeur',
  siren: 'SIREN',
  product: 'produit',
  authority: 'collectivité',
  rollout: 'déploiement',
  added_count: 'ajoutées',
  changed_count: 'changées',
  ended_count: 'terminées',
  code: 'code',
  change: 'changement',
  created: 'nouvelles',
  changed: 'modifiées',
  unchanged: 'inchangées',
  group: 'groupe',
  groups: 'groupes',
  quota: 'place',
};

/** `a publié la page`; an act that nobody described yet is told by its own name. */
export function sentenceOf(verb: string): string {
  return sentences[verb] ?? `a fait « ${verb} » sur`;
}

/** The verbs that the filter offers first, in words. */
export function choicesOf(verbs: readonly string[]): { value: string; label: string }[] {
  return verbs
    .map((verb) => ({ value: verb, label: sentenceOf(verb) }))
    .sort((a, b) => inFrenchOrder(a.label, b.label));
}

/** A number that only machines know says nothing to a reader. */
const isId = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;
const isDay = /^\d{4}-\d{2}-\d{2}$/;

/** The details that mean something to a reader, in words: `rôle : copilote`. */
export function detailWords(detail: unknown): string[] {
  if (typeof detail !== 'object' || detail === null) return [];
  const given = new Map(Object.entries(detail));
  return Object.entries(names).flatMap(([key, name]) => {
    const words = wordsOf(given.get(key));
    return words === '' || isId.test(words) ? [] : [`${name} : ${words}`];
  });
}

function wordsOf(value: unknown): string {
  if (typeof value === 'string') return values[value] ?? (isDay.test(value) ? formatDate(value) : value);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'oui' : 'non';
  if (Array.isArray(value)) return value.map(wordsOf).filter(Boolean).join(', ');
  if (typeof value === 'object' && value !== null) return partsOf(value);
  return '';
}

/** A role and its side: `copilote, côté État`; names by side: `côté État AMF, DGCL`. */
function partsOf(parts: object): string {
  return Object.entries(parts)
    .map(([name, part]) => {
      const words = wordsOf(part);
      return Array.isArray(part) && words !== '' ? `${values[name] ?? name} ${words}` : words;
    })
    .filter(Boolean)
    .join(', ');
}
