import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import {
  DiffView,
  Muted,
  QueryStates,
  RelativeTime,
  token,
} from '@quarterdeck/plugin-portal-react';
import { StoredPolicy } from '@quarterdeck/plugin-security-common';
import { usePolicyVersions } from '../api/policyQueries';
import { personName } from '../components/findingWords';
import { policyToYaml } from './policyYaml';

const List = styled('ol')({
  margin: 0,
  padding: 0,
  listStyle: 'none',
  fontSize: 13,
  '& > li': {
    padding: '10px 16px',
    borderTop: `1px solid ${token('border.subtle')}`,
  },
  '& > li:first-of-type': { borderTop: 0 },
  '& > li > div': { display: 'flex', gap: 12, alignItems: 'center' },
});

/** Who changed what and why, newest first. */
export function PolicyVersions({ id }: { id: string }) {
  const versions = usePolicyVersions(id);
  const [open, setOpen] = useState<number>();
  const changes = (one: StoredPolicy, before: StoredPolicy | undefined) => (
    <DiffView
      label={`Changes of version ${one.version}`}
      before={before ? policyToYaml(before.policy) : ''}
      after={policyToYaml(one.policy)}
    />
  );
  return (
    <QueryStates what="the versions" query={versions}>
      {({ items }) => (
        <>
          <List>
            {items.map((one, at) => (
              <li key={one.version}>
                <div>
                  <b style={{ fontWeight: 600 }}>Version {one.version}</b>
                  <span>
                    {personName(one.changedBy)},{' '}
                    <RelativeTime at={one.changedAt} />
                  </span>
                  <Muted style={{ flex: 1 }}>{one.reason ?? ''}</Muted>
                  <Button
                    size="small"
                    aria-expanded={open === one.version}
                    onClick={() =>
                      setOpen(open === one.version ? undefined : one.version)
                    }
                  >
                    What changed
                  </Button>
                </div>
                {open === one.version && changes(one, items[at + 1])}
              </li>
            ))}
          </List>
          {versions.more && (
            <Button size="small" onClick={versions.more.load}>
              Older versions
            </Button>
          )}
        </>
      )}
    </QueryStates>
  );
}
