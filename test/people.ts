import { anAccount } from './factories.ts';
import type { TestApp } from './harness.ts';

/** A person with an account, signed in. */
export interface Person {
  id: string;
  name: string;
  email: string;
  cookie: string;
}

export async function aPerson(t: TestApp, values: Parameters<typeof anAccount>[1] = {}): Promise<Person> {
  const account = await anAccount(t.db, values);
  return { ...account, cookie: await t.signIn(account.id) };
}
