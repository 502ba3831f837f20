import { DemoSource } from '../organisation/sources';
import { Person } from '../organisation/people';
import { DemoRepository } from '../organisation/repositories';
import { JobTemplate, WorkflowTemplate } from '../organisation/workflows';

/** A commit on some branch. */
export interface Commit {
  sha: string;
  parent: string;
  subject: string;
  author: Person;
  at: number;
  paths: string[];
}

/** Commits that arrived on a branch together. */
export interface Push {
  repository: DemoRepository;
  branch: string;
  before: string;
  /** The branch did not exist before. */
  created: boolean;
  commits: [Commit, ...Commit[]];
  sender: Person;
  at: number;
}

export interface Review {
  reviewer: Person;
  state: 'approved' | 'changes_requested';
  at: number;
}

export interface PullRequest {
  repository: DemoRepository;
  number: number;
  title: string;
  author: Person;
  branch: string;
  baseSha: string;
  openedAt: number;
  pushes: [Push, ...Push[]];
  reviews: Review[];
  /** Merged when there is a commit, else closed without. */
  closed?: { at: number; by: Person; commit?: Commit };
}

/** What may become of a job, in GitHub's words. */
export type Conclusion =
  | 'success'
  | 'failure'
  | 'cancelled'
  | 'skipped'
  | 'timed_out';

export interface StepPlan {
  number: number;
  name: string;
  startedAt: number;
  finishedAt: number;
  conclusion: Conclusion;
}

export interface Gate {
  askedAt: number;
  decidedAt: number;
  decision: 'approved' | 'rejected';
  by: Person;
}

export interface JobPlan {
  template: JobTemplate;
  createdAt: number;
  /** Until then it waits for a person, and from then on for a runner. */
  gate?: Gate;
  startedAt: number;
  finishedAt: number;
  conclusion: Conclusion;
  /** Absent when it never got one. */
  runner?: { id: number; name: string };
  steps: StepPlan[];
}

export interface AttemptPlan {
  attempt: number;
  by: Person;
  startedAt: number;
  finishedAt: number;
  conclusion: Conclusion;
  jobs: JobPlan[];
}

export interface RunPlan {
  repository: DemoRepository;
  workflow: WorkflowTemplate;
  event: 'push' | 'pull_request' | 'schedule' | 'workflow_dispatch' | 'release';
  /** Branch, or the tag of a release. */
  ref: string;
  commit: Commit;
  title: string;
  actor: Person;
  pull?: PullRequest;
  /** The version that it releases or deploys; also the name of its tag. */
  release?: string;
  /** It brings back what was there before. */
  isRollback?: boolean;
  /** Asks the portal whether it may go on: a deployment protection rule. */
  asksPortal?: boolean;
  /** The last canary stops at an analysis that could not tell. */
  inconclusive?: boolean;
  createdAt: number;
  attempts: [AttemptPlan, ...AttemptPlan[]];
}

export interface ReleasePlan {
  repository: DemoRepository;
  tag: string;
  commit: Commit;
  author: Person;
  at: number;
}

/** All that happens in one repository. */
export interface RepositoryPlan {
  pulls: PullRequest[];
  /** On the default branch; those of branches are in their pull requests. */
  pushes: Push[];
  releases: ReleasePlan[];
  runs: RunPlan[];
}

/** One request to be; its body is made when it is asked for. */
export interface PlannedDelivery {
  source: DemoSource;
  at: number;
  /** As the sender names it. */
  event: string;
  deliveryId: string;
  /** A file for a report, else what becomes JSON. */
  body: () => object | string;
  /** What a report is about, as the query of its address. */
  query?: Record<string, string>;
}
