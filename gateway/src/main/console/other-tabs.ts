import { useEffect, useRef } from "preact/hooks";

/**
 * Whom this browser is with: each tab tells the others who has come, by their subject, or that somebody has left, by
 * an empty one. So no tab keeps the case of somebody else.
 *
 * @param onTold hears it from another tab
 * @returns tells it to the others
 */
export function useOtherTabs(onTold: (subject: string) => void): (subject: string) => void {
  const channel = useRef<BroadcastChannel | null>(null);
  const onToldNow = useRef(onTold);
  onToldNow.current = onTold;
  useEffect(() => {
    const opened = new BroadcastChannel("porten-person");
    opened.onmessage = (message: MessageEvent<string>) => onToldNow.current(message.data);
    channel.current = opened;
    return () => opened.close();
  }, []);
  return subject => channel.current?.postMessage(subject);
}
