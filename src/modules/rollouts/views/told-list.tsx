import { Details, formatDate, Time } from '../../../ui/index.ts';
import { sourceWords } from '../precedence.ts';
import { type Rollout, stageOf, stageWords } from '../rollout.ts';
import type { Told } from '../told.ts';

export interface ToldListProps {
  rollout: Rollout;
  told: readonly Told[];
  /** Where one contests what is said; null for who may not. */
  contestHref: ((told: Told) => string) | null;
  /** Where the file that shows it is; null for who may not read it. */
  fileHref: ((told: Told) => string) | null;
}

/** Who says what, the latest first; what was taken back stays, folded. */
export function ToldList({ told, ...props }: ToldListProps) {
  const standing = told.filter(({ retracted }) => retracted === null);
  const taken = told.filter(({ retracted }) => retracted !== null);
  return (
    <>
      {standing.length === 0 && <p>Personne n’a rien déclaré.</p>}
      {standing.length > 0 && (
        <ol class="cd-told">
          {standing.map((one) => (
            <ToldItem told={one} {...props} />
          ))}
        </ol>
      )}
      {taken.length > 0 && (
        <Details summary={`Ce qui a été retiré (${taken.length})`}>
          <ol class="cd-told">
            {taken.map((one) => (
              <ToldItem told={one} {...props} contestHref={null} />
            ))}
          </ol>
        </Details>
      )}
    </>
  );
}

function ToldItem({ rollout, told, contestHref, fileHref }: Omit<ToldListProps, 'told'> & { told: Told }) {
  const { evidenceUrl, evidenceNote, evidenceFile, retracted, contest } = told;
  const open = contest !== null && contest.decision === null;
  return (
    <li id={`${told.what}-${told.id}`}>
      <p>
        <strong>{toldWords(rollout, told)}</strong>, depuis le {formatDate(told.since)}
      </p>
      <p class="cd-meta">
        {sourceWords[told.source].label} : {told.toldBy}, le <Time value={told.recordedAt} />
      </p>
      {(evidenceUrl || evidenceNote || evidenceFile) && (
        <p>
          Preuve :{' '}
          {evidenceUrl && (
            <a href={evidenceUrl} rel="nofollow ugc noopener">
              {URL.canParse(evidenceUrl) ? new URL(evidenceUrl).hostname : evidenceUrl}
            </a>
          )}
          {evidenceUrl && (evidenceNote || evidenceFile) && ' ; '}
          {evidenceNote}
          {evidenceNote && evidenceFile && ' ; '}
          {evidenceFile &&
            (fileHref ? <a href={fileHref(told)}>{evidenceFile}</a> : 'un fichier, non public')}
        </p>
      )}
      {contest && <ContestWords contest={contest} />}
      {retracted && (
        <p>
          Retiré le <Time value={retracted.at} /> : {retracted.reason}
        </p>
      )}
      {contestHref && !open && (
        <p>
          <a href={contestHref(told)}>
            Ce n’est pas exact
            <span class="fr-sr-only"> : {toldWords(rollout, told)}</span>
          </a>
        </p>
      )}
    </li>
  );
}

function ContestWords({
  contest: { at, reason, decision, decisionReason },
}: {
  contest: NonNullable<Told['contest']>;
}) {
  return (
    <p>
      <strong>Contesté par la collectivité</strong> le <Time value={at} /> : {reason}{' '}
      {decision === null && 'Les copilotes du groupe vont répondre.'}
      {decision === 'upheld' && `Réponse : contestation retenue. ${decisionReason}`}
      {decision === 'dismissed' && `Réponse : contestation écartée. ${decisionReason}`}
    </p>
  );
}

/** « Étape 3, « Cadrer » », « Couvert par Grand Annecy » */
export function toldWords(rollout: Pick<Rollout, 'stages'>, { provider, stage, blocked }: Told): string {
  const found = stageOf(rollout, stage);
  const at = found ? `Étape ${found.position}, « ${found.title} »` : null;
  if (provider) {
    return `${provider.covers ? 'Couvert par' : 'N’est plus couvert par'} ${provider.name}${at ? ` (${at})` : ''}`;
  }
  return `${at ?? stageWords(rollout, null)}${blocked ? ', bloquée' : ''}`;
}
