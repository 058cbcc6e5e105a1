#!/usr/bin/env bash
# Keycloak 26.4.7: a token endpoint that refuses a scope which was sent without a value
#
# RFC 6749, section 3.2: "Parameters sent without a value MUST be treated as if they were omitted from the request." A form whose
# fields are always there, such as of a client library without scopes, has `scope=`. Keycloak then gives a client no token, and
# renews none: it looks for a client scope that has no name. The realm here has nothing but its own defaults, one client and one person;
# the same requests without the field succeed. Other fields without a value (`audience=`) are ignored, as they should be.
#
# Seen: client_credentials: 200   client_credentials, scope=: 400 {"error":"invalid_scope","error_description":"Invalid scopes: "}
#       password: 200             password, scope=: 400 (the same)
#       refresh_token: 200        refresh_token, scope=: 400 (the same)
# Needs Java 17, Maven, curl and Python 3. Fetches 170 MB, and listens on a free port of loopback.
set -u
version=26.4.7
place=$(mktemp -d)
trap '[ -z "${server-}" ] || { kill "$server"; wait "$server"; } 2>/dev/null; rm -rf "$place"' EXIT
cd "$place" || exit 1

mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack \
  -Dartifact=org.keycloak:keycloak-quarkus-dist:$version:zip -DoutputDirectory=. || exit 1
mkdir -p keycloak-$version/data/import
cat >keycloak-$version/data/import/realm.json <<'JSON'
{
  "realm": "plain", "enabled": true,
  "clients": [{"clientId": "program", "secret": "of-the-program", "serviceAccountsEnabled": true, "directAccessGrantsEnabled": true}],
  "users": [{"username": "agnes", "firstName": "Agnes", "lastName": "Holm", "email": "agnes@example.org", "enabled": true,
    "credentials": [{"type": "password", "value": "of-agnes"}]}]
}
JSON
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
realm=http://127.0.0.1:$port/realms/plain
sh keycloak-$version/bin/kc.sh start-dev --http-host=127.0.0.1 --http-port="$port" --import-realm >log 2>&1 &
server=$!
for _ in $(seq 300); do
  curl -sf -o /dev/null "$realm/.well-known/openid-configuration" && break
  kill -0 "$server" || { cat log; exit 1; }
  sleep 1
done

# ask NAME FIELD...: sends a form to the token endpoint.
ask() {
  local name=$1 fields=()
  shift
  for field in client_id=program client_secret=of-the-program "$@"; do
    fields+=(-d "$field")
  done
  status=$(curl -s -o answer -w '%{http_code}' "${fields[@]}" "$realm/protocol/openid-connect/token")
  echo "$name: $status $([ "$status" = 200 ] || cat answer)"
}

person=(grant_type=password username=agnes password=of-agnes)
{
  ask client_credentials grant_type=client_credentials
  ask "client_credentials, audience=" grant_type=client_credentials audience=
  ask "client_credentials, scope=" grant_type=client_credentials scope=
  ask "password, scope=" "${person[@]}" scope=
  ask password "${person[@]}"
  refresh=(grant_type=refresh_token "refresh_token=$(python3 -c 'import json; print(json.load(open("answer"))["refresh_token"])')")
  ask refresh_token "${refresh[@]}"
  ask "refresh_token, scope=" "${refresh[@]}" scope=
} | tee said
refused='400 {"error":"invalid_scope","error_description":"Invalid scopes: "}'
[ "$(grep -cE ': 200 $' said)" = 4 ] && [ "$(grep -cF "scope=: $refused" said)" = 3 ]
