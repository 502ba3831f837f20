import {
  Card,
  Facts,
  MarkdownView,
  Mono,
  Muted,
  TextLink,
} from '@quarterdeck/plugin-portal-react';
import { ReactNode } from 'react';
import { Finding } from '@quarterdeck/plugin-security-common';
import { counted, secretHref } from '../components/findingWords';

/** How to get rid of it: which version, by upgrading what. */
export function FixCard({ finding }: { finding: Finding }) {
  const { fix, package: found, secret } = finding;
  if (secret && !fix?.remediation) {
    return (
      <Card title="Fix">
        <div style={{ fontSize: 13 }}>
          {secret.rotated
            ? 'The value was rotated. What is left is to take it out of the code.'
            : 'Make the value worthless first: put a new one where it is used, end the old one, then take it out of the code.'}{' '}
          <TextLink to={secretHref(secret.taskId)}>
            {secret.rotated ? 'See the task' : 'Rotate it'}
          </TextLink>
        </div>
      </Card>
    );
  }
  if (!fix) {
    return (
      <Card title="Fix">
        <Muted>No fix is known.</Muted>
      </Card>
    );
  }
  const items: Array<{ name: string; value: ReactNode } | false> = [
    found !== null && {
      name: 'Fixed in',
      value:
        fix.fixedVersions.length > 0 ? (
          <Mono>{fix.fixedVersions.join(', ')}</Mono>
        ) : (
          <Muted>no version is known</Muted>
        ),
    },
    found !== null &&
      fix.fixedVersions.length > 0 && {
        name: 'Raise',
        value: (
          <Mono style={{ overflowWrap: 'anywhere' }}>
            {found.name}
            {found.version && ` ${found.version}`} to {fix.fixedVersions[0]}
          </Mono>
        ),
      },
    // What is installed brings it in; which version of it does not, no scan says.
    fix.upgrade.length > 0 && {
      name: 'Through',
      value: fix.upgrade.map(one => (
        <div key={one.name}>
          <Mono style={{ overflowWrap: 'anywhere' }}>
            {one.name}
            {one.version && ` ${one.version}`}
          </Mono>
        </div>
      )),
    },
    fix.alsoFixes > 0 && {
      name: 'Ends also',
      value: counted(fix.alsoFixes, 'other open finding'),
    },
  ];
  const known = items.filter(item => item !== false);
  return (
    <Card title="Fix">
      {known.length > 0 && <Facts items={known} />}
      {fix.remediation && (
        <div style={{ marginTop: known.length > 0 ? 12 : 0 }}>
          <MarkdownView text={fix.remediation} />
        </div>
      )}
      {known.length === 0 && !fix.remediation && (
        <Muted>No fix is known.</Muted>
      )}
    </Card>
  );
}
