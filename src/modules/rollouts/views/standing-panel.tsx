import { Button, ButtonGroup, formatDate, plural } from '../../../ui/index.ts';
import type { Authority } from '../../territories/index.ts';
import type { Peer } from '../peers.ts';
import { standingHref } from '../place-address.ts';
import type { Rollout } from '../rollout.ts';
import type { Standing } from '../standing.ts';
import { nextStep, standingSentence } from '../standing-words.ts';
import { BasisMark } from './standing.tsx';

/** What the reader may do for the authority. */
export interface ReaderMay {
  assert: boolean;
  /** Says for which communes it does it. */
  cover: boolean;
}

/** Where an authority stands, in one sentence, with how we know. */
export function StandingLine({ rollout, standing }: { rollout: Rollout; standing: Standing | null }) {
  return (
    <p class="cd-standing-line">
      <BasisMark basis={standing?.basis ?? null} /> {standingSentence(rollout, standing)}
      {standing?.contradicted && (
        <>
          {' '}
          <strong>Les sources ne sont pas d’accord.</strong>
        </>
      )}
    </p>
  );
}

/** What to do next; links to what the stage asks. */
export function NextStepLine({ rollout, standing }: { rollout: Rollout; standing: Standing | null }) {
  const step = nextStep(rollout, standing);
  const base = `/deploiements/${rollout.slug}/etapes`;
  return (
    <p>
      <strong>Et maintenant</strong>
      {step.to === 'reach' && (
        <>
          {' : '}
          <a href={`${base}#etape-${step.stage.slug}`}>{step.stage.title}</a>
          {` (étape ${step.stage.position})`}
        </>
      )}
      {step.to === 'rely' && ` : rien à faire, ${step.on} s’en charge.`}
      {step.to === 'keep' && ' : toutes les étapes sont atteintes.'}
      {step.to === 'tell' && (
        <>
          {' : dites où vous en êtes, ou voyez par quelle '}
          <a href={base}>étape commencer</a>.
        </>
      )}
    </p>
  );
}

/** What is asked of its people: to confirm rather than to fill in. */
export function TellButtons({
  rollout,
  authority,
  standing,
  may,
}: {
  rollout: Rollout;
  authority: Authority;
  standing: Standing | null;
  may: ReaderMay;
}) {
  const here = standingHref(rollout, authority);
  const confirmable = may.assert && standing !== null && standing.basis !== 'covered';
  return (
    <>
      {confirmable && (
        <form method="post" action={`${here}/confirmation`} class="cd-inline-form">
          <Button kind="secondary" size="sm" icon="check" context={`pour ${rollout.title}`}>
            C’est toujours exact
          </Button>
        </form>
      )}
      <ButtonGroup>
        <Button
          href={`${here}/declaration`}
          kind={confirmable ? 'tertiary' : 'secondary'}
          size="sm"
          context={`pour ${rollout.title}`}
        >
          {standing === null ? 'Dire où nous en sommes' : 'Mettre à jour'}
        </Button>
        {may.cover && (
          <Button href={`${here}/couverture`} kind="tertiary" size="sm" context={`pour ${rollout.title}`}>
            Déclarer pour nos communes
          </Button>
        )}
      </ButtonGroup>
    </>
  );
}

/** « Parmi 6 collectivités semblables : 2 renseignées » */
export function PeersSummary({ peers }: { peers: readonly Peer[] }) {
  if (peers.length === 0) return null;
  const known = peers.filter(({ basis }) => basis !== null).length;
  return (
    <>
      {`Parmi ${plural(peers.length, 'collectivité semblable', 'collectivités semblables')} de la région, ${
        known === 0 ? 'aucune n’est renseignée' : `${plural(known, 'est renseignée', 'sont renseignées')}`
      }.`}
    </>
  );
}

/** What those that are like it did, with the dates. */
export function PeerList({ rollout, peers }: { rollout: Rollout; peers: readonly Peer[] }) {
  return (
    <ul class="cd-peers">
      {peers.map(({ authority, basis, position, since }) => (
        <li>
          <a href={standingHref(rollout, authority)}>{authority.name}</a>
          {authority.population !== null && `, ${plural(authority.population, 'habitant')}`}
          {' : '}
          <BasisMark basis={basis} />
          {basis !== null && (
            <>
              {', '}
              {peerWords(rollout, position)}
              {since && `, depuis le ${formatDate(since)}`}
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

function peerWords({ stages }: Rollout, position: number | null): string {
  if (position === null) return 'étape non renseignée';
  const stage = stages[position - 1];
  return stage ? `étape ${stage.position}, « ${stage.title} »` : 'rien n’est commencé';
}
