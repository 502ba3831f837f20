import Button from '@mui/material/Button';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import {
  Column,
  DataTable,
  EmptyState,
  EntityChip,
  Icon,
  Muted,
  QueryStates,
  RelativeTime,
  Row,
  StatusChip,
  TextLink,
  useToast,
} from '@quarterdeck/plugin-portal-react';
import { Answer } from '../api/answerTypes';
import { useEvaluateGate } from '../api/changes';
import { useGateMatrix } from '../api/gateQueries';
import { verdictWords } from '../components/findingWords';
import { TwoLines } from '../components/TwoLines';
import { evaluationHref } from './gateHref';

type Line = Answer<'gateMatrix'>['items'][number];

/** Services by environments: what the gate says there now, and why. */
export function GateMatrix({ scope }: { scope?: string }) {
  const matrix = useGateMatrix({ scope });
  const evaluate = useEvaluateGate();
  const navigate = useNavigate();
  const toast = useToast();
  // Why the gate did not answer, by service: said where it was asked.
  const [refused, setRefused] = useState<Readonly<Record<string, string>>>({});
  const environments = matrix.data?.first.environments ?? [];
  const names: Array<string | null> =
    environments.length > 0 ? [...environments] : [null];
  const columns: Column<Line>[] = [
    {
      key: 'entity',
      title: 'Service',
      width: '20%',
      fixed: true,
      render: line => <EntityChip entityRef={line.entityRef} />,
    },
    ...names.map(environment => ({
      key: environment ?? 'any',
      title: environment ?? 'Any environment',
      fixed: true,
      render: (line: Line) => {
        const cell =
          line.cells.find(one => one.environment === environment) ??
          line.cells.find(one => one.environment === null);
        if (!cell) return <Muted>no gate</Muted>;
        return (
          <TwoLines
            title={cell.reason}
            first={
              cell.evaluationId ? (
                <TextLink
                  to={evaluationHref(cell.evaluationId)}
                  style={{ color: 'inherit' }}
                >
                  <StatusChip {...verdictWords[cell.verdict]} />
                </TextLink>
              ) : (
                <StatusChip {...verdictWords[cell.verdict]} />
              )
            }
            second={
              <>
                {cell.at && (
                  <>
                    <RelativeTime at={cell.at} />:{' '}
                  </>
                )}
                {cell.reason}
              </>
            }
          />
        );
      },
    })),
    {
      key: 'ask',
      title: 'Ask',
      width: 96,
      fixed: true,
      render: line =>
        refused[line.entityRef] ? (
          <Row style={{ gap: 6 }} title={refused[line.entityRef]}>
            <Icon name="lock" size={13} />
            <Muted>not you</Muted>
          </Row>
        ) : (
          <Button
            size="small"
            variant="outlined"
            disabled={evaluate.isPending}
            aria-label={`Ask now about ${line.entityRef}`}
            onClick={() =>
              evaluate.mutate(
                {
                  entity: line.entityRef,
                  environment: environments.at(-1),
                },
                {
                  onSuccess: ({ id }) => navigate(evaluationHref(id)),
                  onError: error => {
                    setRefused(known => ({
                      ...known,
                      [line.entityRef]: error.message,
                    }));
                    toast({
                      text: `The gate did not answer: ${error.message}`,
                    });
                  },
                },
              )
            }
          >
            Ask now
          </Button>
        ),
    },
  ];
  return (
    <QueryStates what="the gates" query={matrix}>
      {({ items }) => (
        <DataTable
          label="The gate now"
          columns={columns}
          rows={items}
          rowKey={line => line.entityRef}
          comfortable
          more={matrix.more}
          empty={
            <EmptyState
              icon="gate"
              title="No service in this scope has a gate"
              reason="The gate answers for services of the catalog; choose another scope."
            />
          }
        />
      )}
    </QueryStates>
  );
}
