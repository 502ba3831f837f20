import {
  AuthService,
  BackstageCredentials,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  PolicyDecision,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { Reader } from './reader';
import { SeenFindings } from './seenFindings';

/** Who asks, and what else than the route's permission they have. */
export interface Callers {
  /** Ref of the person, or the token's subject. */
  nameOf(credentials: BackstageCredentials): string;
  /** The person, or a refusal. */
  demandPerson(credentials: BackstageCredentials): string;
  /** The person and their groups; nobody for a machine. */
  meOf(credentials: BackstageCredentials): Promise<string[]>;
  decisionOn(
    permission: ResourcePermission,
    credentials: BackstageCredentials,
  ): Promise<PolicyDecision>;
  /** What another permission covers; `undefined`: nothing. */
  seenBy(
    permission: ResourcePermission,
    credentials: BackstageCredentials,
  ): Promise<SeenFindings | undefined>;
}

/** Callers by the portal's sign-in and permissions. */
export function createCallers(options: {
  auth: Pick<AuthService, 'isPrincipal'>;
  userInfo: UserInfoService;
  permissions: PermissionsService;
  reader: Pick<Reader, 'visible'>;
}): Callers {
  const { auth, userInfo, permissions, reader } = options;
  const lower = (ref: string) => ref.toLocaleLowerCase('en-US');
  const nameOf = (credentials: BackstageCredentials) => {
    if (auth.isPrincipal(credentials, 'user')) {
      return lower(credentials.principal.userEntityRef);
    }
    if (auth.isPrincipal(credentials, 'service')) {
      return credentials.principal.subject;
    }
    return 'unknown';
  };
  const decisionOn = async (
    permission: ResourcePermission,
    credentials: BackstageCredentials,
  ) => {
    const [decision] = await permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    return decision;
  };
  return {
    nameOf,
    decisionOn,
    demandPerson(credentials) {
      if (auth.isPrincipal(credentials, 'user')) return nameOf(credentials);
      throw new NotAllowedError('Only a person who signed in may do this.');
    },
    async meOf(credentials) {
      if (!auth.isPrincipal(credentials, 'user')) return [];
      const info = await userInfo.getUserInfo(credentials);
      return [
        ...new Set(
          [info.userEntityRef, ...info.ownershipEntityRefs].map(lower),
        ),
      ];
    },
    async seenBy(permission, credentials) {
      const decision = await decisionOn(permission, credentials);
      return decision.result === AuthorizeResult.DENY
        ? undefined
        : reader.visible(decision);
    },
  };
}
