import type { Deps } from '../../../platform/deps.ts';
import { type App, fields, formPage, Refusal } from '../../../platform/http/index.ts';
import { Confirmation, PageHeader, plural, ReasonField } from '../../../ui/index.ts';
import { taxonomy } from '../../catalogue/index.ts';
import { allowed, byOf, onSession } from '../access.ts';
import { sessionHref, workPath } from '../addresses.ts';
import { bySlug, sessionFields } from './fields.ts';
import { formParts, organisersFor } from './form-parts.ts';
import { historyOf } from './history.ts';
import { contentOfInput, valuesOfContent } from './input.ts';
import { sessionMeta, workMeta } from './page-meta.ts';
import { callOff, createSession, type Saved, saveSession } from './saving.ts';
import { contentOf } from './session.ts';
import { HistoryPage } from './views/history.tsx';
import { SessionForm } from './views/session-form.tsx';

/** Where sessions are written, by those who keep the catalogue and by organisers who were given the right. */
export function sessionEditRoutes(app: App, deps: Deps): void {
  const { db } = deps;

  formPage(app, deps, {
    path: '/formations/sessions/nouvelle',
    access: 'training.create',
    body: sessionFields,
    load: allowed(deps, 'training.create'),
    initial: async ({ request, thing: actor }) => {
      const may = await organisersFor(deps, actor);
      const asked = fields.slug.safeParse((request.query as Record<string, unknown>).offre);
      return {
        etat: 'brouillon',
        offre: asked.data ?? '',
        organisateur: may === 'all' ? '' : (may[0] ?? ''),
      };
    },
    show: async ({ form, thing: actor }) => ({
      meta: workMeta('Nouvelle session'),
      body: (
        <>
          <PageHeader
            title="Nouvelle session"
            lead="Une date d’une offre du catalogue, ou d’une formation qui n’y est pas encore."
          />
          <SessionForm
            {...(await formParts(deps, actor, form))}
            form={form}
            isPublic={false}
            submit="Enregistrer"
            cancelHref={workPath}
          />
        </>
      ),
    }),
    submit: async ({ tx, input, thing: actor }) => {
      const act = byOf(deps, actor);
      const content = await contentOfInput(tx, input, {
        known: await taxonomy(deps),
        organisers: await organisersFor(deps, actor),
      });
      if (new Date(content.starts_at) <= act.now) throw new Refusal('Cette date est passée.', 'jour');
      const published = input.etat === 'publiee';
      const { slug } = await createSession(tx, act, content, { published });
      return {
        location: sessionHref(slug),
        notice: published ? 'La session est publiée.' : 'Le brouillon est enregistré.',
      };
    },
  });

  formPage(app, deps, {
    path: '/formations/sessions/:slug/modifier',
    access: 'training.edit',
    params: bySlug,
    body: { ...sessionFields, version: fields.version },
    load: onSession(deps, 'training.edit'),
    initial: async ({ thing: { session } }) => ({
      ...(await valuesOfContent(db, contentOf(session))),
      etat: session.status === 'draft' ? 'brouillon' : 'publiee',
      version: String(session.version),
    }),
    show: async ({ form, thing: { session, actor } }) => ({
      meta: sessionMeta(session, 'Modifier'),
      body: (
        <>
          <PageHeader
            eyebrow={session.title}
            title="Modifier la session"
            lead={
              session.registered + session.waiting > 0
                ? `${plural(session.registered + session.waiting, 'personne', 'personnes')} : un changement de titre, de date, de lieu, de lien ou d’organisateur leur est envoyé aussitôt.`
                : undefined
            }
          />
          <SessionForm
            {...(await formParts(deps, actor, form))}
            form={form}
            isPublic={session.status === 'published' && session.registered + session.waiting > 0}
            submit="Enregistrer"
            cancelHref={sessionHref(session.slug)}
          />
        </>
      ),
    }),
    submit: async ({ tx, input, thing: { session, actor } }) => {
      const content = await contentOfInput(tx, input, {
        known: await taxonomy(deps),
        organisers: await organisersFor(deps, actor),
      });
      const saved = await saveSession(
        tx,
        byOf(deps, actor),
        { id: session.id, version: input.version },
        content,
        { published: input.etat === 'publiee' },
      );
      return { location: sessionHref(session.slug), notice: savedWords(saved) };
    },
  });

  formPage(app, deps, {
    path: '/formations/sessions/:slug/annulation',
    access: 'training.edit',
    params: bySlug,
    body: { motif: fields.paragraphs({ max: 1000, required: 'Indiquez le motif : tout le monde le lira.' }) },
    load: onSession(deps, 'training.edit'),
    show: ({ form, thing: { session } }) => ({
      meta: sessionMeta(session, 'Annuler la session'),
      body: (
        <Confirmation
          about={session.title}
          question="Annuler cette session ?"
          warning={
            session.registered + session.waiting > 0
              ? `${plural(session.registered + session.waiting, 'personne est prévenue', 'personnes sont prévenues')} aussitôt, avec votre motif. Une session annulée ne se rétablit pas.`
              : 'Une session annulée ne se rétablit pas. Sa page reste, et dit le motif.'
          }
          act="Annuler la session"
          form={form}
          cancelHref={sessionHref(session.slug)}
        >
          <ReasonField
            hint="Tout le monde le lira, et les personnes inscrites dans un courriel."
            value={String(form.values.motif ?? '')}
            error={form.errors.motif}
          />
        </Confirmation>
      ),
    }),
    submit: async ({ tx, input, thing: { session, actor } }) => {
      const told = await callOff(tx, byOf(deps, actor), session.id, input.motif);
      return {
        location: sessionHref(session.slug),
        notice: `La session est annulée.${told > 0 ? ` ${plural(told, 'personne est prévenue', 'personnes sont prévenues')} par courriel.` : ''}`,
      };
    },
  });

  app.get(
    '/formations/sessions/:slug/historique',
    { config: { access: 'training.edit' }, schema: { params: bySlug } },
    async (request, reply) => {
      const { session } = await onSession(deps, 'training.edit')(request, request.params);
      return reply.page(
        sessionMeta(session, 'Historique', { noindex: true }),
        <HistoryPage session={session} entries={await historyOf(db, session.id)} />,
      );
    },
  );
}

function savedWords({ changed, told, promoted }: Saved): string {
  if (!changed) return 'Rien n’avait changé : rien n’est enregistré.';
  return [
    'La session est à jour.',
    ...(told > 0
      ? [`${plural(told, 'personne est prévenue', 'personnes sont prévenues')} par courriel.`]
      : []),
    ...(promoted > 0
      ? [
          `${plural(promoted, 'personne', 'personnes')} de la liste d’attente ${promoted > 1 ? 'ont' : 'a'} une place.`,
        ]
      : []),
  ].join(' ');
}
