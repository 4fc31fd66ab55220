export default function (config) {
  config.addPassthroughCopy("style.css");
  config.addGlobalData("harbour", process.env.HARBOUR);
}
