// Compiles the styles and copies what pages and papers load, into build/static.
// Nothing of GOV.UK's own identity is copied: no crown, no GDS Transport.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "sass";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const modules = join(root, "node_modules");
const target = join(root, "build", "static");

const fonts = ["Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt"].map((face) =>
  join(modules, "source-sans", "WOFF2", "TTF", `SourceSans3-${face}.ttf.woff2`),
);
function copy(files, folder) {
  mkdirSync(join(target, folder), { recursive: true });
  for (const file of files) {
    cpSync(file, join(target, folder, basename(file)));
  }
}

rmSync(target, { recursive: true, force: true });
copy(fonts, "fonts");
copy([join(modules, "source-sans", "LICENSE.md")], "fonts");

const { css } = compile(join(root, "assets", "portal.scss"), {
  loadPaths: [root],
  quietDeps: true,
  style: "compressed",
});
writeFileSync(join(target, "portal.css"), css);

// Every picture that the styles name; one that is not there stops the build.
const pictures = [...new Set([...css.matchAll(/url\("?images\/([^)"]+)"?\)/g)].map((m) => m[1]))];
const theirs = join(modules, "@ministryofjustice", "frontend", "moj", "assets", "images");
copy([...pictures.map((name) => join(theirs, name)), join(root, "assets", "mark.svg")], "images");

// The source map is left out, and so is the line that names it.
const library = join(modules, "govuk-frontend", "dist", "govuk", "govuk-frontend.min.js");
const script = readFileSync(library, "utf8").replace(/\/\/# sourceMappingURL=.*\s*$/, "\n");
writeFileSync(join(target, "govuk-frontend.min.js"), script);
copy(["portal.js", "register.js", "minute.js", "screen.js", "audit.js"].map((name) => join(root, "assets", name)), "");
