import { styled } from '@mui/material/styles';
import { DoraTile } from '@quarterdeck/plugin-dora-common';
import {
  DeltaText,
  Icon,
  Muted,
  Sparkline,
  token,
} from '@quarterdeck/plugin-portal-react';
import {
  deltaOf,
  isUnknownTime,
  reasonOf,
  unlinkedOf,
} from '../tiles/tileText';
import { OverviewAnswer } from '../api/answerTypes';
import { metricWords } from '../words/metricWords';

const Lines = styled('table')({
  width: '100%',
  borderCollapse: 'collapse',
  fontSize: 13,
  lineHeight: '20px',
  fontVariantNumeric: 'tabular-nums',
  '& tr + tr > *': { borderTop: `1px solid ${token('border.subtle')}` },
  '& th': {
    fontWeight: 400,
    textAlign: 'left',
    color: token('text.secondary'),
    padding: '5px 8px 5px 0',
    whiteSpace: 'nowrap',
  },
  '& td': { padding: '5px 0', textAlign: 'right', whiteSpace: 'nowrap' },
  '& td + td': { paddingLeft: 8 },
  '& td:first-of-type': { fontWeight: 600 },
  '& svg': { display: 'inline-block', verticalAlign: 'middle' },
});

/** The five metrics in five lines: value, change, trend. */
export function FiveLines(props: {
  tiles: readonly DoraTile[];
  quality: OverviewAnswer['quality'];
  /** The time before is all in the data. */
  covered: boolean;
}) {
  const { tiles, quality, covered } = props;
  const known = {
    unknownTime: isUnknownTime(tiles),
    unlinked: unlinkedOf(quality),
  };
  return (
    <Lines aria-label="The five metrics">
      <tbody>
        {tiles.map(tile => {
          const words = metricWords[tile.metric];
          const delta = deltaOf(tile, covered);
          if (tile.value === null) {
            return (
              <tr key={tile.metric}>
                <th scope="row">{words.short}</th>
                <td>{tile.status === 'not_permitted' ? '' : '–'}</td>
                <td colSpan={2}>
                  <Muted>
                    {tile.status === 'not_permitted' && (
                      <Icon name="lock" size={12} />
                    )}{' '}
                    {reasonOf(tile, known)}
                  </Muted>
                </td>
              </tr>
            );
          }
          return (
            <tr key={tile.metric}>
              <th scope="row">{words.short}</th>
              <td>
                {words.text(tile.value)}
                {tile.tooFew && <Muted> ({tile.n})</Muted>}
              </td>
              <td>{delta && <DeltaText delta={delta} />}</td>
              <td style={{ width: 56 }}>
                <Sparkline
                  values={tile.points.map(({ value }) => value)}
                  width={48}
                  height={18}
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </Lines>
  );
}
