import type { TypedValues } from '../../../platform/http/index.ts';
import {
  AdminNav,
  Alert,
  ErrorSummary,
  Form,
  formatNumber,
  PageHeader,
  Section,
  SubmitRow,
} from '../../../ui/index.ts';
import { authorityDetail, authorityUrl } from '../../territories/index.ts';
import type { ConcernedPage } from '../concerned.ts';
import type { RuleChoices } from '../editor/choices.ts';
import type { Preview } from '../editor/preview.ts';
import type { ConcernedQuery } from '../schemas.ts';
import { ConcernedView, concernedWords } from './concerned.tsx';
import { RuleFields } from './rule-fields.tsx';

export interface TryPageProps {
  values: TypedValues;
  choices: RuleChoices;
  /** What the rule of the address gives; null when the address has none. */
  preview: Preview | null;
  found: ConcernedPage | null;
  hrefOf: (query: ConcernedQuery) => string;
  isTeam: boolean;
  mayEditFlags: boolean;
}

/** Where a rule is tried before it is given to a measure. */
export function TryPage({ values, choices, preview, found, hrefOf, isTeam, mayEditFlags }: TryPageProps) {
  const errors = preview && 'errors' in preview ? preview.errors : {};
  return (
    <>
      {isTeam && <AdminNav current="/administration/publics" />}
      <PageHeader
        title="Publics visés"
        lead="Décrivez qui serait concerné par une mesure : la page compte les collectivités et les montre. Rien n’est enregistré."
        actions={
          mayEditFlags && (
            <a href="/administration/publics/questions">
              Les {formatNumber(choices.flags.size)} questions posées aux collectivités
            </a>
          )
        }
      />
      <ErrorSummary errors={errors} />
      <Form method="get" action="/administration/publics" label="Essayer une règle">
        <RuleFields form={{ values, errors }} choices={choices} withButton={false} />
        <SubmitRow label="Voir qui est concerné" />
      </Form>
      {found && preview && 'words' in preview && (
        <Section id="resultat" title="Qui est concerné">
          <Alert kind="info">
            <p>Public visé : {preview.words}.</p>
            <p>{concernedWords(found.concerned)}.</p>
          </Alert>
          {preview.examples.length > 0 && (
            <Section title="Exemples" level={3} intro="De la plus peuplée à la moins peuplée.">
              <ul>
                {preview.examples.map((authority) => (
                  <li>
                    <a href={authorityUrl(authority)}>{authority.name}</a>, {authorityDetail(authority)}
                  </li>
                ))}
              </ul>
            </Section>
          )}
          <ConcernedView found={found} hrefOf={hrefOf} />
        </Section>
      )}
    </>
  );
}
