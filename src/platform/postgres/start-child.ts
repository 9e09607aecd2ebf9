// Run by the tests in a process of its own, which they kill: starts the database of a folder and says so.
import { startEmbeddedPostgres } from './index.ts';

const [folder = ''] = process.argv.slice(2);
try {
  const postgres = await startEmbeddedPostgres({ folder });
  console.log(JSON.stringify({ connection: postgres.connection }));
} catch (error) {
  console.log(JSON.stringify({ error: error instanceof Error ? error.message : String(error) }));
  process.exitCode = 1;
}
