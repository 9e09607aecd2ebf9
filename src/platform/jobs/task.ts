import type { TaskList } from 'graphile-worker';
import type { z } from 'zod';

/** A task that runs after the transaction that asked for it, and again until it succeeds: it must bear to run twice. */
export interface Task<Payload = unknown> {
  readonly name: string;
  readonly payload: z.ZodType<Payload>;
  /** `signal` is aborted when the process has been stopping for a few seconds: what can be given up should be. */
  run(payload: Payload, signal?: AbortSignal): Promise<void>;
  /** When set, the task also runs by itself at these times (cron, UTC), with an empty payload. */
  readonly cron?: string;
}

/** The payload's type stays with its schema; the list of tasks need not know it. */
export function task<Payload>(definition: Task<Payload>): Task {
  return {
    ...definition,
    run: (payload, signal) => definition.run(definition.payload.parse(payload), signal),
  };
}

/** The tasks as the queue wants them. */
export function taskList(tasks: readonly Task[]): TaskList {
  return Object.fromEntries(
    tasks.map(({ name, run }) => [name, (payload: unknown, { abortSignal }) => run(payload, abortSignal)]),
  );
}
