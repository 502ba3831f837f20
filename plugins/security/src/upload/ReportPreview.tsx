import { styled } from '@mui/material/styles';
import {
  Facts,
  formatBytes,
  formatCount,
  Mono,
  Muted,
  SeverityChip,
  severityNames,
  StatusChip,
  token,
} from '@quarterdeck/plugin-portal-react';
import { counted } from '../components/findingWords';
import { DoorPreview } from './reportDoor';

const Box = styled('section')({
  display: 'grid',
  gap: 12,
  padding: 12,
  border: `1px solid ${token('border.base')}`,
  borderRadius: 6,
  overflowWrap: 'anywhere',
});

/** Scrolls, so keyboards have to reach it. */
const Rejected = styled('ul')({
  display: 'grid',
  gap: 4,
  maxHeight: 160,
  margin: 0,
  padding: 0,
  overflowY: 'auto',
  listStyle: 'none',
  fontSize: 13,
});

const shown = 20;

function verdictOf(accepted: boolean, broken: number) {
  if (!accepted) return { state: 'error', word: 'Would be rejected' } as const;
  return broken > 0
    ? ({ state: 'warn', word: 'Would be taken, not whole' } as const)
    : ({ state: 'success', word: 'Would be taken' } as const);
}

/** What the door made of a file: its format, what is in it, what it could not read. */
export function ReportPreview({ preview }: { preview: DoorPreview }) {
  const { outcome, summary = {}, rejected = [], reason, reasonPath } = preview;
  const accepted = outcome === 'accepted';
  const broken = preview.rejectedCount ?? rejected.length;
  const bySeverity = severityNames.flatMap(severity => {
    const count = summary[`severity.${severity}`] ?? 0;
    return count > 0 ? [{ severity, count }] : [];
  });
  return (
    <Box aria-label="What is in the file" aria-live="polite">
      <div>
        <StatusChip variant="soft" {...verdictOf(accepted, broken)} />
      </div>
      <Facts
        items={[
          ...(preview.format
            ? [{ name: 'Format', value: preview.format }]
            : []),
          ...(preview.bytes === undefined
            ? []
            : [{ name: 'Size', value: formatBytes(preview.bytes) }]),
          ...(preview.records === undefined
            ? []
            : [{ name: 'Records', value: formatCount(preview.records) }]),
          ...(accepted && preview.records !== undefined
            ? [
                {
                  name: 'By severity',
                  value:
                    bySeverity.length === 0 ? (
                      <Muted>no findings</Muted>
                    ) : (
                      <span
                        style={{
                          display: 'flex',
                          flexWrap: 'wrap',
                          gap: '2px 16px',
                        }}
                      >
                        {bySeverity.map(({ severity, count }) => (
                          <span
                            key={severity}
                            style={{ display: 'inline-flex', gap: 6 }}
                          >
                            <SeverityChip severity={severity} />
                            {formatCount(count)}
                          </span>
                        ))}
                      </span>
                    ),
                },
              ]
            : []),
          ...(reason
            ? [{ name: accepted ? 'Why' : 'Change', value: reason }]
            : []),
          ...(reasonPath
            ? [{ name: 'At', value: <Mono>{reasonPath}</Mono> }]
            : []),
        ]}
      />
      {broken > 0 && (
        <div>
          <p style={{ margin: '0 0 4px', fontWeight: 600, fontSize: 13 }}>
            {counted(broken, 'record')} cannot be read; nothing is closed by
            such a report
          </p>
          <Rejected tabIndex={0} aria-label="Records that cannot be read">
            {rejected.slice(0, shown).map(({ path, message }, index) => (
              <li key={`${index} ${path}`}>
                <Mono>{path}</Mono> {message}
              </li>
            ))}
            {broken > Math.min(shown, rejected.length) && (
              <li>
                <Muted>
                  and {formatCount(broken - Math.min(shown, rejected.length))}{' '}
                  more
                </Muted>
              </li>
            )}
          </Rejected>
        </div>
      )}
    </Box>
  );
}
