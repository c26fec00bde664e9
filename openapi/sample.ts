// A client against the generated types: it compiles only while the contract gives what clients rely on (C38).
// `make contract-lint` generates `build/kinerja-v1.d.ts` and compiles this with `tsc --strict`.

import type { components, operations, paths } from "./build/kinerja-v1.js";

type Schemas = components["schemas"];
type Plan = Schemas["PlanOut"];
type Problem = Schemas["Problem"];
type PlanPage = operations["list_target_plans"]["responses"][200]["content"]["application/json"];
type PlanQuery = NonNullable<operations["list_target_plans"]["parameters"]["query"]>;
type NewPlan = operations["create_target_plan"]["requestBody"]["content"]["application/json"];
type Tokens = paths["/v1/auth/tokens"]["post"]["responses"][200]["content"]["application/json"];

/** A refusal, with its stable code, what to do, and the articles on which it rests. */
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(`${problem.code}: ${problem.detail}`);
  }

  get articles(): string[] {
    return (this.problem.basis ?? []).map((basis) => `${basis.instrument}, ${basis.article}`);
  }
}

async function answer<T>(response: Response): Promise<T> {
  if (!response.ok) throw new Refused((await response.json()) as Problem);
  return (await response.json()) as T;
}

/** Sign in and return the headers of the requests that follow. */
export async function signIn(base: string, given: Schemas["SignIn"]): Promise<Record<string, string>> {
  const response = await fetch(`${base}/v1/auth/tokens`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(given),
  });
  const tokens = await answer<Tokens>(response);
  return { Authorization: `${tokens.token_type} ${tokens.access_token}`, "Content-Type": "application/json" };
}

/** Walk all pages of the target plans. */
export async function* targetPlans(
  base: string,
  headers: Record<string, string>,
  query: PlanQuery = {},
): AsyncGenerator<Schemas["PlanRow"]> {
  let cursor: string | null = null;
  do {
    const given: PlanQuery = cursor === null ? query : { ...query, cursor };
    const search = new URLSearchParams(Object.entries(given).map(([name, value]) => [name, String(value)]));
    const response: Response = await fetch(`${base}/v1/target-plans?${search}`, { headers });
    const page: PlanPage = await answer<PlanPage>(response);
    yield* page.items;
    cursor = page.next;
  } while (cursor !== null);
}

/** Begin a plan, then submit it on the version that was just read. */
export async function beginAndSubmit(base: string, headers: Record<string, string>, given: NewPlan): Promise<Plan> {
  type Demanded = operations["create_target_plan"]["parameters"]["header"];
  const key: Demanded = { "Idempotency-Key": crypto.randomUUID() };
  const created = await fetch(`${base}/v1/target-plans`, {
    method: "POST",
    headers: { ...headers, ...key },
    body: JSON.stringify(given),
  });
  const plan = await answer<Plan>(created);

  const step: Schemas["StepIn"] = { name: "submit" };
  const version: operations["step_target_plan"]["parameters"]["header"] = {
    "If-Match": created.headers.get("ETag") ?? `"v${plan.version}"`,
  };
  const submitted = await fetch(`${base}/v1/target-plans/${plan.id}/transitions`, {
    method: "POST",
    headers: { ...headers, ...version },
    body: JSON.stringify(step),
  });
  return answer<Plan>(submitted);
}
