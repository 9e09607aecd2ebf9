import { renderMarkdown } from '../../../platform/markdown/index.ts';
import {
  Alert,
  type DiffPart,
  DiffView,
  PageHeader,
  Prose,
  Section,
  Sources,
  Time,
} from '../../../ui/index.ts';
import type { Charter, Version } from '../charter.ts';
import { Hash } from './frame.tsx';
import { PledgesByParty } from './pledges.tsx';

/** A version as it was published, and what it changed. */
export function VersionPage({
  charter,
  version,
  changes,
}: {
  charter: Charter;
  version: Version;
  /** From the version before; null for the first. */
  changes: readonly DiffPart[] | null;
}) {
  const base = `/chartes/${charter.slug}`;
  return (
    <>
      <PageHeader
        eyebrow={charter.title}
        title={`Version ${version.number}`}
        lead={version.reason}
        meta={
          <span>
            Publiée le <Time value={version.publishedAt} />
          </span>
        }
      />
      {version.number !== charter.version.number && (
        <Alert kind="info">
          <p>
            Cette version n’est plus en vigueur : elle reste lisible pour ceux qui l’ont signée.{' '}
            <a href={base}>Voir la version en vigueur</a>
          </p>
        </Alert>
      )}
      <p>
        Empreinte du texte (SHA-256) : <Hash value={version.hash} />
        <br />
        <a href={`${base}/versions/${version.number}.md`}>Télécharger le texte</a>, pour la recalculer
        soi-même.
      </p>
      <Section title="Le texte" id="texte">
        <Prose html={renderMarkdown(version.body, { baseLevel: 3 })} />
      </Section>
      <Section title="Les engagements" id="engagements">
        <PledgesByParty pledges={version.pledges} />
      </Section>
      {changes && (
        <Section title="Ce qui change de la version précédente" id="changements">
          <DiffView parts={changes} />
        </Section>
      )}
      <Sources sources={version.sources} confidence={version.confidence} note={version.note ?? undefined} />
    </>
  );
}
