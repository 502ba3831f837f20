import {
  Card,
  Facts,
  MarkdownView,
  Mono,
  Muted,
} from '@quarterdeck/plugin-portal-react';
import { ReactNode } from 'react';
import { Finding } from '@quarterdeck/plugin-security-common';
import { counted } from '../components/findingWords';

/** How to get rid of it: which version, by upgrading what. */
export function FixCard({ finding }: { finding: Finding }) {
  const { fix, package: found } = finding;
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
    // Nothing brings it in, or no tool says what: the package itself is raised.
    found !== null &&
      fix.upgrade.length === 0 &&
      fix.fixedVersions.length > 0 && {
        name: 'Raise',
        value: (
          <Mono style={{ overflowWrap: 'anywhere' }}>
            {found.name}
            {found.version && ` ${found.version}`} to {fix.fixedVersions[0]}
          </Mono>
        ),
      },
    fix.upgrade.length > 0 && {
      name: 'Upgrade',
      value: fix.upgrade.map(one => (
        <div key={one.name}>
          <Mono>
            {one.name}
            {one.version && ` to ${one.version}`}
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
