import { Badge } from '../../../ui/index.ts';
import type { Pledge } from '../content.ts';
import { parties, partyTitles } from '../parties.ts';
import { dueWords } from '../version-text.ts';

/** What each kind of signatory commits to. */
export function PledgesByParty({ pledges, level = 3 }: { pledges: readonly Pledge[]; level?: 3 | 4 }) {
  const Title = level === 3 ? 'h3' : 'h4';
  return (
    <div class="cd-pledges">
      {parties.map((party) => {
        const theirs = pledges.filter((pledge) => pledge.party === party);
        if (theirs.length === 0) return null;
        return (
          <section>
            <Title class="fr-h6">{partyTitles[party]}</Title>
            <ul>
              {theirs.map((pledge) => (
                <li>
                  <PledgeLine pledge={pledge} />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

function PledgeLine({ pledge }: { pledge: Pledge }) {
  const due = dueWords(pledge);
  return (
    <>
      <p class="cd-pledges__text">{pledge.text}</p>
      {pledge.check && <p class="cd-pledges__said">Comment on le vérifie : {pledge.check}</p>}
      <p class="cd-pledges__said">{due ? `À tenir ${due}` : 'Sans échéance connue'}</p>
      {pledge.confidence !== 'high' && (
        <p class="cd-pledges__said">
          <Badge kind="warning">À vérifier</Badge> {pledge.note}
        </p>
      )}
      {pledge.confidence === 'high' && pledge.note && <p class="cd-pledges__said">{pledge.note}</p>}
    </>
  );
}
