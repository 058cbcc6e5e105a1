/**
 * Tells the page what the issuer said, and closes: this is the window in which somebody signed in or out.
 * One whose state begins with "on-" waits for the page to say where to go on.
 */
const PATIENCE_MILLIS = 30_000;

const state = new URLSearchParams(location.search).get("state") ?? "";
const channel = new BroadcastChannel("porten-sign-in");
if (state.startsWith("on-")) {
  channel.onmessage = (message: MessageEvent<{ readonly state?: string; readonly address?: string }>) => {
    const { address, state: meant } = message.data;
    if (meant === state && address) {
      location.replace(address);
    } else if (meant === state) {
      window.close();
    }
  };
  setTimeout(() => window.close(), PATIENCE_MILLIS);
}
channel.postMessage(location.search);
if (!state.startsWith("on-")) {
  window.close();
}
