import { styled } from '@mui/material/styles';
import {
  bandTables,
  BenchmarkId,
  DoraTile,
  metricNames,
} from '@quarterdeck/plugin-dora-common';
import { Muted, token } from '@quarterdeck/plugin-portal-react';
import { metricWords } from '../words/metricWords';

const Table = styled('table')({
  width: '100%',
  borderCollapse: 'collapse',
  fontSize: 13,
  '& th': { fontWeight: 400, textAlign: 'left', padding: '6px 12px 6px 0' },
  '& td': { padding: '6px 12px 6px 0' },
  '& tr + tr': { borderTop: `1px solid ${token('border.subtle')}` },
});

/** The bands of a table that everybody may choose, in words. */
export function BandPreview(props: {
  benchmark: BenchmarkId;
  tiles: readonly DoraTile[];
}) {
  const { benchmark, tiles } = props;
  const table = bandTables.find(({ id }) => id === benchmark);
  if (!table) {
    return (
      <Muted>
        A score from 0 to 10 beside the mean of the industry, 10 being best. It
        has no bands: alerts use those of DORA 2023.
      </Muted>
    );
  }
  return (
    <>
      <Table aria-label={`Bands of ${table.name}`}>
        <tbody>
          {metricNames.map(metric => {
            const { title, text, moreIsBetter } = metricWords[metric];
            const limits = table.limits[metric];
            const value = tiles.find(tile => tile.metric === metric)?.value;
            return (
              <tr key={metric}>
                <th scope="row">{title}</th>
                <td>
                  {limits
                    ?.map(
                      ({ band, limit }) =>
                        `${band} ${moreIsBetter ? 'from' : 'to'} ${text(
                          limit,
                        )}`,
                    )
                    .concat(table.rest)
                    .join(' · ') ?? <Muted>no mark for it</Muted>}
                </td>
                <td>
                  <Muted>
                    {value === null || value === undefined
                      ? 'no data now'
                      : `now ${text(value)}`}
                  </Muted>
                </td>
              </tr>
            );
          })}
        </tbody>
      </Table>
      <Muted>Source: {table.source}</Muted>
    </>
  );
}
