import type { z } from 'zod';
import type { AccountQuality, Db, Weather } from '../../platform/database/index.ts';
import type { ReceivedFile } from '../../platform/files/index.ts';
import { machineDate } from '../../ui/index.ts';
import { addDemonstrationSignature } from '../charters/index.ts';
import { castVoice, proposeDecision, recordDecision } from '../decisions/index.ts';
import { acceptAnswer, moderateThread, react, reply, startThread } from '../discussions/index.ts';
import { addDemonstrationFolder } from '../documents/index.ts';
import { addStep, addTask, listGroups, postProgress } from '../groups/index.ts';
import { openDemonstrationAccount } from '../identity/index.ts';
import { addDemonstrationDraft } from '../library/index.ts';
import { addDemonstrationAssessments } from '../maturity/index.ts';
import { addDemonstrationMeeting } from '../meetings/index.ts';
import { addMember, fileDemonstrationInvitation, fileDemonstrationRequest } from '../membership/index.ts';
import { fileDemonstrationReport } from '../moderation/index.ts';
import { addDemonstrationSurvey } from '../surveys/index.ts';
import { addDemonstrationSession } from '../training/index.ts';
import { fillDemonstrationVendor } from '../vendors/index.ts';
import type { DemonstrationContent, DemonstrationGroup, demonstrationAccount, weather } from './content.ts';

type Person = z.infer<typeof demonstrationAccount>;

const qualities: Record<Person['quality'], AccountQuality> = {
  agent: 'agent',
  elected_official: 'elu',
  state_agent: 'agent_etat',
  association: 'association',
  vendor: 'editeur',
};

const skies: Record<z.infer<typeof weather>, Weather> = {
  secured: 'sunny',
  reachable: 'fair',
  support_needed: 'cloudy',
  compromised: 'stormy',
};

interface Group {
  id: string;
  slug: string;
  title: string;
}

interface Account {
  id: string;
  name: string;
}

interface World {
  accounts: ReadonlyMap<string, Account>;
  /** Those that the product ships, once in the store. */
  files: ReadonlyMap<string, ReceivedFile>;
  now: Date;
}

const day = 24 * 60 * 60 * 1000;
const minute = 60 * 1000;

/** Writes the demonstration as its people would have, each thing at its date; nobody is told of it. */
export async function fillDemonstration(
  tx: Db,
  content: DemonstrationContent,
  files: ReadonlyMap<string, ReceivedFile>,
  now: Date,
): Promise<void> {
  const groups = new Map((await listGroups(tx)).map(({ slug, id, title }) => [slug, { id, slug, title }]));
  const accounts = new Map<string, Account>();
  for (const person of content.accounts) {
    const since = daysBefore(now, person.joined_days_ago);
    const id = await openDemonstrationAccount(tx, {
      ...personOf(person),
      state: 'active',
      programmeTeam: person.programme_team,
      since,
    });
    accounts.set(person.key, { id, name: person.name });
    for (const { group: slug, role, side } of person.memberships) {
      const group = groups.get(slug);
      if (!group) continue;
      const place = { groupId: group.id, accountId: id, now: since };
      if (role !== 'copilot') await addMember(tx, { ...place, role });
      else if (side) await addMember(tx, { ...place, role, side });
    }
  }
  for (const request of content.requests) {
    const at = daysBefore(now, request.requested_days_ago);
    const accountId = await openDemonstrationAccount(tx, {
      ...personOf(request),
      state: 'pending',
      programmeTeam: false,
      since: at,
    });
    const groupIds = request.groups.flatMap((slug) => groups.get(slug)?.id ?? []);
    await fileDemonstrationRequest(tx, { accountId, groupIds, at });
  }
  for (const work of content.groups) {
    const group = groups.get(work.group);
    if (group) await fillGroup(tx, group, work, { accounts, files, now });
  }
  for (const meeting of content.meetings) {
    const group = groups.get(meeting.group);
    if (group) await fillMeeting(tx, group, meeting, accounts, now);
  }
  for (const signature of content.signatures) {
    await addDemonstrationSignature(tx, {
      charter: signature.charter,
      sent: {
        kind: signature.kind,
        organisation: signature.organisation,
        siret: signature.siret,
        perimeter: signature.perimeter,
        products: signature.products,
        pledges: signature.pledges.map(({ code, planned_in_days }) => ({
          code,
          plannedOn: machineDate(daysBefore(now, -planned_in_days)),
        })),
        name: signature.name,
        functionTitle: signature.function,
        email: signature.email,
        isNamed: signature.named,
      },
      progress: signature.pledges.flatMap(({ code, progress }) =>
        progress.map(({ days_ago, state, note, evidence_url }) => ({
          at: daysBefore(now, days_ago),
          code,
          state,
          note,
          evidenceUrl: evidence_url,
        })),
      ),
      reviewer: signature.reviewer === null ? null : (accounts.get(signature.reviewer) ?? null),
      at: daysBefore(now, signature.signed_days_ago),
    });
  }
  const team = content.accounts.find(({ programme_team }) => programme_team);
  const by = team && accounts.get(team.key);
  for (const session of content.sessions) await addDemonstrationSession(tx, session, { by: by ?? null, now });
  for (const survey of content.surveys) await addDemonstrationSurvey(tx, survey, daysBefore(now, 0));
  await fillMaturity(tx, content, accounts, now);
  for (const { person, ...vendor } of by ? content.vendors : []) {
    const since = daysBefore(now, person.joined_days_ago);
    await fillDemonstrationVendor(
      tx,
      { by: by ?? { id: '', name: '' }, now: since },
      vendor,
      async (organisation) => {
        const id = await openDemonstrationAccount(tx, {
          ...personOf(person),
          organisation,
          state: 'active',
          programmeTeam: false,
          since,
        });
        return { id, name: person.name };
      },
    );
  }
}

async function fillMaturity(
  tx: Db,
  { accounts: people, maturity }: DemonstrationContent,
  accounts: ReadonlyMap<string, Account>,
  now: Date,
): Promise<void> {
  const own = maturity.assessments.flatMap(({ person, days_ago, answers }) => {
    const account = accounts.get(person);
    const authorityId = people.find(({ key }) => key === person)?.authority;
    return account && authorityId
      ? [{ accountId: account.id, authorityId, at: daysBefore(now, days_ago), answers }]
      : [];
  });
  await addDemonstrationAssessments(tx, { own, peers: maturity.peers }, daysBefore(now, 0));
}

function personOf(person: Omit<Person, 'seat' | 'programme_team' | 'joined_days_ago' | 'memberships'>) {
  return {
    name: person.name,
    email: person.email,
    quality: qualities[person.quality],
    authorityId: person.authority,
    organisation: person.organisation,
    functionTitle: person.function,
  };
}

async function fillMeeting(
  tx: Db,
  group: Group,
  { points, answers, author, ...meeting }: DemonstrationContent['meetings'][number],
  accounts: ReadonlyMap<string, Account>,
  now: Date,
): Promise<void> {
  const by = (key: string) => named(accounts, key);
  await addDemonstrationMeeting(
    tx,
    group,
    {
      title: meeting.title,
      by: by(author),
      inDays: meeting.in_days,
      startsAt: meeting.starts_at,
      endsAt: meeting.ends_at,
      place: meeting.place,
      points: points.map(({ actions, ...point }) => ({
        ...point,
        actions: actions.map(({ text, owner, due_in_days }) => ({
          text,
          owner: by(owner),
          dueInDays: due_in_days,
        })),
      })),
      answers: answers.map(({ person, answer }) => ({ person: by(person), answer })),
      present: meeting.present.map(by),
      approvedBy: meeting.approved_by.map(by),
    },
    daysBefore(now, 0),
  );
}

function shipped(files: ReadonlyMap<string, ReceivedFile>, name: string): ReceivedFile {
  const file = files.get(name);
  if (!file) throw new Error(`data/demonstration/${name} was not received`);
  return file;
}

function named(accounts: ReadonlyMap<string, Account>, key: string): Account {
  const account = accounts.get(key);
  if (!account) throw new Error(`data/demonstration.json: nobody is called ${key}`);
  return account;
}

async function fillGroup(
  tx: Db,
  group: Group,
  work: DemonstrationGroup,
  { accounts, files, now }: World,
): Promise<void> {
  const by = (key: string) => named(accounts, key);
  const planner = work.progress_points[0]?.author ?? work.threads[0]?.author;
  for (const step of planner ? work.steps : []) {
    const owner = step.owner && by(step.owner);
    const act = { by: by(planner ?? ''), now: daysBefore(now, 90) };
    const stepId = await addStep(tx, act, group, {
      title: step.title,
      owner: owner ? `personne:${owner.id}` : null,
      due_on: machineDate(daysBefore(now, -step.due_in_days)),
      state: step.state,
    });
    for (const task of step.tasks) {
      const doer = task.owner && by(task.owner);
      await addTask(tx, act, {
        groupId: group.id,
        stepId,
        title: task.title,
        owner: doer ? `personne:${doer.id}` : null,
        dueOn: machineDate(daysBefore(now, -task.due_in_days)),
        state: task.state,
      });
    }
  }
  if (planner) {
    const act = { by: by(planner), now: daysBefore(now, 90) };
    for (const { name, documents } of work.folders) {
      const sent = documents.map(({ author, days_ago, note, file }) => ({
        act: { by: by(author), now: daysBefore(now, days_ago) },
        note,
        file: shipped(files, file),
      }));
      await addDemonstrationFolder(tx, act, group, { name, documents: sent });
    }
  }
  for (const { author, days_ago, file, ...draft } of work.drafts) {
    const act = { by: by(author), now: daysBefore(now, days_ago) };
    await addDemonstrationDraft(tx, act, group.id, { ...draft, file: shipped(files, file) });
  }
  for (const { author, days_ago, ...invitation } of work.invitations)
    await fileDemonstrationInvitation(tx, {
      ...invitation,
      groupId: group.id,
      by: by(author).id,
      at: daysBefore(now, days_ago),
    });
  for (const point of work.progress_points) {
    const at = daysBefore(now, point.days_ago);
    await postProgress(
      tx,
      { by: by(point.author), now: at },
      group,
      { on_day: machineDate(at), weather: skies[point.weather], body: point.body },
      { announce: false },
    );
  }
  for (const decision of work.decisions) {
    const at = daysBefore(now, decision.days_ago);
    const act = { by: by(decision.author), now: at };
    const { title, body, motivation, vote } = decision;
    if (!vote) {
      await recordDecision(
        tx,
        act,
        {
          groupId: group.id,
          title,
          text: body,
          decidedBy: 'Les copilotes fictifs du groupe',
          why: motivation,
          on: machineDate(at),
          public: decision.public,
        },
        { announce: false },
      );
      continue;
    }
    const { id } = await proposeDecision(
      tx,
      act,
      group.id,
      {
        title,
        body,
        motivation,
        publicity: decision.public ? 'public' : 'internal',
        mode: 'vote',
        options: [],
        voters: vote.voters,
        by_side: vote.by_side,
        ballot: 'named',
        quorum: 'none',
        quorum_value: null,
        opens_on: null,
        closes_on: machineDate(daysBefore(at, -vote.days)),
      },
      { announce: false },
    );
    for (const { author, choice, reservation } of vote.voices) {
      await castVoice(tx, { by: by(author), now: at }, id, { choice, reservation: reservation ?? '' });
    }
  }
  for (const thread of work.threads) {
    const author = by(thread.author);
    const at = daysBefore(now, thread.days_ago);
    const input = { groupId: group.id, kind: thread.kind, title: thread.title, body: thread.body };
    const id = await startThread(tx, { by: author, now: at }, input, { announce: false });
    if (thread.pinned) await moderateThread(tx, { by: author, now: at }, { id, title: thread.title }, 'pin');
    for (const [index, answer] of thread.replies.entries()) {
      // A few minutes apart, for those of one day to follow each other.
      const then = new Date(daysBefore(now, answer.days_ago).getTime() + (index + 1) * 7 * minute);
      const act = { by: by(answer.author), now: then };
      const number = await reply(tx, act, id, answer.body, { announce: false });
      const clicks = answer.thanks.map((key) => ({ by: by(key), now: then }));
      for (const click of clicks) await react(tx, click, { threadId: id, number }, 'thanks', true);
      if (answer.reported) {
        const { by: reporter, comment, days_ago } = answer.reported;
        await fileDemonstrationReport(tx, {
          threadId: id,
          number,
          reporterId: by(reporter).id,
          motive: 'off_topic',
          comment,
          at: daysBefore(now, days_ago),
        });
      }
      if (answer.accepted) await acceptAnswer(tx, { by: author, now: then }, id, number, true);
    }
  }
}

/** Some hours earlier than now, so that what is of today is not in the future. */
function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * day - 180 * minute);
}
