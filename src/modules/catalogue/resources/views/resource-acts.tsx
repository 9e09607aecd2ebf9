import { LinkList, Panel } from '../../../../ui/index.ts';
import { resourceHref } from '../../catalogues.ts';
import type { Resource } from '../resource.ts';

/** What a reader, and whoever keeps the catalogue, may do about a resource. */
export function ResourceActs({ resource, mayEdit }: { resource: Resource; mayEdit: boolean }) {
  const here = resourceHref(resource);
  const ways = [
    ...(resource.published
      ? [
          { label: 'Proposer une correction', href: `${here}/proposer` },
          { label: 'Signaler un lien mort ou une erreur', href: `${here}/signaler` },
        ]
      : []),
    { label: 'Historique de la fiche', href: `${here}/historique` },
  ];
  const keeping = [
    { label: 'Modifier', href: `${here}/modifier` },
    { label: resource.published ? 'Retirer du catalogue' : 'Remettre au catalogue', href: `${here}/retrait` },
  ];
  return (
    <>
      {mayEdit && (
        <Panel title="Tenir cette fiche">
          <LinkList links={keeping} />
        </Panel>
      )}
      <Panel title="Cette fiche">
        <LinkList links={ways} />
      </Panel>
    </>
  );
}
