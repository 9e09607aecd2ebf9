import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type App, authorise, fields, formPage, found, Refusal } from '../../platform/http/index.ts';
import { askToOpen, can, findGroup, spaceMeta } from '../groups/index.ts';
import { isMember, signedIn } from '../identity/index.ts';
import { chooseFirstReadings, firstReadingsOf, membershipOf, noteWelcomed } from '../membership/index.ts';
import { readingsFor } from './first-readings.ts';
import { FirstReadingsForm, places, WelcomePage } from './views/welcome.tsx';

const bySlug = z.object({ slug: fields.slug });
const path = '/espace/groupes/:slug/bienvenue';

/** What a newcomer of a group reads first, and what its copilots put there. */
export function welcomeRoutes(app: App, deps: Deps): void {
  app.get(path, { config: { access: 'signed-in' }, schema: { params: bySlug } }, async (request, reply) => {
    const actor = signedIn(request);
    const group = found(await findGroup(deps.db, request.params.slug), 'Ce groupe n’existe pas.');
    askToOpen(actor, group);
    // Those outside read on the group's home how to come in.
    if (!can(actor, 'group.follow', group)) return reply.redirect(`/espace/groupes/${group.slug}`, 303);
    const [{ readings, chosen }, membership] = await Promise.all([
      readingsFor(deps, group, actor.id),
      membershipOf(deps.db, group.id, actor.id),
    ]);
    if (isMember(actor, group.id)) {
      await noteWelcomed(deps.db, { groupId: group.id, accountId: actor.id, now: deps.clock.now() });
    }
    return reply.page(
      spaceMeta(group, 'Bienvenue'),
      <WelcomePage
        group={group}
        readings={readings}
        chosen={chosen}
        membership={membership}
        mayChoose={can(actor, 'group.edit', group)}
      />,
    );
  });

  formPage(app, deps, {
    path: `${path}/modifier`,
    access: 'group.edit',
    params: bySlug,
    body: {
      ...Object.fromEntries(
        places.flatMap((place) => [
          [`titre_${place}`, fields.line({ max: 120 }).optional().default('')],
          [`adresse_${place}`, fields.webAddress({ orPath: true }).optional().default('')],
        ]),
      ),
      version: fields.version,
    },
    load: async (request: FastifyRequest, { slug }) => {
      const group = found(await findGroup(deps.db, slug), 'Ce groupe n’existe pas.');
      askToOpen(request.actor, group);
      authorise(request, 'group.edit', can(request.actor, 'group.edit', group));
      return group;
    },
    initial: async ({ thing }) => {
      const { readings, version } = await firstReadingsOf(deps.db, thing.id);
      const typed = readings.flatMap(({ label, address }, index) => [
        [`titre_${index + 1}`, label],
        [`adresse_${index + 1}`, address],
      ]);
      return { ...Object.fromEntries(typed), version: String(version) };
    },
    show: ({ thing, form }) => ({
      meta: spaceMeta(thing, 'À lire en premier'),
      body: <FirstReadingsForm group={thing} form={form} />,
    }),
    submit: async ({ tx, thing, input }) => {
      const typed = z.record(z.string(), z.union([z.string(), z.number()])).parse(input);
      const readings = places.map((place) => ({
        place,
        label: String(typed[`titre_${place}`] ?? ''),
        address: String(typed[`adresse_${place}`] ?? ''),
      }));
      for (const { place, label, address } of readings) {
        if (label !== '' && address === '') throw new Refusal('Indiquez où le lire.', `adresse_${place}`);
        if (label === '' && address !== '')
          throw new Refusal('Donnez un titre à cette lecture.', `titre_${place}`);
      }
      await chooseFirstReadings(tx, {
        groupId: thing.id,
        version: Number(typed.version),
        readings: readings
          .filter(({ label }) => label !== '')
          .map(({ label, address }) => ({ label, address })),
      });
      return {
        location: `/espace/groupes/${thing.slug}/bienvenue`,
        notice: 'La page d’accueil des nouveaux membres est à jour.',
      };
    },
  });
}
