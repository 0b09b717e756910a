// Runs only where modules are unknown, so it is written for such a browser.
(function () {
  var notice = document.getElementById("unsupported");
  var waiting = document.getElementById("waiting");
  if (notice) notice.hidden = false;
  if (waiting) waiting.hidden = true;
})();
