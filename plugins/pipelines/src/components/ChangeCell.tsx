import { RunSummary } from '@quarterdeck/plugin-pipelines-common';
import {
  Ellipsis,
  Icon,
  Mono,
  Muted,
  Row,
  Tag,
} from '@quarterdeck/plugin-portal-react';
import { shortSha } from './runWords';

/** Branch, commit and its subject. Text of a payload, never more than text. */
export function ChangeCell({ run }: { run: RunSummary }) {
  const place = run.branch ?? run.tag;
  const { title } = run;
  return (
    <Row title={[place, run.sha, title].filter(Boolean).join(' · ')}>
      {place && (
        <Tag data-outlined="true" style={{ flex: 'none', maxWidth: 112 }}>
          <Icon name={run.branch ? 'branch' : 'flag'} size={12} />
          <Ellipsis>{place}</Ellipsis>
        </Tag>
      )}
      {run.sha && (
        <Muted style={{ flex: 'none' }}>
          <Mono>{shortSha(run.sha)}</Mono>
        </Muted>
      )}
      {title && <Ellipsis>{title}</Ellipsis>}
    </Row>
  );
}
