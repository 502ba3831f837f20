import {
  Drawer,
  formatCount,
  formatExact,
  Muted,
  QueryStates,
  Row,
  Segmented,
  TextLink,
} from '@quarterdeck/plugin-portal-react';
import { useSamples } from '../api/listQueries';
import { DoraView, OpenSamples } from '../view/useDoraView';
import { kindWords } from '../words/kindWords';
import { metricWords } from '../words/metricWords';
import { SampleList } from './SampleList';
import { sampleFilter, sampleParts } from './sampleText';

const partsOf = ({ metric, kind }: OpenSamples) => {
  const parts = sampleParts[metric];
  const word = Object.entries(kindWords).find(([key]) => key === kind);
  // A part of a bar was opened: it stands beside the usual ones.
  return word ? [...parts, { value: word[0], label: word[1] }] : parts;
};

/** The samples behind a number or a point, each with its way to the deployment. */
export function SamplesDrawer(props: { view: DoraView; open: OpenSamples }) {
  const { view, open } = props;
  const { metric, kind, sample } = open;
  const samples = useSamples({
    scope: view.scope,
    from: open.from ?? view.from,
    to: open.to ?? view.to,
    metric,
    recoveryBy: view.recoveryBy,
    // One sample is itself, whatever part it belongs to.
    ...(sample ? { sample } : sampleFilter(metric, kind)),
  });
  const parts = partsOf(open);
  const total = samples.data?.first.total;
  return (
    <Drawer
      open
      wide
      title={`${metricWords[metric].title}: samples`}
      onClose={() => view.openSamples(undefined)}
    >
      <Row style={{ flexWrap: 'wrap' }}>
        {sample ? (
          <TextLink to={view.url.href({ sample: undefined })}>
            All samples
          </TextLink>
        ) : (
          parts.length > 1 && (
            <Segmented
              label="Which samples"
              value={kind ?? parts[0].value}
              options={parts}
              onChange={value => view.openSamples({ ...open, kind: value })}
            />
          )
        )}
        <Muted>
          {open.from && open.to
            ? `${formatExact(new Date(open.from))} to ${formatExact(
                new Date(open.to),
              )}`
            : 'in the whole range'}
          {typeof total === 'number' && `, ${formatCount(total)}`}
        </Muted>
      </Row>
      <QueryStates what="the samples" query={samples}>
        {({ items }) => (
          <SampleList
            items={items}
            more={samples.more}
            opened={sample}
            onToggle={id =>
              view.openSamples({
                ...open,
                sample: id === sample ? undefined : id,
              })
            }
          />
        )}
      </QueryStates>
    </Drawer>
  );
}
