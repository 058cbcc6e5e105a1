import { useContext } from "preact/hooks";
import { say } from "./language";
import { Session } from "./sign-in";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Who did something, as a history names them: the client and the subject of the token with a slash between them. The
 * subject's own slashes are escaped (docs/decisions/0025), the client's are not.
 *
 * A subject that is a UUID is cut short for the eye alone: it is read, pointed at and copied in full.
 */
export function By({ by }: { readonly by: string }) {
  const { place, subject: ours } = useContext(Session);
  const slash = by.lastIndexOf("/");
  if (slash < 0) {
    return <span class="by">{by === "import" ? say({ da: "en import", en: "an import" }) : by}</span>;
  }
  const client = by.slice(0, slash);
  const subject = by.slice(slash + 1).replaceAll("%2F", "/").replaceAll("%25", "%");
  return (
    <span class="by">
      {subject === ours ? (
        <span title={subject}>{say({ da: "dig", en: "you" })}</span>
      ) : (
        <span class={UUID.test(subject) ? "mono shortened" : undefined} title={subject}>
          {subject}
        </span>
      )}
      {client !== subject &&
        (client === place?.clientId
          ? say({ da: " her i konsollen", en: " here in the console" })
          : say({ da: ` via ${client}`, en: ` via ${client}` }))}
    </span>
  );
}
