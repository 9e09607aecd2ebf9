import type { Db } from '../../platform/database/index.ts';

/** Acts on the first proof that a person who signs up reads their mail. */
export type AddressConfirmationHandler = (
  tx: Db,
  accountId: string,
  moment: { now: Date; publicUrl: string },
) => Promise<void>;

const handlers = new Set<AddressConfirmationHandler>();

/**
 * Has `handler` run in the transaction of that first sign-in, so that the next page tells what came of it. Pass a
 * function of the module, not a closure made anew at each start: the same one is kept once.
 */
export function onAddressConfirmed(handler: AddressConfirmationHandler): void {
  handlers.add(handler);
}

/** Tells those who asked to hear of it. */
export async function addressConfirmed(
  ...confirmation: Parameters<AddressConfirmationHandler>
): Promise<void> {
  for (const handler of handlers) await handler(...confirmation);
}
