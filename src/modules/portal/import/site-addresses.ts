import type { Db } from '../../../platform/database/index.ts';
import { deliverableAt } from '../../library/index.ts';
import { anchorsOf } from '../pages/document.ts';
import { normalPermalink, withoutSlash } from '../pages/permalink.ts';

/** Pages that the product has whatever its content. */
const fixed = new Set([
  '',
  '/actualites',
  '/collectivites',
  '/connexion',
  '/espace',
  '/groupes',
  '/inscription',
  '/livrables',
  '/plan-du-site',
  '/profil',
  '/recherche',
]);

/** Anchors that the layout has on every page. */
const layoutAnchors = new Set(['contenu', 'pied']);

/** What is wrong with a link to this site or with a file of it, in French; null when it leads somewhere. */
export async function missingTarget(db: Db, href: string): Promise<string | null> {
  const [rest = '', anchor = ''] = href.split('#', 2);
  const path = withoutSlash(normalPermalink(rest.replace(/\?.*$/, '')));
  if (path.startsWith('/uploads/') || path.startsWith('/fichiers/')) {
    return (await hasFile(db, path)) ? null : `Le fichier ${path} n’est pas sur ce site.`;
  }
  const page = await db
    .selectFrom('pages')
    .select(['body', 'published'])
    .where((eb) => eb(eb.fn('rtrim', ['permalink', eb.val('/')]), '=', path))
    .executeTakeFirst();
  if (!page) {
    return fixed.has(path) || (await isContent(db, path))
      ? null
      : `La page ${path} n’existe pas sur ce site.`;
  }
  if (!page.published) return `La page ${path} est un brouillon : les visiteurs ne la voient pas.`;
  if (!anchor) return null;
  const name = normalPermalink(anchor);
  if (layoutAnchors.has(name) || anchorsOf(page.body).includes(name)) return null;
  return `La page ${path} n’a pas d’ancre « ${name} ».`;
}

async function hasFile(db: Db, path: string): Promise<boolean> {
  const row = await db.selectFrom('page_images').select('path').where('path', '=', path).executeTakeFirst();
  return row !== undefined || (await deliverableAt(db, path)) !== null;
}

/** Groups, deliverables, organisations and authorities have pages of their own. */
async function isContent(db: Db, path: string): Promise<boolean> {
  const [, folder, slug = '', code, ...others] = path.split('/');
  if (others.length > 0) return false;
  if (folder === 'groupes' || folder === 'livrables') {
    const table = folder === 'groupes' ? 'groups' : 'deliverables';
    const row = await db.selectFrom(table).select('slug').where('slug', '=', slug).executeTakeFirst();
    return row !== undefined && code === undefined;
  }
  if (folder === 'organismes') {
    const row = await db
      .selectFrom('organisations')
      .select('slug')
      .where('slug', '=', slug)
      .executeTakeFirst();
    return row !== undefined && code === undefined;
  }
  if (folder === 'collectivites') {
    const row = await db
      .selectFrom('authorities')
      .select('id')
      .where('code', '=', code ?? '')
      .executeTakeFirst();
    return row !== undefined;
  }
  return false;
}
