import { DiffView, Section } from '../../../../ui/index.ts';
import type { FieldChange } from '../../resources/content-words.ts';

/** Two contents, field by field, in words. */
export function Changes({
  changes,
  level = 3,
  none = 'Rien ne diffère de la fiche telle qu’elle est aujourd’hui.',
}: {
  changes: readonly Pick<FieldChange, 'name' | 'parts'>[];
  level?: 2 | 3 | 4;
  none?: string;
}) {
  if (changes.length === 0) return <p>{none}</p>;
  return (
    <>
      {changes.map(({ name, parts }) => (
        <Section title={name} level={level}>
          <DiffView parts={parts} />
        </Section>
      ))}
    </>
  );
}
