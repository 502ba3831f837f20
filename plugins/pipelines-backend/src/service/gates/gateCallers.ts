import {
  AuthService,
  BackstageCredentials,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { Approver } from '@quarterdeck/plugin-pipelines-common';
import { EntityIndex } from '@quarterdeck/plugin-portal-node';

/** Who asks, as gates need to know them. */
export interface GateCallers {
  /** The person; `undefined` for a machine. */
  personOf(credentials: BackstageCredentials): Promise<Approver | undefined>;
  /** The person, or a refusal. */
  demandPerson(credentials: BackstageCredentials): Promise<Approver>;
  /** Ref of the person, or the token's subject. */
  nameOf(credentials: BackstageCredentials): string;
}

const accountAnnotation =
  /\/(user-login|user-name|username|login|email|user-email|user-id)$/;

/** Callers by the portal's sign-in and the catalog. */
export function createGateCallers(options: {
  auth: Pick<AuthService, 'isPrincipal'>;
  userInfo: UserInfoService;
  index: Pick<EntityIndex, 'get'>;
}): GateCallers {
  const { auth, userInfo, index } = options;

  const personOf = async (
    credentials: BackstageCredentials,
  ): Promise<Approver | undefined> => {
    if (!auth.isPrincipal(credentials, 'user')) return undefined;
    const info = await userInfo.getUserInfo(credentials);
    const ref = info.userEntityRef.toLocaleLowerCase('en-US');
    const entity = index.get(ref);
    const accounts = Object.entries(entity?.annotations ?? {}).flatMap(
      ([name, value]) => (accountAnnotation.test(name) ? [value] : []),
    );
    return {
      ref,
      claims: info.ownershipEntityRefs.map(claim =>
        claim.toLocaleLowerCase('en-US'),
      ),
      names: [...accounts, ...(entity?.title ? [entity.title] : [])],
    };
  };

  return {
    personOf,
    async demandPerson(credentials) {
      const person = await personOf(credentials);
      if (person) return person;
      throw new NotAllowedError('Only a person who signed in may do this.');
    },
    nameOf(credentials) {
      if (auth.isPrincipal(credentials, 'user')) {
        return credentials.principal.userEntityRef;
      }
      if (auth.isPrincipal(credentials, 'service')) {
        return credentials.principal.subject;
      }
      return 'unknown';
    },
  };
}
