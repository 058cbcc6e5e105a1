/** Tells the page what the issuer said, and closes: this is the window in which somebody signed in. */
new BroadcastChannel("porten-sign-in").postMessage(location.search);
window.close();
