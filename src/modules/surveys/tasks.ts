import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type Task, task } from '../../platform/jobs/index.ts';
import { queueMails } from '../../platform/mail/index.ts';
import { machineDate } from '../../ui/index.ts';
import { onAccountDeletion } from '../identity/index.ts';
import { purgeSalts } from './attempts.ts';
import { askAddresses, purgeContacts } from './contacts.ts';
import { purgeDrafts } from './drafts.ts';
import { closeSurvey } from './editing.ts';
import { closedMail } from './mails.ts';
import { mixBoxes, shuffle } from './mixing.ts';
import { forgetParticipant } from './participation.ts';

export function tasks(deps: Deps): Task[] {
  const { db, clock, log, settings } = deps;
  // A worker without pages deletes accounts too.
  onAccountDeletion(forgetParticipant);
  const today = () => machineDate(clock.now());
  return [
    task({
      name: 'survey.mix',
      payload: z.unknown(),
      cron: '*/10 * * * *',
      run: async () => {
        await mixBoxes(db, today());
      },
    }),
    task({
      name: 'survey.night',
      payload: z.unknown(),
      cron: '20 3 * * *',
      run: async () => {
        const now = clock.now();
        await closeDue(deps, today());
        await mixBoxes(db, today());
        await askAddresses(db, { now, publicUrl: settings.publicUrl });
        await shuffle(db);
        await purgeContacts(db, now);
        await purgeSalts(deps);
        const drafts = await purgeDrafts(db, today());
        if (drafts > 0) log.info({ drafts }, 'answers to surveys that were not sent forgotten');
      },
    }),
  ];
}

/** Closes what its date has closed, and tells those who keep it. */
async function closeDue({ db, clock, settings }: Deps, today: string): Promise<void> {
  const due = await db
    .selectFrom('surveys')
    .select(['id', 'slug', 'title', 'group_id'])
    .where('state', '=', 'open')
    .where('closes_on', '<', today)
    .execute();
  for (const survey of due) {
    await db.transaction().execute(async (tx) => {
      if (!(await closeSurvey(tx, survey, { actor: null, now: clock.now() }))) return;
      const { sent } = await tx
        .selectFrom('survey_days')
        .select(({ fn }) => fn.sum<string | null>('n').as('sent'))
        .where('survey_id', '=', survey.id)
        .executeTakeFirstOrThrow();
      const copilots = await tx
        .selectFrom('memberships')
        .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
        .select(['accounts.id', 'accounts.email'])
        .where('memberships.group_id', '=', survey.group_id)
        .where('memberships.role', '=', 'copilot')
        .where('accounts.state', '=', 'active')
        .where('accounts.demonstration', '=', false)
        .execute();
      await queueMails(
        tx,
        copilots.flatMap(({ id, email }) =>
          email === null
            ? []
            : [
                {
                  to: email,
                  key: `survey:${survey.id}:closed:${today}:${id}`,
                  ...closedMail({ survey, sent: Number(sent ?? 0), publicUrl: settings.publicUrl }),
                },
              ],
        ),
      );
    });
  }
}
