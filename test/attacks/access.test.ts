import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { aScene, asked, narrowed, type Person, routesOf, type Scene } from './scene.ts';

vi.setConfig({ testTimeout: 400_000 });

let scene: Scene;
beforeAll(async () => {
  scene = await aScene();
});
afterAll(() => scene.close());

const team: Person[] = ['team', 'teamInside', 'administrator'];
const copilots: Person[] = ['copilot', ...team];
/** Of the programme team, those alone who opened the group see and run what it keeps for itself. */
const inside: Person[] = ['copilot', 'teamInside'];
const members: Person[] = ['observer', 'member', ...inside];
const contributors: Person[] = ['member', ...inside];
const active: Person[] = ['stranger', 'foreignCopilot', 'observer', 'member', ...copilots];
const signedIn: Person[] = ['pending', 'refused', ...active];
const everybody: Person[] = ['visitor', ...signedIn];

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
  [/^\/espace\/compte\/qualites\/:id/, []],
  [/^\/espace\/compte\/courriels$/, active],
  // Closing what one never opened changes nothing.
  [/^\/espace\/calendriers\/fermeture$/, signedIn],
  [/^\/espace\/calendriers$/, active],
  // Of no calendar, convocation nor mail of ours.
  [/^\/(calendriers\/:file|reunions\/reponse\/:token|arret-courriels\/)/, []],
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
  // The copilot of the scene asked, and holds the only key of a side: nobody else may answer.
  [/^\/espace\/groupes\/:slug\/cles\/:id\/(tour|refus)/, []],
  [/^\/espace\/groupes\/:slug\/(objectif|etat|cles\/:id\/retrait)/, ['copilot']],
  [/^\/espace\/groupes\/:slug\/cles/, inside],
  [/^\/espace\/groupes\/:slug\/decisions\/(nouvelle|consigner|:number\/)/, inside],
  // The decision of the scene is internal: nothing of it is public.
  [/^\/groupes\/:slug\/decisions\/:number/, []],
  // The scene holds no document nor meeting, and names no task here; who may touch one is told beside its module.
  [/^\/espace\/groupes\/:slug\/(plan\/taches\/:id|documents\/(:id|dossiers\/:folder))/, []],
  [/^\/espace\/groupes\/:slug\/documents\/archive\.zip$/, members],
  [/^\/espace\/reunions\/:id/, []],
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
  // Its author is told of what was decided of it alone, and nothing was.
  [/^\/espace\/moderation\/(messages|commentaires)\/:id\/(contester|dossier)/, []],
  [
    /^\/espace\/moderation\/(messages|commentaires)\/:id\/signaler/,
    members.filter((person) => person !== 'member'),
  ],
  [/^\/espace\/moderation\/(messages|commentaires)\/:id\/masquer/, inside],
  // The scene holds none of these; who may report or hide one is told beside the module.
  [/^\/espace\/moderation\/(fichiers|temoignages|reponses)\/:id/, []],
  [/^\/espace\/moderation$/, ['foreignCopilot', ...copilots]],
  // Nothing was reported in the scene; who may judge is told beside the module.
  [/^\/espace\/moderation\/:id/, []],
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
  [/^\/groupes\/:slug\/adhesion/, active],
  [/^\/espace\/invitations\/:id/, []],
  [/^\/espace\/invitations$/, signedIn],
  [/^\/groupes\/:slug\/(depart|courriels|qualite)/, ['observer', 'member', 'copilot']],
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
  [/^\/espace\/enquetes\/:slug/, copilots],
  [/^\/enquetes\/:slug\/(resultats|courriel\/lien)/, []],
  [/^\/enquetes\/:slug/, copilots],
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
 * town hall answers (`secretaire`); they hold nothing of the scene.
 */
const speaksOfSecrets =
  /^\/deploiements\/:slug\/(?:prerequis|verifier|.*\.csv)|^\/catalogues\/:catalogue\/guide$/;

/** What a group keeps for itself. */
const keptInside = /^\/espace\/(groupes|discussions|messages|reunions|brouillons)|^\/groupes/;

/** What those who may see it hear without end: told beside its module. */
const endless = /\/flux$/;

const allowedAt = (pattern: string) => rules.find(([of]) => of.test(pattern))?.[1];

describe('every route', () => {
  it('is known to this test', () => {
    const unknown = routesOf(scene.t).filter(({ pattern }) => allowedAt(pattern) === undefined);
    expect(unknown).toEqual([]);
    expect(routesOf(scene.t).length).toBeGreaterThan(80);
  });

  it('shows itself to those who may see it, and to nobody else', async () => {
    const wrong: string[] = [];
    for (const { pattern, methods } of routesOf(scene.t)) {
      if (!methods.includes('GET') || pattern.startsWith('/assets') || endless.test(pattern)) continue;
      const allowed = allowedAt(pattern) ?? [];
      const url = scene.fill(pattern) + asked(narrowed(pattern));
      for (const [person, cookie] of Object.entries(scene.people)) {
        const { statusCode, headers, body } = await scene.t.get(url, cookie);
        const may = allowed.some((one) => one === person);
        const shut =
          [403, 404].includes(statusCode) ||
          (statusCode === 303 &&
            /^\/(connexion|inscription\/suivi)|\/ouverture\?/.test(String(headers.location)));
        if (statusCode >= 500) wrong.push(`${person} GET ${url}: ${statusCode}`);
        if (!may && !shut) wrong.push(`${person} sees ${url}: ${statusCode}`);
        // Outside the group, the programme team writes pages and deliverables of its own, as secret.
        const isOwn = team.some((one) => one === person) && !keptInside.test(pattern);
        const isOutside = !may || !(isOwn || members.some((one) => one === person));
        if (isOutside && !speaksOfSecrets.test(pattern) && /secr[eè]t/i.test(body))
          wrong.push(`${person} reads secrets at ${url}`);
        if (may && shut && !/lien\/|premier-administrateur|collectivites\/regions/.test(url))
          wrong.push(`${person} is kept out of ${url}: ${statusCode}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('acts for nobody who may not', async () => {
    const wrong: string[] = [];
    for (const { pattern, methods } of routesOf(scene.t)) {
      if (!methods.includes('POST')) continue;
      const allowed = allowedAt(pattern) ?? [];
      const url = scene.fill(pattern);
      for (const [person, cookie] of Object.entries(scene.people)) {
        if (allowed.some((one) => one === person)) continue;
        const { statusCode, headers, body } = await scene.t.post(url, {}, cookie);
        const shut =
          statusCode === 403 ||
          statusCode === 404 ||
          (person === 'visitor' && statusCode === 303 && headers.location === '/connexion');
        if (!shut) wrong.push(`${person} POST ${url}: ${statusCode} ${headers.location ?? ''}`);
        if (/secr[eè]t/i.test(body)) wrong.push(`${person} reads secrets by POST ${url}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('a version in preparation of what is published', () => {
  it('is read by those who see the drafts of the group, and published by its copilots', async () => {
    const { page, file, publication } = scene.prepared;
    for (const [person, cookie] of Object.entries(scene.people)) {
      const may = contributors.some((one) => one === person);
      expect((await scene.t.get(file, cookie)).statusCode, person).toBe(may ? 200 : 404);
      for (const url of [page, `${page}.json`, '/livrables', `${page}.json?version=1`]) {
        const { statusCode, body } = await scene.t.get(url, cookie);
        expect(statusCode, `${person} ${url}`).toBe(200);
        expect(/secr[eè]t/i.test(body), `${person} ${url}`).toBe(may && url === page);
      }
      if (copilots.some((one) => one === person)) continue;
      const answer = await scene.t.post(publication, {}, cookie);
      expect(answer.statusCode, person).toBe(person === 'visitor' ? 303 : 403);
    }
    const { versions } = (await scene.t.get(`${page}.json`)).json();
    expect(versions).toHaveLength(1);
  });
});

describe('things of another group', () => {
  it('are not found through a group that one copilots', async () => {
    const neighbour = await scene.t.db
      .selectFrom('groups')
      .select('slug')
      .where('title', '=', 'Groupe voisin')
      .executeTakeFirstOrThrow();
    const attacked = scene.fill('/espace/groupes/:slug').split('/').at(-1) ?? '';
    const wrong: string[] = [];
    for (const { pattern, methods } of routesOf(scene.t)) {
      if (!/^\/espace\/groupes\/:slug\/.*:/.test(pattern)) continue;
      const url = scene.fill(pattern).replace(attacked, neighbour.slug);
      for (const method of ['GET', 'POST'] as const) {
        if (!methods.includes(method)) continue;
        const { statusCode } = await (method === 'GET'
          ? scene.t.get(url, scene.people.foreignCopilot)
          : scene.t.post(
              url,
              { state: 'done', sens: 'haut', motif: 'x', role: 'membre' },
              scene.people.foreignCopilot,
            ));
        if (statusCode !== 404) wrong.push(`${method} ${url}: ${statusCode}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
