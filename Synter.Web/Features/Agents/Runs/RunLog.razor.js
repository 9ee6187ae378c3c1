// Keeps the newest line in view until the person scrolls away from it; tells the page when that changes.
const nearEnd = 24;

export function watch(log, page) {
  let following = true;
  const toEnd = () => { log.scrollTop = log.scrollHeight; };
  const grown = new MutationObserver(() => following && toEnd());
  grown.observe(log, { childList: true, subtree: true });

  const onScroll = () => {
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < nearEnd;
    if (atEnd === following) return;
    following = atEnd;
    page.invokeMethodAsync('FollowChanged', atEnd);
  };
  log.addEventListener('scroll', onScroll, { passive: true });
  toEnd();

  return {
    follow() { following = true; toEnd(); },
    stop() { grown.disconnect(); log.removeEventListener('scroll', onScroll); },
  };
}
