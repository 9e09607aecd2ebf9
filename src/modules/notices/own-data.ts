import { type DataReader, rowsHeld, together } from '../identity/index.ts';

/** The most a day only: what stops mails without signing in is a key. */
const choices: DataReader = {
  columns: ['mail_choices.account_id'],
  read: async (db, accountId) => {
    const data = await db
      .selectFrom('mail_choices')
      .where('account_id', '=', accountId)
      .select('most_a_day')
      .execute();
    return [{ name: 'courriels-choix', title: 'Combien de courriels vous acceptez par jour', data }];
  },
};

/** What this module holds on a person. */
export const noticeData = together(
  choices,
  rowsHeld({
    name: 'courriels-des-groupes',
    title: 'Ce que les courriels des groupes vous ont annoncé ces dernières semaines',
    table: 'notice_deliveries',
    column: 'account_id',
  }),
);
