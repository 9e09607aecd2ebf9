import { Alert } from '../../../ui/index.ts';
import type { Survey } from '../survey.ts';

/** Said wherever a fictional survey could be taken for a real one. */
export function FictionalSurvey({ survey }: { survey: Pick<Survey, 'demonstration'> }) {
  return survey.demonstration ? (
    <Alert kind="warning">
      <p>Cette enquête est fictive : ses questions et ses réponses sont inventées pour la démonstration.</p>
    </Alert>
  ) : null;
}
