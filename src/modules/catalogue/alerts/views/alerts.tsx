import { type FormState, typedText } from '../../../../platform/http/index.ts';
import {
  Button,
  EmptyState,
  ErrorSummary,
  Form,
  ItemList,
  PageHeader,
  PostButton,
  Section,
  SubmitRow,
  TextField,
} from '../../../../ui/index.ts';

export function AlertForm({
  form,
  words,
  back,
  feed,
  isMember,
}: {
  form: FormState;
  /** The list in words. */
  words: string;
  back: string;
  /** Whole address of the feed of the same list. */
  feed: string;
  isMember: boolean;
}) {
  return (
    <>
      <PageHeader
        eyebrow={words}
        title="Être prévenu des nouveautés"
        lead="Un message par semaine au plus, pour toutes vos alertes, seulement quand une ressource nouvelle répond à l’une d’elles. Aucun compte n’est nécessaire."
      />
      <ErrorSummary errors={form.errors} />
      <Form formKey={form.key}>
        <TextField
          name="adresse"
          type="email"
          label="Votre adresse électronique"
          hint={
            isMember
              ? 'À l’adresse de votre compte, l’alerte est en place aussitôt ; à une autre, un courriel demande d’abord de confirmer.'
              : 'Elle ne sert qu’à cela. Un courriel vous demandera d’abord de confirmer ; chaque message permet d’arrêter en un clic.'
          }
          autocomplete="email"
          value={typedText(form.values, 'adresse')}
          error={form.errors.adresse}
        />
        <SubmitRow label="Créer l’alerte" cancelHref={back} />
      </Form>
      <Section id="flux" title="Ou par un lecteur de flux">
        <p>
          Le <a href={feed}>flux Atom de cette liste</a> dit la même chose, sans laisser d’adresse : copiez
          son adresse dans votre lecteur.
        </p>
        <pre class="cd-code">{feed}</pre>
      </Section>
      <p>
        <a href="/donnees-personnelles">Ce que nous gardons, et combien de temps</a>
      </p>
    </>
  );
}

export interface AlertsPageProps {
  /** Null when nothing is kept of anybody. */
  email: string | null;
  stopAll: string | null;
  items: readonly { words: string; href: string | null; stop: string }[];
}

export function AlertsPage({ email, stopAll, items }: AlertsPageProps) {
  if (email === null || stopAll === null || items.length === 0) {
    return (
      <>
        <PageHeader title="Vos alertes" />
        <EmptyState
          title="Aucune alerte"
          action={<Button href="/catalogues">Choisir une liste dans les catalogues</Button>}
        >
          <p>Vous ne recevez rien des catalogues.</p>
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <PageHeader
        title="Vos alertes"
        lead={`${email} reçoit un message par semaine au plus, quand une ressource nouvelle répond à l’une de ces alertes.`}
      />
      <ItemList label="Vos alertes">
        {items.map(({ words, href, stop }) => (
          <li class="cd-item cd-alert-row">
            <p>{href ? <a href={href}>{words}</a> : words}</p>
            <PostButton action={stop} kind="secondary" size="sm" context={`l’alerte : ${words}`}>
              Arrêter
            </PostButton>
          </li>
        ))}
      </ItemList>
      <Section id="arreter" title="Ne plus rien recevoir">
        <p>Toutes vos alertes s’arrêtent, et votre adresse n’est plus gardée pour cela.</p>
        <PostButton action={stopAll} kind="danger">
          Tout arrêter
        </PostButton>
      </Section>
    </>
  );
}
