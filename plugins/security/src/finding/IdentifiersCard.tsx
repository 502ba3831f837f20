import {
  Card,
  Facts,
  isSafeHref,
  Mono,
  SafeLink,
  Tag,
} from '@quarterdeck/plugin-portal-react';
import { ReactNode } from 'react';
import { Finding } from '@quarterdeck/plugin-security-common';
import { severitySourceWords } from '../components/findingWords';

const shortHref = (href: string) =>
  href.replace(/^https?:\/\//, '').slice(0, 80);

/** Names, vectors, weaknesses and what to read. */
export function IdentifiersCard({ finding }: { finding: Finding }) {
  const { vulnerabilityIds, cvss, cwes, references, tags } = finding;
  const links = references.filter(isSafeHref);
  const items: Array<{ name: string; value: ReactNode } | false> = [
    vulnerabilityIds.length > 0 && {
      name: 'Names',
      value: <Mono>{vulnerabilityIds.join(', ')}</Mono>,
    },
    {
      name: 'Rule',
      value: (
        <>
          <Mono>{finding.ruleId}</Mono>
          {finding.ruleName && finding.ruleName !== finding.ruleId && (
            <div>{finding.ruleName}</div>
          )}
        </>
      ),
    },
    {
      name: 'Severity',
      value: `${finding.nativeSeverity ?? 'none given'}, ${
        severitySourceWords[finding.severitySource]
      }`,
    },
    cvss.length > 0 && {
      name: 'CVSS',
      value: cvss.map(one => (
        <div key={`${one.version} ${one.vector} ${one.source}`}>
          {one.version}
          {one.score !== null && `: ${one.score}`}
          {one.vector && (
            <div>
              <Mono>{one.vector}</Mono>
            </div>
          )}
        </div>
      )),
    },
    cwes.length > 0 && {
      name: 'CWE',
      value: cwes.map((cwe, index) => (
        <span key={cwe}>
          {index > 0 && ', '}
          <SafeLink href={`https://cwe.mitre.org/data/definitions/${cwe}.html`}>
            {cwe}
          </SafeLink>
        </span>
      )),
    },
    finding.confidence !== null && {
      name: 'Confidence',
      value: finding.confidence,
    },
    finding.package?.purl
      ? { name: 'Package', value: <Mono>{finding.package.purl}</Mono> }
      : false,
    finding.target !== null && {
      name: 'Target',
      value: <Mono>{finding.target}</Mono>,
    },
    finding.licences.length > 0 && {
      name: 'Licences',
      value: finding.licences.join(', '),
    },
    links.length > 0 && {
      name: 'References',
      value: links.slice(0, 12).map(href => (
        <div key={href}>
          <SafeLink href={href}>{shortHref(href)}</SafeLink>
        </div>
      )),
    },
    tags.length > 0 && {
      name: 'Tags',
      value: (
        <span style={{ display: 'flex', flexWrap: 'wrap', gap: 4 }}>
          {tags.slice(0, 20).map(tag => (
            <Tag key={tag}>{tag}</Tag>
          ))}
        </span>
      ),
    },
  ];
  return (
    <Card title="Names and references">
      <Facts items={items.filter(item => item !== false)} />
    </Card>
  );
}
