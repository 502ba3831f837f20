import {
  formatPercent,
  Row,
  Tag,
  token,
} from '@quarterdeck/plugin-portal-react';

/**
 * How likely it is used: the EPSS score, and whether it is known to be exploited.
 * `null` is no data, which is not zero.
 */
export function ThreatChips(props: {
  epss: number | null;
  knownExploited: boolean;
}) {
  const { epss, knownExploited } = props;
  return (
    <Row style={{ gap: 6 }}>
      {epss === null ? (
        <span title="No EPSS score is known">–</span>
      ) : (
        <span
          title={`EPSS: ${formatPercent(
            epss,
          )} likely to be exploited in 30 days`}
        >
          {epss < 0.005 ? '<0.01' : epss.toFixed(2)}
        </span>
      )}
      {knownExploited && (
        <Tag
          title="Known to be exploited (KEV catalogue)"
          style={{
            color: token('state.error.text'),
            background: token('state.error.soft'),
          }}
        >
          KEV
        </Tag>
      )}
    </Row>
  );
}
