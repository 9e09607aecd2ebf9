import { Alert, Badge, Button, Figure, PageHeader, PageSummary, Prose, Time } from '../../../../ui/index.ts';
import type { PageDocument } from '../document.ts';
import type { Illustration } from '../queries.ts';

export interface PageViewProps {
  page: {
    id: string;
    kind: 'page' | 'news';
    title: string;
    summary: string;
    published: boolean;
    dated_on: string | null;
    /** Null when nobody knows. */
    written_at: Date | null;
    to_verify: boolean;
    image: Illustration | null;
  };
  document: PageDocument;
  /** The reader may edit it. */
  editable: boolean;
}

export function PageView({ page, document, editable }: PageViewProps) {
  const { image } = page;
  return (
    <>
      {!page.published && (
        <Alert kind="info">
          <p>Brouillon : seule l’équipe du programme voit cette page.</p>
        </Alert>
      )}
      <PageHeader
        title={page.title}
        eyebrow={page.kind === 'news' ? 'Actualité' : undefined}
        lead={page.summary || undefined}
        meta={<Dates page={page} />}
        actions={
          editable && (
            <Button href={`/administration/pages/${page.id}`} kind="secondary" size="sm" icon="edit">
              Modifier
            </Button>
          )
        }
      />
      {image && <Figure src={image.path} alt={image.alt} width={image.width} height={image.height} />}
      {document.summary.length > 0 && <PageSummary items={document.summary} />}
      <Prose html={document.html} />
    </>
  );
}

function Dates({ page }: Pick<PageViewProps, 'page'>) {
  return (
    <>
      {page.kind === 'news' && page.dated_on ? (
        <Time value={page.dated_on} />
      ) : (
        page.written_at && (
          <span>
            Page mise à jour le <Time value={page.written_at} />
          </span>
        )
      )}
      {page.to_verify && <Badge kind="warning">À vérifier</Badge>}
    </>
  );
}
