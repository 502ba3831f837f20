import { useEffect, useId, useRef, useState } from 'react';
import {
  Card,
  Muted,
  QueryStates,
  StatusChip,
  TwoColumn,
} from '@quarterdeck/plugin-portal-react';
import { useCheckedPolicy } from '../api/policyQueries';
import { GoToLine, PolicyEditor } from './PolicyEditor';
import { ProblemList } from './ProblemList';
import { samplePolicyText } from './policyWords';
import { StagesTable } from './StagesTable';

/** Long enough not to ask at each key. */
const waitMs = 400;

/** A policy to try: what is wrong, at its lines, and what it would ask. */
export function TryView() {
  const [text, setText] = useState(samplePolicyText);
  const [asked, setAsked] = useState(text);
  const said = useId();
  const goTo = useRef<GoToLine>(() => undefined);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), waitMs);
    return () => clearTimeout(timer);
  }, [text]);
  const checked = useCheckedPolicy(asked);
  const empty = asked.trim() === '';
  const problems = empty ? [] : checked.data?.problems ?? [];
  const hits = text === asked ? problems.flatMap(({ line }) => line ?? []) : [];
  return (
    <TwoColumn
      railWidth={480}
      main={
        <Card title="Try a policy" right="Nothing is stored.">
          <PolicyEditor
            label="Text of the policy"
            text={text}
            onChange={setText}
            hits={hits}
            invalid={hits.length > 0}
            describedBy={said}
            goTo={goTo}
          />
        </Card>
      }
      rail={
        <>
          <Card title="Check">
            <div id={said} role="status">
              {empty && <Muted>Write or paste a policy.</Muted>}
              {!empty && (
                <QueryStates what="the check" query={checked}>
                  {({ valid }) =>
                    valid ? (
                      <StatusChip state="success" word="No mistake" />
                    ) : (
                      <ProblemList
                        problems={problems}
                        onLine={(line, column) => goTo.current(line, column)}
                      />
                    )
                  }
                </QueryStates>
              )}
            </div>
          </Card>
          {!empty && checked.data?.policy && (
            <Card title="What it would ask">
              <StagesTable policy={checked.data.policy} />
            </Card>
          )}
        </>
      }
    />
  );
}
