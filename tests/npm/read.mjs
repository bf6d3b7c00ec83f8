// Reads feeds with three programs of npm and prints what each made of them, as JSON.
// Usage: node read.mjs FILE...; the answer maps file to program to entries.
import { readFileSync } from "node:fs";
import { parseAtomFeed, parseJsonFeed, parseOpml, parseRssFeed } from "feedsmith";
import RssParser from "rss-parser";
import { extractFromJson, extractFromXml } from "@extractus/feed-extractor";

const first = (list) => (list && list.length ? list[0] : undefined);
const linked = (links, rel) => first((links ?? []).filter((link) => (link.rel ?? "alternate") === rel))?.href;

const feedsmith = {
  rss: (text) =>
    (parseRssFeed(text).items ?? []).map((item) => ({
      id: item.guid?.value,
      link: item.link,
      title: item.title,
      date: item.pubDate,
      author: first(item.dc?.creators),
      enclosure: first(item.enclosures)?.url,
    })),
  atom: (text) =>
    (parseAtomFeed(text).entries ?? []).map((entry) => ({
      id: entry.id,
      link: linked(entry.links, "alternate"),
      title: typeof entry.title === "string" ? entry.title : entry.title?.value,
      date: entry.published,
      author: first(entry.authors)?.name,
      enclosure: linked(entry.links, "enclosure"),
    })),
  json: (text) =>
    (parseJsonFeed(text).items ?? []).map((item) => ({
      id: item.id,
      link: item.url,
      title: item.title,
      date: item.date_published,
      author: first(item.authors)?.name,
      enclosure: first(item.attachments)?.url,
    })),
};

const rssParser = async (text) =>
  (await new RssParser().parseString(text)).items.map((item) => ({
    id: item.guid ?? item.id,
    link: item.link,
    title: typeof item.title === "string" ? item.title : "",
    date: item.isoDate,
    author: item.creator ?? item.author,
    enclosure: item.enclosure?.url,
  }));

const wanted = { useISODateFormat: true, descriptionMaxLen: 0, getExtraEntryFields: (entry) => ({ own: entry.guid ?? entry.id }) };
const extracted = (feed) =>
  (feed.entries ?? []).map((entry) => ({ id: entry.own?.["#text"] ?? entry.own, link: entry.link, title: entry.title, date: entry.published }));

async function read(file) {
  const text = readFileSync(file, "utf8");
  if (file.endsWith(".opml")) return { feedsmith: parseOpml(text).body.outlines.map(({ text, xmlUrl }) => ({ title: text, link: xmlUrl })) };
  const form = file.endsWith(".json") ? "json" : file.includes("atom") ? "atom" : "rss";
  if (form === "json") return { feedsmith: feedsmith.json(text), extractor: extracted(extractFromJson(JSON.parse(text), wanted)) };
  const read = { feedsmith: feedsmith[form](text), "rss-parser": await rssParser(text) };
  // @extractus/feed-extractor takes an Atom feed without entries for none.
  return /<(item|entry)>/.test(text) ? { ...read, extractor: extracted(extractFromXml(text, wanted)) } : read;
}

const answers = {};
for (const file of process.argv.slice(2)) answers[file] = await read(file);
process.stdout.write(JSON.stringify(answers));
