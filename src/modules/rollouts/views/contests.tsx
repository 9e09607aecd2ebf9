import { type FormState, typedField } from '../../../platform/http/index.ts';
import {
  Badge,
  EmptyState,
  Form,
  FormTroubles,
  PageHeader,
  Pagination,
  plural,
  RadioGroup,
  Section,
  SubmitRow,
  TextArea,
  Time,
} from '../../../ui/index.ts';
import { type AuthoritySummary, authorityUrl, distinctName } from '../../territories/index.ts';
import type { Contest } from '../contests.ts';
import type { RolloutPlace } from '../place.ts';
import { sourceWords } from '../precedence.ts';
import type { Rollout } from '../rollout.ts';
import type { Told } from '../told.ts';
import { Patterns } from './bar.tsx';
import { toldWords } from './told-list.tsx';

/** What is said, and what is wrong with it. */
export function ContestForm({ form, place, told }: { form: FormState; place: RolloutPlace; told: Told }) {
  const { rollout, authority } = place;
  return (
    <>
      <Patterns />
      <PageHeader
        eyebrow={rollout.title}
        title={`Ce n’est pas exact pour ${authority.name}`}
        lead={`« ${toldWords(rollout, told)} » : ${sourceWords[told.source].label.toLowerCase()}, ${told.toldBy}.`}
      />
      <FormTroubles form={form} labels={{ motif: 'Ce qui n’est pas exact' }} />
      <Form formKey={form.key}>
        <TextArea
          {...typedField(form, 'motif')}
          label="Ce qui n’est pas exact"
          hint="Publié à côté de la déclaration, au nom de la collectivité. Les copilotes répondent."
          rows={4}
          maxLength={1000}
        />
        <SubmitRow label="Contester" cancelHref={`/deploiements/${rollout.slug}${authorityUrl(authority)}`} />
      </Form>
    </>
  );
}

export interface ContestsViewProps {
  rollout: Rollout;
  listed: { items: readonly Contest[]; total: number; page: number; pages: number };
  authorities: ReadonlyMap<string, AuthoritySummary>;
}

/** What authorities say is wrong: what waits first. */
export function ContestsView({
  rollout,
  listed: { items, total, page, pages },
  authorities,
}: ContestsViewProps) {
  const base = `/deploiements/${rollout.slug}/contestations`;
  if (total === 0) {
    return (
      <EmptyState title="Rien n’est contesté" level={2}>
        <p>Une collectivité conteste ce qui est dit d’elle depuis sa page, d’un clic.</p>
      </EmptyState>
    );
  }
  return (
    <Section title={plural(total, 'contestation')}>
      <ul class="cd-calls">
        {items.map(({ id, authorityId, at, reason, decision, decidedAt, decisionReason }) => {
          const authority = authorities.get(authorityId);
          return (
            <li id={`contestation-${id}`}>
              <p>
                <a href={`${base}/${id}`}>{authority ? distinctName(authority) : authorityId}</a>,{' '}
                <Time value={at} />{' '}
                <Badge kind={decision === null ? 'warning' : 'neutral'}>
                  {decision === null ? 'À traiter' : decision === 'upheld' ? 'Retenue' : 'Écartée'}
                </Badge>
              </p>
              <p class="cd-calls__note">{reason}</p>
              {decidedAt && (
                <p>
                  Réponse, le <Time value={decidedAt} /> : {decisionReason}
                </p>
              )}
            </li>
          );
        })}
      </ul>
      <Pagination
        page={page}
        pages={pages}
        hrefOf={(to) => `${base}?page=${to}`}
        label="Pages de contestations"
      />
    </Section>
  );
}

export interface DecisionFormProps {
  form: FormState;
  rollout: Rollout;
  authority: AuthoritySummary;
  contest: Contest;
  told: Told;
}

/** What is contested, why, and the answer. */
export function DecisionForm({ form, rollout, authority, contest, told }: DecisionFormProps) {
  const decided = contest.decision !== null;
  return (
    <>
      <Patterns />
      <PageHeader
        eyebrow={`${rollout.title}, contestation`}
        title={distinctName(authority)}
        lead={`« ${toldWords(rollout, told)} » : ${sourceWords[told.source].label.toLowerCase()}, ${told.toldBy}.`}
      />
      <p>
        <a href={`/deploiements/${rollout.slug}${authorityUrl(authority)}#declarations`}>
          Tout ce qui est dit d’elle
        </a>
      </p>
      <p>
        Le <Time value={contest.at} />, la collectivité écrit :
      </p>
      <blockquote>
        <p>{contest.reason}</p>
      </blockquote>
      {decided ? (
        <p>
          {contest.decision === 'upheld' ? 'Contestation retenue' : 'Contestation écartée'}
          {contest.decidedAt && (
            <>
              {' le '}
              <Time value={contest.decidedAt} />
            </>
          )}{' '}
          : {contest.decisionReason}
        </p>
      ) : (
        <>
          <FormTroubles form={form} labels={{ decision: 'Réponse', motif: 'Explication' }} />
          <Form formKey={form.key}>
            <RadioGroup
              {...typedField(form, 'decision')}
              label="Réponse"
              choices={[
                {
                  value: 'upheld',
                  label: 'Retenir',
                  hint: 'Ce qui est contesté est retiré, et reste lisible comme retiré.',
                },
                { value: 'dismissed', label: 'Écarter', hint: 'Ce qui est dit reste publié.' },
              ]}
            />
            <TextArea
              {...typedField(form, 'motif')}
              label="Explication"
              hint="Publique, et envoyée à la personne qui a contesté."
              rows={4}
              maxLength={1000}
            />
            <SubmitRow label="Répondre" cancelHref={`/deploiements/${rollout.slug}/contestations`} />
          </Form>
        </>
      )}
    </>
  );
}
