import { styled } from '@mui/material/styles';
import {
  Drawer,
  Facts,
  QueryStates,
  RelativeTime,
  TextLink,
  token,
} from '@quarterdeck/plugin-portal-react';
import { HowComputedAnswer } from '../api/answerTypes';
import { useHowComputed } from '../api/queries';
import { DoraView } from '../view/useDoraView';
import { metricWords } from '../words/metricWords';
import { weekStartName } from './howText';
import { settingRows } from './settingRows';

const Formula = styled('section')({
  fontSize: 13,
  lineHeight: '20px',
  '& h3': { fontSize: 14, lineHeight: '20px', fontWeight: 600, margin: 0 },
  '& p': { margin: '2px 0' },
  '& ul': {
    margin: 0,
    paddingLeft: 18,
    color: token('text.secondary'),
  },
});

/** How every number is computed, under the settings of this scope. */
export function HowDrawer({ view }: { view: DoraView }) {
  const how = useHowComputed(view.scope);
  return (
    <Drawer
      open
      wide
      title="How the numbers are computed"
      onClose={() => view.openPanel(undefined)}
    >
      <QueryStates what="the formulas" query={how}>
        {answer => <Formulas answer={answer} view={view} />}
      </QueryStates>
    </Drawer>
  );
}

function Formulas(props: { answer: HowComputedAnswer; view: DoraView }) {
  const { answer, view } = props;
  return (
    <>
      <Facts
        items={[
          { name: 'Formula version', value: answer.formulaVersion },
          {
            name: 'Calendar',
            value: `${answer.zone}, weeks start on ${weekStartName(
              answer.weekStart,
            )}`,
          },
          {
            name: 'Data since',
            value: answer.dataSince ? (
              <RelativeTime at={answer.dataSince} />
            ) : (
              'no deployment is known'
            ),
          },
          {
            name: 'Data quality',
            value: (
              <TextLink
                to={view.url.href({ panel: 'quality', samples: undefined })}
              >
                What the numbers cannot tell
              </TextLink>
            ),
          },
        ]}
      />
      {answer.metrics.map(({ metric, summary, details }) => (
        <Formula key={metric}>
          <h3>{metricWords[metric].title}</h3>
          <p>{summary}</p>
          <ul>
            {details.map(detail => (
              <li key={detail}>{detail}</li>
            ))}
          </ul>
        </Formula>
      ))}
      <Formula>
        <h3>Settings of this scope</h3>
      </Formula>
      <Facts items={settingRows(answer.settings)} />
    </>
  );
}
