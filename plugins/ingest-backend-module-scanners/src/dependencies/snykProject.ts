import {
  Fields,
  fieldsOf,
  isFields,
  objectsOf,
  textOf,
} from '../reading/fields';
import { relativePath } from '../reading/relativePath';

/** What a project of a Snyk report says of itself. */
export interface SnykProject {
  /** File of dependencies, or image without tag and digest. */
  target?: string;
  name?: string;
  packageManager?: string;
  isContainer: boolean;
}

/** An image without what changes with every build of it: tag, digest, platform. */
export function imageName(text: string): string {
  const bare = text.replace(/^docker-image\|/, '').replace(/@sha\d+:.*$/, '');
  const slash = bare.lastIndexOf('/');
  const colon = bare.indexOf(':', slash + 1);
  return colon < 0 ? bare : bare.slice(0, colon);
}

function projectOf(fields: Fields, image?: string): SnykProject {
  const docker = fieldsOf(fields, 'docker');
  const packageManager = textOf(fields, 'packageManager');
  const isContainer =
    image !== undefined ||
    docker !== undefined ||
    /^(?:deb|apk|rpm|linux|dockerfile)$/i.test(packageManager ?? '');
  const file = textOf(fields, 'displayTargetFile', 'targetFile');
  const path = textOf(fields, 'path');
  const own = image ?? (isContainer && path ? imageName(path) : undefined);
  return {
    target: own ?? relativePath(file),
    name: textOf(fields, 'projectName'),
    packageManager,
    isContainer,
  };
}

/**
 * Projects of a report by the keys their findings stand below: the document
 * itself, its entries if it is a list, and the applications inside an image.
 */
export function snykProjects(rest: unknown): Map<string, SnykProject> {
  const projects = new Map<string, SnykProject>();
  const add = (at: string, value: unknown) => {
    if (!isFields(value)) return;
    const own = projectOf(value);
    projects.set(at, own);
    const image = own.isContainer ? own.target : undefined;
    objectsOf(value, 'applications').forEach((application, index) => {
      const inner = projectOf(application, image);
      // A place inside the image, not one of a build machine.
      const file = textOf(
        application,
        'displayTargetFile',
        'targetFile',
      )?.replace(/^\/+/, '');
      projects.set(`${at}/applications/${index}`, {
        ...inner,
        target: [image, file].filter(Boolean).join(':') || own.target,
      });
    });
  };
  if (Array.isArray(rest)) {
    rest.forEach((value, index) => add(`/${index}`, value));
  } else {
    add('', rest);
  }
  return projects;
}
