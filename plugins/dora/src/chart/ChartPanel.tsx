import { ReactNode, useRef, useState } from 'react';
import { Card, HowComputed, Muted } from '@quarterdeck/plugin-portal-react';
import { ChartMenu } from './ChartMenu';
import { CsvCell } from './csvText';
import { Legend } from './plotStyles';
import { NumbersTable } from './NumbersTable';

/** A colour of a chart and what it stands for. */
export interface LegendEntry {
  label: string;
  colour: string;
  shape?: 'line' | 'dot' | 'ring';
}

/** The numbers behind a chart: raw for files, in words for people. */
export interface ChartNumbers {
  head: readonly string[];
  /** Raw, with ISO times. */
  raw: readonly (readonly CsvCell[])[];
  /** As shown; the first cell names the row. */
  shown: readonly (readonly string[])[];
}

/**
 * A chart with its title, formula, legend and menu (samples, table, CSV,
 * picture, link). Its height is the same in every state.
 */
export function ChartPanel(props: {
  title: string;
  /** Muted, right of the title. */
  aside?: ReactNode;
  howComputed?: ReactNode;
  legend?: readonly LegendEntry[];
  numbers: ChartNumbers;
  /** Names saved files. */
  file: string;
  height?: number;
  onSamples?: () => void;
  /** Instead of the chart: why there is nothing to draw. */
  empty?: ReactNode;
  note?: ReactNode;
  children: ReactNode;
}) {
  const { title, legend, numbers, file, height = 240, empty, note } = props;
  const [asTable, setAsTable] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  return (
    <Card
      title={title}
      right={
        <>
          {props.aside}
          {props.howComputed && (
            <HowComputed about={title}>{props.howComputed}</HowComputed>
          )}
          <ChartMenu
            title={title}
            file={file}
            numbers={numbers}
            asTable={asTable}
            onTable={empty ? undefined : () => setAsTable(!asTable)}
            onSamples={empty ? undefined : props.onSamples}
            picture={() => body.current?.querySelector('svg') ?? null}
          />
        </>
      }
    >
      <div
        ref={body}
        style={{ height, overflow: asTable ? 'auto' : 'visible' }}
      >
        {empty}
        {!empty && asTable && <NumbersTable label={title} numbers={numbers} />}
        {!empty && !asTable && props.children}
      </div>
      {legend && (
        <Legend>
          {!empty &&
            legend.map(({ label, colour, shape }) => (
              <span key={label}>
                <i
                  data-shape={shape}
                  style={
                    shape === 'ring'
                      ? { border: `2px solid ${colour}` }
                      : { background: colour }
                  }
                />
                {label}
              </span>
            ))}
          {!empty && note && <Muted>{note}</Muted>}
        </Legend>
      )}
    </Card>
  );
}
