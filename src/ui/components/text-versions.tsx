import { type DiffPart, DiffView } from './evidence.tsx';
import { Time } from './labels.tsx';

export interface TextVersion {
  version: number;
  /** Until when it said so; null for what it says now. */
  until: Date | null;
  body: string;
  /** Against the version before; null for the first, which is told whole. */
  parts: readonly DiffPart[] | null;
}

/** What a text said, newest first. `unchanged`: what to say of a version with the same words as the one before. */
export function TextVersions({
  versions,
  unchanged = 'Les deux versions sont identiques.',
}: {
  versions: readonly TextVersion[];
  unchanged?: string;
}) {
  return (
    <>
      {versions.map(({ version, until, body, parts }) => (
        <section>
          <h2>
            Version {version}
            {until ? (
              <>
                , jusqu’au <Time value={until} withTime />
              </>
            ) : (
              ', actuelle'
            )}
          </h2>
          {parts === null ? (
            <p class="cd-verbatim">{body}</p>
          ) : parts.some(({ added, removed }) => added || removed) ? (
            <DiffView parts={parts} />
          ) : (
            <p>{unchanged}</p>
          )}
        </section>
      ))}
    </>
  );
}
