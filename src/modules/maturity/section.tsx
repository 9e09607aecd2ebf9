import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import { formatDate, formatNumber, Section } from '../../ui/index.ts';
import { isOfAuthority } from '../surveys/index.ts';
import type { AuthorityParts, AuthoritySection, Placed } from '../territories/index.ts';
import { assessmentsOf } from './assessments.ts';
import { findDraft } from './drafts.ts';
import { home, together } from './holder.ts';

/** One line: the way to the self-assessment; its people also read how far their authority is. */
export const maturitySection: AuthoritySection = {
  id: 'maturity',
  order: 20,
  render: async (
    deps: Deps,
    { authority }: Placed,
    reader: FastifyRequest | null,
  ): Promise<AuthorityParts | null> => {
    if (authority.ended_at) return null;
    const actor = reader?.actor ?? null;
    const isOwn = isOfAuthority(actor) && actor.authorityId === authority.id;
    return {
      main: (
        <Section title="Où en sommes-nous avec nos données ?" id="maturite-donnees">
          {isOwn ? (
            <OwnLine {...(await standingOf(deps, authority.id))} />
          ) : (
            <p>
              <a href={home}>Faites l’autoévaluation</a> : vingt minutes à deux ou trois, sans compte, et un
              plan d’action à imprimer.
            </p>
          )}
        </Section>
      ),
    };
  },
};

async function standingOf({ db }: Deps, authorityId: string) {
  const [draft, [last]] = await Promise.all([
    findDraft(db, { authorityId }),
    assessmentsOf(db, { authorityId }),
  ]);
  return { begun: draft !== null, last: last ?? null };
}

function OwnLine({ begun, last }: Awaited<ReturnType<typeof standingOf>>) {
  if (last) {
    const { overall } = last.scores;
    return (
      <p>
        Autoévaluation du {formatDate(last.doneAt)}
        {overall !== null && ` : ${formatNumber(overall)} sur 4`}.{' '}
        <a href={`${together.base}/resultat`}>Voir le résultat et le plan d’action</a>
        {begun && (
          <>
            {' '}
            ou <a href={`${together.base}/verification`}>continuer celle qui est recommencée</a>
          </>
        )}
        . Seuls vous et vos collègues le voyez.
      </p>
    );
  }
  return (
    <p>
      {begun ? (
        <>
          L’autoévaluation est commencée : <a href={home}>continuez-la avec vos collègues</a>.
        </>
      ) : (
        <>
          <a href={home}>Faites l’autoévaluation avec vos collègues</a> : vingt minutes, et un plan d’action à
          imprimer.
        </>
      )}
    </p>
  );
}
