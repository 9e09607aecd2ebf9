import { openFiles } from '../instance.ts';
import { RestoreError, restoreBackup } from '../platform/backup/index.ts';
import { openDatabase } from '../platform/database/index.ts';
import { prepareJobs } from '../platform/jobs/index.ts';
import { argumentPath, log, runCommand, say } from './command.ts';

// npm run restore -- FILE
await runCommand(
  async ({ config, server }) => {
    const [, , name] = process.argv;
    if (!name) {
      say('Indiquez la sauvegarde : npm run restore -- cordee-2027-01-31.tar.gz');
      return 1;
    }
    const files = await openFiles(config, 'write');
    const database = openDatabase(server.connection, { max: 2 });
    try {
      const content = await restoreBackup(
        { connection: server.connection, files, prepareJobs: () => prepareJobs(database.pool, log) },
        argumentPath(name),
        say,
      );
      say(
        `Restauré : ${content.tables.length} tables et ${content.files} fichiers, tels qu’ils étaient le ${new Date(content.takenAt).toLocaleString('fr-FR', { dateStyle: 'long', timeStyle: 'short' })}.`,
      );
    } finally {
      await database.close();
    }
    return 0;
  },
  [RestoreError],
);
