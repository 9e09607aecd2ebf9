import { Badge, Button, EmptyState, Fact, ItemList, ListItem, Time } from '../../../ui/index.ts';
import type { DeliverableAtWork } from '../queries.ts';
import { kindLabel } from '../vocabulary.ts';
import { DeliverableStateBadge } from './labels.tsx';

/** When somebody here last changed it; of what comes from before, the day it was published, where that is known. */
function When({ deliverable: { updatedAt, publishedOn } }: { deliverable: DeliverableAtWork }) {
  if (updatedAt) {
    return (
      <Fact icon="edit">
        Modifié le <Time value={updatedAt} />
      </Fact>
    );
  }
  return publishedOn ? (
    <Fact icon="calendar">
      Publié le <Time value={publishedOn} />
    </Fact>
  ) : null;
}

/** What a group has at work: for those who run it, the way to change each; for its members, the way to read. */
export function WorkList({
  deliverables,
  base,
  mayEdit,
}: {
  deliverables: readonly DeliverableAtWork[];
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
    <ItemList label="Livrables du groupe">
      {deliverables.map((deliverable) => (
        <ListItem
          title={deliverable.title}
          href={mayEdit ? `${base}/${deliverable.id}` : `/livrables/${deliverable.slug}`}
          level={2}
          meta={
            <>
              <DeliverableStateBadge state={deliverable.state} />
              {deliverable.isPreparing && <Badge kind="info">Version en préparation</Badge>}
              <Fact icon="file">{kindLabel(deliverable.kind) || 'Type à préciser'}</Fact>
              <When deliverable={deliverable} />
            </>
          }
        />
      ))}
    </ItemList>
  );
}
