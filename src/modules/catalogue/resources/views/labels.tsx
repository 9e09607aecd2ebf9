import { Badge, Fact } from '../../../../ui/index.ts';
import { type Taxonomy, valueLabel } from '../../facets/taxonomy.ts';
import type { Resource } from '../resource.ts';

/** Said only when we doubt. */
export function DoubtBadge({ confidence }: Pick<Resource, 'confidence'>) {
  return confidence === 'low' ? <Badge kind="warning">À vérifier</Badge> : null;
}

/** What it is, what it costs, how long it takes, where it is open. */
export function ResourceFacts({
  resource: { facets, effort, territories, confidence, producer },
  known,
  places,
}: {
  resource: Resource;
  known: Taxonomy;
  /** Names of territories by id. */
  places: ReadonlyMap<string, string>;
}) {
  const label = (facet: string) => facets[facet]?.map((code) => valueLabel(known, facet, code)).join(', ');
  const [kind, cost] = [label('kind'), label('cost')];
  return (
    <>
      {kind && <Badge kind="accent">{kind}</Badge>}
      <DoubtBadge confidence={confidence} />
      <span>{producer}</span>
      {cost && <span>{cost}</span>}
      {effort && <Fact icon="clock">{effort.label}</Fact>}
      {territories.length > 0 && <span>{territories.map((id) => places.get(id) ?? id).join(', ')}</span>}
    </>
  );
}
