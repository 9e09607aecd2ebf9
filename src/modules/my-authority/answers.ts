import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Db } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';

/** What was answered about one authority, by the code of the fact. */
export type Answers = ReadonlyMap<string, boolean>;

const cookieName = 'reponses';
/** Only the pages of authorities read it: all the others stay the same for everyone. */
const path = '/collectivites';

/** Someone who looks at many authorities keeps the answers about the last ones. */
const mostAuthorities = 4;
const mostAnswers = 40;
/** Browsers drop a cookie past 4,096 bytes. */
const mostBytes = 3_500;

/** `commune_74010.1achats-40000.0assujettie-tva`: nothing that a cookie would have to escape. */
const entryForm =
  /^((?:commune|epci|ept|departement|region)_[\dAB]{2,9})((?:\.[01][a-z0-9]+(?:-[a-z0-9]+)*)+)$/;

/** What the cookie says, the last authority first. What is not in its form is nobody's answer. */
export function readCookie(value: string | undefined): Map<string, Answers> {
  const all = new Map<string, Answers>();
  if (!value || value.length > mostBytes) return all;
  for (const entry of value.split('~').slice(0, mostAuthorities)) {
    const [, id, answers] = entryForm.exec(entry) ?? [];
    if (!id || !answers) continue;
    const pairs = answers.slice(1).split('.').slice(0, mostAnswers);
    all.set(
      id.replace('_', ':'),
      new Map(pairs.map((pair) => [pair.slice(1), pair.startsWith('1')] as const)),
    );
  }
  return all;
}

/** The cookie once these answers about an authority are the last given. */
export function writeCookie(before: ReadonlyMap<string, Answers>, id: string, answers: Answers): string {
  const others = [...before].filter(([other]) => other !== id);
  const entries = [[id, answers] as const, ...others]
    .filter(([, given]) => given.size > 0)
    .slice(0, mostAuthorities)
    .map(([of, given]) => {
      const pairs = [...given].slice(-mostAnswers).map(([flag, answer]) => `.${answer ? 1 : 0}${flag}`);
      return `${of.replace(':', '_')}${pairs.join('')}`;
    });
  while (entries.join('~').length > mostBytes) entries.pop();
  return entries.join('~');
}

/** Kept until the browser closes. */
export function setAnswers(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  id: string,
  answers: Answers,
): void {
  const value = writeCookie(readCookie(request.cookies[cookieName]), id, answers);
  const options = {
    path,
    httpOnly: true,
    sameSite: 'lax',
    secure: deps.settings.publicUrl.startsWith('https:'),
  } as const;
  if (value === '') reply.clearCookie(cookieName, options);
  else reply.setCookie(cookieName, value, options);
}

/** The answers of this browser about an authority. */
export function browserAnswers(request: FastifyRequest, id: string): Answers {
  return readCookie(request.cookies[cookieName]).get(id) ?? new Map();
}

/** The answers that a person keeps with their account. */
export async function profileAnswers(db: Db, accountId: string, authorityId: string): Promise<Answers> {
  const rows = await db
    .selectFrom('authority_answers')
    .select(['flag', 'answer'])
    .where('account_id', '=', accountId)
    .where('authority_id', '=', authorityId)
    .orderBy('at')
    .execute();
  return new Map(rows.map(({ flag, answer }) => [flag, answer]));
}

/** Keeps these answers with the account, in place of what it said of the same facts. */
export async function keepAnswers(
  tx: Db,
  of: { accountId: string; authorityId: string; now: Date },
  answers: Answers,
): Promise<void> {
  if (answers.size === 0) return;
  await tx
    .insertInto('authority_answers')
    .values(
      [...answers].map(([flag, answer]) => ({
        account_id: of.accountId,
        authority_id: of.authorityId,
        flag,
        answer,
        at: of.now,
      })),
    )
    .onConflict((conflict) =>
      conflict.constraint('authority_answers_once').doUpdateSet((eb) => ({
        answer: eb.ref('excluded.answer'),
        at: eb.ref('excluded.at'),
      })),
    )
    .execute();
}

/** Takes answers back from the account: one, or all those about the authority. */
export async function dropAnswers(
  tx: Db,
  of: { accountId: string; authorityId: string; flag?: string },
): Promise<void> {
  await tx
    .deleteFrom('authority_answers')
    .where('account_id', '=', of.accountId)
    .where('authority_id', '=', of.authorityId)
    .$if(of.flag !== undefined, (query) => query.where('flag', '=', of.flag ?? ''))
    .execute();
}

/** Whose answers a page shows. */
export interface GivenAnswers {
  all: Answers;
  /** Those kept with the account of whoever reads. */
  kept: Answers;
}

/** What the reader answered about an authority: in this browser last, with their account otherwise. */
export async function givenAnswers(
  deps: Deps,
  request: FastifyRequest | null,
  authorityId: string,
  known: ReadonlyMap<string, unknown>,
): Promise<GivenAnswers> {
  if (!request) return { all: new Map(), kept: new Map() };
  const kept = request.actor
    ? await profileAnswers(deps.db, request.actor.id, authorityId)
    : (new Map() as Answers);
  // A fact that no rule asks any more, or that was made up, is told to nobody.
  const all = [...kept, ...browserAnswers(request, authorityId)].filter(([flag]) => known.has(flag));
  return { all: new Map(all), kept };
}
