import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { forgetLoad, loadOnce } from '../../platform/content-imports.ts';
import type { Db } from '../../platform/database/index.ts';
import type { FileStore, ReceivedFile } from '../../platform/files/index.ts';
import { removeAgendaWorkOf } from '../agenda/index.ts';
import { removeTrailOf } from '../audit/index.ts';
import { removeCatalogueWorkOf } from '../catalogue/index.ts';
import { removeDemonstrationSignatures } from '../charters/index.ts';
import { removeDecisionsOf } from '../decisions/index.ts';
import { removeWritingsOf } from '../discussions/index.ts';
import { removeDocumentsOf } from '../documents/index.ts';
import { removeWorkOf } from '../groups/index.ts';
import { listDemonstrationAccounts, removeDemonstrationAccounts } from '../identity/index.ts';
import { removeDeliverablesOf } from '../library/index.ts';
import { removeDemonstrationAssessments } from '../maturity/index.ts';
import { removeMeetingsOf } from '../meetings/index.ts';
import { removeDemonstrationPlaces } from '../membership/index.ts';
import { removeModerationOf } from '../moderation/index.ts';
import { removeDigestsQuoting } from '../notices/index.ts';
import { removeDemonstrationSurveys } from '../surveys/index.ts';
import { removeDemonstrationSessions } from '../training/index.ts';
import { removeDemonstrationVendors } from '../vendors/index.ts';
import { type DemonstrationContent, demonstrationFile } from './content.ts';
import { fillDemonstration } from './fill.ts';

const load = 'demonstration';
const folder = join(process.cwd(), 'data', 'demonstration');
const largestFile = 1024 * 1024;

/** Fills a demonstration with fictional people, once; anywhere else, removes all that an earlier one left. */
export async function loadDemonstration({
  db,
  files,
  demo,
  now,
  say,
}: {
  db: Db;
  files: FileStore;
  demo: boolean;
  now: Date;
  say: (line: string) => void;
}): Promise<void> {
  if (demo) {
    const path = join(process.cwd(), 'data', 'demonstration.json');
    const filled = await loadOnce(db, load, async (tx) => {
      const content = demonstrationFile.parse(JSON.parse(await readFile(path, 'utf8')));
      await fillDemonstration(tx, content, await receiveAll(files, content), now);
    });
    if (filled) say('Comptes de démonstration : prêts');
    return;
  }
  const removed = await db.transaction().execute((tx) => removeDemonstration(tx, now));
  if (removed > 0) say(`Comptes de démonstration effacés, avec ce qu’ils ont écrit (${removed}).`);
}

async function receiveAll(
  store: FileStore,
  { groups }: DemonstrationContent,
): Promise<Map<string, ReceivedFile>> {
  const names = groups.flatMap(({ folders, drafts }) => [
    ...folders.flatMap(({ documents }) => documents.map(({ file }) => file)),
    ...drafts.map(({ file }) => file),
  ]);
  const received = new Map<string, ReceivedFile>();
  for (const name of new Set(names)) {
    const stream = createReadStream(join(folder, name));
    received.set(name, await store.receive(stream, { name, maxBytes: largestFile }));
  }
  return received;
}

async function removeDemonstration(tx: Db, now: Date): Promise<number> {
  const accounts = await listDemonstrationAccounts(tx);
  await removeDemonstrationSignatures(tx, accounts);
  await removeDemonstrationSessions(tx, accounts);
  await removeDemonstrationSurveys(tx, accounts);
  await removeDemonstrationAssessments(tx, accounts);
  if (accounts.length > 0) {
    await removeDigestsQuoting(tx, accounts);
    await removeModerationOf(tx, accounts);
    await removeWritingsOf(tx, accounts, now);
    await removeMeetingsOf(tx, accounts);
    await removeDecisionsOf(tx, accounts);
    await removeWorkOf(tx, accounts);
    await removeDocumentsOf(tx, accounts);
    await removeDeliverablesOf(tx, accounts);
    await removeAgendaWorkOf(tx, accounts, now);
    await removeCatalogueWorkOf(tx, accounts, now);
    await removeDemonstrationPlaces(tx, accounts, now);
    await removeTrailOf(tx, accounts);
    await removeDemonstrationAccounts(tx, now);
    // Last: its person's account names its organisation.
    await removeDemonstrationVendors(tx, now);
  }
  // Should the instance become a demonstration again, it is filled again.
  await forgetLoad(tx, load);
  return accounts.length;
}
