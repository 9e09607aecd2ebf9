import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type App, authorise, button, fields, formPage, found, Refusal } from '../../platform/http/index.ts';
import { endOpeningsOf } from '../groups/index.ts';
import {
  acceptAddress,
  decideSuspension,
  proposeSuspension,
  restoreAccount,
  signedIn,
  waitingSuspension,
  whoMayConfirm,
} from '../identity/index.ts';
import { mayAdminister, maySuspend } from './policy.ts';
import { findAccount } from './queries.ts';
import { ConfirmSuspensionPage, SuspendPage } from './views/access.tsx';

const path = '/administration/comptes';
const params = z.object({ id: fields.uuid });
const body = {
  motif: fields.reason,
  conservatoire: fields.checkbox(),
};
const decision = {
  decision: fields.choice(['confirmer', 'refuser'], 'Dites ce que vous décidez.'),
  motif: fields.paragraphs({ max: 1000 }).prefault(''),
};

/** Stopping an access that was given, and giving it back. */
export function accessRoutes(app: App, deps: Deps): void {
  const load = (verb: 'account.suspend' | 'account.restore' | 'account.accept-address') => {
    return async (request: FastifyRequest, { id }: { id: string }) => {
      // Outsiders learn nothing of which accounts there are.
      authorise(request, verb, mayAdminister(request.actor));
      const account = found(await findAccount(deps.db, id));
      authorise(request, verb, maySuspend(request.actor, account));
      return { actor: signedIn(request), account };
    };
  };
  const act = () => ({ publicUrl: deps.settings.publicUrl, now: deps.clock.now() });

  formPage(app, deps, {
    path: `${path}/:id/suspension`,
    access: 'account.suspend',
    params,
    body,
    load: load('account.suspend'),
    show: async ({ thing: { actor, account }, form }) => ({
      meta: {
        title: `Suspendre l’accès de ${account.name}`,
        breadcrumb: [
          { label: 'Administration', href: '/administration' },
          { label: 'Comptes', href: path },
          { label: account.name, href: `${path}/${account.id}` },
          { label: 'Suspendre l’accès' },
        ],
      },
      body: (
        <SuspendPage
          account={account}
          alone={(await whoMayConfirm(deps.db, { accountId: account.id, proposerId: actor.id })).length === 0}
          form={form}
        />
      ),
    }),
    submit: async ({ tx, input, thing: { actor, account } }) => {
      const hold = input.conservatoire;
      await proposeSuspension(tx, { ...act(), actor, accountId: account.id, reason: input.motif, hold });
      if (hold) await endOpeningsOf(tx, account.id, deps.clock.now());
      return {
        location: `${path}/${account.id}`,
        notice: hold
          ? `L’accès de ${account.name} est suspendu pour 72 heures au plus.`
          : 'Votre proposition est transmise : une autre personne doit confirmer.',
      };
    },
  });

  formPage(app, deps, {
    path: `${path}/:id/suspension/decision`,
    access: 'account.suspend',
    params,
    body: decision,
    load: async (request, sent) => {
      const on = await load('account.suspend')(request, sent);
      const proposal = await waitingSuspension(deps.db, sent.id);
      authorise(request, 'account.suspend', proposal?.proposedBy !== on.actor.id);
      return { ...on, proposal };
    },
    show: ({ thing: { account, proposal }, form }) => ({
      meta: {
        title: `Confirmer la suspension de ${account.name}`,
        breadcrumb: [
          { label: 'Administration', href: '/administration' },
          { label: 'Comptes', href: path },
          { label: account.name, href: `${path}/${account.id}` },
          { label: 'Confirmer la suspension' },
        ],
      },
      body: <ConfirmSuspensionPage account={account} proposal={proposal} form={form} />,
    }),
    submit: async ({ tx, input, thing: { actor, account } }) => {
      const confirms = input.decision === 'confirmer';
      if (!confirms && input.motif === '')
        throw new Refusal('Dites pourquoi vous ne confirmez pas.', 'motif');
      await decideSuspension(tx, {
        ...act(),
        actor,
        accountId: account.id,
        confirms,
        reason: input.motif,
      });
      if (confirms) await endOpeningsOf(tx, account.id, deps.clock.now());
      return {
        location: `${path}/${account.id}`,
        notice: confirms
          ? `L’accès de ${account.name} est suspendu.`
          : `L’accès de ${account.name} n’est pas suspendu.`,
      };
    },
  });

  button(app, deps, {
    path: `${path}/:id/adresse`,
    access: 'account.accept-address',
    params,
    body: { version: fields.version },
    load: load('account.accept-address'),
    submit: async ({ tx, input, thing: { actor, account } }) => {
      await acceptAddress(tx, {
        actor,
        accountId: account.id,
        version: input.version,
        now: deps.clock.now(),
      });
      return { location: `${path}/${account.id}`, notice: `L’adresse de ${account.name} est acceptée.` };
    },
  });

  button(app, deps, {
    path: `${path}/:id/retablissement`,
    access: 'account.restore',
    params,
    load: load('account.restore'),
    submit: async ({ tx, thing: { actor, account } }) => {
      await restoreAccount(tx, { ...act(), actor, accountId: account.id });
      return { location: `${path}/${account.id}`, notice: `L’accès de ${account.name} est rétabli.` };
    },
  });
}
