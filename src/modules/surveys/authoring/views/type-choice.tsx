import { ItemList, ListItem, PageHeader } from '../../../../ui/index.ts';
import { workOf } from '../../addresses.ts';
import type { Survey } from '../../survey.ts';
import { type SurveyType, typeHints, typeWords } from '../words.ts';

export function TypeChoicePage({
  survey,
  types,
  section,
}: {
  survey: Survey;
  types: readonly SurveyType[];
  section: string;
}) {
  return (
    <>
      <PageHeader eyebrow={survey.title} title="Nouvelle question" lead="De quel type ?" />
      <ItemList label="Types de questions">
        {types.map((type) => (
          <ListItem
            level={2}
            title={typeWords[type]}
            href={`${workOf(survey)}/questions/nouvelle/${type}${section ? `?etape=${section}` : ''}`}
          >
            <p>{typeHints[type]}</p>
          </ListItem>
        ))}
      </ItemList>
    </>
  );
}
