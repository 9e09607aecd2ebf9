import type { Side } from '../../../platform/database/index.ts';
import { Alert, Button, ButtonGroup, PageHeader, PostButton, Section, Weather } from '../../../ui/index.ts';
import { type Group, GroupStateBadge, ProgressText } from '../../groups/index.ts';

/** What a person outside the group finds: what it is for, and how to come in; not its exchanges. */
export function OutsideGroup({ group, joinable }: { group: Group; joinable: boolean }) {
  const { lastProgress } = group;
  const namesOf = (side: Side) =>
    group.copilots
      .filter((copilot) => copilot.side === side)
      .map(({ acronym, name }) => acronym ?? name)
      .join(', ');
  return (
    <>
      <PageHeader
        eyebrow="Espace du groupe"
        title={group.title}
        lead={group.objective}
        meta={
          <>
            <GroupStateBadge state={group.state} />
            {lastProgress && <Weather level={lastProgress.weather} short />}
          </>
        }
      />
      <Alert kind="info">
        <p>
          {joinable
            ? 'Les échanges de ce groupe sont réservés à ses membres. Votre inscription est acceptée : vous pouvez le rejoindre tout de suite.'
            : 'Les échanges de ce groupe sont réservés à ses membres, et il n’accueille pas de nouveau membre pour l’instant.'}
        </p>
      </Alert>
      <ButtonGroup>
        {joinable && <PostButton action={`/groupes/${group.slug}/adhesion`}>Rejoindre ce groupe</PostButton>}
        <Button href={`/groupes/${group.slug}`} kind="secondary">
          Voir sa page publique
        </Button>
      </ButtonGroup>
      <Section title="Qui le copilote" id="copilotes">
        <p>
          Côté État : {namesOf('etat') || 'aucun copilote connu'}.
          <br />
          Côté collectivités : {namesOf('collectivites') || 'aucun copilote connu'}.
        </p>
      </Section>
      {lastProgress && (
        <Section title="Son dernier point d’avancement" id="avancement">
          <ProgressText body={lastProgress.body} />
        </Section>
      )}
    </>
  );
}
