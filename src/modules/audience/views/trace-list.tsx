import type { TraceLine } from '../words.ts';

/** Why, criterion by criterion, with who says it. */
export function TraceList({ trace }: { trace: readonly TraceLine[] }) {
  if (trace.length === 0) return <p>Toutes les collectivités sont visées.</p>;
  return (
    <ul>
      {trace.map(({ words, source }) => (
        <li>
          {words}
          {source && (
            <>
              {' ('}
              <a href={source.url}>{source.label}</a>)
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
