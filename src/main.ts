import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { buildApp } from './app.ts';
import { readAssets } from './assets.ts';
import { type Config, ConfigError, type MailPlace, readConfig } from './config.ts';
import { checkDataFolder } from './data-folder.ts';
import { openDatabaseServer, openFiles, prepareDatabase, StartError } from './instance.ts';
import { largestReply, replyMailbox } from './modules/discussions/index.ts';
import { firstAdministratorLink } from './modules/identity/index.ts';
import { modules } from './modules.ts';
import { systemClock } from './platform/clock.ts';
import { listen, openDatabase } from './platform/database/index.ts';
import type { Deps } from './platform/deps.ts';
import { followChanges, followConnections, LivePages, PageCache } from './platform/http/index.ts';
import { startMailListener } from './platform/inbound-mail/index.ts';
import { startWorker } from './platform/jobs/index.ts';
import { createLog } from './platform/log.ts';
import { checkMailServer, mailTasks, probeMailServer } from './platform/mail/index.ts';
import { instanceSecret } from './platform/secrets.ts';
import { Stopping } from './stopping.ts';

/** A file of 50 MB on a slow line does not end within this; everything else does. */
const patienceWithRequests = 25_000;

/** For the person who starts it; the logs, for machines, go to the other stream. */
function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function listenError(error: unknown, { port, host }: Config): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reasons: Record<string, string> = {
    EADDRINUSE: `Le port ${port} est déjà utilisé : choisissez-en un autre avec PORT.`,
    EACCES: `Le port ${port} demande des droits particuliers : choisissez-en un au-dessus de 1024 avec PORT.`,
    EADDRNOTAVAIL: `L’adresse ${host} n’est pas celle de cette machine (réglage HOST).`,
    ENOTFOUND: `L’adresse ${host} est inconnue (réglage HOST).`,
    EAI_AGAIN: `L’adresse ${host} est inconnue (réglage HOST).`,
  };
  const reason = reasons[code];
  return reason ? new StartError(reason) : error;
}

function replyListenError(error: unknown, place: MailPlace | null): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code && place
    ? new StartError(
        `L’adresse ${place.host}:${place.port} ne peut pas être écoutée (réglage REPLY_LISTEN) : ${code}.`,
      )
    : error;
}

/** Finds at once that the port is taken, rather than after the database was prepared. Gives a free one for 0. */
async function reservePort(config: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => reject(listenError(error, config)));
    probe.listen(config.port, config.host, () => {
      const address = probe.address();
      const free = typeof address === 'object' && address ? address.port : config.port;
      probe.close(() => resolve(free));
    });
  });
}

async function start(stopping: Stopping): Promise<void> {
  if (!existsSync('migrations'))
    throw new StartError('Lancez Cordée depuis le dossier qui contient son code.');
  const config = readConfig(process.env);
  const port = await reservePort(config);
  const log = createLog(config.logLevel);
  await checkDataFolder(config.dataFolder);
  // Before the database is touched.
  const files = await openFiles(config, 'write');
  const server = await openDatabaseServer(config, say);
  stopping.add('database server', () => server.stop());
  await prepareDatabase(server, files, config, log, say);

  const onError = (error: Error) => {
    // While we stop, the server may close a connection before it has read our goodbye.
    if (!stopping.isAsked) log.warn({ err: error }, 'a database connection broke');
  };
  const database = openDatabase(server.connection, { onError });
  stopping.add('database', () => database.close());
  // Jobs have connections of their own: pages never wait for them. Each of the four may hold two, one listens.
  const jobsDatabase = openDatabase(server.connection, { onError, max: 9 });
  stopping.add('database of the jobs', () => jobsDatabase.close());

  const pageCache = new PageCache(false);
  const listener = listen(server.connection, 'content_changed', {
    message: () => pageCache.clear(),
    ready: () => pageCache.enable(true),
    lost: () => pageCache.enable(false),
  });
  stopping.add('listener', () => listener.stop());

  const livePages = new LivePages();
  const liveListener = followChanges(server.connection, livePages, log);
  stopping.add('listener of the open pages', () => liveListener.stop());

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
      checksLinks: config.checksLinks,
      brand: config.brand,
      mailFrom: config.mailFrom,
      replies: config.replyDomain
        ? {
            domain: config.replyDomain,
            secret: await instanceSecret(database.db, 'reply-address'),
            trustedHost: config.replyAuthserv,
          }
        : null,
    },
    files,
    pageCache,
    livePages,
  };
  const app = await buildApp({ deps, assets: readAssets(config.brand), trustProxy: config.trustProxy });

  const jobsDeps = { ...deps, db: jobsDatabase.db };
  const tasks = [
    ...mailTasks(
      jobsDeps,
      { smtpUrl: config.smtpUrl, from: config.mailFrom },
      modules.flatMap((module) => module.mailRevisions?.(jobsDeps) ?? []),
    ),
    ...modules.flatMap((module) => module.tasks?.(jobsDeps) ?? []),
  ];
  const worker = await startWorker({
    pool: jobsDatabase.pool,
    connection: server.connection,
    tasks,
    log,
    exclusive: config.databaseUrl === null,
  });
  stopping.add('jobs', () => worker.stop());

  const closeConnections = followConnections(app.server);
  await app.listen({ port, host: config.host }).catch((error) => {
    throw listenError(error, config);
  });
  // Added last, stopped first: no new request, and those in flight finish.
  stopping.add('requests', async () => {
    const closed = app.close();
    closeConnections(patienceWithRequests);
    await closed;
  });

  if (config.replyListen) {
    const mailListener = await startMailListener({
      ...config.replyListen,
      maxBytes: largestReply,
      log,
      ...replyMailbox(deps),
    }).catch((error) => {
      throw replyListenError(error, config.replyListen);
    });
    stopping.add('incoming mail', () => mailListener.stop());
  }

  const link = await firstAdministratorLink(database.db, { publicUrl, now: deps.clock.now() });
  welcome(config, publicUrl, link);
  if (config.smtpUrl) void greetMailServer(config.smtpUrl, deps);
}

/**
 * Tells at once of a wrong password, rather than when the first person waits for a mail. Let in, has what the former
 * settings held up leave now.
 */
async function greetMailServer(smtpUrl: string, { db, clock, log }: Deps): Promise<void> {
  const trouble = await checkMailServer(smtpUrl);
  if (stopping.isAsked) return;
  if (trouble) say(`Attention : aucun courriel ne part avec ce SMTP_URL, ils attendent. ${trouble}.`);
  else
    await probeMailServer(db, clock.now()).catch((error) =>
      log.warn({ err: error }, 'could not look for mails that wait'),
    );
}

function welcome(config: Config, publicUrl: string, administratorLink: string | null): void {
  const { smtpUrl, mailbox, demo } = config;
  say(`\nCordée est prête : ${publicUrl}`);
  if (administratorLink)
    say(`Pour devenir le premier administrateur (lien à usage unique) : ${administratorLink}`);
  if (demo) say(`Démonstration : prenez une place en un clic sur ${publicUrl}/demonstration`);
  if (!smtpUrl && mailbox) say(`Aucun SMTP_URL : les courriels se lisent sur ${publicUrl}/courriels`);
  if (!smtpUrl && !mailbox)
    say('Attention : sans SMTP_URL, aucun courriel ne part ; ils attendent dans la base.');
  if (!config.publicUrl && !config.isLocal)
    say(`Attention : sans PUBLIC_URL, les liens des courriels mènent à ${publicUrl}.`);
}

const stopping = new Stopping(say);
stopping.onSignals();
start(stopping).catch(async (error: unknown) => {
  // A start that is interrupted breaks here and there: that is no news.
  if (stopping.isAsked) return;
  if (error instanceof ConfigError || error instanceof StartError) say(error.message);
  else say(`Démarrage impossible : ${error instanceof Error ? error.stack : error}`);
  await stopping.stop(1);
});
