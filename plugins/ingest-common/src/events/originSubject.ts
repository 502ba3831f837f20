import { Subject } from './subject';

const hostPattern =
  /^(?=.{1,200}$)[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?(:\d{1,5})?$/i;

/** A host as people write it: with a dot, a port, or the name of this machine. */
const isHost = (text: string) =>
  hostPattern.test(text) && (/[.:]/.test(text) || text === 'localhost');

const projectOf = (path: string): string | undefined => {
  const project = path
    .replace(/[?#].*$/, '')
    .split('/')
    .filter(part => part !== '')
    .join('/')
    .replace(/\.git$/i, '');
  return project.length > 0 && project.length <= 512 && !/[\s\\]/.test(project)
    ? project
    : undefined;
};

function subjectAt(host: string, path: string): Subject | undefined {
  const project = projectOf(path);
  if (!isHost(host) || project === undefined) return undefined;
  const instance = host.toLowerCase();
  const organization = /^dev\.azure\.com$/.test(instance)
    ? /^([^/]+)\/([^/]+)\/_git\/([^/]+)/.exec(project)
    : null;
  if (organization) {
    const [, name, folder, repository] = organization;
    return {
      instance: `${instance}/${name}`,
      project: `${folder}/${repository}`,
    };
  }
  // A file or a commit is named below its repository.
  const [repository] = project.split(/\/(?:-|blob|tree|commit|raw)\//);
  return repository.includes('/')
    ? { instance, project: repository }
    : undefined;
}

/**
 * The repository that an address names, as its forge names it in webhooks:
 * `https://github.com/acme/shop.git`, `git@github.com:acme/shop`,
 * `github.com/acme/shop`. Users and ports of SSH are no part of it.
 */
export function repositorySubject(address: string): Subject | undefined {
  const text = address
    .trim()
    .replace(/^(?:(?:git|scm|svn)[+:](?=[a-z]+[:+/@]))*/i, '');
  if (text.length > 1000) return undefined;
  const url = /^(https?|ssh|git):\/\/(?:[^@/]*@)?([^/]+)\/(.+)$/i.exec(text);
  if (url) {
    const [, protocol, host, path] = url;
    return subjectAt(
      /^http/i.test(protocol) ? host : host.replace(/:\d+$/, ''),
      path,
    );
  }
  const scp = /^(?:[\w.-]+@)([\w.-]+):(?!\/\/)(.+)$/.exec(text);
  if (scp) return subjectAt(scp[1], scp[2]);
  const bare = /^([^/@:\s]+(?::\d+)?)\/(.+)$/.exec(text);
  return bare ? subjectAt(bare[1], bare[2]) : undefined;
}

/**
 * The image that a reference names, without tag and digest; the registry of a
 * short name is the one that Docker takes it from.
 */
export function imageSubject(reference: string): Subject | undefined {
  const text = reference.trim().replace(/^(?:docker|oci|https?):\/\//i, '');
  if (text.length > 1000) return undefined;
  const name = text.split('@')[0].replace(/:\w[\w.-]*$/, '');
  if (!/^[a-z0-9][\w.:/-]*$/i.test(name)) return undefined;
  const slash = name.indexOf('/');
  const host = slash === -1 ? '' : name.slice(0, slash);
  if (isHost(host)) {
    const project = projectOf(name.slice(slash + 1));
    return project === undefined
      ? undefined
      : { instance: host.toLowerCase(), project };
  }
  const project = projectOf(slash === -1 ? `library/${name}` : name);
  return project === undefined || /[.:]/.test(project.split('/')[0])
    ? undefined
    : { instance: 'docker.io', project };
}
