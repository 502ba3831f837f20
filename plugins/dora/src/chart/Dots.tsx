import { token } from '@quarterdeck/plugin-portal-react';
import { PlotDot } from './plotModel';
import { PlotLayer } from './PlotFrame';

/** Single samples. What lies above the axis is a small triangle at its end. */
export function Dots(props: {
  layer: PlotLayer;
  dots: readonly PlotDot[];
  max: number;
  colour: string;
  size: number;
  opacity: number;
}) {
  const { layer, dots, max, colour, size, opacity } = props;
  const { scale, picked } = layer;
  return (
    <>
      {dots.map(dot => {
        const x = scale.x(dot.at);
        const y = scale.y(dot.value);
        const here = dot.id === picked;
        if (dot.value > max) {
          return (
            <path
              key={dot.id}
              d={`M${x - 4} ${y + 6}h8l-4 -6z`}
              fill={dot.open ? token('state.error.fill') : colour}
              opacity={here ? 1 : opacity}
            />
          );
        }
        return dot.open ? (
          <circle
            key={dot.id}
            cx={x}
            cy={y}
            r={size + 1}
            fill="none"
            stroke={token('state.error.fill')}
            strokeWidth={here ? 3 : 2}
          />
        ) : (
          <circle
            key={dot.id}
            cx={x}
            cy={y}
            r={here ? size + 2 : size}
            fill={here ? token('accent.base') : colour}
            opacity={here ? 1 : opacity}
          />
        );
      })}
    </>
  );
}
