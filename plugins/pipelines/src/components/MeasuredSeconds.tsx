import { Measured } from '@quarterdeck/plugin-pipelines-common';
import { formatDuration, Muted } from '@quarterdeck/plugin-portal-react';

/** A measured duration; "too few" below five samples. */
export function MeasuredSeconds({ measured }: { measured: Measured }) {
  if (measured.value === null) return <Muted>–</Muted>;
  return measured.tooFew ? (
    <Muted>too few ({measured.n})</Muted>
  ) : (
    <>{formatDuration(measured.value)}</>
  );
}
