import { LinkList, PageHeader, Section } from '../../../../ui/index.ts';
import { hrefOf } from '../../pages/permalink.ts';
import type { siteMap } from '../queries.ts';

type Props = Awaited<ReturnType<typeof siteMap>>;

export function SiteMap({ pages, groups, prerequisites, news }: Props) {
  return (
    <>
      <PageHeader title="Plan du site" />
      <Section id="rubriques" title="Rubriques">
        <LinkList
          links={[
            { label: 'Accueil', href: '/' },
            { label: 'Trouver votre collectivité', href: '/collectivites' },
            { label: 'Agenda', href: '/agenda' },
            { label: 'Catalogues', href: '/catalogues' },
            { label: 'Catalogue de cybersécurité', href: '/catalogues/cybersecurite' },
            { label: 'Victime d’une attaque informatique : que faire', href: '/urgence-cyber' },
            { label: 'Catalogue sur les données', href: '/catalogues/donnees' },
            { label: 'Catalogue de formation', href: '/catalogues/formations' },
            { label: 'Sélections de ressources', href: '/selections' },
            { label: 'Sessions de formation', href: '/formations/sessions' },
            { label: 'Parcours de formation', href: '/parcours' },
            { label: 'Vérifier une attestation', href: '/attestations' },
            { label: 'Déploiements', href: '/deploiements' },
            { label: 'Chartes', href: '/chartes' },
            { label: 'Enquêtes', href: '/enquetes' },
            { label: 'Où en est ma collectivité avec ses données ?', href: '/maturite-donnees' },
            { label: 'Éditeurs de logiciels', href: '/editeurs' },
            {
              label: 'Quels éditeurs équipent des collectivités comme la mienne',
              href: '/editeurs/comme-ma-collectivite',
            },
            { label: 'Groupes projets', href: '/groupes' },
            { label: 'Livrables', href: '/livrables' },
            { label: 'Organismes', href: '/organismes' },
            { label: 'Actualités', href: '/actualites' },
            { label: 'Rechercher', href: '/recherche' },
            { label: 'S’inscrire', href: '/inscription' },
            { label: 'Se connecter', href: '/connexion' },
          ]}
        />
      </Section>
      {pages.length > 0 && (
        <Section id="pages" title="Pages">
          <LinkList
            links={pages.map(({ title, permalink }) => ({ label: title, href: hrefOf(permalink) }))}
          />
        </Section>
      )}
      {prerequisites.length > 0 && (
        <Section id="deploiements" title="Préparer un déploiement">
          <LinkList links={prerequisites.map(({ title, href }) => ({ label: title, href }))} />
        </Section>
      )}
      {groups.length > 0 && (
        <Section id="groupes" title="Groupes projets">
          <LinkList links={groups.map(({ title, slug }) => ({ label: title, href: `/groupes/${slug}` }))} />
        </Section>
      )}
      {news.length > 0 && (
        <Section
          id="actualites"
          title="Dernières actualités"
          more={{ label: 'Toutes les actualités', href: '/actualites' }}
        >
          <LinkList links={news.map(({ title, permalink }) => ({ label: title, href: hrefOf(permalink) }))} />
        </Section>
      )}
    </>
  );
}
