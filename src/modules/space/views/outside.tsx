import type { Side } from '../../../platform/database/index.ts';
import { Alert, Button, ButtonGroup, PageHeader, PostButton, Section, Weather } from '../../../ui/index.ts';
import { type Group, GroupStateBadge, journalPath, openingPath, ProgressText } from '../../groups/index.ts';

interface OutsideProps {
  group: Group;
  joinable: boolean;
  /** Somebody took the reader out of this group. */
  removed: boolean;
  /** The reader is of the programme team. */
  mayOpen: boolean;
}

const membersOnly = 'Les échanges de ce groupe sont réservés à ses membres';

/** Why the reader is outside, and what to do about it. */
function wayIn({ joinable, removed, mayOpen }: OutsideProps): string {
  if (mayOpen) {
    return `${membersOnly}. L’équipe du programme l’administre sans les lire. Si vous en avez besoin, ouvrez cet espace pour un temps, en disant pourquoi : ses copilotes le liront. Pour en faire partie, demandez une invitation à l’un d’eux.`;
  }
  if (removed) {
    return `${membersOnly}, et vous en avez été retiré. Ses copilotes ou l’équipe du programme peuvent vous permettre d’y revenir.`;
  }
  return joinable
    ? `${membersOnly}. Votre inscription est acceptée : vous pouvez le rejoindre tout de suite.`
    : `${membersOnly}, et il n’accueille pas de nouveau membre pour l’instant.`;
}

/** What a person outside the group finds: what it is for, and how to come in; not its exchanges. */
export function OutsideGroup(props: OutsideProps) {
  const { group, joinable, mayOpen } = props;
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
        {mayOpen && <Button href={openingPath(group.slug)}>Ouvrir cet espace</Button>}
        {joinable && <PostButton action={`/groupes/${group.slug}/adhesion`}>Rejoindre ce groupe</PostButton>}
        <Button href={`/groupes/${group.slug}`} kind="secondary">
          Voir sa page publique
        </Button>
        {mayOpen && (
          <Button href={journalPath(group.slug)} kind="tertiary">
            Qui l’a déjà ouvert
          </Button>
        )}
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
