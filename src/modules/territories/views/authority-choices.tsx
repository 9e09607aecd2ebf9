import { authorityDetail } from '../labels.ts';
import type { AuthoritySummary } from '../queries.ts';

/** Authorities of one name, for the reader to say which was meant. */
export function AuthorityChoices({
  choices,
  hrefOf,
}: {
  choices: readonly AuthoritySummary[];
  hrefOf: (choice: AuthoritySummary) => string;
}) {
  return (
    <ul>
      {choices.map((choice) => (
        <li>
          <a href={hrefOf(choice)}>{choice.name}</a>, {authorityDetail(choice)}
        </li>
      ))}
    </ul>
  );
}
