import { Actor } from '@quarterdeck/plugin-ingest-common';
import { Fields, textOf } from '../fields';

/** A GitLab account in a body, as the actor of an event. */
export function gitlabActor(user: Fields): Actor | undefined {
  const login = textOf(user.username) ?? textOf(user.name);
  if (!login) return undefined;
  const email = textOf(user.email);
  return {
    login,
    name: textOf(user.name),
    // Written for those who hide theirs.
    email: email === '[REDACTED]' ? undefined : email,
    // Access tokens of projects and groups, and service accounts.
    kind: /^(?:project|group)_\d+_bot|^service_account_/.test(login)
      ? 'bot'
      : 'unknown',
  };
}
