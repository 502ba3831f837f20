import { render } from '@testing-library/react';
import { Sparkline } from './Sparkline';

const drawn = (values: readonly (number | null)[]) => {
  const { container } = render(<Sparkline values={values} label="trend" />);
  const path = container.querySelector('path')?.getAttribute('d') ?? '';
  return {
    pieces: path.split('M').filter(Boolean).length,
    strokes: (path.match(/L/g) ?? []).length,
    dots: container.querySelectorAll('circle').length,
  };
};

describe('Sparkline', () => {
  it('is one line with a dot at its end', () => {
    expect(drawn([1, 2, 3])).toEqual({ pieces: 1, strokes: 2, dots: 1 });
  });

  it('breaks at gaps and never bridges them', () => {
    expect(drawn([1, 2, null, 3, 4])).toEqual({
      pieces: 2,
      strokes: 2,
      dots: 1,
    });
  });

  it('shows a value alone between gaps as a dot', () => {
    const { strokes, dots } = drawn([1, null, 2, null, null, 3]);
    expect(strokes).toBe(0);
    // Three values, and the end's own dot over the last.
    expect(dots).toBe(4);
  });

  it('needs two values', () => {
    const { container } = render(<Sparkline values={[null, 4, null]} />);
    expect(container).toBeEmptyDOMElement();
  });
});
