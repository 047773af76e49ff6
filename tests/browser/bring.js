// Brings axe to a page that has not got it, as a script of the site's own, and leaves no trace.
(address) =>
  "axe" in window ||
  new Promise((arrived, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => arrived(true);
    script.onerror = () => failed(new Error("axe did not arrive"));
    document.head.append(script);
    script.remove();
  });
