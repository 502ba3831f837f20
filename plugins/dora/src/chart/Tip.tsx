import { bucketName, PlotBucket, PlotTip } from './plotModel';
import { TipBox } from './plotStyles';

/** What is told of the bucket under the cursor; beside it, never over it. */
export function Tip(props: {
  bucket: PlotBucket;
  tip: PlotTip;
  picked?: string;
  /** Pixels between the plot's edge and the bucket. */
  left?: number;
  right?: number;
}) {
  const { bucket, tip, picked, left, right } = props;
  return (
    <TipBox style={{ left, right }} aria-hidden="true">
      <b>{bucketName(bucket)}</b>
      {tip.rows.map(row => [
        <span key={row.key} data-picked={row.key === picked}>
          {row.colour && <i style={{ background: row.colour }} />}
          {row.label}
        </span>,
        <span key={`${row.key} value`} data-picked={row.key === picked}>
          {row.value}
        </span>,
      ])}
      {tip.note && <p>{tip.note}</p>}
      {tip.samples !== null && tip.samples > 0 && (
        <p>
          {tip.samples === 1
            ? 'Enter to see it'
            : `Enter to see all ${tip.samples}`}
        </p>
      )}
    </TipBox>
  );
}
