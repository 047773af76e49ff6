// What breaks the standard on this page. Contrast takes half of axe's time, so it is asked once for
// each pair of ink and paper: `known` holds those that axe passed before, whatever the page.
async ({ address, standard, known }) => {
  // Axe comes as a script of the site's own, once for each page, and its element does not stay.
  const bring = (arrived, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = arrived;
    script.onerror = () => failed(new Error("axe did not arrive"));
    document.head.append(script);
    script.remove();
  };
  if (!("axe" in window)) await new Promise(bring);

  // Nothing is loaded ahead: that is for films and for a rule that is off, and takes a tenth.
  const asked = { resultTypes: ["violations", "passes"], elementRef: true, preload: false };
  const contrast = "color-contrast";

  const papers = new Map([[null, ""]]);
  const paper = (element) => {
    if (!papers.has(element)) {
      const { backgroundColor, backgroundImage, opacity, position } = getComputedStyle(element);
      const own = [backgroundColor, backgroundImage, opacity, position].join(" ");
      const plain = own === "rgba(0, 0, 0, 0) none 1 static";
      papers.set(element, (plain ? "" : `${own}; `) + paper(element.parentElement));
    }
    return papers.get(element);
  };
  const ink = (element) => {
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
    return [color, fontSize, fontWeight, textShadow].join(" ");
  };
  const pair = (element) => `${ink(element)} on ${paper(element)}`;
  const hasWords = (element) =>
    element.matches("input, select, textarea") ||
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());

  const seen = new Set(known);
  const fresh = [...document.body.querySelectorAll("*")].filter(
    (element) => hasWords(element) && element.checkVisibility() && !seen.has(pair(element)),
  );
  const rest = await axe.run(document, {
    ...asked,
    runOnly: standard,
    rules: { [contrast]: { enabled: false } },
  });
  const drawn = fresh.length
    ? await axe.run({ include: fresh }, { ...asked, runOnly: [contrast] })
    : { violations: [], passes: [] };
  const elements = (found) => found.flatMap(({ nodes }) => nodes.map(({ element }) => element));
  return {
    faults: [...rest.violations, ...drawn.violations].map(
      ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(", ")}`,
    ),
    passed: [...new Set(elements(drawn.passes).map(pair))],
  };
};
