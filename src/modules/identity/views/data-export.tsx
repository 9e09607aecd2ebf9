import type { FormState } from '../../../platform/http/index.ts';
import {
  Alert,
  Button,
  ErrorSummary,
  Form,
  formatFileSize,
  PageHeader,
  PostButton,
  Section,
  SubmitRow,
  Time,
} from '../../../ui/index.ts';
import type { LastExport } from '../data-export.ts';
import { leftOutWords } from '../data-words.ts';
import { AccountNav } from './account.tsx';

export interface DataExportPageProps {
  last: LastExport | null;
  /** Whether its making failed for good. */
  failed: boolean;
  email: string;
  form: FormState;
  now: Date;
}

export function DataExportPage({ last, failed, email, form, now }: DataExportPageProps) {
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <PageHeader
        title="Mes données"
        lead="Recevez une copie de tout ce que le site garde sur vous : compte, groupes, messages, réponses, fichiers."
      />
      <AccountNav current="/espace/compte/donnees" />
      {last && <Standing last={last} failed={failed} email={email} now={now} />}
      <Section title="Demander une archive" id="archive">
        <p>
          L’archive (ZIP) contient des fichiers JSON, lisibles avec un éditeur de texte, et vos fichiers. Un
          lien vous est envoyé à {email} ; il la donne une fois, pendant 7 jours, puis elle est effacée.
        </p>
        <Form formKey={form.key} action="/espace/compte/donnees">
          <SubmitRow label="Préparer mon archive" cancelHref="/espace/compte" />
        </Form>
      </Section>
      <p>
        <a href="/donnees-personnelles">Ce que nous gardons, pourquoi et combien de temps</a>
      </p>
    </>
  );
}

function Standing({
  last,
  failed,
  email,
  now,
}: {
  last: LastExport;
  failed: boolean;
  email: string;
  now: Date;
}) {
  if (!last.readyAt || !last.expiresAt) {
    if (failed)
      return (
        <Alert kind="error" title="Votre archive n’a pas pu être préparée">
          <p>
            Demandée le <Time value={last.requestedAt} withTime />, elle n’a pas abouti. Demandez-la de
            nouveau ; si cela se répète, écrivez à l’équipe du programme.
          </p>
        </Alert>
      );
    return (
      <Alert kind="info" title="Votre archive se prépare">
        <p>
          Demandée le <Time value={last.requestedAt} withTime />. Son lien vous sera envoyé à {email}.
        </p>
      </Alert>
    );
  }
  if (last.downloadedAt) {
    return (
      <p class="cd-meta">
        Dernière archive téléchargée le <Time value={last.downloadedAt} withTime />.
      </p>
    );
  }
  if (last.expiresAt <= now) return null;
  return (
    <Alert kind="success" title="Votre archive est prête">
      <p>
        Son lien a été envoyé à {email} ; il vaut jusqu’au <Time value={last.expiresAt} />.
      </p>
      {last.leftOut > 0 && <p>{leftOutWords(last.leftOut)}</p>}
    </Alert>
  );
}

/** Where the mailed link leads: opening it uses nothing up, the button does. */
export function DataLinkPage({
  archive,
  action,
}: {
  archive: { bytes: number; expiresAt: Date | null; leftOut: number };
  action: string;
}) {
  return (
    <>
      <PageHeader
        title="Vos données sont prêtes"
        lead={`Une archive ZIP de ${formatFileSize(archive.bytes)}. Le lien sert une fois : gardez le fichier en lieu sûr.`}
      />
      {archive.leftOut > 0 && <p>{leftOutWords(archive.leftOut)}</p>}
      <PostButton action={action}>Télécharger mon archive</PostButton>
      <p>Si le téléchargement s’interrompt, demandez une autre archive.</p>
    </>
  );
}

export function DataExportGonePage() {
  return (
    <>
      <PageHeader
        title="Ce lien n’est plus valable"
        lead="Il a déjà servi, il a plus de 7 jours, ou il a été envoyé pour un autre compte."
      />
      <Button href="/espace/compte/donnees">Demander une archive</Button>
    </>
  );
}
