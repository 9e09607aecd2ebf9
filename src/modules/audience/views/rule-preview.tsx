import { capitalised, formatNumber, plural } from '../../../ui/index.ts';
import { authorityDetail, authorityUrl, kindPlural } from '../../territories/index.ts';
import type { Preview } from '../editor/preview.ts';

/** Who is concerned by the rule as it is typed: how many of each kind, and ten examples. */
export function RulePreview({ preview }: { preview: Preview }) {
  if ('errors' in preview) {
    return (
      <section aria-label="Aperçu">
        <p class="cd-eyebrow">Aperçu</p>
        {Object.values(preview.errors).map((message) => (
          <p>{message}</p>
        ))}
      </section>
    );
  }
  const { words, concerned, examples } = preview;
  return (
    <section aria-label="Aperçu">
      <p class="cd-eyebrow">Aperçu</p>
      <p>
        Public visé : {words}.{' '}
        <strong>{plural(concerned.yes, 'collectivité concernée', 'collectivités concernées')}</strong>
        {concerned.unknown > 0 && `, ${formatNumber(concerned.unknown)} à préciser`}.
      </p>
      <ul>
        {concerned.byKind
          .filter(({ yes, unknown }) => yes + unknown > 0)
          .map(({ kind, yes, unknown, total }) => (
            <li>
              {capitalised(kindPlural(kind))} : {formatNumber(yes)} sur {formatNumber(total)}
              {unknown > 0 && `, ${formatNumber(unknown)} à préciser`}
            </li>
          ))}
      </ul>
      {examples.length > 0 && (
        <>
          <p>Par exemple, de la plus peuplée à la moins peuplée :</p>
          <ul>
            {examples.map((authority) => (
              <li>
                <a href={authorityUrl(authority)}>{authority.name}</a>, {authorityDetail(authority)}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
