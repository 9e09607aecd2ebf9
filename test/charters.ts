import { loadCharters } from '../src/modules/charters/load.ts';
import { aGroup, aMembership, anAccount } from './factories.ts';
import { startTestApp, type TestApp } from './harness.ts';

/** What a vendor sends to sign the FranceConnect charter; a SIRET that bears its key, and that nobody has. */
export const aSigning: Record<string, string | string[]> = {
  genre: 'editeurs',
  organisme: 'Logiciels d’essai',
  siret: '000 000 001 00008',
  perimetre: 'Toutes nos téléprocédures.',
  produits: 'Portail citoyen\nGuichet famille',
  engagement: ['integration-produits', 'sans-surcout'],
  'date_integration-produits': '2027-06-30',
  'date_sans-surcout': '2026-11-23',
  nom: 'Dominique Signataire',
  fonction: 'Direction générale',
  courriel: 'dominique@logiciels.example',
  mandat: 'on',
  information: 'on',
  version: '1',
};

export interface ChartersApp extends TestApp {
  group: { id: string; slug: string };
  /** Cookies. */
  copilot: string;
  team: string;
  /** Signs both in again, once the clock has run past the end of their sessions. */
  comeBack(): Promise<void>;
  /** Sends the form, and gives the address of the link of the mail. */
  sign(changes?: Record<string, string | string[]>): Promise<string>;
  /** Signs, confirms; gives the id of what waits. */
  signAndConfirm(changes?: Record<string, string | string[]>): Promise<string>;
  /** Signs, confirms, and has a copilot publish; gives the address in the register. */
  publish(changes?: Record<string, string | string[]>): Promise<string>;
}

/** The product with the real charter, and people of the group that keeps it. */
export async function startWithCharters(): Promise<ChartersApp> {
  const t = await startTestApp();
  await loadCharters({ db: t.db, now: t.clock.now(), say: () => {} });
  const group = await aGroup(t.db, { slug: 'franceconnect-api', title: 'FranceConnect' });
  const copilot = await anAccount(t.db, { email: 'copilote@dinum.example', organisation: undefined });
  await aMembership(t.db, group.id, copilot.id, 'copilot');
  const team = await anAccount(t.db, { roles: ['programme-team'] });
  const cookies = { copilot: '', team: '' };
  const comeBack = async () => {
    cookies.copilot = await t.signIn(copilot.id);
    cookies.team = await t.signIn(team.id);
  };
  await comeBack();

  const sign: ChartersApp['sign'] = async (changes = {}) => {
    const sent = { ...aSigning, ...changes };
    const answer = await t.post('/chartes/franceconnect/signer', sent);
    if (answer.statusCode !== 303) throw new Error(`${answer.statusCode} ${answer.body}`);
    const mail = (await t.mails()).findLast(
      ({ to, text }) => to === sent.courriel && /\/lien\//.test(text) && /confirmer/.test(text),
    );
    return /http:\/\/cordee\.test(\/chartes\/\S+\/lien\/\S+)/.exec(mail?.text ?? '')?.[1] ?? '';
  };
  const signAndConfirm: ChartersApp['signAndConfirm'] = async (changes = {}) => {
    const link = await sign(changes);
    const confirmed = await t.post(link, {});
    if (confirmed.statusCode !== 200) throw new Error(`${confirmed.statusCode} ${confirmed.body}`);
    const { id } = await t.db
      .selectFrom('charter_signatures')
      .select('id')
      .where('state', '=', 'waiting')
      .where('email', '=', String({ ...aSigning, ...changes }.courriel))
      .orderBy('confirmed_at', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    return id;
  };
  const publish: ChartersApp['publish'] = async (changes = {}) => {
    const id = await signAndConfirm(changes);
    const answer = await t.post(
      `/chartes/franceconnect/relecture/${id}`,
      { decision: 'accepter' },
      cookies.copilot,
    );
    if (!/signataires/.test(String(answer.headers.location)))
      throw new Error(`${answer.statusCode} ${answer.body}`);
    return String(answer.headers.location);
  };
  return Object.assign(cookies, { ...t, group, comeBack, sign, signAndConfirm, publish });
}
