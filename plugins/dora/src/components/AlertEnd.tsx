import { DoraAlert } from '@quarterdeck/plugin-dora-common';
import {
  formatDay,
  Muted,
  StatusChip,
  TextLink,
} from '@quarterdeck/plugin-portal-react';
import { metricWords } from '../words/metricWords';

const withdrawnWords = {
  recomputed: 'by what came late it never left',
  benchmark_changed: 'other bands are used now',
};

/** The samples of the week that a metric came back in. */
function samplesHref(
  { entityRef, metric }: DoraAlert,
  from: string,
  to: string,
) {
  const query = new URLSearchParams({
    scope: entityRef,
    samples: metric,
    'samples.from': from,
    'samples.to': to,
  });
  return `/dora?${query.toString()}`;
}

/** How an alert ended, and by what; one that did not is still out. */
export function AlertEnd({ alert }: { alert: DoraAlert }) {
  const { end } = alert;
  if (!end) return <StatusChip state="warn" word="Still out" />;
  if (end.kind === 'withdrawn') {
    return (
      <>
        <StatusChip state="neutral" word="Withdrawn" />{' '}
        <Muted>{withdrawnWords[end.why]}</Muted>
      </>
    );
  }
  const { text } = metricWords[alert.metric];
  return (
    <>
      <StatusChip state="success" word={`Back in ${end.band}`} />{' '}
      <TextLink to={samplesHref(alert, end.at, end.until)}>
        {formatDay(new Date(end.at), new Date())}: {text(end.value)}, n {end.n}
      </TextLink>
    </>
  );
}
