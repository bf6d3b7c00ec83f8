// Posts, a list in pages, a page for each tag, and a feed.
import { feedPlugin } from "@11ty/eleventy-plugin-rss";

const newestFirst = (one, other) => other.date - one.date || other.inputPath.localeCompare(one.inputPath);

export default function (config) {
  config.addPassthroughCopy("content/images");
  config.addCollection("posts", (all) => all.getFilteredByGlob(["content/articles/*.md", "content/press/*.md"]).sort(newestFirst));
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addFilter("newestFirst", (posts) => [...posts].sort(newestFirst));
  config.addPlugin(feedPlugin, {
    type: "atom",
    outputPath: "/feed.xml",
    collection: { name: "chronological", limit: 20 },
    metadata: { language: "en", title: "Larkfield", base: "https://larkfield.example/", author: { name: "Larkfield" } },
  });
  // The plugin turns the collection it is given round.
  config.addCollection("chronological", (all) => all.getFilteredByGlob(["content/articles/*.md", "content/press/*.md"]).sort((a, b) => newestFirst(b, a)));
}

export const config = {
  markdownTemplateEngine: "njk",
  htmlTemplateEngine: "njk",
  dir: { input: "content", includes: "../_includes", output: "public" },
};
