import { EventInputs } from '../providerEvent';
import { Fields, fieldsOf, shaOf, textOf } from '../fields';
import { timeOf } from '../times';

/** A commit of a push, pipeline or release. GitLab's one `timestamp` is the committer's. */
export function gitlabCommit(
  commit: Fields,
  webUrl: string,
): EventInputs['ci.run.v1']['commit'] {
  const sha = shaOf(commit.id);
  if (!sha) return undefined;
  const author = fieldsOf(commit.author);
  const [name, email] = [textOf(author.name), textOf(author.email)];
  const login = email === '[REDACTED]' ? name : email ?? name;
  return {
    sha,
    message: textOf(commit.message),
    author: login
      ? { login, name, email: login === email ? email : undefined }
      : undefined,
    committedAt: timeOf(commit.timestamp),
    url: textOf(commit.url) ?? `${webUrl}/-/commit/${sha}`,
  };
}
