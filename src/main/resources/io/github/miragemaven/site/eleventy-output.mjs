// Prints the output directory of an Eleventy project, relative to the current directory. Arguments:
// Eleventy's src/Eleventy.js, and the values of --input, --output and --config, or empty strings.
import { pathToFileURL } from "node:url";

const [script, input, output, configPath] = process.argv.slice(-4);
const { default: Eleventy } = await import(pathToFileURL(script));
const eleventy = new Eleventy(input || undefined, output || undefined, {
  source: "cli",
  ...(configPath && { configPath }),
});
eleventy.setRunMode?.("build"); // Since 2.0; a configuration may read the mode.
await eleventy.initializeConfig?.(); // Since 3.0; before, the constructor reads the configuration.
console.log(`\noutput directory: ${eleventy.outputDir}`);
process.exit();
