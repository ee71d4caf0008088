/** The client's entry: how pages are swapped, the keys, then the custom elements. */
import "./pages";
import "./keys";
import "./toast";
import "./elements/combo-box";
import "./elements/command-palette";
import "./elements/day-input";
import "./elements/day-list";
import "./elements/day-slider";
import "./elements/deal-board";
import "./elements/import-progress";
import "./elements/inline-edit";
import "./elements/likely-records";
import "./elements/list-keys";
import "./elements/live-page";
import "./elements/log-panel";
import "./elements/org-chart";
import "./elements/side-panel";
