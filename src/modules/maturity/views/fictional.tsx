import { Alert } from '../../../ui/index.ts';

/** Said wherever fictional answers could be taken for those of an authority. */
export function FictionalAnswers({ shown }: { shown: boolean }) {
  return shown ? (
    <Alert kind="warning">
      <p>
        Ces réponses sont fictives : elles sont inventées pour la démonstration, et la collectivité n’y est
        pour rien.
      </p>
    </Alert>
  ) : null;
}

export const fictionalFigures =
  'Ces chiffres sont fictifs : ils sont inventés pour la démonstration, et aucune collectivité n’y est pour rien.';
