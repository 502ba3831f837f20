import { ViewQuery } from '../api/queries';
import { DoraView } from './useDoraView';

/** What a view asks of the server. */
export function viewQuery(view: DoraView): ViewQuery {
  const { scope, from, to, bucket, benchmark, industry, marker } = view;
  return {
    scope,
    from,
    to,
    unit: bucket,
    benchmark,
    industry,
    recoveryBy: view.recoveryBy,
    compare: marker ? 'marker' : 'previous',
    marker,
  };
}

/** What cards ask for: twelve weeks against the twelve before. */
export const usualQuery = (scope: string | undefined): ViewQuery => ({
  scope,
  from: 'now-12w',
  to: 'now',
  unit: 'week',
  recoveryBy: 'recovered',
  compare: 'previous',
});
