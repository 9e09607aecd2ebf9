import { Badge, ButtonGroup, EmptyState, PageHeader, PostButton } from '../../../ui/index.ts';
import type { Seat } from '../demonstration.ts';
import { qualityLabels } from '../quality-labels.ts';

const sides = { etat: 'côté État', collectivites: 'côté collectivités' } as const;
const roles = { copilot: 'Copilote', member: 'Membre', observer: 'Observateur' } as const;

function rolesOf(seat: Seat): string[] {
  const lines = seat.memberships.map(
    ({ role, side, group }) => `${roles[role]}${side ? `, ${sides[side]}` : ''} : ${group}`,
  );
  return [...(seat.team ? ['Équipe du programme'] : []), ...lines];
}

export function SeatsPage({ seats, current }: { seats: readonly Seat[]; current: string | null }) {
  return (
    <>
      <PageHeader
        title="Prendre une place"
        lead="Essayez Cordée à la place d’une de ces personnes fictives. Les organismes et les collectivités servent d’exemples : ils n’ont rien écrit ici."
      />
      {seats.length === 0 ? (
        <EmptyState title="Aucun compte de démonstration">
          <p>
            Ils sont créés au premier démarrage d’une démonstration. Vous pouvez aussi{' '}
            <a href="/inscription">vous inscrire</a>.
          </p>
        </EmptyState>
      ) : (
        <ul class="cd-items" aria-label="Comptes de démonstration">
          {seats.map((seat) => {
            const lines = rolesOf(seat);
            return (
              <li class="cd-item">
                <h2 class="cd-item__title">
                  {seat.name} {seat.id === current && <Badge kind="accent">Votre place</Badge>}
                </h2>
                <div class="cd-item__text">
                  <p>
                    {[seat.quality && qualityLabels[seat.quality], seat.affiliation]
                      .filter(Boolean)
                      .join(', ')}
                  </p>
                  {lines.length > 0 ? (
                    <ul>
                      {lines.map((line) => (
                        <li>{line}</li>
                      ))}
                    </ul>
                  ) : (
                    <p>Pas encore de groupe</p>
                  )}
                </div>
                <ButtonGroup>
                  <PostButton
                    action={`/demonstration/${seat.id}/place`}
                    kind="secondary"
                    size="sm"
                    context={`de ${seat.name}`}
                  >
                    Prendre cette place
                  </PostButton>
                </ButtonGroup>
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}
