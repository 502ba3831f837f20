import { PolicyProblem } from '@quarterdeck/plugin-pipelines-common';
import { Mono, Muted, StateIcon } from '@quarterdeck/plugin-portal-react';
import { Problems } from './policyStyles';

/** What is wrong in a policy; each goes to its line when there is a way to. */
export function ProblemList(props: {
  problems: readonly PolicyProblem[];
  onLine?: (line: number, column: number | null) => void;
}) {
  const { problems, onLine } = props;
  return (
    <Problems aria-label="What is wrong">
      {problems.map(({ path, message, line, column }, index) => (
        <li key={`${index} ${path}`}>
          <StateIcon state="error" />
          {line !== null && onLine && (
            <button type="button" onClick={() => onLine(line, column)}>
              Line {line}
            </button>
          )}
          {line !== null && !onLine && <b>Line&nbsp;{line}</b>}
          <span>
            {message} {path && <Mono>{path}</Mono>}
            {line === null && <Muted> no line is known</Muted>}
          </span>
        </li>
      ))}
    </Problems>
  );
}
