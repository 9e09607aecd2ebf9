import { EmptyState, PostButton, Table, Time } from '../../../ui/index.ts';
import { SpaceFrame } from '../../groups/index.ts';
import type { Binned } from '../queries.ts';

export function BinPage({
  group,
  base,
  binned,
  days,
}: {
  group: { slug: string; title: string };
  base: string;
  binned: readonly (Binned & { mayRestore: boolean })[];
  /** How long things stay there. */
  days: number;
}) {
  return (
    <SpaceFrame
      group={group}
      title="Corbeille"
      lead={`Ce qui est ici depuis ${days} jours est effacé pour de bon.`}
      current="documents"
      actions={<a href={base}>Revenir aux documents</a>}
    >
      {binned.length === 0 ? (
        <EmptyState title="La corbeille est vide">
          <p>Ce que vous supprimerez pourra être repris ici pendant {days} jours.</p>
        </EmptyState>
      ) : (
        <Table
          id="corbeille"
          caption="Ce qui est dans la corbeille"
          captionHidden
          columns={[
            { label: 'Nom', wide: true },
            { label: 'Quoi' },
            { label: 'Supprimé' },
            { label: 'Reprendre' },
          ]}
          rows={binned.map(({ kind, id, name, deletedAt, by, mayRestore }) => [
            name,
            kind === 'dossiers' ? 'Dossier' : 'Fichier',
            <>
              <Time value={deletedAt} />
              {by && `, par ${by}`}
            </>,
            mayRestore ? (
              <PostButton
                action={`${base}/corbeille/${kind}/${id}/restauration`}
                kind="secondary"
                size="sm"
                context={name}
              >
                Reprendre
              </PostButton>
            ) : (
              'Par qui l’a supprimé, ou un copilote'
            ),
          ])}
        />
      )}
    </SpaceFrame>
  );
}
