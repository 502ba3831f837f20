import { styled } from '@mui/material/styles';
import {
  Ellipsis,
  HeaderTools,
  Page,
  PageHead,
  ScopePicker,
  TimeRange,
  useHotkey,
} from '@quarterdeck/plugin-portal-react';
import { useRef } from 'react';
import { useHowComputed, useOverview } from '../api/queries';
import { DoraBody } from '../components/DoraBody';
import { defaultFrom, timePresets, useDoraView } from '../view/useDoraView';
import { rangeWords, scopeSentence } from '../view/scopeSentence';
import { viewQuery } from '../view/viewQuery';
import { ViewTools } from '../view/ViewTools';

// Longer ones would push the tools into a second line.
const Sentence = styled(Ellipsis)({
  display: 'inline-block',
  maxWidth: 356,
  verticalAlign: 'bottom',
  '@media (max-width: 1439px)': { maxWidth: '100%', whiteSpace: 'normal' },
});

/** Are we getting better, and where is time lost? */
export function DoraPage() {
  const view = useDoraView();
  const overview = useOverview(viewQuery(view));
  const how = useHowComputed(view.scope);
  const sentence =
    overview.data && scopeSentence(view, overview.data, how.data?.dataSince);
  const { from, to, url } = view;
  const before = useRef<{ from: string; to: string }[]>([]);
  const last = before.current.at(-1);
  if (last?.from !== from || last.to !== to) before.current.push({ from, to });
  useHotkey('Backspace', () => {
    before.current.pop();
    const earlier = before.current.pop();
    if (earlier) url.set({ ...earlier, bucket: undefined });
  });
  return (
    <Page>
      <HeaderTools>
        <ScopePicker />
        <TimeRange
          url={url}
          fallback={defaultFrom}
          presets={timePresets}
          ownLabel={rangeWords(from, to)}
        />
      </HeaderTools>
      <PageHead
        title="Delivery performance"
        sentence={
          sentence && (
            // Around a marker there is more to say: the tools have a line of their own.
            <Sentence
              title={sentence}
              style={view.marker ? { maxWidth: 720 } : undefined}
            >
              {sentence}
            </Sentence>
          )
        }
        actions={<ViewTools view={view} />}
      />
      <DoraBody view={view} services={!view.scope?.startsWith('component:')} />
    </Page>
  );
}
