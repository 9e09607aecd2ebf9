import type { Report } from './engine.ts';
import type { Rules } from './rule.ts';
import { conclusionLabels, outcomeLabels, secretAdvice } from './words.ts';

/**
 * A report as data, the same over HTTP and from the command.
 * @param advice what to do about a secret that came with the configuration
 */
export function reportAsData(
  report: Report,
  { rollout, checkedOn }: Pick<Rules, 'rollout' | 'checkedOn'>,
  advice: string = secretAdvice,
) {
  return {
    rollout,
    rules_checked_on: checkedOn,
    conclusion: report.conclusion,
    summary: conclusionLabels[report.conclusion],
    counts: report.counts,
    points: report.verdicts.map(({ rule, outcome, found, message }) => ({
      id: rule.id,
      field: rule.field,
      title: rule.title,
      outcome,
      outcome_label: outcomeLabels[outcome],
      message,
      found,
      requires: rule.requires,
      why: rule.why,
      sources: rule.sources,
      confidence: rule.confidence,
      note: rule.note,
    })),
    ignored_fields: report.ignored,
    truncated_fields: report.truncated,
    warning: report.secret ? advice : null,
  };
}
