export { RestoreError, restoreBackup } from './restore.ts';
export { type BackupSummary, writeBackup } from './write.ts';
