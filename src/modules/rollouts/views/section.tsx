import { Details, Section } from '../../../ui/index.ts';
import type { Authority, AuthoritySummary } from '../../territories/index.ts';
import type { Peer } from '../peers.ts';
import { standingHref } from '../place-address.ts';
import type { Rollout } from '../rollout.ts';
import type { Standing } from '../standing.ts';
import { Patterns } from './bar.tsx';
import {
  NextStepLine,
  PeerList,
  PeersSummary,
  type ReaderMay,
  StandingLine,
  TellButtons,
} from './standing-panel.tsx';

export interface RolloutsSectionProps {
  authority: Authority;
  /** The intercommunal body that might do it. */
  provider: AuthoritySummary | null;
  items: readonly { rollout: Rollout; standing: Standing | null; peers: readonly Peer[] }[];
  may: ReaderMay;
}

/** On the page of an authority: each rollout's state in one sentence, the next step, who can help. */
export function RolloutsSection({ authority, provider, items, may }: RolloutsSectionProps) {
  return (
    <Section
      id="deploiements"
      title="Où elle en est dans les déploiements"
      intro="Ce qui est observé, déclaré ou couvert ; rien n’est supposé."
    >
      <Patterns />
      {items.map(({ rollout, standing, peers }) => {
        const here = standingHref(rollout, authority);
        return (
          <div class="cd-rollout-standing">
            <h3>
              <a href={here}>{rollout.title}</a>
            </h3>
            <StandingLine rollout={rollout} standing={standing} />
            <NextStepLine rollout={rollout} standing={standing} />
            {may.assert && (
              <TellButtons rollout={rollout} authority={authority} standing={standing} may={may} />
            )}
            <p class="cd-meta">
              <span>
                Qui peut aider :{' '}
                {provider && provider.id !== authority.id && (
                  <>
                    <a href={standingHref(rollout, provider)}>{provider.name}</a>,{' '}
                  </>
                )}
                <a href={`${here}#aide`}>contacts et documents</a>
              </span>
            </p>
            {peers.length > 0 && (
              <Details summary={<PeersSummary peers={peers} />}>
                <PeerList rollout={rollout} peers={peers} />
              </Details>
            )}
          </div>
        );
      })}
    </Section>
  );
}
