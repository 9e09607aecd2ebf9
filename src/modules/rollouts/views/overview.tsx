import { Card, Grid, PageHeader } from '../../../ui/index.ts';
import type { Tally } from '../rates.ts';
import type { Rollout } from '../rollout.ts';
import { Patterns, RateBar, RateLegend, rateWords } from './bar.tsx';

/** All rollouts, each with how far it is. */
export function OverviewPage({ items }: { items: readonly { rollout: Rollout; tally: Tally }[] }) {
  return (
    <>
      <Patterns />
      <PageHeader
        title="Déploiements"
        lead="Où en est chaque collectivité, qui le dit et sur quelle preuve ; ce qui manque pour atteindre les cibles."
      />
      <RateLegend />
      <Grid min="lg">
        {items.map(({ rollout, tally }) => (
          <Card title={rollout.title} href={`/deploiements/${rollout.slug}`} level={2}>
            <p>{rollout.summary}</p>
            <p>Cible atteinte : {rateWords(tally)}.</p>
            <RateBar tally={tally} />
          </Card>
        ))}
      </Grid>
    </>
  );
}
