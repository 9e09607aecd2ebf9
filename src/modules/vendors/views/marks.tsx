import type { EquipmentStanding } from '../../../platform/database/index.ts';
import { Badge, formatDate, Time } from '../../../ui/index.ts';

/** Told wherever a fictional vendor is named. */
export function DemonstrationMark({ demonstration }: { demonstration: boolean }) {
  return demonstration ? <Badge kind="warning">Démonstration</Badge> : null;
}

/** Where a figure comes from: never said without. */
export function ToldBy({ toldAt }: { toldAt: Date | null }) {
  return toldAt ? (
    <>
      Déclaré par l’éditeur, le <Time value={toldAt} />
    </>
  ) : (
    <>L’éditeur n’a encore rien déclaré</>
  );
}

/** What became of an equipment. */
export function StandingBadge({ standing, until }: { standing: EquipmentStanding; until: string | null }) {
  if (standing === 'contested') return <Badge kind="warning">Contesté</Badge>;
  if (standing === 'withdrawn') return <Badge>Retiré</Badge>;
  if (until !== null) return <Badge>Terminé le {formatDate(until)}</Badge>;
  return <Badge kind="success">En cours</Badge>;
}
