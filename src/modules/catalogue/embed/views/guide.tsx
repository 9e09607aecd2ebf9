import { Section, Table } from '../../../../ui/index.ts';

export interface GuideProps {
  publicUrl: string;
  /** Path of the page whose content is shown elsewhere. */
  href: string;
  /** The same as data: « JSON », and its path. */
  data: readonly { label: string; href: string }[];
  /** Whether filters of its address narrow it. */
  narrowed: boolean;
}

/** What a webmaster has to know, once. */
export function WebmasterGuide({ publicUrl, href, data, narrowed }: GuideProps) {
  const page = publicUrl + href;
  return (
    <Section id="guide" title="Guide du webmestre">
      <h3>Ce que la liste fait de vos visiteurs</h3>
      <p>
        Rien : ni cookie, ni mesure d’audience, ni session. Leur navigateur lit une page publique de ce site,
        la même pour tous. Les liens ouvrent la fiche de la ressource à la place de votre page.
      </p>
      <h3>Attributs et variables du composant</h3>
      <Table
        id="attributs"
        caption="Attributs et variables CSS de cordee-catalogue"
        captionHidden
        columns={[{ label: 'Nom' }, { label: 'Sens', wide: true }]}
        rows={[
          [
            <code>src</code>,
            'L’adresse d’une liste sur ce site, filtres compris, ou d’une sélection. Obligatoire.',
          ],
          [
            <code>nombre</code>,
            'Combien de ressources montrer, de 1 à 50. Sans lui, toute la sélection, ou les 20 premières d’une liste.',
          ],
          [<code>titre</code>, 'Le titre au-dessus de la liste, à la place du nôtre.'],
          [<code>niveau</code>, 'Le niveau de ce titre dans votre page, de 2 à 5 (2 sinon).'],
          [<code>--cordee-accent</code>, 'La couleur des liens.'],
          [<code>--cordee-texte</code>, 'La couleur du texte ; celle de votre page sinon.'],
          [<code>--cordee-fond</code>, 'La couleur du fond ; transparent sinon.'],
          [<code>--cordee-filet</code>, 'La couleur des traits entre les ressources.'],
          [<code>--cordee-police</code>, 'La police ; celle de votre page sinon.'],
        ]}
      />
      <p>
        Ces noms ne changeront pas de sens, et l’adresse du script reste la même. Le cadre prend les
        paramètres <code>nombre</code>, <code>accent</code>, <code>fond</code> et <code>texte</code>
        {narrowed ? ', et tous les filtres du catalogue' : ''}.
      </p>
      <h3>Accessibilité</h3>
      <p>
        Gardez l’attribut <code>title</code> du cadre : c’est par lui qu’un lecteur d’écran l’annonce. Donnez
        au composant le <code>niveau</code> qui suit celui du titre qui le précède. Les deux s’emploient au
        clavier, et se lisent en mode sombre tant que vous n’imposez pas de couleur.
      </p>
      <h3>Si votre site a une politique de sécurité (CSP)</h3>
      <p>
        Pour le cadre, ajoutez <code>{publicUrl}</code> à <code>frame-src</code>. Pour le composant,
        ajoutez-le à <code>script-src</code> et à <code>connect-src</code>, et déclarez les variables dans
        votre feuille de style plutôt que dans l’attribut <code>style</code>.
      </p>
      <h3>Coller une simple adresse</h3>
      <p>
        Les outils qui lisent oEmbed peuvent transformer l’adresse d’une liste, d’une sélection ou d’une
        ressource en cadre ; certains demandent d’abord d’autoriser ce site. La réponse est à{' '}
        <code>{`${publicUrl}/oembed?url=${encodeURIComponent(page)}`}</code>.
      </p>
      <h3>Ce qui change ici change chez vous</h3>
      <p>
        Une ressource retirée ou corrigée l’est aussi dans votre page. Une sélection qui n’est plus publiée
        n’y montre plus rien.
      </p>
      <h3>Faire autrement</h3>
      <p>
        La même liste existe en données, lisibles par tout script :{' '}
        {data.map(({ label, href: of }, index) => (
          <>
            {index > 0 && ', '}
            <a href={of}>{label}</a>
          </>
        ))}
        . Les <a href="/catalogues/donnees-ouvertes">données des catalogues</a> sont sous licence etalab-2.0.
        {narrowed && (
          <>
            {' '}
            Une <a href="/selections">sélection</a>, dans l’ordre et avec ses mots, s’intègre de même depuis
            sa page.
          </>
        )}
      </p>
    </Section>
  );
}
