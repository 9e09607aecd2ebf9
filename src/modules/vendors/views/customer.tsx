import {
  Alert,
  Badge,
  Button,
  ButtonGroup,
  DescriptionList,
  formatDate,
  PageHeader,
  Section,
  Time,
} from '../../../ui/index.ts';
import { type Rollout, stageWords } from '../../rollouts/index.ts';
import { authorityUrl } from '../../territories/index.ts';
import { spacePath } from '../addresses.ts';
import type { Contest } from '../contesting.ts';
import type { Equipment } from '../equipment.ts';
import type { ToldStage } from '../stages.ts';
import type { Vendor } from '../vendor.ts';
import { StandingBadge } from './marks.tsx';

export interface CustomerProps {
  vendor: Vendor;
  equipment: Equipment;
  stages: readonly ToldStage[];
  contests: readonly Contest[];
  rollouts: readonly Rollout[];
  /** Whether its product serves a rollout. */
  mayTell: boolean;
}

/** One equipment: since when, what was told of it, and what its authority says. */
export function Customer({ vendor, equipment, stages, contests, rollouts, mayTell }: CustomerProps) {
  const { authority, product, from, until, standing } = equipment;
  const here = `${spacePath(vendor)}/collectivites/${equipment.id}`;
  const goesOn = standing === 'told' && until === null;
  const open = contests.find(({ decision }) => decision === null);
  return (
    <>
      <PageHeader
        eyebrow={`Espace de ${vendor.name}`}
        title={`${authority.name}, ${product.name}`}
        meta={<StandingBadge standing={standing} until={until} />}
      />
      {open && (
        <Alert kind="warning" title="La collectivité conteste ce lien">
          <p class="cd-verbatim">{open.reason}</p>
          <p>
            Le <Time value={open.at} />. Le lien n’est plus compté. Si c’était une erreur, retirez-le ; sinon,
            l’équipe du programme tranchera.
          </p>
        </Alert>
      )}
      <DescriptionList
        items={[
          {
            term: 'Collectivité',
            value: <a href={authorityUrl(authority)}>{`${authority.name} (${authority.place})`}</a>,
          },
          { term: 'Équipée depuis', value: <Time value={from} /> },
          { term: 'Jusqu’au', value: until && <Time value={until} /> },
          { term: 'Dit pour la dernière fois', value: <Time value={equipment.toldAt} /> },
        ]}
      />
      <ButtonGroup>
        {goesOn && mayTell && <Button href={`${here}/etape`}>Déclarer une étape</Button>}
        {goesOn && (
          <Button href={`${here}/fin`} kind="secondary">
            Dire la fin du contrat
          </Button>
        )}
        {standing !== 'withdrawn' && (
          <Button href={`${here}/retrait`} kind="danger">
            Retirer ce lien
          </Button>
        )}
      </ButtonGroup>
      <Section id="etapes" title="Étapes déclarées">
        {stages.length === 0 ? (
          <p>Vous n’avez déclaré aucune étape pour elle.</p>
        ) : (
          <ul>
            {stages.map((told) => (
              <li id={`etape-${told.id}`}>
                {toldWords(told, rollouts)}
                {told.blocked && ', bloquée'}
                {told.retracted === null ? (
                  <>
                    {' '}
                    <a href={`${here}/etapes/${told.id}/retrait`}>
                      Retirer<span class="fr-sr-only"> : {toldWords(told, rollouts)}</span>
                    </a>
                  </>
                ) : (
                  <>
                    {' '}
                    <Badge>Retirée</Badge> {told.retracted}
                  </>
                )}
              </li>
            ))}
          </ul>
        )}
      </Section>
      {contests.some(({ decision }) => decision !== null) && (
        <Section id="contestations" title="Contestations tranchées">
          <ul>
            {contests
              .filter(({ decision }) => decision !== null)
              .map((contest) => (
                <li>
                  Le {formatDate(contest.decidedAt ?? contest.at)} :{' '}
                  {contest.decision === 'upheld' ? 'le lien est retiré' : 'le lien est maintenu'}.{' '}
                  {contest.decisionReason}
                </li>
              ))}
          </ul>
        </Section>
      )}
    </>
  );
}

/** « Démat.ADS : Mettre en service une téléprocédure, depuis le 1er mars 2026 » */
export function toldWords({ rollout: slug, stage, since }: ToldStage, rollouts: readonly Rollout[]): string {
  const rollout = rollouts.find((one) => one.slug === slug);
  return rollout
    ? `${rollout.title} : ${stageWords(rollout, stage)}, depuis le ${formatDate(since)}`
    : `depuis le ${formatDate(since)}`;
}
