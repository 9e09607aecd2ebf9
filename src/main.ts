import { createServer } from 'node:net';
import { pino } from 'pino';
import { buildApp } from './app.ts';
import { readAssets } from './assets.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { openDatabaseServer, prepareDatabase, StartError } from './instance.ts';
import { firstAdministratorLink } from './modules/identity/index.ts';
import { modules } from './modules.ts';
import { systemClock } from './platform/clock.ts';
import { listen, openDatabase } from './platform/database/index.ts';
import type { Deps } from './platform/deps.ts';
import { openFileStore } from './platform/files/index.ts';
import { PageCache } from './platform/http/index.ts';
import { startWorker } from './platform/jobs/index.ts';
import { mailTasks } from './platform/mail/index.ts';

/** For the person who starts it; the logs, for machines, go to the other stream. */
function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Finds at once that the port is taken, rather than after the database was prepared. Gives a free one for 0. */
async function reservePort({ port, host }: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const reasons: Record<string, string> = {
        EADDRINUSE: `Le port ${port} est déjà utilisé : choisissez-en un autre avec PORT.`,
        EACCES: `Le port ${port} demande des droits particuliers : choisissez-en un au-dessus de 1024 avec PORT.`,
        EADDRNOTAVAIL: `L’adresse ${host} n’est pas celle de cette machine (réglage HOST).`,
        ENOTFOUND: `L’adresse ${host} est inconnue (réglage HOST).`,
      };
      reject(
        new StartError(
          reasons[error.code ?? ''] ?? `Impossible d’écouter sur ${host}:${port} : ${error.message}.`,
        ),
      );
    });
    probe.listen(port, host, () => {
      const address = probe.address();
      const free = typeof address === 'object' && address ? address.port : port;
      probe.close(() => resolve(free));
    });
  });
}

async function start(): Promise<void> {
  const config = readConfig(process.env);
  const port = await reservePort(config);
  const log = pino({ level: config.logLevel, redact: ['req.headers.cookie', 'req.headers.authorization'] });
  const server = await openDatabaseServer(config, say);
  const closing: (() => Promise<unknown>)[] = [() => server.stop()];
  const close = async () => {
    for (const step of closing.reverse()) await step();
  };
  try {
    await prepareDatabase(server, config, log, say);

    const database = openDatabase(server.connection, {
      onError: (error) => log.warn({ err: error }, 'a database connection broke'),
    });
    closing.push(() => database.close());

    const pageCache = new PageCache(false);
    const listener = listen(server.connection, 'content_changed', {
      message: () => pageCache.clear(),
      ready: () => pageCache.enable(true),
      lost: () => pageCache.enable(false),
    });
    closing.push(() => listener.stop());

    const publicUrl =
      config.publicUrl ?? `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;
    const deps: Deps = {
      db: database.db,
      clock: systemClock,
      log,
      settings: {
        publicUrl,
        demo: config.demo,
        mailbox: config.mailbox,
        brand: config.brand,
        mailFrom: config.mailFrom,
      },
      files: openFileStore({ folder: config.dataFolder, s3Url: config.s3Url }),
      pageCache,
    };
    const app = await buildApp({ deps, assets: readAssets(config.brand), trustProxy: config.trustProxy });
    const tasks = [
      ...mailTasks(deps, { smtpUrl: config.smtpUrl, from: config.mailFrom, publicUrl }),
      ...modules.flatMap((module) => module.tasks?.(deps) ?? []),
    ];
    const worker = await startWorker(database.pool, tasks, log);
    closing.push(() => worker.stop());
    await app.listen({ port, host: config.host });
    // First to stop: no new request, and those in flight finish.
    closing.push(() => app.close());

    say(`\nCordée est prête : ${publicUrl}`);
    const link = await firstAdministratorLink(database.db, { publicUrl, now: deps.clock.now() });
    if (link) say(`Pour devenir le premier administrateur (lien à usage unique) : ${link}`);
    if (config.demo) say(`Démonstration : prenez une place en un clic sur ${publicUrl}/demonstration`);
    if (!config.smtpUrl && config.mailbox)
      say(`Aucun SMTP_URL : les courriels se lisent sur ${publicUrl}/courriels`);
    if (!config.smtpUrl && !config.mailbox)
      say('Attention : sans SMTP_URL, aucun courriel ne part ; ils attendent dans la base.');
  } catch (error) {
    await close().catch(() => {});
    throw error;
  }

  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    say('Arrêt : les demandes en cours se terminent…');
    close().then(
      () => process.exit(0),
      (error) => {
        log.error({ err: error }, 'stop failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

start().catch((error: unknown) => {
  if (error instanceof ConfigError || error instanceof StartError) say(error.message);
  else say(`Démarrage impossible : ${error instanceof Error ? error.stack : error}`);
  process.exit(1);
});
