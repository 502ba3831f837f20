import { Row, Segmented } from '@quarterdeck/plugin-portal-react';
import { BenchmarkPicker } from '../benchmark/BenchmarkPicker';
import { ExportMenu } from '../components/ExportMenu';
import { ComparePicker } from './ComparePicker';
import { bucketUnits, DoraView } from './useDoraView';

/** How one looks at the numbers: compared, against which scale, in which buckets. */
export function ViewTools({ view }: { view: DoraView }) {
  return (
    <Row style={{ flexWrap: 'wrap', justifyContent: 'flex-end' }}>
      <ComparePicker view={view} />
      <BenchmarkPicker view={view} />
      <Segmented
        label="Buckets"
        value={view.bucket}
        options={bucketUnits}
        onChange={bucket => view.url.set({ bucket })}
      />
      <ExportMenu view={view} />
    </Row>
  );
}
