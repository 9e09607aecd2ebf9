import type { ComponentChildren } from 'preact';
import { renderMarkdown } from '../../../platform/markdown/index.ts';
import {
  Alert,
  DescriptionList,
  Details,
  formatNumber,
  formatPercent,
  LinkList,
  Prose,
  Section,
  Table,
  Time,
} from '../../../ui/index.ts';
import { modeLabels } from '../content.ts';
import { allVoices, choicesFor, fewestSecretVoices, ruleWords, type Tally } from '../counting.ts';
import type { Decision } from '../queries.ts';
import { DecisionStateBadge, lastDay } from './labels.tsx';

/** Where it stands, under its title. */
export function decisionMeta(decision: Decision, now: Date) {
  const { state, mode, isPublic, opensAt, closesAt } = decision;
  const waits = (state === 'open' || state === 'proposed') && closesAt !== null && closesAt <= now;
  return (
    <>
      <DecisionStateBadge state={state} />
      <span>{modeLabels[mode]}</span>
      <span>{isPublic ? 'Publique' : 'Interne au groupe'}</span>
      {opensAt && closesAt && (
        <span>
          du <Time value={opensAt} /> au <Time value={lastDay(closesAt)} />
        </span>
      )}
      {waits && (
        <span>{decision.countedAt ? 'avis rendu, décision attendue' : 'vote terminé, compté sous peu'}</span>
      )}
    </>
  );
}

/** A decision with who decided it and why, and how it was counted. */
export function DecisionFile({
  decision,
  tallies,
  audience,
  children,
}: {
  decision: Decision;
  /** Null while nothing is to be shown. */
  tallies: readonly Tally[] | null;
  audience: 'public' | 'members';
  /** Under the question: where one answers. */
  children?: ComponentChildren;
}) {
  const { replacedBy, group, mode, decidedOn } = decision;
  const base = audience === 'public' ? `/groupes/${group.slug}` : `/espace/groupes/${group.slug}`;
  return (
    <>
      {decision.state === 'replaced' && replacedBy && (
        <Alert kind="warning">
          <p>
            Remplacée par{' '}
            {audience === 'members' || replacedBy.isPublic ? (
              <a href={`${base}/decisions/${replacedBy.number}`}>{replacedBy.title}</a>
            ) : (
              'une autre décision, interne au groupe'
            )}
            .
          </p>
        </Alert>
      )}
      <Section title={decidedOn ? 'Ce qui est décidé' : 'Ce qui est proposé'} id="texte">
        <Prose html={renderMarkdown(decision.body, { headingIds: false, baseLevel: 3 })} />
        <DescriptionList
          items={[
            { term: 'Qui décide', value: decision.decidedBy },
            { term: 'Date', value: decidedOn && <Time value={decidedOn} /> },
            {
              term: 'Pourquoi',
              value: decision.motivation && <p class="cd-verbatim">{decision.motivation}</p>,
            },
          ]}
        />
      </Section>
      {children}
      {mode !== 'recorded' && (
        <Section title={mode === 'advice' ? 'L’avis' : 'Le vote'} id="vote">
          {decision.result && <p>{decision.result}</p>}
          {tallies && allVoices(tallies) > 0 && (
            <Count decision={decision} tallies={tallies} audience={audience} />
          )}
          {!tallies && decision.secret && !decidedOn && <p>Le compte se lira après la fin du vote.</p>}
          <Details summary="La règle" open={!decidedOn}>
            <ul>
              {ruleWords(decision).map((line) => (
                <li>{line}</li>
              ))}
            </ul>
          </Details>
        </Section>
      )}
      {audience === 'public' && (
        <LinkList
          links={[
            { label: 'Toutes les décisions publiques du groupe', href: `${base}/decisions` },
            { label: 'Cette page en JSON', href: `${base}/decisions/${decision.number}.json` },
          ]}
        />
      )}
    </>
  );
}

const sideColumns = [
  { side: 'etat', label: 'Côté État' },
  { side: 'collectivites', label: 'Côté collectivités' },
  { side: 'none', label: 'Autres' },
] as const;

function Count({
  decision,
  tallies,
  audience,
}: {
  decision: Decision;
  tallies: readonly Tally[];
  audience: 'public' | 'members';
}) {
  const all = allVoices(tallies);
  const sums = (of: readonly Tally[], code: string) => allVoices(of.filter(({ choice }) => choice === code));
  const columns = decision.bySide ? sideColumns : [];
  const cell = (side: Tally['side'], code: string) => {
    const its = tallies.filter((tally) => tally.side === side);
    // So few would tell who voted what.
    if (decision.secret && allVoices(its) > 0 && allVoices(its) < fewestSecretVoices) return 'non montré';
    return formatNumber(sums(its, code));
  };
  const reservations = audience === 'members' ? tallies.flatMap((tally) => tally.reservations) : [];
  return (
    <>
      <Table
        id="compte"
        caption={decision.countedAt ? 'Compte des voix' : 'Compte des voix données jusqu’ici'}
        columns={[
          { label: 'Réponse' },
          { label: 'Voix', numeric: true },
          { label: 'Part', numeric: true },
          ...columns.map(({ label }) => ({ label, numeric: true })),
        ]}
        rows={choicesFor(decision).map(({ code, label }) => [
          label,
          formatNumber(sums(tallies, code)),
          formatPercent(sums(tallies, code) / all),
          ...columns.map(({ side }) => cell(side, code)),
        ])}
      />
      {reservations.length > 0 && (
        <Section title="Réserves" level={3}>
          <ul>
            {reservations.map((text) => (
              <li class="cd-verbatim">{text}</li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
