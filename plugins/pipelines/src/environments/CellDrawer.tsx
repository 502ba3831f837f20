import Button from '@mui/material/Button';
import { Link } from 'react-router-dom';
import {
  EnvironmentColumn,
  MatrixCell,
  MatrixRow,
} from '@quarterdeck/plugin-pipelines-common';
import {
  Drawer,
  EntityChip,
  Facts,
  Mono,
  Muted,
  RelativeTime,
  Row,
  SafeLink,
  Stale,
  StatusChip,
  TextLink,
} from '@quarterdeck/plugin-portal-react';
import {
  behindWords,
  deploymentHref,
  kindWords,
  labelOf,
  nameOfRef,
  placeName,
  roughly,
  tierWords,
  weightWords,
} from '../deployments/deploymentText';
import { deploymentOf, keyText } from './matrixModel';

const behind = (count: MatrixCell['behindHead']) => {
  const { text, reason } = behindWords(count);
  return reason ? (
    <Row>
      – <Muted>{reason}</Muted>
    </Row>
  ) : (
    text
  );
};

/** A cell in full: what runs, what comes, what holds it, and where to go on. */
export function CellDrawer(props: {
  row: MatrixRow;
  cell: MatrixCell;
  column: EnvironmentColumn;
  picked: boolean;
  onPick: (key: string) => void;
  onClose: () => void;
  onPrevious?: () => void;
  onNext?: () => void;
}) {
  const { row, cell, column, picked } = props;
  const { live, latest, gate } = cell;
  const key = deploymentOf(cell);
  return (
    <Drawer
      open
      title={`${nameOfRef(row.entityRef)} in ${placeName(column)}`}
      href={key && deploymentHref(key)}
      onClose={props.onClose}
      onPrevious={props.onPrevious}
      onNext={props.onNext}
    >
      <StatusChip
        variant="soft"
        state={cell.status.state}
        word={cell.status.word}
      />
      {cell.frozen && (
        <Stale>
          Frozen until <RelativeTime at={cell.frozen.to} />:{' '}
          {cell.frozen.reason}
        </Stale>
      )}
      <Facts
        items={[
          {
            name: 'Service',
            value: <EntityChip entityRef={row.entityRef} />,
          },
          {
            name: 'Environment',
            value: `${placeName(column)}, ${tierWords[
              column.tier
            ].toLocaleLowerCase('en-US')}`,
          },
          {
            name: 'Runs',
            value: live ? (
              <Row>
                <TextLink to={deploymentHref(live)}>
                  <Mono>{labelOf(live.label)}</Mono>
                </TextLink>
                {live.kind !== 'planned' && (
                  <Muted>{kindWords[live.kind]}</Muted>
                )}
                <SafeLink href={live.url}>
                  {live.url ? 'at the provider' : ''}
                </SafeLink>
              </Row>
            ) : (
              <Muted>nothing has arrived yet</Muted>
            ),
          },
          ...(live
            ? [
                {
                  name: 'Since',
                  value: (
                    <Row>
                      <RelativeTime at={live.since} />
                    </Row>
                  ),
                },
              ]
            : []),
          { name: 'Behind the branch', value: behind(cell.behindHead) },
          {
            name: 'Behind the environment before',
            value: behind(cell.behindBefore),
          },
          ...(latest
            ? [
                {
                  name: 'Not arrived',
                  value: (
                    <Row>
                      <StatusChip
                        state={latest.status.state}
                        word={latest.status.word}
                      />
                      <TextLink to={deploymentHref(latest)}>
                        <Mono>{labelOf(latest.label)}</Mono>
                      </TextLink>
                      <Muted>
                        <RelativeTime at={latest.at} />
                      </Muted>
                    </Row>
                  ),
                },
              ]
            : []),
          ...(latest?.rollout
            ? [
                {
                  name: 'Traffic',
                  value: `${weightWords(latest.rollout.wantedWeight)} wanted, ${
                    latest.rollout.actualWeight === null
                      ? 'not measured'
                      : `${weightWords(latest.rollout.actualWeight)} measured`
                  }`,
                },
              ]
            : []),
          ...(gate
            ? [
                {
                  name: 'Gate',
                  value: (
                    <>
                      waits for {roughly(gate.waitSeconds)}
                      {', asked '}
                      <RelativeTime at={gate.askedAt} />
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
      <Row>
        {key && (
          <Button
            variant="contained"
            component={Link}
            to={deploymentHref(latest ?? key)}
          >
            Open the deployment
          </Button>
        )}
        {key && (
          <Button variant="outlined" onClick={() => props.onPick(keyText(key))}>
            {picked ? 'Take out of the comparison' : 'Pick to compare'}
          </Button>
        )}
      </Row>
    </Drawer>
  );
}
