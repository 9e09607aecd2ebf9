import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import {
  type App,
  authorise,
  button,
  formPage,
  found,
  typedField,
  typedText,
} from '../../platform/http/index.ts';
import { choicesOf, MarkForm } from '../../ui/index.ts';
import { signedIn } from '../identity/index.ts';
import { rolloutAt, rolloutMeta } from '../rollouts/index.ts';
import { findAuthority } from '../territories/index.ts';
import { pointsOf } from './content.ts';
import { findMark, mark, stateLabels } from './marks.ts';
import type { Content } from './pages.ts';
import { ownAuthority } from './policy.ts';
import { markFields, ofPoint, stateFields } from './schemas.ts';

/** How far the reader's authority is with a point: whose it is, the account says, never the form nor the address. */
export function markRoutes(app: App, deps: Deps, content: Content): void {
  const { db, clock } = deps;

  const load = async (request: FastifyRequest, { slug, point: name }: { slug: string; point: string }) => {
    const rollout = await rolloutAt(deps, slug);
    const checklist = found(content.checklists.find((one) => one.rollout === slug));
    const point = found(pointsOf(checklist).find((one) => one.slug === name));
    const authorityId = ownAuthority(request.actor);
    const authority = authorityId ? await findAuthority(db, authorityId) : undefined;
    authorise(request, 'prerequisite.mark', authority !== undefined);
    return { actor: signedIn(request), rollout, checklist, point, authority: found(authority) };
  };
  type Thing = Awaited<ReturnType<typeof load>>;

  const listAt = ({ rollout, point }: Pick<Thing, 'rollout' | 'point'>) =>
    `/deploiements/${rollout.slug}/prerequis#point-${point.slug}`;
  const whose = ({ authority, rollout }: Pick<Thing, 'authority' | 'rollout'>) => ({
    authorityId: authority.id,
    rollout: rollout.slug,
  });
  const marking = ({ actor, authority, rollout, point }: Thing) => ({
    by: actor,
    now: clock.now(),
    authority,
    rollout: rollout.slug,
    point: point.slug,
  });

  formPage(app, deps, {
    path: '/deploiements/:slug/prerequis/:point',
    access: 'prerequisite.mark',
    params: ofPoint,
    body: markFields,
    load,
    initial: async ({ thing }) => {
      const current = await findMark(db, whose(thing), thing.point.slug);
      return {
        etat: current?.state ?? 'todo',
        note: current?.note ?? '',
        version: String(current?.version ?? 0),
      };
    },
    show: async ({ form, thing }) => {
      const { rollout, checklist, point, authority } = thing;
      return {
        meta: rolloutMeta(rollout, point.title, {}, [
          { label: checklist.title, href: `/deploiements/${rollout.slug}/prerequis` },
        ]),
        body: (
          <MarkForm
            form={form}
            authority={authority}
            of={point}
            state={typedField(form, 'etat')}
            choices={choicesOf(stateLabels)}
            note={typedField(form, 'note')}
            version={typedText(form.values, 'version')}
            current={await findMark(db, whose(thing), point.slug)}
            cancelHref={listAt(thing)}
          />
        ),
      };
    },
    submit: async ({ tx, input: { etat, note, version }, thing }) => {
      await mark(tx, marking(thing), { state: etat, note, version });
      return {
        location: listAt(thing),
        notice: `C’est noté pour « ${thing.point.title} ». Vos collègues le voient, personne d’autre.`,
      };
    },
  });

  button(app, deps, {
    path: '/deploiements/:slug/prerequis/:point/etat',
    access: 'prerequisite.mark',
    params: ofPoint,
    body: stateFields,
    load,
    submit: async ({ tx, input: { etat, version }, thing }) => {
      await mark(tx, marking(thing), { state: etat, version });
      return {
        location: listAt(thing),
        notice: `C’est noté pour « ${thing.point.title} ». Vos collègues le voient, personne d’autre.`,
      };
    },
  });
}
