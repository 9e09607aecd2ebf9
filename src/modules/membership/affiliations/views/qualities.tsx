import { type FormState, typedText } from '../../../../platform/http/index.ts';
import {
  AuthorityPicker,
  ErrorSummary,
  Form,
  HiddenFields,
  PageHeader,
  PostButton,
  RadioGroup,
  Section,
  SubmitRow,
  TextField,
} from '../../../../ui/index.ts';
import { AccountNav, type Profile } from '../../../identity/index.ts';
import type { AffiliationChoice } from '../../affiliation.ts';
import type { OtherAffiliation } from '../own-affiliations.ts';

export interface QualitiesPageProps {
  form: FormState;
  profile: Profile;
  others: readonly OtherAffiliation[];
  /** What the typed body may be, when it was not enough. */
  choices: readonly AffiliationChoice[];
}

const mainWords = ({ functionTitle, affiliation }: Profile) =>
  [functionTitle, affiliation].filter(Boolean).join(', ') || 'Non renseignée';

export function QualitiesPage({ form, profile, others, choices }: QualitiesPageProps) {
  const { values, errors } = form;
  return (
    <>
      <ErrorSummary errors={errors} />
      <PageHeader
        title="Mes qualités"
        lead="Maire et vice-présidente d’une intercommunalité, agent et représentant d’une association : dites-le ici, puis choisissez dans chaque groupe la qualité qui y compte."
      />
      <AccountNav current="/espace/compte/qualites" />
      <Section title="Ce que voient les membres de vos groupes" id="qualites">
        <ul class="cd-people" aria-label="Mes qualités">
          <li class="cd-person">
            <p class="cd-person__who">
              <strong>{mainWords(profile)}</strong>
              <span>Qualité principale : vos accès en dépendent</span>
            </p>
          </li>
          {others.map(({ id, functionTitle, body }) => (
            <li class="cd-person">
              <p class="cd-person__who">
                <strong>
                  {functionTitle}, {body}
                </strong>
                <span>Indiquée par vous : elle ne donne aucun accès</span>
              </p>
              <PostButton
                action={`/espace/compte/qualites/${id}/retrait`}
                kind="tertiary"
                size="sm"
                context={`: ${functionTitle}, ${body}`}
              >
                Retirer
              </PostButton>
            </li>
          ))}
        </ul>
      </Section>
      <Section title="Ajouter une qualité" id="ajouter">
        <Form formKey={form.key} action="/espace/compte/qualites">
          <RadioGroup
            name="qualite"
            label="Où exercez-vous ce mandat ou cette fonction ?"
            value={typedText(values, 'qualite')}
            choices={[
              {
                value: 'elu',
                label: 'Dans une collectivité',
                hint: 'Commune, intercommunalité, département, région',
              },
              { value: 'association', label: 'Dans une association ou un autre organisme' },
            ]}
            error={errors.qualite}
          />
          <AuthorityPicker
            name="structure"
            label="Collectivité ou organisme"
            hint="Son nom, ou le code INSEE ou SIREN d’une collectivité."
            value={typedText(values, 'structure')}
            chosen={typedText(values, 'structure_id')}
            choices={choices}
            error={errors.structure}
          />
          {choices.length > 0 && <HiddenFields fields={{ structure_pour: typedText(values, 'structure') }} />}
          <TextField
            name="fonction"
            label="Mandat ou fonction"
            hint="Exemple : vice-présidente chargée du numérique"
            maxLength={150}
            width="medium"
            value={typedText(values, 'fonction')}
            error={errors.fonction}
          />
          <SubmitRow label="Ajouter cette qualité" cancelHref="/espace/compte" />
        </Form>
      </Section>
    </>
  );
}

export function ChosenQualityPage({
  group,
  form,
  profile,
  others,
}: Pick<QualitiesPageProps, 'form' | 'profile' | 'others'> & { group: { slug: string; title: string } }) {
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <PageHeader
        eyebrow={group.title}
        title="Ma qualité dans ce groupe"
        lead="L’annuaire du groupe vous montre sous cette qualité. Vos accès ne changent pas."
      />
      <Form formKey={form.key} action={`/groupes/${group.slug}/qualite`}>
        <RadioGroup
          name="qualite"
          label="Je prends part à ce groupe comme"
          value={typedText(form.values, 'qualite')}
          choices={[
            { value: 'principale', label: mainWords(profile), hint: 'Qualité principale' },
            ...others.map(({ id, functionTitle, body }) => ({
              value: id,
              label: `${functionTitle}, ${body}`,
            })),
          ]}
          error={form.errors.qualite}
        />
        <p>
          <a href="/espace/compte/qualites">Ajouter ou retirer une qualité</a>
        </p>
        <SubmitRow label="Enregistrer" cancelHref={`/espace/groupes/${group.slug}/membres`} />
      </Form>
    </>
  );
}
