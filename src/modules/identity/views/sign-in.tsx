import { type FormState, typedText } from '../../../platform/http/index.ts';
import {
  Alert,
  Button,
  ButtonGroup,
  Callout,
  ErrorSummary,
  Form,
  HiddenFields,
  PageHeader,
  PostButton,
  Section,
  SubmitRow,
  TextField,
} from '../../../ui/index.ts';
import type { LinkedAccount } from '../sign-in.ts';

export function SignInPage({ form, demo }: { form: FormState; demo: boolean }) {
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <PageHeader
        title="Se connecter"
        lead="Pas de mot de passe à retenir : nous vous envoyons un lien et un code, valables dix minutes."
      />
      <Form formKey={form.key} action="/connexion">
        <HiddenFields fields={{ retour: typedText(form.values, 'retour') || undefined }} />
        <TextField
          name="adresse"
          label="Adresse électronique professionnelle"
          hint="Celle de votre inscription. Exemple : prenom.nom@commune.fr"
          type="email"
          autocomplete="email"
          width="medium"
          spellcheck={false}
          value={typedText(form.values, 'adresse')}
          error={form.errors.adresse}
        />
        <SubmitRow label="Recevoir un lien de connexion" />
      </Form>
      <Section>
        <p>
          Pas encore inscrit ? <a href="/inscription">Rejoindre l’espace collaboratif</a>
        </p>
      </Section>
      {demo && (
        <Callout
          title="Instance de démonstration"
          link={{ label: 'Voir les comptes de démonstration', href: '/demonstration' }}
        >
          <p>Pour essayer sans vous inscrire, prenez la place d’une personne fictive.</p>
        </Callout>
      )}
    </>
  );
}

export function SignedInPage({ name }: { name: string }) {
  return (
    <>
      <PageHeader title="Vous êtes déjà connecté" lead={`Ce navigateur est connecté au compte de ${name}.`} />
      <ButtonGroup>
        <Button href="/espace">Aller à mon espace</Button>
        <PostButton action="/deconnexion" kind="secondary">
          Se déconnecter
        </PostButton>
      </ButtonGroup>
    </>
  );
}

/** Where the sign-up form leads, for the address to be confirmed. */
export const signUpCodePath = '/connexion/code?pour=inscription';

/** `signingUp`: after the sign-up form, whether or not the address had an account. */
export function CodePage({
  form,
  mailbox,
  signingUp,
}: {
  form: FormState;
  mailbox: boolean;
  signingUp: boolean;
}) {
  const address = typedText(form.values, 'adresse');
  const known = address !== '' && !form.errors.adresse;
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <PageHeader
        title="Consultez votre messagerie"
        lead={
          known && signingUp ? (
            <>
              Il reste à confirmer votre adresse : un courriel vient de partir vers <strong>{address}</strong>
              . Ouvrez son lien, ou saisissez ici son code.
            </>
          ) : known ? (
            <>
              Si l’adresse <strong>{address}</strong> a un compte, un courriel vient d’y partir. Ouvrez son
              lien, ou saisissez ici son code.
            </>
          ) : (
            'Indiquez l’adresse qui a reçu le courriel, et le code qu’il contient.'
          )
        }
      />
      {mailbox && (
        <Alert kind="info">
          <p>
            Cette instance n’envoie pas de courriels : <a href="/courriels">lisez-les ici</a>.
          </p>
        </Alert>
      )}
      <Form formKey={form.key} action={signingUp ? signUpCodePath : '/connexion/code'}>
        {known ? (
          <HiddenFields fields={{ adresse: address }} />
        ) : (
          <TextField
            name="adresse"
            label="Adresse électronique"
            type="email"
            autocomplete="email"
            width="medium"
            spellcheck={false}
            value={address}
            error={form.errors.adresse}
          />
        )}
        <TextField
          name="code"
          label="Code à six chiffres"
          inputMode="numeric"
          autocomplete="one-time-code"
          width="short"
          maxLength={12}
          value={typedText(form.values, 'code')}
          error={form.errors.code}
        />
        <SubmitRow
          label={signingUp ? 'Confirmer mon adresse' : 'Se connecter'}
          cancelHref="/connexion"
          cancelLabel="Demander un nouveau courriel"
        />
      </Form>
      <Section title="Rien reçu ?" id="rien-recu">
        <ul>
          <li>Le courriel peut prendre une minute, et se trouver parmi les indésirables.</li>
          {signingUp ? (
            <li>
              L’adresse est mal écrite ? <a href="/inscription">Recommencez l’inscription</a>.
            </li>
          ) : (
            <li>
              Vérifiez l’adresse : c’est celle de votre inscription qu’il faut. Pas encore inscrit ?{' '}
              <a href="/inscription">Rejoindre l’espace collaboratif</a>
            </li>
          )}
        </ul>
      </Section>
    </>
  );
}

/** Who signs up has an address to confirm, and no account to open yet. */
export function linkTitle({ confirming }: LinkedAccount): string {
  return confirming ? 'Confirmez votre adresse' : 'Confirmez votre connexion';
}

export function LinkPage({ account, action }: { account: LinkedAccount; action: string }) {
  return (
    <>
      <PageHeader
        title={linkTitle(account)}
        lead={
          account.confirming ? (
            <>
              Une inscription a été demandée au nom de <strong>{account.name}</strong>, avec l’adresse{' '}
              <strong>{account.email}</strong>.
            </>
          ) : (
            <>
              Ce lien ouvre le compte de <strong>{account.name}</strong> ({account.email}).
            </>
          )
        }
      />
      <p>Si ce n’est pas vous, fermez cette page : rien ne se passera.</p>
      <PostButton action={action} size="lg">
        {account.confirming ? 'Confirmer mon adresse' : 'Se connecter'}
      </PostButton>
    </>
  );
}

export function LinkGonePage() {
  return (
    <>
      <PageHeader
        title="Ce lien n’est plus valable"
        lead="Il a déjà servi, il a plus de dix minutes, ou un courriel plus récent le remplace."
      />
      <Button href="/connexion">Demander un nouveau lien</Button>
    </>
  );
}
