import { Actor } from '@quarterdeck/plugin-ingest-common';
import { Fields, textOf } from '../fields';

/** An identity in a body, as the actor of an event. */
export function azureActor(identity: Fields): Actor | undefined {
  const name = textOf(identity.displayName) ?? textOf(identity.name);
  const unique = textOf(identity.uniqueName) ?? textOf(identity.email);
  const login = unique ?? name;
  if (!login) return undefined;
  return {
    login,
    name,
    email: unique?.includes('@') ? unique : undefined,
    // What runs for Azure itself or for a pipeline.
    kind: /^(?:Microsoft\.VisualStudio\.Services|Build\\|vstfs:)/.test(login)
      ? 'bot'
      : 'unknown',
  };
}
