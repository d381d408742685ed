/* Light and dark: the system's choice until the reader makes one. Printing is always light. */
const systemDark = matchMedia('(prefers-color-scheme: dark)');
const themeListeners = [];
let chosenTheme = null;
let printing = false;

const dark = () => !printing && (chosenTheme ?? (systemDark.matches ? 'dark' : 'light')) === 'dark';

function applyTheme() {
  document.documentElement.dataset.theme = dark() ? 'dark' : 'light';
  themeListeners.forEach(listener => listener());
}

/** The value of a colour of the style sheet, such as `--ink`. */
const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const stateColour = id => colour(`--state-${id}`);

/** Categories that are no states: distinct for colour-blind readers (Okabe and Ito 2008), softened for each ground. */
function palette() {
  return dark()
    ? ['#74b9e6', '#e9b44c', '#5cc2a5', '#e58bb0', '#b9a4ea', '#c7cdd3', '#e0784f', '#d8cf6a']
    : ['#1f6fa8', '#d98e04', '#0f8a6d', '#b8517f', '#6a57b3', '#6d7880', '#b4471d', '#94881a'];
}

document.documentElement.dataset.theme = dark() ? 'dark' : 'light';
systemDark.addEventListener('change', applyTheme);
addEventListener('beforeprint', () => { printing = true; applyTheme(); });
addEventListener('afterprint', () => { printing = false; applyTheme(); });

function themeButton() {
  const moon = 'M15.5 11.6A6.5 6.5 0 0 1 8.4 4.5a6.5 6.5 0 1 0 7.1 7.1Z';
  const button = h('button', { type: 'button', class: 'icon', 'aria-label': 'Light or dark', title: 'Light or dark', onclick: () => {
    chosenTheme = dark() ? 'light' : 'dark';
    applyTheme();
  } }, s('svg', { viewBox: '0 0 20 20', width: 18, height: 18, 'aria-hidden': 'true' }, s('path', { d: moon, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.6, 'stroke-linejoin': 'round' })));
  return button;
}
