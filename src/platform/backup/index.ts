/** One archive that holds everything: rows, files and waiting jobs. */
export { RestoreError } from './archive.ts';
export { restoreBackup } from './restore.ts';
export { BackupError, type BackupSummary, writeBackup } from './write.ts';
