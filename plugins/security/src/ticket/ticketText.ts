import {
  Finding,
  FindingSummary,
  Repository,
} from '@quarterdeck/plugin-security-common';
import {
  counted,
  entityName,
  findingHref,
  whereOf,
} from '../components/findingWords';
import { dueWords } from '../components/DueText';

/** A finding as the list has it, or the whole one. */
export type TicketFinding = FindingSummary & Partial<Pick<Finding, 'fix'>>;

/** Title and body of an issue or a change, as Markdown. */
export interface TicketText {
  title: string;
  body: string;
}

/** Texts of tools are hostile: they may not become links, pictures or mentions. */
const plain = (text: string) =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_[\]<>#|!~]/g, '\\$&')
    .replace(/@/g, '&#64;')
    .replace(/:\/\//g, ':&#47;&#47;')
    .replace(/www\./gi, 'www&#46;');

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

function fixOf({ fix, package: found }: TicketFinding): string | undefined {
  const versions = fix?.fixedVersions ?? found?.fixedVersions ?? [];
  if (found && versions.length > 0) {
    const through = (fix?.upgrade ?? []).map(({ name, version }) =>
      plain(version ? `${name} ${version}` : name),
    );
    const comes =
      through.length > 0 ? `, which comes with ${through.join(', ')}` : '';
    return `raise ${plain(found.name)} to ${versions
      .map(plain)
      .join(' or ')}${comes}`;
  }
  return fix?.remediation ? plain(fix.remediation).slice(0, 500) : undefined;
}

function lineOf(finding: TicketFinding, origin: string): string {
  const fix = fixOf(finding);
  const due = dueWords(finding.sla);
  return [
    `- **${plain(finding.title)}** (${finding.severity})`,
    `  ${plain(whereOf(finding))}${
      finding.entityRef ? `, in ${plain(entityName(finding.entityRef))}` : ''
    }`,
    ...(fix ? [`  Fix: ${fix}`] : []),
    ...(due === 'none' ? [] : [`  Due: ${due}`]),
    `  ${origin}${findingHref(finding.id)}`,
  ].join('\n');
}

const titleOf = (findings: readonly TicketFinding[]): string => {
  const [first] = findings;
  const name = first.package?.name;
  if (findings.every(one => name && one.package?.name === name)) {
    const [version] =
      first.fix?.fixedVersions ?? first.package?.fixedVersions ?? [];
    return version ? `Raise ${name} to ${version}` : `Replace ${name}`;
  }
  return findings.length === 1
    ? `Fix: ${first.title}`
    : `Fix ${counted(findings.length, 'finding')}`;
};

/** What to write into an issue or a change about these findings. */
export function ticketText(
  findings: readonly TicketFinding[],
  origin: string,
): TicketText {
  return {
    title: oneLine(titleOf(findings)).slice(0, 200),
    body: [
      ...findings.map(finding => lineOf(finding, origin)),
      '',
      'When a whole scan no longer has it, it is closed by itself.',
    ].join('\n'),
  };
}

/** Past this an address is cut on its way; the text is copied instead. */
const longestUrl = 6000;

/** Where the provider makes a new issue with this text; the body may have to be pasted. */
export function newIssueUrl(
  { forge, url }: Pick<Repository, 'forge' | 'url'>,
  { title, body }: TicketText,
): { url: string; withBody: boolean } {
  const [address, titleKey, bodyKey] = {
    github: [`${url}/issues/new`, 'title', 'body'],
    gitlab: [`${url}/-/issues/new`, 'issue[title]', 'issue[description]'],
    bitbucket: [`${url}/issues/new`, 'title', 'content'],
    azure: [
      `${url.replace(/\/_git\/.*$/, '')}/_workitems/create/Bug`,
      '[System.Title]',
      '[System.Description]',
    ],
  }[forge];
  const whole = `${address}?${new URLSearchParams({
    [titleKey]: title,
    [bodyKey]: body,
  })}`;
  return whole.length <= longestUrl
    ? { url: whole, withBody: true }
    : {
        url: `${address}?${new URLSearchParams({ [titleKey]: title })}`,
        withBody: false,
      };
}
