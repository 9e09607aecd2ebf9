import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, fields, formPage, Refusal } from '../../../platform/http/index.ts';
import { PageHeader } from '../../../ui/index.ts';
import { allGroups } from '../../groups/index.ts';
import type { Actor } from '../../identity/index.ts';
import { asKeeper, bySlug, onSurvey } from '../access.ts';
import { workMeta, workOf } from '../addresses.ts';
import { can, keptBy } from '../policy.ts';
import { WorkFrame } from '../views/frame.tsx';
import { byOf } from './held.ts';
import { createSurvey, type Settings, saveSettings } from './settings.ts';
import { SettingsForm } from './views/settings-form.tsx';

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

/** The groups that this person may keep a survey for; the programme team does without one, or opens it first. */
async function groupChoices(deps: Deps, actor: Actor) {
  const { groupIds, programme } = keptBy(actor);
  const groups = (await allGroups(deps)).filter(({ id }) => groupIds.includes(id));
  return [
    ...groups.map(({ slug, title }) => ({ value: slug, label: title })),
    ...(programme ? [{ value: '', label: 'L’équipe du programme, sans groupe' }] : []),
  ];
}

async function settingsOf(deps: Deps, actor: Actor, input: SettingsInput): Promise<Settings> {
  const group = (await allGroups(deps)).find(({ slug }) => slug === input.groupe);
  if (input.groupe !== '' && !group) throw new Refusal('Ce groupe n’existe pas.', 'groupe');
  const groupId = group?.id ?? null;
  if (!can(actor, 'survey.create', { groupId, state: 'draft' }))
    throw new Refusal(
      'Choisissez un groupe que vous copilotez ou, pour l’équipe du programme, que vous avez ouvert.',
      'groupe',
    );
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

/** What a survey is: a new one, and its settings. */
export function settingsRoutes(app: App, deps: Deps): void {
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
