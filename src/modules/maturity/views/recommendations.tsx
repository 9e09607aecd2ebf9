import { Badge, Details, formatNumber, ItemList, ListItem, Section } from '../../../ui/index.ts';
import { type Resource, ResourceFacts, resourceHref } from '../../catalogue/index.ts';
import type { AdviceReading } from '../reading.ts';
import type { AxisAdvice, Reason } from '../recommending.ts';

/** « Parce que vous avez répondu « Personne » à « Qui coordonne les données dans les services ? » » */
export const reasonWords = ({ answer, question }: Reason): string =>
  `Parce que vous avez répondu « ${answer} » à « ${question.text} »`;

type Shown = Pick<AdviceReading, 'taxonomy' | 'places'>;

/** What is proposed, the lowest axes first, each with its reason. */
export function Recommendations({ advice, ...shown }: AdviceReading) {
  const others = advice.others.filter(({ recommendations }) => recommendations.length > 0);
  const nothing =
    advice.first.every(({ recommendations }) => recommendations.length === 0) &&
    others.length === 0 &&
    advice.mutualisation === null;
  return (
    <Section
      title="Par quoi commencer"
      id="ressources"
      intro={
        nothing
          ? undefined
          : 'Des ressources du catalogue, choisies d’après vos réponses : d’abord les deux axes les plus bas, trois au plus par axe.'
      }
    >
      {nothing && (
        <p>
          Vos réponses n’appellent aucune ressource en particulier.{' '}
          <a href="/catalogues/donnees">Parcourez le catalogue des données</a> : vos retours peuvent aider les
          autres.
        </p>
      )}
      {advice.first.map((one) => (
        <AxisPart advice={one} {...shown} />
      ))}
      {advice.mutualisation && (
        <>
          <h3>S’appuyer sur d’autres</h3>
          <p>
            Parce que votre collectivité compte moins de {formatNumber(advice.mutualisation.below)} habitants
            : un syndicat, une agence départementale, un centre de gestion ou l’intercommunalité peut faire
            avec vous, ou pour vous.
          </p>
          <ItemList label="S’appuyer sur d’autres">
            {advice.mutualisation.resources.map((resource) => (
              <Proposed resource={resource} {...shown} />
            ))}
          </ItemList>
        </>
      )}
      {others.length > 0 && (
        <Details summary="Pour les autres axes">
          {others.map((one) => (
            <AxisPart advice={one} {...shown} />
          ))}
        </Details>
      )}
    </Section>
  );
}

function AxisPart({
  advice: { axis, score, recommendations },
  ...shown
}: { advice: AxisAdvice<Resource> } & Shown) {
  return (
    <>
      <h3>
        {axis.label} ({formatNumber(score)} sur 4)
      </h3>
      {recommendations.length === 0 ? (
        <p>Rien à proposer de plus sur cet axe : il est déjà bien avancé.</p>
      ) : (
        <ItemList label={axis.label}>
          {recommendations.map(({ resource, reason, example }) => (
            <Proposed resource={resource} why={`${reasonWords(reason)}.`} example={example} {...shown} />
          ))}
        </ItemList>
      )}
    </>
  );
}

function Proposed({
  resource,
  why,
  example = false,
  taxonomy,
  places,
}: { resource: Resource; why?: string; example?: boolean } & Shown) {
  return (
    <ListItem
      title={resource.title}
      href={resourceHref(resource)}
      level={4}
      meta={
        <>
          {example && <Badge kind="warning">Exemple d’une autre région</Badge>}
          <ResourceFacts resource={resource} known={taxonomy} places={places} />
        </>
      }
    >
      <p>{resource.summary}</p>
      {why && (
        <p>
          <em>{why}</em>
        </p>
      )}
    </ListItem>
  );
}
