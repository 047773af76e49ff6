// Wakes govuk-frontend's components. Every page works without it.
import { initAll } from "../vendor/govuk-frontend/6.6.0/govuk-frontend.min.js";

initAll();
