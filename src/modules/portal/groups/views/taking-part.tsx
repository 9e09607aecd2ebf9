import { Button, ButtonGroup, LinkList, Panel, PostButton } from '../../../../ui/index.ts';
import type { Group } from '../../../groups/index.ts';

/** Where the reader stands towards the group. */
export type Standing = 'visitor' | 'waiting' | 'refused' | 'active' | 'removed' | 'team' | 'member';

/** How to take part, as the reader's first next step. */
export function TakingPart({ group, standing }: { group: Group; standing: Standing }) {
  if (standing === 'member') {
    return (
      <Button href={`/espace/groupes/${group.slug}`} iconAfter="arrow-right">
        Ouvrir l’espace du groupe
      </Button>
    );
  }
  if (group.state === 'closed') return null;
  if (group.state === 'paused')
    return <p>Ce groupe est en pause : on ne peut pas le rejoindre pour l’instant.</p>;
  if (standing === 'visitor') {
    return (
      <ButtonGroup>
        <Button href={`/inscription?groupe=${group.slug}`}>Participer à ce groupe</Button>
        <Button href={`/connexion?retour=${encodeURIComponent(`/groupes/${group.slug}`)}`} kind="tertiary">
          Déjà inscrit ? Se connecter
        </Button>
      </ButtonGroup>
    );
  }
  if (standing === 'waiting') {
    return <p>Vous pourrez rejoindre ce groupe dès que votre inscription sera acceptée.</p>;
  }
  if (standing === 'refused') {
    return (
      <p>
        <a href="/inscription/suivi">Voir où en est votre inscription</a>
      </p>
    );
  }
  if (standing === 'removed') {
    return (
      <p>
        Vous avez été retiré de ce groupe. Ses copilotes ou <a href="/contact">l’équipe du programme</a>{' '}
        peuvent vous permettre d’y revenir.
      </p>
    );
  }
  // Its people come in on the invitation of a copilot.
  if (standing === 'team') return null;
  return <PostButton action={`/groupes/${group.slug}/adhesion`}>Rejoindre ce groupe</PostButton>;
}

/** What this reader may do for the group. */
export interface Powers {
  govern: boolean;
  edit: boolean;
  changeState: boolean;
  steer: boolean;
  plan: boolean;
  postProgress: boolean;
  follow: boolean;
}

/** The ways to run the group, for its copilots and the programme team. */
export function RunningTheGroup({ group, standing, may }: { group: Group; standing: Standing; may: Powers }) {
  const space = `/espace/groupes/${group.slug}`;
  const ways = [
    may.follow && standing !== 'member' && { label: 'Aller à l’espace du groupe', href: space },
    may.postProgress && { label: 'Publier un point d’avancement', href: `${space}/avancement/nouveau` },
    may.plan && { label: 'Tenir le plan de travail', href: `${space}/plan` },
    may.govern
      ? { label: 'Modifier le groupe', href: `/administration/groupes/${group.slug}/modifier` }
      : may.edit && { label: 'Modifier la présentation', href: `${space}/modifier` },
    may.govern && { label: 'Inviter des copilotes et des membres', href: `${space}/invitations` },
    may.govern && { label: 'Régler la place de ses documents', href: `${space}/documents/quota` },
    may.steer && { label: 'Réorienter le groupe', href: `${space}/objectif` },
    may.steer && { label: 'Mettre en pause, reprendre ou clore', href: `${space}/etat` },
    may.changeState && {
      label: 'Changer l’état du groupe',
      href: `/administration/groupes/${group.slug}/etat`,
    },
  ].filter((way) => way !== false);
  if (ways.length === 0) return null;
  return (
    <Panel title="Animer le groupe">
      <LinkList links={ways} />
    </Panel>
  );
}
