import { rowsHeld } from '../identity/index.ts';

/** What this module holds on a person. */
export const rolloutData = rowsHeld(
  {
    name: 'deploiements-declarations',
    title: 'Vos déclarations dans les déploiements',
    table: 'assertions',
    column: 'account_id',
  },
  {
    name: 'deploiements-retraits',
    title: 'Les déclarations que vous avez retirées',
    table: 'assertion_retractions',
    column: 'account_id',
  },
  {
    name: 'deploiements-couvertures',
    title: 'Les couvertures que vous avez déclarées',
    table: 'coverages',
    column: 'account_id',
  },
  {
    name: 'deploiements-fins-de-couverture',
    title: 'Les couvertures que vous avez retirées',
    table: 'coverage_retractions',
    column: 'account_id',
  },
  {
    name: 'deploiements-contestations',
    title: 'Vos contestations',
    table: 'assertion_contests',
    column: 'account_id',
  },
  {
    name: 'deploiements-rappels',
    title: 'Les rappels qui vous ont été envoyés',
    table: 'rollout_reminders',
    column: 'account_id',
  },
  {
    name: 'deploiements-refus-de-rappel',
    title: 'Votre refus d’en recevoir',
    table: 'rollout_reminder_refusals',
    column: 'account_id',
  },
  {
    name: 'deploiements-appels',
    title: 'Les appels que vous avez notés',
    table: 'rollout_calls',
    column: 'account_id',
  },
);
