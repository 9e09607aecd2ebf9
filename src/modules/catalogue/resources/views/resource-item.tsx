import { ItemList, ListItem } from '../../../../ui/index.ts';
import { resourceHref } from '../../catalogues.ts';
import type { Taxonomy } from '../../facets/taxonomy.ts';
import type { Resource } from '../resource.ts';
import { ResourceFacts } from './labels.tsx';

export interface ResourceListProps {
  label: string;
  resources: readonly Resource[];
  known: Taxonomy;
  places: ReadonlyMap<string, string>;
  level?: 2 | 3 | 4;
}

export function ResourceList({ label, resources, level = 3, ...shown }: ResourceListProps) {
  return (
    <ItemList label={label}>
      {resources.map((resource) => (
        <ListItem
          title={resource.title}
          href={resourceHref(resource)}
          level={level}
          meta={<ResourceFacts resource={resource} {...shown} />}
        >
          <p>{resource.summary}</p>
        </ListItem>
      ))}
    </ItemList>
  );
}
