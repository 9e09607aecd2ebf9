import type { FieldErrors } from '../../../platform/http/index.ts';
import {
  Alert,
  type AlertKind,
  Badge,
  Details,
  ErrorSummary,
  FileField,
  Form,
  HiddenFields,
  plural,
  Section,
  SubmitRow,
  TextArea,
} from '../../../ui/index.ts';
import type { Report, Verdict } from '../check/engine.ts';
import { conclusionLabels, outcomeLabels, secretAdvice } from '../check/words.ts';
import { FoldedSources } from './checklist.tsx';
import { TypedForm } from './typed-form.tsx';

export interface CheckPageProps {
  /** Address of the page. */
  here: string;
  /** Of the page that shows how to ask for the same as data. */
  publicUrl: string;
  report: Report | null;
  errors: FieldErrors;
  /** What is shown again of what was pasted. */
  text: string;
  /** Whether what was pasted is not shown again, since it may hold a secret. */
  withheld: boolean;
  /** What was typed field by field. */
  typed: Readonly<Record<string, string>>;
}

/** The self-check of a relying party: what was found, then the forms. */
export function CheckView(props: CheckPageProps) {
  const { here, publicUrl, report, errors, text, withheld, typed } = props;
  return (
    <>
      {!report && <ErrorSummary errors={errors} />}
      {report && <ReportView report={report} />}
      {withheld && (
        <Alert kind="info">
          <p>Votre texte n’est pas réaffiché : il pourrait contenir un secret.</p>
        </Alert>
      )}
      <Section id="coller" title={report ? 'Vérifier de nouveau' : 'Coller ou envoyer la configuration'}>
        <p class="cd-checklist__note">
          <strong>Retirez d’abord client_secret.</strong> Rien n’est gardé ni envoyé ailleurs : la
          configuration est lue, comparée aux règles, oubliée. Un secret qui s’y trouverait ne serait ni écrit
          ni réaffiché ; il faudrait pourtant le renouveler.
        </p>
        <Form action={here} multipart label="Coller ou envoyer la configuration">
          <HiddenFields fields={{ saisie: 'json' }} />
          <TextArea
            name="configuration"
            label="Configuration, en JSON"
            hint="Les noms de champs d’OpenID Connect : redirect_uris, scope, acr_values, id_token_signed_response_alg… 100 Ko au plus."
            required={false}
            rows={12}
            value={text}
            error={errors.configuration}
          />
          <FileField
            name="fichier"
            label="Ou un fichier JSON"
            accept=".json,application/json"
            required={false}
            error={errors.fichier}
          />
          <SubmitRow label="Vérifier" />
        </Form>
        <Details summary="Saisir les champs un par un" open={Object.keys(typed).length > 0}>
          <TypedForm here={here} typed={typed} />
        </Details>
        <Details summary="Un exemple de configuration">
          <pre class="cd-code">{example}</pre>
        </Details>
      </Section>
      <AsData here={here} publicUrl={publicUrl} />
    </>
  );
}

const example = JSON.stringify(
  {
    environment: 'integration',
    issuer: 'https://fcp-low.integ01.dev-franceconnect.fr/api/v2',
    redirect_uris: ['https://demarches.exemple.fr/connexion/retour'],
    post_logout_redirect_uris: ['https://demarches.exemple.fr/deconnexion/retour'],
    scope: 'openid profile email',
    acr_values: 'eidas1',
    response_types: ['code'],
    grant_types: ['authorization_code'],
    id_token_signed_response_alg: 'ES256',
    userinfo_signed_response_alg: 'ES256',
    token_endpoint_auth_method: 'client_secret_post',
    state: true,
    nonce: true,
  },
  null,
  2,
);

const kinds: Record<Report['conclusion'], AlertKind> = {
  wrong: 'error',
  check: 'warning',
  conform: 'success',
  nothing: 'info',
};

const countWords = ({ counts }: Report): string =>
  [
    `${counts.wrong} à corriger`,
    `${counts.check} à vérifier`,
    plural(counts.not_told, 'non renseigné'),
    plural(counts.conform, 'conforme'),
  ].join(', ');

function ReportView({ report }: { report: Report }) {
  const { conclusion, verdicts, ignored, truncated, secret } = report;
  const groups = (['wrong', 'check', 'not_told', 'conform'] as const)
    .map((outcome) => ({ outcome, of: verdicts.filter((one) => one.outcome === outcome) }))
    .filter(({ of }) => of.length > 0);
  return (
    <section class="cd-report" aria-labelledby="resultat">
      <h2 id="resultat">Résultat</h2>
      {secret && (
        <Alert kind="error" title="Un secret est arrivé avec cette configuration" level={3}>
          <p>{secretAdvice}</p>
        </Alert>
      )}
      <Alert kind={kinds[conclusion]} title={conclusionLabels[conclusion]} level={3} live>
        {conclusion === 'nothing' ? (
          <p>Aucun des noms attendus n’y figure. Voyez l’exemple, plus bas.</p>
        ) : (
          <p>{countWords(report)}. Seul ce qui est écrit est examiné : aucune adresse n’est appelée.</p>
        )}
        {ignored > 0 && (
          <p>{plural(ignored, 'champ que nous n’examinons pas', 'champs que nous n’examinons pas')}.</p>
        )}
        {truncated.length > 0 && <p>Seules les premières valeurs ont été lues : {truncated.join(', ')}.</p>}
      </Alert>
      {conclusion !== 'nothing' &&
        groups.map(({ outcome, of }) => (
          <Section id={`resultat-${outcome}`} level={3} title={`${outcomeLabels[outcome]} (${of.length})`}>
            {outcome === 'conform' ? (
              <Details summary="Voir les points conformes">
                <Verdicts verdicts={of} />
              </Details>
            ) : (
              <Verdicts verdicts={of} />
            )}
          </Section>
        ))}
    </section>
  );
}

function Verdicts({ verdicts }: { verdicts: readonly Verdict[] }) {
  return (
    <ul class="cd-verdicts">
      {verdicts.map(({ rule, outcome, found, message }) => (
        <li class={`cd-verdict cd-verdict--${outcome}`} id={`regle-${rule.id}`}>
          <h4 class="cd-point__title">{rule.title}</h4>
          {message && <p class="cd-verdict__do">{message}</p>}
          {found.length > 0 && (
            <ul class="cd-verdict__found">
              {found.map((value) => (
                <li>
                  <code>{value}</code>
                </li>
              ))}
            </ul>
          )}
          <p>
            {rule.requires} {rule.why} <code class="cd-verdict__field">{rule.field}</code>
            {rule.confidence === 'low' && (
              <>
                {' '}
                <Badge kind="warning">Règle à vérifier</Badge>
              </>
            )}
          </p>
          <FoldedSources {...rule} about={rule.title} />
        </li>
      ))}
    </ul>
  );
}

function AsData({ here, publicUrl }: { here: string; publicUrl: string }) {
  return (
    <Section id="donnees" title="La même vérification, en données ou en commande">
      <p>
        <code>POST {here}.json</code> reçoit la configuration (<code>application/json</code>, 100 Ko au plus)
        et répond 200 avec la conclusion (<code>conform</code>, <code>check</code>, <code>wrong</code>,{' '}
        <code>nothing</code>) et, pour chaque point, son résultat, ce qui est demandé, pourquoi, et les
        sources. Ce qui n’est pas du JSON, ou pas un objet, reçoit 422 ; ce qui est trop lourd, 413.
      </p>
      <pre class="cd-code">{`curl --json @configuration.json ${publicUrl}${here}.json`}</pre>
      <p>
        Depuis les sources de Cordée, sans rien envoyer :{' '}
        <code>npm run check:franceconnect -- configuration.json</code>. Le code de sortie est 0 si rien n’est
        faux, 1 si un point est à corriger, 2 si le fichier ne peut pas être lu. Avec <code>--json</code>, la
        réponse est la même que ci-dessus.
      </p>
      <p>
        Les règles, avec leurs sources : <a href={`${here}.json`}>JSON</a>.
      </p>
    </Section>
  );
}
