// Improvements only: every page works without this file.
import {
  Button,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  createAll,
  isSupported,
} from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}

if (isSupported()) {
  for (const component of [
    Button,
    ErrorSummary,
    NotificationBanner,
    PasswordInput,
    Radios,
    ServiceNavigation,
    SkipLink,
  ]) {
    createAll(component);
  }
}

// On a narrow screen the list comes first, and the filters are opened when wanted.
if (window.matchMedia("(max-width: 69.99em)").matches) {
  for (const filters of document.querySelectorAll("details[data-filters]")) {
    filters.open = false;
  }
}
