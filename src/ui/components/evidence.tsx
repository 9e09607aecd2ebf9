import { Badge } from './labels.tsx';

export type Confidence = 'high' | 'medium' | 'low';

export interface SourcesProps {
  sources: readonly { label: string; url?: string }[];
  confidence?: Confidence;
  /** Why we are not sure. */
  note?: string;
  /** None where what holds them says it. */
  title?: string;
}

/** Where a fact comes from, and "à vérifier" when our confidence is not full. */
export function Sources({ sources, confidence = 'high', note, title = 'Sources' }: SourcesProps) {
  if (sources.length === 0 && confidence === 'high' && !note) return null;
  return (
    <div class="cd-sources">
      {confidence !== 'high' && (
        <p>
          <Badge kind="warning">À vérifier</Badge> {note ?? 'Cette information demande à être confirmée.'}
        </p>
      )}
      {confidence === 'high' && note && <p>{note}</p>}
      {sources.length > 0 && (
        <>
          {title && <p class="cd-sources__title">{title}</p>}
          <ul>
            {sources.map(({ label, url }) => (
              <li>{url ? <a href={url}>{label}</a> : label}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** One part of a comparison, as the `diff` library gives it. */
export interface DiffPart {
  value: string;
  added?: boolean;
  removed?: boolean;
}

/** Two versions of a text in one: what was added and removed, in words too. */
export function DiffView({ parts }: { parts: readonly DiffPart[] }) {
  const changed = parts.some((part) => part.added || part.removed);
  if (!changed) return <p>Les deux versions sont identiques.</p>;
  return (
    <div class="cd-diff">
      {parts.map((part) => {
        if (part.added) {
          return (
            <ins>
              <span class="fr-sr-only">[ajouté : </span>
              {part.value}
              <span class="fr-sr-only">]</span>
            </ins>
          );
        }
        if (part.removed) {
          return (
            <del>
              <span class="fr-sr-only">[supprimé : </span>
              {part.value}
              <span class="fr-sr-only">]</span>
            </del>
          );
        }
        return <span>{part.value}</span>;
      })}
    </div>
  );
}
