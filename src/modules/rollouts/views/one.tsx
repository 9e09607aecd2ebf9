import { Details, formatDate, formatPercent, plural, Section } from '../../../ui/index.ts';
import { authorityDetail, authorityUrl } from '../../territories/index.ts';
import type { Peer } from '../peers.ts';
import type { RolloutPlace } from '../place.ts';
import { standingHref } from '../place-address.ts';
import { stageOf } from '../rollout.ts';
import type { Standing } from '../standing.ts';
import type { Told } from '../told.ts';
import { NextStepLine, PeerList, type ReaderMay, StandingLine, TellButtons } from './standing-panel.tsx';
import { ToldList, type ToldListProps } from './told-list.tsx';

export interface OneViewProps extends Pick<ToldListProps, 'contestHref' | 'fileHref'> {
  place: RolloutPlace;
  standing: Standing | null;
  told: readonly Told[];
  peers: readonly Peer[];
  may: ReaderMay;
  /** The group that follows it, when it still exists. */
  group: { title: string; slug: string } | null;
  deliverables: readonly { slug: string; title: string }[];
}

/** Where one authority stands in one rollout: who says so, what comes next, who helps. */
export function OneView(props: OneViewProps) {
  const { place, standing, told, peers, may } = props;
  const { rollout, authority, concerned } = place;
  return (
    <>
      <p class="cd-meta">{authorityDetail(authority)}</p>
      {!concerned && (
        <p>
          {rollout.title} ne concerne pas cette collectivité : elle n’est pas comptée.
          {rollout.audience_note && ` ${rollout.audience_note}`}
        </p>
      )}
      {(concerned || standing) && <StandingLine rollout={rollout} standing={standing} />}
      {concerned && <NextStepLine rollout={rollout} standing={standing} />}
      {may.assert && <TellButtons rollout={rollout} authority={authority} standing={standing} may={may} />}
      <p>
        <a href={authorityUrl(authority)}>Tout ce qui concerne {authority.name}</a>
      </p>
      <Targets place={place} />
      <Section
        id="declarations"
        title="Qui le dit"
        intro={
          <p>
            Rien n’est effacé. Quand les sources diffèrent, la plus sûre compte :{' '}
            <a href={`/deploiements/${rollout.slug}/methode`}>la méthode</a>.
          </p>
        }
      >
        <ToldList rollout={rollout} told={told} contestHref={props.contestHref} fileHref={props.fileHref} />
      </Section>
      {peers.length > 0 && (
        <Section
          id="semblables"
          title="Les collectivités semblables"
          intro="De même type et de population voisine, dans la région."
        >
          <PeerList rollout={rollout} peers={peers} />
        </Section>
      )}
      <Help {...props} />
    </>
  );
}

function Targets({ place: { rollout, concerned } }: { place: RolloutPlace }) {
  const targets = rollout.targets.filter(({ segment }) => segment === concerned?.segment);
  if (targets.length === 0) return null;
  return (
    <Section id="cible" title="Ce qui est visé">
      <ul>
        {targets.map(({ label, percent, stage, date }) => (
          <li>
            {label} : {formatPercent(percent / 100)} à l’étape « {stageOf(rollout, stage)?.title ?? stage} »
            au {formatDate(date)}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Who does it with it, and with what. */
function Help({ place: { rollout, authority, ancestors }, group, deliverables }: OneViewProps) {
  const bodies = ancestors.filter(
    ({ id, kind }) => kind === 'ept' || id === authority.epci_id || id === authority.department_id,
  );
  return (
    <Section id="aide" title="Qui peut aider">
      <ul>
        {bodies.map((body) => (
          <li>
            <a href={standingHref(rollout, body)}>{body.name}</a> : où elle en est, et si elle peut s’en
            charger
          </li>
        ))}
        {group && (
          <li>
            Le groupe projet <a href={`/groupes/${group.slug}`}>{group.title}</a>
          </li>
        )}
        {rollout.contacts.map(({ label, email }) => (
          <li>
            {label} : <a href={`mailto:${email}`}>{email}</a>
          </li>
        ))}
        <li>
          <a href={`/deploiements/${rollout.slug}/etapes`}>
            Les étapes, ce qu’il faut vérifier et les questions fréquentes
          </a>
        </li>
      </ul>
      {deliverables.length > 0 && (
        <Details summary={plural(deliverables.length, 'document du groupe', 'documents du groupe')}>
          <ul>
            {deliverables.map(({ slug, title }) => (
              <li>
                <a href={`/livrables/${slug}`}>{title}</a>
              </li>
            ))}
          </ul>
        </Details>
      )}
    </Section>
  );
}
