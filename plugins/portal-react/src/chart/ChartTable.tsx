import { Table } from '../table/tableStyles';
import type { ChartPoint, ChartSeries } from './chartTypes';

/** The numbers behind a chart. */
export function ChartTable(props: {
  label: string;
  series: readonly ChartSeries[];
  points: readonly ChartPoint[];
  format: (value: number) => string;
}) {
  const { label, series, points, format } = props;
  return (
    <Table aria-label={label}>
      <thead>
        <tr>
          <th scope="col">Time</th>
          {series.map(({ key, label: name }) => (
            <th key={key} scope="col" data-numeric="true">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {points.map(point => (
          <tr key={point.at}>
            <td>
              {point.label}
              {point.partial && ' (not over)'}
            </td>
            {series.map(({ key }) => {
              const value = point.values[key];
              return (
                <td key={key} data-numeric="true">
                  {typeof value === 'number' ? format(value) : '–'}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
