/** The embedded database cannot run here. The message is in French and complete: show it alone, without its stack. */
export class EmbeddedPostgresError extends Error {
  override name = 'EmbeddedPostgresError';
}

/** Another living Cordée process holds this folder; the message says which and since when. */
export class DataHeldError extends EmbeddedPostgresError {
  override name = 'DataHeldError';
}

/** Turns a refusal of the file system into words for the operator; anything else is a defect and stays as it is. */
export function explain(error: unknown, folder: string): unknown {
  if (error instanceof EmbeddedPostgresError) return error;
  // 8 and 14 are SQLite's "read-only" and "cannot open".
  const denied =
    error instanceof Error && 'errcode' in error && (error.errcode === 8 || error.errcode === 14);
  if (denied || ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(codeOf(error))) {
    return new EmbeddedPostgresError(
      `Le compte qui lance Cordée ne peut pas écrire dans le dossier ${folder}. ` +
        'Relancez-la avec le compte qui a créé ce dossier, ou choisissez-en un autre avec CORDEE_DATA.',
      { cause: error },
    );
  }
  if (['ENOSPC', 'EDQUOT'].includes(codeOf(error))) {
    return new EmbeddedPostgresError(`Il n'y a plus de place pour la base dans ${folder}.`, { cause: error });
  }
  return error;
}

/** The code of a system error (`ENOENT`, `EACCES`…), or an empty string. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
