// The line in the foot: whether this page is on the phone.

export function start(element) {
  const show = () => {
    const text = element.dataset[document.documentElement.dataset.offline];
    element.textContent = text ? `· ${text}` : '';
  };
  show();
  document.addEventListener('offline', show);
}
