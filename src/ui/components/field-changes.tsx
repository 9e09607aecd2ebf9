import { Section } from './arrangement.tsx';
import { type DiffPart, DiffView } from './evidence.tsx';
import { Details } from './messages.tsx';

interface FieldChangesProps {
  changes: readonly { name: string; parts: readonly DiffPart[] }[];
  /** What to say when nothing differs. */
  none?: string;
}

/** Two contents, field by field, in words. */
export function FieldChanges({
  changes,
  none = 'Rien ne diffère de la fiche telle qu’elle est aujourd’hui.',
}: FieldChangesProps) {
  if (changes.length === 0) return <p>{none}</p>;
  return (
    <>
      {changes.map(({ name, parts }) => (
        <Section title={name} level={3}>
          <DiffView parts={parts} />
        </Section>
      ))}
    </>
  );
}

/** The same of one version among others, folded: which fields changed is read at once. */
export function VersionChanges({
  version,
  changes,
  none = 'Le texte n’a pas changé.',
}: Pick<FieldChangesProps, 'changes' | 'none'> & { version: number }) {
  if (changes.length === 0) return <p>{none}</p>;
  return (
    <Details
      summary={
        <>
          Ce qui change : {changes.map(({ name }) => name.toLocaleLowerCase('fr')).join(', ')}
          <span class="fr-sr-only"> (version {version})</span>
        </>
      }
    >
      <FieldChanges changes={changes} />
    </Details>
  );
}
