import { Button, EmptyState, Table, Time } from '../../../ui/index.ts';
import type { DeliverableSummary } from '../queries.ts';
import { kindLabel } from '../vocabulary.ts';
import { DeliverableStateBadge } from './labels.tsx';

/** What a group has at work: for those who run it, the way to change each; for its members, the way to read. */
export function WorkList({
  deliverables,
  base,
  mayEdit,
}: {
  deliverables: readonly DeliverableSummary[];
  base: string;
  mayEdit: boolean;
}) {
  if (deliverables.length === 0) {
    return (
      <EmptyState
        title="Aucun livrable pour l’instant"
        action={
          mayEdit ? (
            <Button href={`${base}/nouveau`} icon="plus">
              Ajouter un livrable
            </Button>
          ) : undefined
        }
      >
        <p>
          {mayEdit
            ? 'Commencez un brouillon : il ne sera visible de tous qu’une fois publié.'
            : 'Les copilotes ajouteront ici ce que le groupe produit.'}
        </p>
      </EmptyState>
    );
  }
  return (
    <Table
      id="livrables"
      caption="Livrables du groupe"
      captionHidden
      columns={[{ label: 'Livrable' }, { label: 'Type' }, { label: 'État' }, { label: 'Modifié' }]}
      rows={deliverables.map((deliverable) => [
        <a href={mayEdit ? `${base}/${deliverable.id}` : `/livrables/${deliverable.slug}`}>
          {deliverable.title}
        </a>,
        kindLabel(deliverable.kind) || 'À préciser',
        <DeliverableStateBadge state={deliverable.state} />,
        <Time value={deliverable.updatedAt} />,
      ])}
    />
  );
}
