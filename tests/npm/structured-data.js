// What structured-data-testing-tool says against the finished pages below a folder: JSON, by path, what failed.
// A page that is an event, an article or a person is held to what Google asks of it; every page to Open Graph.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import tool from "structured-data-testing-tool";
import presets from "structured-data-testing-tool/presets.js";

const { structuredDataTest } = tool;
const folder = process.argv[2];
// The tool writes into what it is given, and would ask of each page what it asked of those before.
const copy = (value) =>
  Array.isArray(value)
    ? value.map(copy)
    : value && typeof value === "object"
      ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, copy(inner)]))
      : value;
const open = [
  { test: '"og:title"', expect: true, type: "metatag" },
  { test: '"og:type"', expect: true, type: "metatag" },
  { test: '"og:url"', expect: true, type: "metatag" },
];
const found = {};
for (const path of readdirSync(folder, { recursive: true }).filter((name) => name.endsWith("index.html")).sort()) {
  const html = readFileSync(join(folder, path), "utf8");
  if (!html.includes("application/ld+json")) continue;
  const result = await structuredDataTest(html, copy({ presets: [presets.Google], tests: open })).catch((error) => error.res ?? Promise.reject(error));
  const failed = result.failed.map((test) => `${test.group}: ${test.description || test.test} ${test.error?.message ?? ""}`);
  found[path] = { schemas: result.schemas, failed, passed: result.passed.length };
}
console.log(JSON.stringify(found));
