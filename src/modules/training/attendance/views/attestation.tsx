import {
  Alert,
  DescriptionList,
  durationWords,
  formatDate,
  PageHeader,
  spanLine,
  TextField,
} from '../../../../ui/index.ts';
import { sessionHref } from '../../addresses.ts';
import { type Attestation, codeWords } from '../attestation.ts';

export function AskCode({ typed }: { typed: string }) {
  return (
    <>
      <PageHeader
        title="Vérifier une attestation"
        lead="Recopiez le code de douze signes qui figure sur l’attestation de présence."
      />
      <form class="cd-form" method="get" action="/attestations">
        <TextField
          name="code"
          label="Code de vérification"
          hint="Exemple de forme : ABCD-EFGH-JKMN. Majuscules, espaces et tirets ne comptent pas."
          value={typed}
          width="medium"
          autocomplete="off"
          spellcheck={false}
          maxLength={40}
          error={typed === '' ? undefined : 'Ce code est incomplet ou contient un signe inattendu.'}
        />
        <div class="cd-submit">
          <button class="fr-btn" type="submit">
            <span>Vérifier</span>
          </button>
        </div>
      </form>
    </>
  );
}

/** Says no more than a paper already shows: initials to compare, no name, no address. */
export function AttestationPage({ attestation }: { attestation: Attestation }) {
  const { code, session, revokedAt, issuedAt } = attestation;
  return (
    <>
      <PageHeader eyebrow="Vérification" title={`Attestation ${codeWords(code)}`} />
      {revokedAt ? (
        <Alert kind="error" title="Cette attestation n’est plus valable">
          <p>
            L’organisateur l’a retirée le {formatDate(revokedAt)} : la présence avait été notée par erreur.
          </p>
        </Alert>
      ) : (
        <Alert kind="success" title="Cette attestation est authentique">
          <p>Comparez ce qui suit avec le document que l’on vous présente.</p>
        </Alert>
      )}
      {session.demonstration && (
        <Alert kind="warning" title="Démonstration">
          <p>La session est fictive : cette attestation n’a aucune valeur.</p>
        </Alert>
      )}
      <DescriptionList
        items={[
          { term: 'Initiales de la personne', value: attestation.initials },
          { term: 'Formation', value: <a href={sessionHref(session.slug)}>{session.title}</a> },
          { term: 'Dates', value: spanLine(session) },
          { term: 'Durée', value: durationWords(session.minutes) },
          { term: 'Organisateur', value: session.organiser.name },
          { term: 'Délivrée le', value: formatDate(issuedAt) },
        ]}
      />
      <p>Le nom n’est pas affiché ici : il n’est écrit que sur le document de la personne.</p>
    </>
  );
}
