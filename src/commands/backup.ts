import { openFiles } from '../instance.ts';
import { BackupError, writeBackup } from '../platform/backup/index.ts';
import { argumentPath, runCommand, say } from './command.ts';

// npm run backup -- FILE
await runCommand(
  async ({ config, server, signal }) => {
    const path = argumentPath(process.argv[2] ?? `cordee-${new Date().toISOString().slice(0, 10)}.tar.gz`);
    const files = await openFiles(config, 'read');
    const summary = await writeBackup({ connection: server.connection, files }, path, say, signal);
    say(
      `Sauvegarde écrite dans ${path} : ${summary.tables} tables, ${summary.rows} lignes, ${summary.files} fichiers.`,
    );
    return 0;
  },
  [BackupError],
);
