import type { PdfBlock, PdfDocument } from '../../../platform/pdf/index.ts';
import { Button, ButtonGroup, DescriptionList, ItemList, Panel, Section, Table } from '../../../ui/index.ts';
import { SpaceFrame } from '../../groups/index.ts';

export interface HandoverPageProps {
  group: { slug: string; title: string };
  pack: PdfDocument;
}

/** The pack as a page: the same blocks as the PDF. */
export function HandoverPage({ group, pack }: HandoverPageProps) {
  const base = `/espace/groupes/${group.slug}`;
  return (
    <SpaceFrame
      group={group}
      title="Passation"
      current=""
      lead="Ce qu’il faut à qui reprend le groupe : où il en est, ce qui reste à faire, avec qui. Le dossier se met à jour seul ; imprimez-le ou transmettez le PDF."
      actions={
        <ButtonGroup>
          <Button href={`${base}/passation.pdf`}>Télécharger le dossier (PDF)</Button>
          <Button href={`/groupes/${group.slug}/depart`} kind="tertiary">
            Quitter le groupe
          </Button>
        </ButtonGroup>
      }
    >
      <p>
        <strong>Objectif.</strong> {pack.lead}
      </p>
      {sectionsOf(pack.blocks).map(({ title, blocks }, section) => (
        <Section title={title} id={`partie-${section + 1}`}>
          {blocks.map((block, index) => (
            <Block
              block={block}
              id={`bloc-${section + 1}-${index + 1}`}
              caption={captionOf(title, blocks[index - 1])}
            />
          ))}
        </Section>
      ))}
    </SpaceFrame>
  );
}

function sectionsOf(blocks: readonly PdfBlock[]) {
  const sections: { title: string; blocks: PdfBlock[] }[] = [];
  for (const block of blocks) {
    if (block.kind === 'heading') sections.push({ title: block.text, blocks: [] });
    else sections.at(-1)?.blocks.push(block);
  }
  return sections;
}

/** No two tables of a page bear the same name, nor that of their section. */
const captionOf = (title: string, before: PdfBlock | undefined) =>
  before?.kind === 'paragraph' ? `${title} : ${before.text}` : `${title} : le tableau`;

function Block({ block, id, caption }: { block: PdfBlock; id: string; caption: string }) {
  switch (block.kind) {
    case 'heading':
      return <h3>{block.text}</h3>;
    case 'paragraph':
      return <p>{block.text}</p>;
    case 'list':
      return (
        <ul>
          {block.items.map((item) => (
            <li>{item}</li>
          ))}
        </ul>
      );
    case 'links':
      return (
        <ItemList>
          {block.items.map(({ label, url }) => (
            <li>{url ? <a href={url}>{label}</a> : label}</li>
          ))}
        </ItemList>
      );
    case 'facts':
      return <DescriptionList items={block.items} />;
    case 'table':
      return (
        <Table
          id={id}
          caption={caption}
          captionHidden
          columns={block.columns.map((label, index) => ({ label, wide: index === 0 }))}
          rows={block.rows}
        />
      );
    case 'note':
      return (
        <Panel title={block.title} level={3}>
          <p class="cd-verbatim">{block.text}</p>
        </Panel>
      );
  }
}
