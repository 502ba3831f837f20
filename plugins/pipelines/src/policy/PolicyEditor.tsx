import { UIEvent, useRef } from 'react';
import { EditorFrame } from './policyStyles';

/** Goes to a line: called with its number, from 1. */
export type GoToLine = (line: number, column: number | null) => void;

/** A text with numbered lines; lines with a mistake are marked. */
export function PolicyEditor(props: {
  label: string;
  text: string;
  onChange: (text: string) => void;
  hits: readonly number[];
  describedBy?: string;
  invalid: boolean;
  goTo: { current: GoToLine };
}) {
  const { text, onChange, hits, goTo } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  const numbers = useRef<HTMLOListElement>(null);
  const lines = text.split('\n');
  goTo.current = (line, column) => {
    const start =
      lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) +
      Math.max(0, (column ?? 1) - 1);
    area.current?.focus();
    area.current?.setSelectionRange(start, start);
  };
  const follow = (event: UIEvent<HTMLTextAreaElement>) => {
    if (numbers.current) {
      numbers.current.style.transform = `translateY(-${event.currentTarget.scrollTop}px)`;
    }
  };
  return (
    <EditorFrame>
      <div aria-hidden>
        <ol ref={numbers}>
          {lines.map((_, index) => (
            <li key={index} data-hit={hits.includes(index + 1)}>
              {index + 1}
            </li>
          ))}
        </ol>
      </div>
      <textarea
        ref={area}
        aria-label={props.label}
        aria-invalid={props.invalid}
        aria-describedby={props.describedBy}
        value={text}
        maxLength={100_000}
        spellCheck={false}
        wrap="off"
        onScroll={follow}
        onChange={event => onChange(event.target.value)}
      />
    </EditorFrame>
  );
}
