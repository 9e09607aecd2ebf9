import type { Deps } from '../../../platform/deps.ts';
import { queueMails } from '../../../platform/mail/index.ts';
import { closedMail } from './closed-mail.ts';
import { closeSurvey } from './life.ts';

/** Closes what its date has closed, and tells those who keep it. */
export async function closeDue({ db, clock, settings }: Deps, today: string): Promise<void> {
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
