import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import {
  type App,
  authorise,
  button,
  fields,
  formPage,
  pageCount,
  Refusal,
  typedText,
} from '../../platform/http/index.ts';
import {
  Confirmation,
  Form,
  FormTroubles,
  HiddenFields,
  machineDate,
  PageHeader,
  plural,
  RadioGroup,
  SubmitRow,
} from '../../ui/index.ts';
import {
  describe,
  fieldsOfRule,
  previewOf,
  RuleFields,
  readRule,
  ruleChoices,
  ruleFields,
  ruleVersion,
  vocabularyOf,
} from '../audience/index.ts';
import { allGroups } from '../groups/index.ts';
import { type Actor, isProgrammeTeam, signedIn } from '../identity/index.ts';
import { bySlug, type OnSurvey, onSurvey } from './access.ts';
import { audienceWords, countFor } from './concern.ts';
import { countContacts } from './contacts.ts';
import {
  type By,
  closeSurvey,
  createSurvey,
  deleteSurvey,
  openSurvey,
  type Settings,
  saveAudience,
  saveSettings,
  sendResults,
  takeBack,
  whyNotOpen,
} from './editing.ts';
import { can, keptGroups } from './policy.ts';
import { countDrafts, daysOf, listSize, listSurveys, type Survey, standingOf } from './survey.ts';
import { WorkFrame, workMeta, workOf } from './views/frame.tsx';
import { KeptSurveysPage, OverviewPage, SettingsForm } from './views/manage.tsx';

const settingsFields = {
  titre: fields.line({ max: 200, required: 'Donnez un titre à l’enquête.' }),
  introduction: fields.paragraphs({
    max: 4000,
    required: 'Dites à qui l’enquête s’adresse et à quoi elle sert.',
  }),
  confidentialite: fields.paragraphs({ max: 4000 }).prefault(''),
  minutes: fields
    .line({ max: 3 })
    .pipe(z.string().regex(/^(?:[1-9]\d{0,2})?$/, 'Un nombre de minutes, en chiffres.'))
    .transform((text) => (text === '' ? null : Number(text)))
    .refine((value) => value === null || value <= 240, '240 minutes au plus.')
    .prefault(''),
  groupe: z.union([fields.slug, z.literal('')], { error: 'Ce groupe n’existe pas.' }).prefault(''),
  mode: fields.choice(['anonymous', 'account', 'authority'], 'Dites qui répond.'),
  ouverture: fields.day(),
  fermeture: fields.day(),
};

type SettingsInput = z.output<z.ZodObject<typeof settingsFields>>;

/** Preparing a survey, opening and closing it. */
export function manageRoutes(app: App, deps: Deps): void {
  listing(app, deps);
  settings(app, deps);
  audience(app, deps);
  living(app, deps);
}

export const byOf = ({ clock }: Deps, actor: Actor): By => ({
  actor: { id: actor.id, name: actor.name },
  now: clock.now(),
});

/** Somebody who keeps the surveys of a group, or of all. */
function asKeeper(request: FastifyRequest): Actor {
  const actor = signedIn(request);
  authorise(request, 'survey.create', actor.state === 'active' && keptGroups(actor)?.length !== 0);
  return actor;
}

function listing(app: App, deps: Deps): void {
  app.get(
    '/espace/enquetes',
    { config: { access: 'survey.create' }, schema: { querystring: z.object({ page: fields.pageNumber }) } },
    async (request, reply) => {
      const actor = asKeeper(request);
      const { page } = request.query;
      const today = machineDate(deps.clock.now());
      const { items, total } = await listSurveys(deps.db, { page, groupIds: keptGroups(actor) });
      return reply.page(
        {
          title: 'Enquêtes',
          noindex: true,
          breadcrumb: [{ label: 'Mon espace', href: '/espace' }, { label: 'Enquêtes' }],
        },
        <KeptSurveysPage
          items={items.map((survey) => ({ ...survey, standing: standingOf(survey, today) }))}
          page={page}
          pages={pageCount(total, listSize)}
          total={total}
        />,
      );
    },
  );

  app.get(
    '/espace/enquetes/:slug',
    { config: { access: 'survey.edit' }, schema: { params: bySlug } },
    async (request, reply) => {
      const { survey } = await onSurvey(deps, 'survey.edit')(request, request.params);
      const today = machineDate(deps.clock.now());
      const byAuthority = survey.mode === 'authority';
      const [days, drafts, concerned, contacts, told] = await Promise.all([
        daysOf(deps.db, survey.id),
        countDrafts(deps.db, survey.id),
        byAuthority ? countFor(deps.db, survey) : null,
        countContacts(deps.db, survey.id),
        byAuthority ? audienceWords(deps.db, survey) : null,
      ]);
      return reply.page(
        workMeta(survey, null),
        <OverviewPage
          survey={survey}
          standing={standingOf(survey, today)}
          days={days}
          drafts={drafts}
          concerned={concerned}
          contacts={contacts}
          whyNotOpen={whyNotOpen(survey, today)}
          audience={told}
        />,
      );
    },
  );
}

/** The groups that this person may keep a survey for; the programme team may do without one. */
async function groupChoices(deps: Deps, actor: Actor) {
  const kept = keptGroups(actor);
  const groups = (await allGroups(deps)).filter(({ id }) => kept === null || kept.includes(id));
  return [
    ...groups.map(({ slug, title }) => ({ value: slug, label: title })),
    ...(isProgrammeTeam(actor) ? [{ value: '', label: 'L’équipe du programme, sans groupe' }] : []),
  ];
}

async function settingsOf(deps: Deps, actor: Actor, input: SettingsInput): Promise<Settings> {
  const group = (await allGroups(deps)).find(({ slug }) => slug === input.groupe);
  if (input.groupe !== '' && !group) throw new Refusal('Ce groupe n’existe pas.', 'groupe');
  const groupId = group?.id ?? null;
  if (!can(actor, 'survey.create', { groupId, state: 'draft' }))
    throw new Refusal('Choisissez un groupe que vous copilotez.', 'groupe');
  if (input.ouverture !== null && input.fermeture !== null && input.fermeture < input.ouverture)
    throw new Refusal('La fermeture vient avant l’ouverture.', 'fermeture');
  return {
    title: input.titre,
    introduction: input.introduction,
    privacy: input.confidentialite,
    minutes: input.minutes,
    groupId,
    mode: input.mode === 'authority' ? 'authority' : 'anonymous',
    oncePerAccount: input.mode === 'account',
    opensOn: input.ouverture,
    closesOn: input.fermeture,
  };
}

function settings(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: '/espace/enquetes/nouvelle',
    access: 'survey.create',
    body: settingsFields,
    load: asKeeper,
    initial: ({ request }) => ({
      mode: 'anonymous',
      groupe: z.object({ groupe: fields.slug }).safeParse(request.query).data?.groupe ?? '',
    }),
    show: async ({ form, thing: actor }) => ({
      meta: {
        title: 'Nouvelle enquête',
        breadcrumb: [
          { label: 'Mon espace', href: '/espace' },
          { label: 'Enquêtes', href: '/espace/enquetes' },
          { label: 'Nouvelle enquête' },
        ],
      },
      body: (
        <>
          <PageHeader
            title="Nouvelle enquête"
            lead="Elle reste un brouillon, visible de vous seuls, jusqu’à ce que vous l’ouvriez. Les questions viennent ensuite."
          />
          <SettingsForm
            form={form}
            groups={await groupChoices(deps, actor)}
            frozen={false}
            submit="Créer le brouillon"
            cancelHref="/espace/enquetes"
          />
        </>
      ),
    }),
    submit: async ({ tx, input, thing: actor }) => {
      const slug = await createSurvey(tx, await settingsOf(deps, actor, input), byOf(deps, actor));
      return {
        location: `/espace/enquetes/${slug}/questions`,
        notice: 'Le brouillon est créé. Ajoutez vos questions.',
      };
    },
  });

  formPage(app, deps, {
    path: '/espace/enquetes/:slug/modifier',
    access: 'survey.edit',
    params: bySlug,
    body: { ...settingsFields, version: fields.version },
    load: onSurvey(deps, 'survey.edit'),
    initial: ({ thing: { survey } }) => ({
      titre: survey.title,
      introduction: survey.introduction,
      confidentialite: survey.privacy,
      minutes: String(survey.minutes ?? ''),
      groupe: survey.group?.slug ?? '',
      mode: survey.oncePerAccount ? 'account' : survey.mode,
      ouverture: survey.opensOn ?? '',
      fermeture: survey.closesOn ?? '',
      version: String(survey.version),
    }),
    show: async ({ form, thing: { survey, actor } }) => ({
      meta: workMeta(survey, 'Réglages'),
      body: (
        <WorkFrame survey={survey} title="Réglages" current="modifier">
          <SettingsForm
            form={form}
            groups={await groupChoices(deps, actor)}
            frozen={survey.state !== 'draft'}
            submit="Enregistrer"
            cancelHref={workOf(survey)}
          />
        </WorkFrame>
      ),
    }),
    submit: async ({ tx, input, thing: { survey, actor } }) => {
      await saveSettings(tx, survey, input.version, await settingsOf(deps, actor, input), byOf(deps, actor));
      return { location: workOf(survey), notice: 'L’enquête est à jour.' };
    },
  });
}

function audience(app: App, deps: Deps): void {
  const { db } = deps;
  formPage(app, deps, {
    path: '/espace/enquetes/:slug/public',
    access: 'survey.edit',
    params: bySlug,
    body: {
      ...ruleFields,
      portee: fields.choice(['toutes', 'regle'], 'Dites qui est concerné.'),
      version: fields.version,
    },
    load: onSurvey(deps, 'survey.edit'),
    initial: async ({ thing: { survey } }) => ({
      ...(survey.audience ? await fieldsOfRule(db, survey.audience.rule) : {}),
      portee: survey.audience ? 'regle' : 'toutes',
      version: String(survey.version),
    }),
    show: async ({ form, thing: { survey } }) => {
      const kept = survey.audience?.rule;
      const asked = typedText(form.values, 'apercu') !== '';
      const [choices, vocabulary, preview] = await Promise.all([
        ruleChoices(db),
        vocabularyOf(db, kept ? [kept] : []),
        asked ? previewOf(db, form.values, { kept }) : undefined,
      ]);
      return {
        meta: workMeta(survey, 'Public visé'),
        body: (
          <WorkFrame
            survey={survey}
            title="Public visé"
            current="public"
            lead="Une collectivité qui n’est pas concernée ne peut pas répondre ; celle dont on ne sait pas le peut."
          >
            <FormTroubles form={form} labels={{}} />
            <Form formKey={form.key}>
              <HiddenFields fields={{ version: typedText(form.values, 'version') }} />
              <RadioGroup
                name="portee"
                label="Qui est concerné ?"
                value={typedText(form.values, 'portee')}
                error={form.errors.portee}
                choices={[
                  { value: 'toutes', label: 'Toutes les collectivités' },
                  { value: 'regle', label: 'Celles que dit la règle qui suit' },
                ]}
              />
              <RuleFields
                form={form}
                choices={choices}
                {...(kept && { kept: describe(kept, vocabulary) })}
                preview={preview}
              />
              <SubmitRow label="Enregistrer" cancelHref={workOf(survey)} />
            </Form>
          </WorkFrame>
        ),
      };
    },
    submit: async ({ tx, input, thing: { survey, actor } }) => {
      const { portee, version, ...typed } = input;
      const rule = portee === 'regle' ? await readRule(tx, typed, survey.audience?.rule) : null;
      await saveAudience(tx, survey, version, rule && { version: ruleVersion, rule }, byOf(deps, actor));
      return { location: workOf(survey), notice: 'Le public visé est à jour.' };
    },
  });
}

/** Asks before it is done, on a page of its own. */
function confirmed(
  app: App,
  deps: Deps,
  spec: {
    part: string;
    verb: 'survey.open' | 'survey.close' | 'survey.delete' | 'survey.share';
    words: (
      survey: Survey,
    ) =>
      | Promise<{ question: string; warning: string; act: string }>
      | { question: string; warning: string; act: string };
    act: (tx: Deps['db'], on: OnSurvey) => Promise<{ location: string; notice: string }>;
  },
): void {
  formPage(app, deps, {
    path: `/espace/enquetes/:slug/${spec.part}`,
    access: spec.verb,
    params: bySlug,
    load: onSurvey(deps, spec.verb),
    show: async ({ form, thing: { survey } }) => {
      const words = await spec.words(survey);
      return {
        meta: workMeta(survey, words.act),
        body: <Confirmation about={survey.title} {...words} form={form} cancelHref={workOf(survey)} />,
      };
    },
    submit: ({ tx, thing }) => spec.act(tx, thing),
  });
}

function living(app: App, deps: Deps): void {
  const today = () => machineDate(deps.clock.now());
  confirmed(app, deps, {
    part: 'ouverture',
    verb: 'survey.open',
    words: (survey) => ({
      question: survey.state === 'closed' ? 'Rouvrir cette enquête ?' : 'Ouvrir cette enquête ?',
      warning:
        'Elle devient publique, et l’on peut y répondre aux dates prévues. Dès la première réponse, ses questions ne changent plus, sauf pour corriger un libellé.',
      act: survey.state === 'closed' ? 'Rouvrir' : 'Ouvrir',
    }),
    act: async (tx, { survey, actor }) => {
      await openSurvey(tx, survey, today(), byOf(deps, actor));
      return { location: workOf(survey), notice: 'L’enquête est ouverte.' };
    },
  });
  confirmed(app, deps, {
    part: 'fermeture',
    verb: 'survey.close',
    words: async (survey) => ({
      question: 'Fermer cette enquête ?',
      warning: `Plus personne ne peut répondre. Ce qui n’est pas encore envoyé est effacé : ${plural(await countDrafts(deps.db, survey.id), 'réponse commencée', 'réponses commencées')}.`,
      act: 'Fermer',
    }),
    act: async (tx, { survey, actor }) => {
      await closeSurvey(tx, survey, byOf(deps, actor));
      return {
        location: workOf(survey),
        notice: 'L’enquête est fermée. Les dernières réponses sont comptées d’ici dix minutes.',
      };
    },
  });
  confirmed(app, deps, {
    part: 'suppression',
    verb: 'survey.delete',
    words: () => ({
      question: 'Supprimer ce brouillon ?',
      warning: 'L’enquête et ses questions seront supprimées.',
      act: 'Supprimer',
    }),
    act: async (tx, { survey, actor }) => {
      await deleteSurvey(tx, survey, byOf(deps, actor));
      return { location: '/espace/enquetes', notice: 'Le brouillon est supprimé.' };
    },
  });
  confirmed(app, deps, {
    part: 'envoi',
    verb: 'survey.share',
    words: async (survey) => ({
      question: 'Envoyer les résultats ?',
      warning: `Un courriel mène aux résultats publiés : ${plural(await countContacts(deps.db, survey.id), 'adresse confirmée', 'adresses confirmées')}. Chacune n’est prévenue qu’une fois.`,
      act: 'Envoyer',
    }),
    act: async (tx, { survey, actor }) => {
      const told = await sendResults(tx, survey, byOf(deps, actor), deps.settings.publicUrl);
      return {
        location: workOf(survey),
        notice:
          told === 0
            ? 'Tout le monde avait déjà été prévenu.'
            : `${plural(told, 'courriel part', 'courriels partent')}.`,
      };
    },
  });
  button(app, deps, {
    path: '/espace/enquetes/:slug/brouillon',
    access: 'survey.open',
    params: bySlug,
    load: onSurvey(deps, 'survey.open'),
    submit: async ({ tx, thing: { survey, actor } }) => {
      await takeBack(tx, survey, byOf(deps, actor));
      return { location: `${workOf(survey)}/questions`, notice: 'L’enquête est de nouveau un brouillon.' };
    },
  });
}
