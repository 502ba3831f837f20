import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { ContractHandlers } from '@quarterdeck/plugin-portal-node';
import {
  importRoutes,
  overviewRoutes,
  sbomRoutes,
  secretRoutes,
  securityFindingReadPermission,
  securityIntelligenceImportPermission,
  securitySecretRotatePermission,
  vexRoutes,
} from '@quarterdeck/plugin-security-common';
import { Callers } from '../service/callers';
import { DecideDeps } from '../service/decide';
import { answerEntitySummary, answerHome } from '../service/entityQuestions';
import { answerFeeds } from '../service/feedDesk';
import { confirmClose } from '../service/scans/confirmClose';
import { answerGetImport } from '../service/scans/getImport';
import { answerImportFindings } from '../service/scans/importFindings';
import { answerListCoverage } from '../service/scans/listCoverage';
import { answerListImports } from '../service/scans/listImports';
import { answerOverview } from '../service/overview/overview';
import { answerOverviewDays } from '../service/overview/overviewDays';
import { answerBurnDown, answerSla } from '../service/overview/slaQuestions';
import { answerTopRisks } from '../service/overview/topRisks';
import { answerDiffSboms } from '../service/sbom/diffSboms';
import { answerGetSbom } from '../service/sbom/getSbom';
import { answerListLicences } from '../service/sbom/listLicences';
import { answerListSboms } from '../service/sbom/listSboms';
import { answerSbomComponents } from '../service/sbom/sbomComponents';
import { answerSearchComponents } from '../service/sbom/searchComponents';
import {
  answerGetSecret,
  answerListSecrets,
  updateSecret,
} from '../service/secretDesk';
import {
  answerListVexDocuments,
  answerVexReport,
} from '../service/vex/vexQuestions';

/** Handlers of numbers, scans, secrets, SBOMs and VEX. */
export function overviewHandlers(
  deps: DecideDeps,
  callers: Callers,
  permissions: PermissionsService,
): ContractHandlers<
  typeof overviewRoutes &
    typeof importRoutes &
    typeof secretRoutes &
    typeof sbomRoutes &
    typeof vexRoutes
> {
  const { reader } = deps;
  const rotate = (credentials: BackstageCredentials) =>
    callers.seenBy(securitySecretRotatePermission, credentials);
  const read = (credentials: BackstageCredentials) =>
    callers.decisionOn(securityFindingReadPermission, credentials);
  return {
    overview: ({ query, decision }) => answerOverview(reader, query, decision),
    overviewDays: ({ query, decision }) =>
      answerOverviewDays(reader, query, decision),
    topRisks: ({ query, decision }) => answerTopRisks(reader, query, decision),
    sla: ({ query, decision }) => answerSla(reader, query, decision),
    slaBurnDown: ({ query, decision }) =>
      answerBurnDown(reader, query, decision),
    entitySummary: ({ params, decision }) =>
      answerEntitySummary(reader, params, decision),
    home: async ({ query, decision, credentials }) =>
      answerHome(reader, query, {
        decision,
        me: await callers.meOf(credentials),
      }),
    listImports: ({ query, decision }) =>
      answerListImports(reader, query, decision),
    getImport: ({ params, decision }) =>
      answerGetImport(reader, params.id, decision),
    importFindings: ({ params, query, decision }) =>
      answerImportFindings(reader, params.id, query, decision),
    confirmClose: async ({ params, body, credentials, decision }) =>
      confirmClose(deps, params.id, body.reason, {
        actor: callers.demandPerson(credentials),
        read: await read(credentials),
        decision,
      }),
    listCoverage: ({ query, decision }) =>
      answerListCoverage(reader, query, decision),
    listSecrets: async ({ query, decision, credentials }) =>
      answerListSecrets(reader, query, decision, await rotate(credentials)),
    getSecret: async ({ params, decision, credentials }) =>
      answerGetSecret(reader, params.id, decision, await rotate(credentials)),
    updateSecret: async ({ params, body, decision, credentials }) =>
      updateSecret(deps, params.id, body, {
        actor: callers.demandPerson(credentials),
        read: await read(credentials),
        decision,
      }),
    listSboms: ({ query, decision }) =>
      answerListSboms(reader, query, decision),
    getSbom: ({ params, decision }) =>
      answerGetSbom(reader, params.id, decision),
    sbomComponents: ({ params, query, decision }) =>
      answerSbomComponents(reader, params.id, query, decision),
    diffSboms: ({ query, decision }) =>
      answerDiffSboms(reader, query, decision),
    searchComponents: ({ query, decision }) =>
      answerSearchComponents(reader, query, decision),
    listLicences: ({ query, decision }) =>
      answerListLicences(reader, query, decision),
    listVexDocuments: ({ query, decision }) =>
      answerListVexDocuments(reader, query, decision),
    getVexReport: ({ params, query, decision }) =>
      answerVexReport(reader, params.id, query, decision),
    listFeeds: async ({ credentials }) => {
      const [may] = await permissions.authorize(
        [{ permission: securityIntelligenceImportPermission }],
        { credentials },
      );
      return {
        items: await answerFeeds(reader),
        canImport: may.result === AuthorizeResult.ALLOW,
      };
    },
  };
}
