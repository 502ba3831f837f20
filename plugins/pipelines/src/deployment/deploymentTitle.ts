import { DeploymentPageAnswer } from '../api/deploymentQueries';
import { nameOfRef, placeName } from '../deployments/deploymentText';

/** What is deployed: the service by its name, else the project's. */
export function serviceName({ deployment }: DeploymentPageAnswer): string {
  const { entityRef, service, project } = deployment;
  return entityRef ? nameOfRef(entityRef) : service ?? nameOfRef(project);
}

/** `payments-api 5.21.4 to production eu` */
export function deploymentTitle(answer: DeploymentPageAnswer): string {
  const { label, environment, region } = answer.deployment;
  const place = placeName({ environment: environment.name, region });
  const name = serviceName(answer);
  return label === null
    ? `${name} to ${place}`
    : `${name} ${label} to ${place}`;
}
