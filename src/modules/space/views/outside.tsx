import type { Side } from '../../../platform/database/index.ts';
import { Alert, Button, ButtonGroup, PageHeader, PostButton, Section, Weather } from '../../../ui/index.ts';
import { type Group, GroupStateBadge, ProgressText } from '../../groups/index.ts';

interface OutsideProps {
  group: Group;
  joinable: boolean;
  /** Somebody took the reader out of this group. */
  removed: boolean;
}

const membersOnly = 'Les échanges de ce groupe sont réservés à ses membres';

/** Why the reader is outside, and what to do about it. */
function wayIn({ joinable, removed }: OutsideProps): string {
  if (removed) {
    return `${membersOnly}, et vous en avez été retiré. Ses copilotes ou l’équipe du programme peuvent vous permettre d’y revenir.`;
  }
  return joinable
    ? `${membersOnly}. Votre inscription est acceptée : vous pouvez le rejoindre tout de suite.`
    : `${membersOnly}, et il n’accueille pas de nouveau membre pour l’instant.`;
}

/** What a person outside the group finds: what it is for, and how to come in; not its exchanges. */
export function OutsideGroup(props: OutsideProps) {
  const { group, joinable } = props;
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
        <p>{wayIn(props)}</p>
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
