import {
  Badge,
  Button,
  EmptyState,
  ItemList,
  KeyFigures,
  ListItem,
  PageHeader,
  Section,
  Time,
} from '../../../ui/index.ts';

export interface WorkPageProps {
  /** False for those who were given some measures only. */
  keeps: boolean;
  unanswered: number;
  proposals: number;
  measures: readonly { slug: string; title: string; published: boolean; updatedAt: Date }[];
}

export function WorkPage({ keeps, unanswered, proposals, measures }: WorkPageProps) {
  return (
    <>
      <PageHeader
        title="Tenir l’agenda"
        lead={
          keeps
            ? 'Ce que les lecteurs proposent et demandent, et ce qui n’est pas encore publié.'
            : 'Les mesures qui vous sont confiées, et ce que les collectivités en disent.'
        }
        actions={
          <>
            {keeps && (
              <Button href="/agenda/nouvelle" icon="plus">
                Nouvelle mesure
              </Button>
            )}
            <Button href="/agenda" kind={keeps ? 'secondary' : 'primary'}>
              Voir l’agenda
            </Button>
          </>
        }
      />
      <KeyFigures
        items={[
          ...(keeps
            ? [
                {
                  value: String(proposals),
                  label: proposals > 1 ? 'propositions à examiner' : 'proposition à examiner',
                  href: '/espace/agenda/propositions',
                },
              ]
            : []),
          {
            value: String(unanswered),
            label: unanswered > 1 ? 'témoignages sans réponse' : 'témoignage sans réponse',
            href: '/espace/agenda/temoignages',
          },
        ]}
      />
      <Section title={keeps ? 'Brouillons' : 'Mes mesures'} id="mesures">
        {measures.length === 0 ? (
          <EmptyState title="Aucun brouillon" level={3}>
            <p>Une mesure commencée et pas encore publiée sera ici.</p>
          </EmptyState>
        ) : (
          <ItemList>
            {measures.map(({ slug, title, published, updatedAt }) => (
              <ListItem
                title={title}
                href={`/agenda/${slug}`}
                meta={
                  <>
                    <Badge kind={published ? 'success' : 'neutral'}>
                      {published ? 'Publiée' : 'Brouillon'}
                    </Badge>
                    <span>
                      Modifiée le <Time value={updatedAt} />
                    </span>
                    <a href={`/agenda/${slug}/modifier`}>
                      Modifier<span class="fr-sr-only"> {title}</span>
                    </a>
                  </>
                }
              />
            ))}
          </ItemList>
        )}
      </Section>
    </>
  );
}
