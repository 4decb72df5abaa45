// Requests to the sandbox. All that is thrown is an `Error` with a text for people.

async function answer(response) {
  let told;
  try {
    told = await response.json();
  } catch {
    throw new Error(`The sandbox answered with status ${response.status}, and not with JSON.`);
  }
  if (!response.ok) throw new Error(told.error ?? `The sandbox answered with status ${response.status}.`);
  return told;
}

async function reach(path, options) {
  try {
    return await fetch(path, options);
  } catch {
    throw new Error("The sandbox cannot be reached. Is it still running?");
  }
}

export async function get(path) {
  return answer(await reach(path, { headers: { accept: "application/json" } }));
}

export async function post(path, body) {
  const headers = { "content-type": "application/json", "x-countersign-explorer": "1" };
  return answer(await reach(path, { method: "POST", headers, body: JSON.stringify(body) }));
}
