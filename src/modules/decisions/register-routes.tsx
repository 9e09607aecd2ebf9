import type { Deps } from '../../platform/deps.ts';
import { type App, type FormState, formPage, pageCount, Refusal } from '../../platform/http/index.ts';
import { Button, ErrorSummary, PageHeader } from '../../ui/index.ts';
import { SpaceFrame, spaceMeta } from '../groups/index.ts';
import { actOf, inGroup, type OnDecision, onDecision } from './access.ts';
import { decisionPath, settlementsOf } from './actions.ts';
import { stateCodes, voicesPerPage } from './content.ts';
import { can } from './policy.ts';
import { listAttendance, listDecisions, listVoices, ownVoice, talliesOf } from './queries.ts';
import { byNumber, bySlug, listQuery, pageQuery, voiceFields } from './schemas.ts';
import { DecisionFile, decisionMeta } from './views/decision-page.tsx';
import { Register } from './views/register.tsx';
import { VoiceForm } from './views/voice-form.tsx';
import { Voices } from './views/voices.tsx';
import { castVoice, voterOf } from './voting.ts';

/** The register of a group as its members read it, and where they give their voices. */
export function registerRoutes(app: App, deps: Deps): void {
  app.get(
    '/espace/groupes/:slug/decisions',
    { config: { access: 'decision.read' }, schema: { params: bySlug, querystring: listQuery } },
    async (request, reply) => {
      const { actor, group, facts } = await inGroup(deps, 'decision.read')(request, request.params);
      const { etat, page } = request.query;
      const list = await listDecisions(deps.db, group.id, {
        state: etat && stateCodes[etat],
        page,
        publicOnly: false,
      });
      const base = `/espace/groupes/${group.slug}/decisions`;
      return reply.page(
        spaceMeta(group, 'Décisions'),
        <SpaceFrame
          group={group}
          title="Décisions"
          lead="Ce que le groupe décide : quoi, par qui, pourquoi."
          current="decisions"
          actions={
            can(actor, 'decision.keep', facts) && (
              <>
                <Button href={`${base}/nouvelle`}>Proposer une décision</Button>
                <Button href={`${base}/consigner`} kind="secondary">
                  Consigner une décision prise
                </Button>
              </>
            )
          }
        >
          <Register list={list} base={base} state={etat} audience="members" />
        </SpaceFrame>,
      );
    },
  );

  formPage(app, deps, {
    path: '/espace/groupes/:slug/decisions/:number',
    access: 'decision.read',
    params: byNumber,
    body: voiceFields,
    load: onDecision(deps, 'decision.read'),
    show: async ({ request, form, thing }) =>
      showDecision(deps, form, thing, pageQuery.parse(request.query).page),
    submit: async ({ tx, input, thing: { actor, decision, facts } }) => {
      if (!can(actor, 'decision.vote', facts)) {
        throw new Refusal(
          'Votent les membres et les copilotes du groupe. Vous y êtes observateur, ou n’en êtes pas membre.',
        );
      }
      await castVoice(tx, actOf(deps, actor), decision.id, input);
      return {
        location: decisionPath(decision.group, decision.number),
        notice: 'Votre voix est enregistrée.',
      };
    },
  });
}

async function showDecision(
  deps: Deps,
  form: FormState,
  { actor, group, decision, facts }: OnDecision,
  asked: number,
) {
  const { db, clock } = deps;
  const now = clock.now();
  const { opensAt, closesAt, countedAt, secret, mode } = decision;
  const isOpen =
    opensAt !== null &&
    closesAt !== null &&
    (decision.state === 'open' || decision.state === 'proposed') &&
    opensAt <= now &&
    now < closesAt;
  const voter = mode === 'recorded' ? null : await voterOf(db, decision, actor.id);
  const votes = can(actor, 'decision.vote', facts);
  // Of a secret vote, sums that grow before one's eyes would tell who said what.
  const shown = mode !== 'recorded' && (countedAt !== null || !secret);
  const [tallies, own, voices, attendance] = await Promise.all([
    shown ? talliesOf(db, decision) : null,
    voter ? ownVoice(db, decision, voter.key) : null,
    mode !== 'recorded' && !secret ? listVoices(db, decision, asked) : null,
    secret ? listAttendance(db, decision.id) : null,
  ]);
  const base = decisionPath(group, decision.number);
  const may = can(actor, 'decision.keep', facts);
  const values =
    form.values.choice === undefined && own?.choice
      ? { ...form.values, choice: own.choice, reservation: own.reservation }
      : form.values;
  return {
    meta: spaceMeta(group, decision.title),
    body: (
      <>
        <PageHeader
          eyebrow={`${group.title}, décision n° ${decision.number}`}
          title={decision.title}
          meta={decisionMeta(decision, now)}
          actions={
            may && (
              <>
                {decision.state === 'proposed' && opensAt && opensAt > now && (
                  <Button href={`${base}/modifier`} kind="secondary" icon="edit">
                    Modifier
                  </Button>
                )}
                {settlementsOf(decision, now).length > 0 && (
                  <Button href={`${base}/conclusion`} kind="secondary">
                    {settlementsOf(decision, now).length > 1
                      ? 'Dire ce qui est décidé'
                      : 'Laisser sans suite'}
                  </Button>
                )}
                {decision.state === 'adopted' && (
                  <Button href={`${base}/remplacement`} kind="tertiary">
                    Remplacer par une autre
                  </Button>
                )}
              </>
            )
          }
        />
        <ErrorSummary errors={form.errors} />
        <DecisionFile decision={decision} tallies={tallies} audience="members">
          {isOpen && (
            <VoiceForm
              decision={decision}
              form={{ ...form, values }}
              standing={
                !votes ? 'outside' : !voter ? 'of-no-body' : !own ? 'may' : secret ? 'given' : 'may-change'
              }
            />
          )}
        </DecisionFile>
        {mode !== 'recorded' && (
          <Voices
            voices={voices?.voices ?? null}
            attendance={attendance}
            page={Math.min(asked, pageCount(voices?.total ?? 0, voicesPerPage))}
            pages={pageCount(voices?.total ?? 0, voicesPerPage)}
            base={base}
          />
        )}
      </>
    ),
  };
}
