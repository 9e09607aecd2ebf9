import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadOnce } from '../../platform/content-imports.ts';
import type { Db } from '../../platform/database/index.ts';
import { findGroup } from '../groups/index.ts';
import { surveyFile } from './content.ts';

/** The survey that the product ships. */
export async function readElectedSurvey() {
  const path = join(process.cwd(), 'data', 'elected-survey.json');
  return surveyFile.parse(JSON.parse(await readFile(path, 'utf8')));
}

/** Fills an empty database with the survey of `data/elected-survey.json`, as a draft: its group opens it. */
export async function loadSurveys({ db, say }: { db: Db; say: (line: string) => void }): Promise<void> {
  await loadOnce(db, 'surveys', async (tx) => {
    const { slug, title, group, questionnaire, provenance, ...rest } = await readElectedSurvey();
    await tx
      .insertInto('surveys')
      .values({
        slug,
        title,
        group_id: (await findGroup(tx, group))?.id ?? null,
        questionnaire: JSON.stringify(questionnaire),
        provenance: JSON.stringify(provenance),
        ...rest,
      })
      .execute();
    say(`Enquête : ${title}`);
  });
}
