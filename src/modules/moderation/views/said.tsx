import { renderMarkdown } from '../../../platform/markdown/index.ts';
import { Alert, Prose } from '../../../ui/index.ts';
import type { PublishedFrom, ReportableKind } from '../reportable.ts';

/** What a thing says, as its own page shows it. */
export function Said({ kind, text }: { kind: ReportableKind; text: string }) {
  if (!kind.isMarkdown) return <p class="cd-verbatim">{text}</p>;
  return <Prose html={renderMarkdown(text, { headingIds: false, baseLevel: 3 })} />;
}

/** `, et les membres du groupe à la place du message` */
export const alsoReadBy = ({ words: { readers } }: ReportableKind): string =>
  readers === null ? '' : `, et ${readers}`;

/** For who decides: what hiding does not reach. */
export function StaysPublished({
  kind,
  published,
}: {
  kind: ReportableKind;
  published: readonly PublishedFrom[];
}) {
  if (published.length === 0) return null;
  return (
    <Alert kind="warning">
      <p>
        {kind.words.this} est aussi publié, et le masquer n’y change rien. Un copilote du groupe retire le
        livrable depuis l’espace de travail.
      </p>
      <ul>
        {published.map(({ title, href }) => (
          <li>
            <a href={href}>{title}</a>
          </li>
        ))}
      </ul>
    </Alert>
  );
}
