import type { AccountState } from '../../../platform/database/index.ts';
import { type FormState, typedText } from '../../../platform/http/index.ts';
import {
  Alert,
  Button,
  ButtonGroup,
  Checkbox,
  Columns,
  ErrorSummary,
  Form,
  HiddenFields,
  PageHeader,
  Panel,
  SubmitRow,
  TextField,
} from '../../../ui/index.ts';
import type { AffiliationChoice } from '../affiliation.ts';
import type { OpenInvitation } from '../invitations/queries.ts';
import { roleInWords } from '../schemas.ts';
import { AffiliationFields } from './affiliation-fields.tsx';
import { type AskedGroup, GroupChoices } from './group-choices.tsx';

export interface SignUpPageProps {
  form: FormState;
  groups: readonly AskedGroup[];
  /** What the typed place of work may be, when it was not enough. */
  choices: readonly AffiliationChoice[];
  /** Through which the person came, if any. */
  invitation: OpenInvitation | null;
}

export function SignUpPage({ form, groups, choices, invitation }: SignUpPageProps) {
  const { key, values, errors } = form;
  return (
    <>
      <ErrorSummary errors={errors} />
      <PageHeader
        title="Rejoindre l’espace collaboratif"
        lead="Suivez les travaux des groupes projets, participez aux échanges, partagez ce qui marche chez vous. C’est gratuit et sans mot de passe."
        meta={
          <span>
            Déjà inscrit ? <a href="/connexion">Se connecter</a>
          </span>
        }
      />
      <Columns aside={<WhatComesNext />}>
        <Form formKey={key} action="/inscription">
          {invitation && <Invited invitation={invitation} token={typedText(values, 'invitation')} />}
          <TextField
            name="nom"
            label="Prénom et nom"
            autocomplete="name"
            maxLength={100}
            value={typedText(values, 'nom')}
            error={errors.nom}
          />
          <TextField
            name="courriel"
            label="Adresse électronique professionnelle"
            hint="De préférence au nom de votre collectivité ou de votre organisme. Exemple : prenom.nom@commune.fr"
            type="email"
            autocomplete="email"
            spellcheck={false}
            maxLength={254}
            value={typedText(values, 'courriel')}
            error={errors.courriel}
          />
          <AffiliationFields form={form} choices={choices} />
          <GroupChoices form={form} groups={groups} />
          <Trap />
          <WhatBecomesOfAnswers />
          <Checkbox
            name="information"
            label="J’ai lu à quoi servent ces informations et combien de temps elles sont gardées."
            checked={values.information !== undefined}
            error={errors.information}
          />
          <SubmitRow label="Envoyer ma demande" />
        </Form>
      </Columns>
    </>
  );
}

function Invited({ invitation, token }: { invitation: OpenInvitation; token: string }) {
  return (
    <>
      <Alert kind="info" title={`Invitation dans le groupe « ${invitation.group.title} »`}>
        <p>
          {invitation.invitedBy} vous invite comme {roleInWords(invitation)}. Gardez l’adresse{' '}
          {invitation.email} : votre inscription sera acceptée dès que vous l’aurez confirmée.
        </p>
      </Alert>
      <HiddenFields fields={{ invitation: token }} />
    </>
  );
}

/** To be read, not agreed to: the legal basis is a mission of public interest. */
function WhatBecomesOfAnswers() {
  return (
    <Panel title="Ce que deviennent vos réponses">
      <ul>
        <li>
          Elles servent à une mission d’intérêt public : examiner votre demande, puis vous faire participer
          aux groupes.
        </li>
        <li>
          Les membres de vos groupes voient votre nom, votre fonction et votre collectivité ou organisme,
          jamais votre adresse électronique.
        </li>
        <li>
          Elles sont effacées quand vous supprimez votre compte, ou après 24 mois sans connexion (un courriel
          vous prévient un mois avant). Une demande refusée ou jamais confirmée est effacée au bout d’un an.
        </li>
      </ul>
      <p>
        <a href="/donnees-personnelles">Vos données et vos droits</a>
      </p>
    </Panel>
  );
}

/** Machines fill in every field; people do not see this one, and their readers pass over it. */
function Trap() {
  return (
    <div class="fr-sr-only" aria-hidden="true">
      <label for="site_web">Laissez ce champ vide</label>
      <input type="text" id="site_web" name="site_web" tabIndex={-1} autocomplete="off" />
    </div>
  );
}

function WhatComesNext() {
  return (
    <Panel title="Ce qui se passe ensuite">
      <ol>
        <li>Vous recevez un courriel pour confirmer votre adresse.</li>
        <li>
          Si le domaine de votre adresse est déjà reconnu pour votre collectivité, vous entrez tout de suite.
          Sinon, l’équipe du programme ou un copilote examine votre demande.
        </li>
        <li>Accepté une fois, vous rejoignez en un clic tous les groupes ouverts aux collectivités.</li>
      </ol>
    </Panel>
  );
}

/** For whoever opens the form while signed in. */
export function AlreadySignedUpPage({ name, state }: { name: string; state: AccountState }) {
  return (
    <>
      <PageHeader title="Vous êtes déjà inscrit" lead={`Ce navigateur est connecté au compte de ${name}.`} />
      <ButtonGroup>
        {state === 'active' ? (
          <Button href="/groupes">Voir les groupes à rejoindre</Button>
        ) : (
          <Button href="/inscription/suivi">Suivre ma demande</Button>
        )}
      </ButtonGroup>
    </>
  );
}
