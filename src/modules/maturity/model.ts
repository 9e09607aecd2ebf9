import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Questionnaire, questionnaireSchema } from '../surveys/index.ts';
import { type MaturityFile, maturityFile } from './content.ts';

export type Axis = MaturityFile['axes'][number];
export type ModelQuestion = MaturityFile['questions'][number];
export type Level = MaturityFile['method']['levels'][number];

/** The self-assessment, and the same as a questionnaire for the engine of surveys: each axis is a step. */
export interface Model extends MaturityFile {
  questionnaire: Questionnaire;
}

export function modelOf(file: MaturityFile): Model {
  return {
    ...file,
    questionnaire: questionnaireSchema.parse({
      sections: file.axes.map(({ code, label, definition }) => ({ code, label, introduction: definition })),
      questions: file.questions.map((question) => ({
        type: 'scale',
        id: question.id,
        section: question.axis,
        text: question.text,
        help: question.help,
        required: true,
        show_if: question.show_if,
        allow_unknown: question.allow_unknown,
        allow_not_applicable: question.allow_not_applicable,
        levels: question.scale,
      })),
    }),
  };
}

let model: Promise<Model> | undefined;

/** The one that the product ships, read once. */
export function readModel(): Promise<Model> {
  model ??= readFile(join(process.cwd(), 'data', 'data-maturity.json'), 'utf8').then((text) =>
    modelOf(maturityFile.parse(JSON.parse(text))),
  );
  return model;
}
