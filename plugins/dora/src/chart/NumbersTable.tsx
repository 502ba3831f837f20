import { styled } from '@mui/material/styles';
import { token } from '@quarterdeck/plugin-portal-react';
import type { ChartNumbers } from './ChartPanel';

const Table = styled('table')({
  borderCollapse: 'collapse',
  width: '100%',
  fontSize: 12,
  lineHeight: '16px',
  fontVariantNumeric: 'tabular-nums',
  '& th, & td': {
    textAlign: 'right',
    padding: '4px 6px',
    whiteSpace: 'nowrap',
    borderBottom: `1px solid ${token('border.subtle')}`,
  },
  '& th': { color: token('text.secondary'), fontWeight: 600 },
  '& th:first-of-type, & td:first-of-type': {
    textAlign: 'left',
    paddingLeft: 0,
  },
});

/** The numbers behind a chart, for readers and for copying. */
export function NumbersTable(props: { label: string; numbers: ChartNumbers }) {
  const { label, numbers } = props;
  return (
    <Table aria-label={label}>
      <thead>
        <tr>
          {numbers.head.map(name => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {numbers.shown.map(([first, ...rest]) => (
          <tr key={first}>
            <td>{first}</td>
            {rest.map((cell, index) => (
              <td key={numbers.head[index + 1]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
