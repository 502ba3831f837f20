import { GateRule } from '@quarterdeck/plugin-pipelines-common';
import {
  Muted,
  RelativeTime,
  SafeLink,
  TextLink,
} from '@quarterdeck/plugin-portal-react';

/** What a rule was judged by: a link where there is one, its age and its place in the log. */
export function Evidence({ rule }: { rule: GateRule }) {
  const { evidence } = rule;
  if (!evidence) return <Muted>–</Muted>;
  const { label, url, at, position } = evidence;
  return (
    <span
      title={position === null ? undefined : `Position ${position} of the log`}
    >
      {url?.startsWith('/') && !url.startsWith('//') ? (
        <TextLink to={url}>{label}</TextLink>
      ) : (
        <SafeLink href={url}>{label}</SafeLink>
      )}
      {at && (
        <Muted>
          {' '}
          <RelativeTime at={at} />
        </Muted>
      )}
    </span>
  );
}
