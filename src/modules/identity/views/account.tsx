import { type FormState, typedText } from '../../../platform/http/index.ts';
import {
  Button,
  Checkbox,
  DescriptionList,
  ErrorSummary,
  Form,
  FormTroubles,
  HiddenFields,
  PageHeader,
  PostButton,
  Section,
  SubmitRow,
  SubNav,
  TextField,
} from '../../../ui/index.ts';
import type { Profile } from '../accounts.ts';
import type { Departure } from '../departures.ts';
import type { PendingEmailChange } from '../email-change.ts';
import { qualityLabels } from '../quality-labels.ts';

export function AccountNav({ current }: { current: string }) {
  return (
    <SubNav
      label="Mon compte"
      current={current}
      items={[
        { label: 'Profil', href: '/espace/compte' },
        { label: 'Qualités', href: '/espace/compte/qualites' },
        { label: 'Adresse électronique', href: '/espace/compte/adresse' },
        { label: 'Mes courriels', href: '/espace/compte/courriels' },
        { label: 'Sessions', href: '/espace/compte/sessions' },
        { label: 'Mes données', href: '/espace/compte/donnees' },
        { label: 'Suppression', href: '/espace/compte/suppression' },
      ]}
    />
  );
}

export function ProfilePage({ profile, form }: { profile: Profile; form: FormState }) {
  return (
    <>
      <FormTroubles form={form} labels={{ nom: 'Nom', fonction: 'Fonction' }} />
      <PageHeader title="Mon compte" />
      <AccountNav current="/espace/compte" />
      <Form formKey={form.key} action="/espace/compte">
        <HiddenFields fields={{ version: typedText(form.values, 'version') }} />
        <TextField
          name="nom"
          label="Prénom et nom"
          hint="Les membres de vos groupes le voient."
          autocomplete="name"
          width="medium"
          value={typedText(form.values, 'nom')}
          error={form.errors.nom}
        />
        <TextField
          name="fonction"
          label="Fonction"
          hint="Les membres de vos groupes la voient. Exemple : secrétaire générale de mairie"
          autocomplete="organization-title"
          width="medium"
          required={false}
          value={typedText(form.values, 'fonction')}
          error={form.errors.fonction}
        />
        <Checkbox
          name="sans_contact"
          label="Je ne veux pas que les membres de mes groupes m’écrivent par le site."
          hint="Ils ne voient jamais votre adresse : leur message vous parvient par courriel."
          required={false}
          checked={form.values.sans_contact !== undefined}
          error={form.errors.sans_contact}
        />
        <SubmitRow label="Enregistrer" />
      </Form>
      <Section title="Ce dont dépendent vos accès" id="acces">
        <DescriptionList
          items={[
            { term: 'Adresse électronique', value: profile.email },
            { term: 'Qualité', value: profile.quality && qualityLabels[profile.quality] },
            { term: 'Collectivité ou organisme', value: profile.affiliation },
          ]}
        />
        <p>
          Vous changez de collectivité, d’organisme ou de qualité ?{' '}
          <a href="/contact">Écrivez à l’équipe du programme</a> : vos accès en dépendent, elle les vérifie
          avec vous.
        </p>
      </Section>
    </>
  );
}

export function EmailPage({ profile, form }: { profile: Profile; form: FormState }) {
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <PageHeader title="Changer d’adresse" lead={`Votre adresse aujourd’hui : ${profile.email}`} />
      <AccountNav current="/espace/compte/adresse" />
      <Form formKey={form.key} action="/espace/compte/adresse">
        <TextField
          name="adresse"
          label="Nouvelle adresse électronique"
          hint="Nous y envoyons un lien à confirmer. Jusque-là, rien ne change ; ensuite, l’ancienne adresse est prévenue. Si le domaine change et n’est pas reconnu pour votre collectivité, l’équipe du programme le vérifie."
          type="email"
          autocomplete="email"
          width="medium"
          spellcheck={false}
          value={typedText(form.values, 'adresse')}
          error={form.errors.adresse}
        />
        <SubmitRow label="Envoyer le lien de confirmation" cancelHref="/espace/compte" />
      </Form>
    </>
  );
}

export function EmailChangeLinkPage({ change, action }: { change: PendingEmailChange; action: string }) {
  return (
    <>
      <PageHeader
        title="Confirmez votre nouvelle adresse"
        lead={
          <>
            Le compte de <strong>{change.name}</strong> utilisera désormais <strong>{change.newEmail}</strong>
            .
          </>
        }
      />
      <p>Si ce compte n’est pas le vôtre, fermez cette page : rien ne se passera.</p>
      <PostButton action={action}>Utiliser cette adresse</PostButton>
    </>
  );
}

export function EmailChangeDonePage({ toCheck }: { toCheck: boolean }) {
  return (
    <>
      <PageHeader
        title="Votre adresse est changée"
        lead="C’est avec elle que vous vous connecterez. L’ancienne adresse est prévenue."
      />
      {toCheck && (
        <p>
          Le domaine de cette adresse n’est pas encore reconnu pour votre collectivité ou votre organisme :
          l’équipe du programme va le vérifier. Vous gardez vos accès.
        </p>
      )}
      <Button href="/espace/compte">Voir mon compte</Button>
    </>
  );
}

export function EmailChangeGonePage() {
  return (
    <>
      <PageHeader
        title="Ce lien n’est plus valable"
        lead="Il a déjà servi, il a plus de deux heures, ou l’adresse sert maintenant à un autre compte."
      />
      <Button href="/espace/compte/adresse">Demander un nouveau lien</Button>
    </>
  );
}

export function DeletionPage({
  profile,
  departure,
  form,
}: {
  profile: Profile;
  departure: Departure;
  form: FormState;
}) {
  const keptOut = departure.suspended
    ? 'Votre accès est suspendu'
    : departure.removedFrom.length > 0
      ? 'Vous avez été retiré d’un groupe'
      : null;
  return (
    <>
      <ErrorSummary errors={form.errors} title="Votre compte ne peut pas être supprimé pour le moment" />
      <PageHeader
        title="Supprimer mon compte"
        lead={`Compte de ${profile.name} (${profile.email}). C’est immédiat et définitif.`}
      />
      <AccountNav current="/espace/compte/suppression" />
      <Section title="Ce qui disparaît" id="disparait">
        <ul>
          <li>votre nom, votre adresse, votre fonction, votre collectivité ou votre organisme ;</li>
          <li>vos adhésions aux groupes, vos abonnements et vos sessions ;</li>
          <li>les courriels qui attendent de vous être envoyés.</li>
        </ul>
      </Section>
      <Section title="Ce qui reste" id="reste">
        <p>
          Vos messages dans les groupes restent, signés « Compte supprimé », pour que les échanges gardent
          leur sens. Si l’un d’eux ne doit pas rester, supprimez-le d’abord.
        </p>
        {keptOut && (
          <p>
            {keptOut} : une empreinte de votre adresse, qui ne permet pas de la lire, est gardée 24 mois. Si
            vous vous inscrivez de nouveau avec elle, l’équipe du programme le saura.
          </p>
        )}
      </Section>
      <Form formKey={form.key} action="/espace/compte/suppression">
        <SubmitRow label="Supprimer définitivement mon compte" cancelHref="/espace/compte" />
      </Form>
    </>
  );
}
