/** First parts of addresses that the product answers itself, or keeps for later: no page may take them. */
export const reservedParts: ReadonlySet<string> = new Set([
  'actualites.atom',
  'actualites.json',
  'administration',
  'agenda',
  'alertes',
  'api',
  'apercu',
  'arret-courriels',
  'assets',
  'calendriers',
  'catalogues',
  'catalogues.jsonld',
  'chartes',
  'collectivites',
  'collectivites.json',
  'compte',
  'connexion',
  'courriels',
  'deconnexion',
  'demonstration',
  'deploiements',
  'deploiements.csv',
  'deploiements.json',
  'desinscription',
  'editeurs',
  'editeurs.csv',
  'editeurs.json',
  'enquetes',
  'enquetes.json',
  'espace',
  'favicon.ico',
  'fichiers',
  'groupes',
  'groupes.json',
  'inscription',
  'integrer',
  'invitation',
  'reunions',
  'attestations',
  'formations',
  'parcours',
  'livrables',
  'livrables.json',
  'maturite-donnees',
  'oembed',
  'openapi.json',
  'organismes',
  'organismes.json',
  'plan-du-site',
  'premier-administrateur',
  'profil',
  'publics',
  'recherche',
  'recherche.json',
  'robots.txt',
  'sante',
  'selections',
  'selections.json',
  'sitemap-contenus.xml',
  'sitemap.xml',
  'uploads',
  'urgence-cyber',
]);

/** The same address whether or not it ends with a slash. */
export function withoutSlash(path: string): string {
  return path.replace(/\/+$/, '');
}

/** What is wrong with an address that somebody wants for a page, in French; null when it will do. */
export function permalinkProblem(permalink: string): string | null {
  if (!permalink.startsWith('/')) return 'L’adresse commence par « / ». Exemple : /actualites/mon-article/';
  if (permalink.length > 300) return 'Cette adresse est trop longue : 300 caractères au plus.';
  if (/[\s?#\\<>"%]/.test(permalink)) {
    return 'L’adresse ne contient ni espace, ni « ? », ni « # », ni « % », ni guillemet.';
  }
  if (permalink.includes('//') || permalink.includes('/.')) {
    return 'L’adresse ne contient ni « // » ni « /. ».';
  }
  const path = withoutSlash(permalink);
  if (path === '') return 'Cette adresse est celle de l’accueil.';
  if (/\.(?:json|atom|xml|csv|ics)$/.test(path)) {
    return 'Cette fin d’adresse est celle des données du site : choisissez-en une autre.';
  }
  const [, first = ''] = path.split('/');
  if (reservedParts.has(first) || path === '/actualites') {
    return `Les adresses en « /${first} » sont celles du site lui-même : choisissez-en une autre.`;
  }
  return null;
}

/** The address in the one form that is kept: decoded, composed accents. */
export function normalPermalink(permalink: string): string {
  try {
    return decodeURI(permalink).normalize('NFC');
  } catch {
    return permalink.normalize('NFC');
  }
}

/** What goes in a link or a redirect. */
export function hrefOf(permalink: string): string {
  return encodeURI(permalink);
}
