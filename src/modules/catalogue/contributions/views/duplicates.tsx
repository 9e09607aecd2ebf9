import { resourceHref } from '../../catalogues.ts';
import type { Duplicate } from '../duplicates.ts';

/** Resources that may be the same, each with why. */
export function DuplicateList({ duplicates }: { duplicates: readonly Duplicate[] }) {
  return (
    <ul>
      {duplicates.map((one) => (
        <li>
          <a href={resourceHref(one)}>{one.title}</a>, {one.producer} :{' '}
          {one.sameLink ? 'même lien' : 'titre très proche'}
          {!one.published && ', retirée du catalogue'}
        </li>
      ))}
    </ul>
  );
}

/** What is shown while somebody types. */
export function DuplicateHint({ duplicates }: { duplicates: readonly Duplicate[] }) {
  return (
    <div class="fr-alert fr-alert--info fr-alert--sm">
      <div>
        <p>
          {duplicates.length > 1
            ? 'Peut-être l’une de ces ressources, déjà au catalogue ?'
            : 'Peut-être cette ressource, déjà au catalogue ?'}
        </p>
        <DuplicateList duplicates={duplicates} />
      </div>
    </div>
  );
}
