import { type FormState, typedField, typedList } from '../../../platform/http/index.ts';
import {
  Alert,
  Card,
  Checkbox,
  DateField,
  ErrorSummary,
  FieldSet,
  Form,
  Grid,
  HiddenFields,
  PageHeader,
  SubmitRow,
  TextArea,
  TextField,
  Trap,
} from '../../../ui/index.ts';
import type { Charter } from '../charter.ts';
import { pledgesOf } from '../charter.ts';
import { type PartyWord, parties, partyOfWord, partyTitles, partyWords } from '../parties.ts';
import { plannedName } from '../sign-schemas.ts';
import { dueWords } from '../version-text.ts';
import { CharterFrame, Hash } from './frame.tsx';

const hints: Readonly<Record<(typeof parties)[number], string>> = {
  etat: 'Ministère, agence, établissement public de l’État.',
  associations: 'Association d’élus ou de collectivités.',
  vendors: 'Société ou organisme qui édite des logiciels pour les collectivités.',
  authorities: 'Commune, intercommunalité, département, région, syndicat.',
};

/** The first question: in whose name one signs; what one may commit to depends on it. */
export function WhoSigns({ charter }: { charter: Charter }) {
  const base = `/chartes/${charter.slug}/signer`;
  const able = parties.filter((party) => pledgesOf(charter.version, party).length > 0);
  const others = parties.filter((party) => !able.includes(party));
  return (
    <CharterFrame
      charter={charter}
      current={base}
      header={{
        eyebrow: charter.title,
        title: 'Signer la charte',
        lead: 'Au nom de qui signez-vous ? Les engagements proposés en dépendent.',
      }}
    >
      <Grid>
        {able.map((party) => (
          <Card title={partyTitles[party]} href={`${base}?genre=${partyWords[party]}`} level={2}>
            <p>{hints[party]}</p>
          </Card>
        ))}
      </Grid>
      {others.length > 0 && (
        <p class="cd-below-cards">
          La version en vigueur ne prévoit pas d’engagement pour :{' '}
          {others.map((party) => partyTitles[party].toLocaleLowerCase('fr')).join(', ')}.
        </p>
      )}
    </CharterFrame>
  );
}

/** The form, with the pledges of one kind of signatory. */
export function SignForm({ charter, form, genre }: { charter: Charter; form: FormState; genre: PartyWord }) {
  const party = partyOfWord(genre);
  const base = `/chartes/${charter.slug}`;
  const { values, errors } = form;
  const { version } = charter;
  return (
    <>
      <PageHeader
        eyebrow={charter.title}
        title="Signer la charte"
        lead="Vous recevrez un courriel pour confirmer ; une autre personne relira la signature avant de la publier."
      />
      <ErrorSummary errors={errors} />
      <Alert kind="info" title={`Vous signez la version ${version.number}`}>
        <p>
          <a href={`${base}/versions/${version.number}`}>La lire en entier</a>. Son empreinte sera gardée avec
          votre signature : <Hash value={version.hash} />
        </p>
        {version.confidence !== 'high' && version.note && <p>À vérifier : {version.note}</p>}
      </Alert>
      <Form formKey={form.key} action={`${base}/signer`}>
        <HiddenFields fields={{ genre, version: String(version.number) }} />
        <Organisation form={form} party={party} />
        <FieldSet
          legend="Vos engagements"
          hint="Cochez ceux que vous prenez, un au moins, et dites pour quand. Cette date sera publique."
        >
          {errors.engagement && (
            <p class="fr-error-text" id="engagement-erreur">
              {errors.engagement}
            </p>
          )}
          {pledgesOf(version, party).map((pledge, index) => (
            <div class="cd-pledge-choice">
              <div class="fr-checkbox-group">
                <input
                  type="checkbox"
                  id={index === 0 ? 'engagement' : `engagement-${pledge.code}`}
                  name="engagement"
                  value={pledge.code}
                  checked={typedList(values, 'engagement').includes(pledge.code)}
                  aria-describedby={errors.engagement ? 'engagement-erreur' : undefined}
                />
                <label class="fr-label" for={index === 0 ? 'engagement' : `engagement-${pledge.code}`}>
                  {pledge.text}
                  <span class="fr-hint-text">
                    {[pledge.check, dueWords(pledge) && `À tenir ${dueWords(pledge)}`]
                      .filter(Boolean)
                      .join('. ')}
                  </span>
                </label>
              </div>
              <DateField
                {...typedField(form, plannedName(pledge.code))}
                label="Tenu pour le"
                hint="Si vous prenez cet engagement. Déjà tenu : la date du jour."
                required={false}
              />
            </div>
          ))}
        </FieldSet>
        <Person form={form} />
        <SubmitRow label="Envoyer la signature" cancelHref={base} />
      </Form>
    </>
  );
}

function Organisation({ form, party }: { form: FormState; party: (typeof parties)[number] }) {
  return (
    <FieldSet legend="Votre organisme" hint="Ces informations seront publiques.">
      <TextField {...typedField(form, 'organisme')} label="Nom de l’organisme" maxLength={200} />
      <TextField
        {...typedField(form, 'siret')}
        label="Numéro SIRET"
        hint="14 chiffres, ceux du siège. Exemple : 130 025 265 00013"
        inputMode="numeric"
        width="medium"
        autocomplete="off"
      />
      <TextArea
        {...typedField(form, 'perimetre')}
        label="Périmètre"
        hint="Ce que couvre l’engagement : services, activités, territoire."
        rows={4}
        maxLength={2000}
      />
      {party === 'vendors' && (
        <TextArea
          {...typedField(form, 'produits')}
          label="Produits concernés"
          hint="Un par ligne."
          rows={4}
          maxLength={6000}
        />
      )}
    </FieldSet>
  );
}

function Person({ form }: { form: FormState }) {
  const { values, errors } = form;
  return (
    <FieldSet
      legend="Vous, qui signez"
      hint="Votre adresse électronique ne sera jamais publique. Elle sert à confirmer, puis à gérer la signature."
    >
      <TextField {...typedField(form, 'nom')} label="Prénom et nom" autocomplete="name" maxLength={100} />
      <TextField
        {...typedField(form, 'fonction')}
        label="Fonction"
        autocomplete="organization-title"
        maxLength={150}
      />
      <TextField
        {...typedField(form, 'courriel')}
        type="email"
        label="Adresse électronique professionnelle"
        autocomplete="email"
      />
      <Checkbox
        name="nom_public"
        label="Publier mon nom et ma fonction sur la page du signataire"
        checked={values.nom_public !== undefined}
        required={false}
      />
      <Checkbox
        name="mandat"
        label="Je déclare avoir mandat pour engager mon organisme"
        checked={values.mandat !== undefined}
        error={errors.mandat}
      />
      <Checkbox
        name="information"
        label="J’ai lu à quoi servent ces informations"
        hint="Elles tiennent le registre public de la charte. Nom, fonction et adresse sont effacés douze mois après la fin de la signature."
        checked={values.information !== undefined}
        error={errors.information}
      />
      <p>
        <a href="/donnees-personnelles">Vos droits, et ce que nous gardons</a>
      </p>
      <Trap name="site_web" />
    </FieldSet>
  );
}
