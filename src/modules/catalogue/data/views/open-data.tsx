import { PageHeader, Section, Table } from '../../../../ui/index.ts';
import { catalogueHref, catalogues } from '../../catalogues.ts';

/** Everything that may be taken, from where, and on what terms. */
export function OpenDataPage({ publicUrl }: { publicUrl: string }) {
  return (
    <>
      <PageHeader
        eyebrow="Catalogues"
        title="Données ouvertes"
        lead="Tout ce que montrent les catalogues se lit aussi en données, sans compte ni clé, depuis tout site, sous licence etalab-2.0."
      />
      <Section id="fichiers" title="Télécharger">
        <Table
          id="telechargements"
          caption="Les catalogues, par format"
          captionHidden
          columns={[{ label: 'Contenu' }, { label: 'Formats', wide: true }]}
          rows={[
            ...Object.values(catalogues).map(({ slug, title }) => [
              title,
              <>
                <a href={`${catalogueHref(slug)}.csv`}>CSV</a>,{' '}
                <a href={`${catalogueHref(slug)}.json`}>JSON</a>,{' '}
                <a href={`${catalogueHref(slug)}.jsonld`}>JSON-LD</a>,{' '}
                <a href={`${catalogueHref(slug)}.atom`}>flux des nouveautés</a>
              </>,
            ]),
            [
              'Les trois, en entier',
              <>
                <a href="/catalogues/tout.json">JSON</a>,{' '}
                <a href="/catalogues/tout.ndjson">une ressource par ligne</a>
              </>,
            ],
            [
              'Leur description',
              <>
                <a href="/catalogues.jsonld">DCAT</a>, <a href="/openapi.json">OpenAPI</a>
              </>,
            ],
          ]}
        />
        <p>
          Les filtres d’une liste valent pour ses données : ajoutez <code>.csv</code>, <code>.json</code>,{' '}
          <code>.jsonld</code> ou <code>.atom</code> à la fin de son adresse, avant le point d’interrogation.
        </p>
      </Section>
      <Section id="tout-lire" title="Tout lire, et rester à jour">
        <p>
          Commencez par <code>{`${publicUrl}${catalogueHref('cybersecurite')}.json?apres=debut`}</code>, puis
          suivez <code>next</code> jusqu’à <code>null</code> : les ressources viennent dans l’ordre de leur
          arrivée, et ce qui paraît pendant votre lecture vient à la fin. Rien n’est manqué ni lu deux fois.
        </p>
        <p>
          Renvoyez l’<code>ETag</code> reçu dans <code>If-None-Match</code> : si rien n’a changé, la réponse
          est un 304, sans contenu. Une réponse 429 dit dans <code>Retry-After</code> quand revenir.
        </p>
      </Section>
      <Section id="stabilite" title="Ce qui ne change pas">
        <ul>
          <li>
            L’<code>id</code> d’une ressource, son <code>slug</code> et son adresse.
          </li>
          <li>
            Le code d’une facette ou d’une valeur : une valeur se retire, son code ne sert plus jamais à autre
            chose.
          </li>
          <li>
            Une ressource retirée garde sa page et ses données, où <code>published</code> vaut{' '}
            <code>false</code> ; elle n’est plus dans les listes.
          </li>
          <li>Le nom et le sens d’un champ. Des champs peuvent s’ajouter.</li>
        </ul>
      </Section>
      <Section id="licence" title="Licence">
        <p>
          Les fiches sont sous{' '}
          <a href="https://github.com/etalab/licence-ouverte/blob/master/LO.md">licence etalab-2.0</a> :
          réutilisez-les librement, en citant la source et la date. Les ressources elles-mêmes, auxquelles
          elles mènent, restent sous la licence de leur producteur.
        </p>
      </Section>
    </>
  );
}
