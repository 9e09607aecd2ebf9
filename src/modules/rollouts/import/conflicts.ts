import { formatDate } from '../../../ui/index.ts';
import type { CoverageStatement, Statement } from '../assertions.ts';
import { isStronger, sourceWords } from '../precedence.ts';
import { stageWords } from '../rollout.ts';
import type { Known } from './known.ts';

/** Whether the same source already said this, latest before that day. Evidence that it had not is something new. */
export function isAlreadySaid(
  { said, source, toldBy }: Known,
  { authorityId, stage, blocked, since, url, note }: Statement,
): boolean {
  const latest = said.get(authorityId)?.find((one) => one.source === source && one.since <= since);
  return (
    latest !== undefined &&
    latest.stage === stage &&
    latest.blocked === (blocked ?? false) &&
    (toldBy === null || latest.toldBy === toldBy) &&
    (!url || url === latest.url) &&
    (!note || note === latest.note)
  );
}

/** What is said of a statement that will not count, because a stronger source says something else; null for any other. */
export function conflictOf(
  { said, source, rollout }: Known,
  { authorityId, stage, blocked }: Statement,
): string | null {
  const stronger = (said.get(authorityId) ?? []).filter((one) => isStronger(one.source, source));
  const [wins] = stronger.toSorted((one, other) => (isStronger(one.source, other.source) ? -1 : 1));
  if (!wins || (wins.stage === stage && wins.blocked === (blocked ?? false))) return null;
  const state = `« ${stageWords(rollout, wins.stage)} »${wins.blocked ? ', bloquée,' : ''}`;
  return `${sourceWords[wins.source].label} (${wins.toldBy}) dit ${state} depuis le ${formatDate(wins.since)} : cette déclaration l’emporte. Celle de la ligne sera gardée sans compter.`;
}

const providerKey = (id: string | null, name: string): string => id ?? name.toLowerCase();

export function isAlreadyCovered(
  { coverages }: Known,
  { authorityId, provider, since }: CoverageStatement,
): boolean {
  const key = 'id' in provider ? provider.id : providerKey(null, provider.name);
  const latest = coverages
    .get(authorityId)
    ?.find(({ providerId, providerName }) => providerKey(providerId, providerName) === key);
  return (
    latest?.covers === true && latest.since <= since && ('id' in provider || latest.stage === provider.stage)
  );
}

/** What keeps a coverage from counting, or could; null when nothing does. */
export function coverageConflictOf(
  { said, coverages, rollout }: Known,
  { authorityId, provider }: CoverageStatement,
): string | null {
  const [own] = said.get(authorityId) ?? [];
  if (own)
    return `On sait déjà où elle en est elle-même : « ${stageWords(rollout, own.stage)} », selon ${own.toldBy}. C’est ce qui l’emporte.`;
  const key = 'id' in provider ? provider.id : providerKey(null, provider.name);
  const other = coverages
    .get(authorityId)
    ?.find((one) => one.covers && providerKey(one.providerId, one.providerName) !== key);
  return other
    ? `${other.providerName} la couvre déjà, depuis le ${formatDate(other.since)} : la plus récente des deux déclarations compte.`
    : null;
}
