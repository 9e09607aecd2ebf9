import {
  Alert,
  Badge,
  DescriptionList,
  ErrorSummary,
  FileField,
  Form,
  formatDate,
  PageHeader,
  Section,
  SubmitRow,
  TextArea,
} from '../../../ui/index.ts';
import { partyLabels } from '../parties.ts';
import type { Receipt } from '../receipt.ts';
import { siretWords } from '../siret.ts';
import type { PublicState } from '../state.ts';
import { stateKinds, stateLabels } from '../state.ts';
import { Hash } from './frame.tsx';

/** Where a signature stands today in the register. */
export type StandingNow =
  | { kind: 'listed'; state: PublicState; expiresOn: string; href: string }
  | { kind: 'replaced' }
  | null;

export interface VerifyPageProps {
  typed: string;
  error?: string;
  found?: { receipt: Receipt; now: StandingNow };
}

/** Whether a receipt is authentic, and where the signature stands today. */
export function VerifyPage({ typed, error, found }: VerifyPageProps) {
  return (
    <>
      <PageHeader
        eyebrow="Chartes"
        title="Vérifier un reçu"
        lead="Collez ou envoyez le reçu signé d’un signataire : vous saurez s’il est authentique, et où en est la signature aujourd’hui."
      />
      <ErrorSummary errors={error ? { recu: error } : {}} />
      {found && <Verified {...found} />}
      <Form action="/chartes/verifier" multipart>
        <TextArea
          name="recu"
          label="Contenu du reçu"
          hint="Le fichier JSON en entier, ou sa seule partie « jws »."
          rows={8}
          maxLength={60_000}
          value={typed}
          error={error}
          required={false}
        />
        <FileField
          name="fichier"
          label="Ou le fichier du reçu"
          hint="JSON, 64 Ko au plus."
          required={false}
        />
        <SubmitRow label="Vérifier" />
      </Form>
      <Section title="Vérifier par vous-même" id="soi-meme">
        <p>
          Le reçu est un JWS compact (RFC 7515) signé en EdDSA, courbe Ed25519 (RFC 8037). Toute bibliothèque
          qui connaît ces normes le vérifie avec <a href="/chartes/cle.json">la clé publique</a>, sans passer
          par ce site. Rien de ce que vous envoyez ici n’est gardé.
        </p>
      </Section>
    </>
  );
}

function Verified({ receipt, now }: NonNullable<VerifyPageProps['found']>) {
  return (
    <>
      <Alert kind="success" title="Ce reçu est authentique" live>
        <p>Il a été émis par ce registre, et n’a pas été modifié.</p>
      </Alert>
      <DescriptionList
        items={[
          { term: 'Aujourd’hui', value: <Now now={now} /> },
          {
            term: 'Organisme',
            value: `${receipt.signatory.organisation} (${partyLabels[receipt.signatory.kind]})`,
          },
          { term: 'SIRET', value: siretWords(receipt.signatory.siret) },
          { term: 'Charte', value: `${receipt.charter.title}, version ${receipt.charter.version}` },
          { term: 'Empreinte du texte', value: <Hash value={receipt.charter.sha256} /> },
          { term: 'Publiée le', value: formatDate(receipt.published_at) },
          { term: 'Valable, dit le reçu, jusqu’au', value: formatDate(receipt.expires_on) },
        ]}
      />
    </>
  );
}

function Now({ now }: { now: StandingNow }) {
  if (now === null) return <>Cette signature n’est plus au registre.</>;
  if (now.kind === 'replaced') return <>Remplacée par une signature plus récente du même organisme.</>;
  return (
    <>
      <Badge kind={stateKinds[now.state]}>{stateLabels[now.state]}</Badge>{' '}
      {now.state === 'in_force' && `jusqu’au ${formatDate(now.expiresOn)}. `}
      <a href={now.href}>Sa page au registre</a>
    </>
  );
}
