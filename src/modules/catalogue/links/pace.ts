import { setTimeout as delay } from 'node:timers/promises';

/** Seconds between two requests to one host; a site may ask for more, up to the second figure. */
const usualDelay = 2;
const longestDelay = 30;

export interface Pace {
  /** Waits until this host may be asked again. */
  pause(host: string, seconds?: number): Promise<void>;
}

/** One request at a time to each host, never hurried. */
export function politePace(signal?: AbortSignal): Pace {
  const free = new Map<string, number>();
  return {
    pause: async (host, seconds = 0) => {
      const between = Math.min(Math.max(seconds, usualDelay), longestDelay) * 1000;
      const now = Date.now();
      const turn = Math.max(now, free.get(host) ?? 0);
      free.set(host, turn + between);
      if (turn > now) await delay(turn - now, undefined, { signal });
    },
  };
}

/** Does the work of each group one after the other, and a few groups at once. */
export async function groupByGroup<T>(
  groups: readonly (readonly T[])[],
  atOnce: number,
  work: (one: T) => Promise<void>,
): Promise<void> {
  const waiting = [...groups];
  const lane = async () => {
    for (let group = waiting.shift(); group; group = waiting.shift())
      for (const one of group) await work(one);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, groups.length) }, lane));
}
