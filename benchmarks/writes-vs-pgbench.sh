#!/usr/bin/env bash
# Durable holds, claims and attestations a second through the gateway, beside pgbench that runs the same SQL at the same
# concurrency on the same server: goal 1.5.
#
#   mvn -q package -DskipTests && benchmarks/writes-vs-pgbench.sh [PAIRS] [SECONDS] [CLIENTS]    default: 7 pairs of 10 s, 16
#
# As many clients without a pause on either side: wrk over HTTP with fresh keys, pgbench over as many connections of its own with
# the prepared statement that the gateway sends for one write. The gateway writes together what comes together. The sides take turns (A B B A ...); every pair gives a
# ratio. A warm-up of both comes first. The embedded PostgreSQL confirms only what is on disk (fsync is on; it is asked). All
# on loopback, unpinned: gateway, wrk, pgbench and PostgreSQL share the machine. A side that answers anything but success, or
# leaves other rows than it counted, ends the run. Needs wrk, pgbench, psql, jq, and ports 18080 and 18081. Leaves nothing
# behind and writes results/writes-vs-pgbench-$clients.json.
set -euo pipefail
cd "$(dirname "$0")"

pairs=${1:-7}
seconds=${2:-10}
clients=${3:-16}
claims_a_second=20000 # prepared for each run: more than it gets through
work=$(mktemp -d)
chmod 711 "$work"
gateway=
trap 'kill "$gateway" 2>/dev/null; wait "$gateway" 2>/dev/null || true; rm -rf "$work"' EXIT
for name in $(compgen -e GATEWAY_ || true); do unset "$name"; done

export GATEWAY_DATA_DIR=$work/data GATEWAY_PORT=18080 GATEWAY_MANAGEMENT_PORT=18081
java -Xms512m -Xmx512m -jar ../gateway/target/gateway.jar >"$work/out" 2>"$work/err" &
gateway=$!
for _ in $(seq 120); do grep -q ready "$work/out" && break; kill -0 "$gateway"; sleep 0.5; done
export PGHOST=127.0.0.1 PGUSER=porten PGDATABASE=porten
PGPORT=$(sed -n 4p "$work/data/cluster/postmaster.pid")
PGPASSWORD=$(cat "$work/data/password")
export PGPORT PGPASSWORD
[ "$(psql -Atc 'SHOW fsync')$(psql -Atc 'SHOW synchronous_commit')" = onon ]

common='wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
local salt = SALT
local n = 0
local function key() n = n + 1; return { ["Content-Type"] = "application/json", ["Idempotency-Key"] = "wrk-" .. salt .. "-" .. n } end'
cat >"$work/hold.lua" <<LUA
$common
request = function()
  local headers = key()
  return wrk.format(nil, "/v1/user-id-holds", headers, '{"userId":"wrk-' .. salt .. '-' .. n .. '"}')
end
LUA
cat >"$work/claim.lua" <<LUA
$common
request = function()
  n = n + 1
  return wrk.format(nil, string.format("/v1/user-id-holds/00000000-0000-4000-8000-%012x/claim", salt * 1000000 + n), nil, "{}")
end
LUA
cat >"$work/attestation.lua" <<LUA
$common
local witness = '"birthDate":"1980-02-29","mitIdSince":"2022-01-01","documents":[{"type":"driving-licence","issuer":"DK","expiresOn":"2091-06-30","nameMatchesCpr":true}]'
request = function()
  local headers = key()
  local id = string.format("%08x-0000-4000-8000-%012x", salt, n)
  return wrk.format(nil, "/v1/attestations", headers,
    '{"witness":{"personId":"' .. id .. '",' .. witness .. '},"applicant":{"personId":"5f0c2e0a-8d3b-4b7e-9a51-1c1f6f0d9b42"}}')
end
LUA
cat >"$work/hold.sql" <<'SQL'
\set i :i + 1
SELECT outcome, answer, is_replay, has_same_body, until FROM hold_user_id(
  'demo', 'demo', 'pgbench-request', '/v1/user-id-holds', 'pg-' || :salt::int || '-' || :client_id::int || '-' || :i::int,
  sha256(int8send(:i::bigint)), gen_random_uuid(), 'pg-' || :salt::int || '-' || :client_id::int || '-' || :i::int,
  sha256(int8send(:i::bigint)), 900,
  '"holdId":"00000000-0000-4000-8000-000000000000","userId":"pg-1000-10-1000"'::bytea,
  '{"type":"/problems/user-id-taken","title":"User id taken","status":409,"detail":"Somebody has or holds this user ID.","requestId":"0123456789"}'::bytea);
SQL
cat >"$work/claim.sql" <<'SQL'
\set i :i + 1
\set n :salt * 1000000 + :client_id * :claims + :i
SELECT user_id, claimed_at FROM claim_user_id(
  'demo', 'demo', 'pgbench-request', ('00000000-0000-4000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))::uuid);
SQL
cat >"$work/attestation.sql" <<'SQL'
\set i :i + 1
\set n :salt * 1000000000 + :client_id * 1000000 + :i
SELECT outcome, answer, is_replay, has_same_body, counting FROM settle_attestation(
  'demo', 'demo', 'pgbench-request', '/v1/attestations', 'pg-' || :n::bigint, sha256(int8send(:n::bigint)),
  sha256(int8send(:n::bigint)), ''::bytea, 'recorded'::text,
  '{"attestationId":"00000000-0000-4000-8000-000000000000","on":"2026-12-03","quota":{"limit":3,"windowDays":120,"countBy":"events","used":1,"remaining":2},"allowedFrom":"2026-12-03","rulePack":"mitid-national@1"}'::bytea,
  gen_random_uuid(), sha256(''::bytea), current_date, 'mitid-national@1');
SQL

prepare() { # operation, salt, claims for each client
  [ "$1" = claim ] || return 0
  psql -q -v ON_ERROR_STOP=1 -v salt="$2" -v holds=$((clients * $3)) <<'SQL'
WITH h AS (
  INSERT INTO user_id_hold (hold_id, user_id, user_id_hash, caller, expires_at)
  SELECT ('00000000-0000-4000-8000-' || lpad(to_hex(:salt::bigint * 1000000 + n), 12, '0'))::uuid,
    'claim-' || :salt || '-' || n, sha256(int8send(n)), 'demo', now() + interval '1 hour'
  FROM generate_series(1, :holds::bigint) AS n
  RETURNING hold_id, user_id, expires_at
)
INSERT INTO taken_user_id (user_id, hold_id, free_from) SELECT user_id, hold_id, expires_at FROM h;
SQL
}

written() { # operation
  case $1 in
    hold) psql -Atc "SELECT count(*) FROM idempotency_key WHERE path = '/v1/user-id-holds'" ;;
    claim) psql -Atc "SELECT count(*) FROM user_id_hold WHERE claimed_at IS NOT NULL" ;;
    attestation) psql -Atc "SELECT count(*) FROM attestation" ;;
  esac
}

count=$work/count
echo 1000 >"$count"
rate() { # side, operation, seconds: prints writes a second
  local salt
  salt=$(($(cat "$count") + 1))
  echo "$salt" >"$count"
  local claims=$((claims_a_second * $3 / clients))
  prepare "$2" "$salt" "$claims"
  psql -qc CHECKPOINT
  local before after
  before=$(written "$2")
  if [ "$1" = pgbench ]; then
    pgbench -n -M prepared -c "$clients" -j 1 -T "$3" -D i=0 -D salt="$salt" -D claims="$claims" -f "$work/$2.sql" \
      >"$work/run" 2>"$work/errors" || { cat "$work/errors" >&2; exit 1; }
  else
    sed "s/SALT/$salt/" "$work/$2.lua" >"$work/run.lua"
    wrk -t1 -c"$clients" -d"$3"s -s "$work/run.lua" http://127.0.0.1:18080/ >"$work/run"
    if grep -q 'Non-2xx\|Socket errors' "$work/run"; then cat "$work/run" >&2; exit 1; fi
  fi
  after=$(written "$2")
  awk -v rows=$((after - before)) -v seconds="$3" 'BEGIN {printf "%.1f", rows / seconds}'
}

results='[]'
for operation in hold claim attestation; do
  rate gateway $operation 20 >/dev/null
  rate pgbench $operation 5 >/dev/null
  for ((pair = 1; pair <= pairs; pair++)); do
    if ((pair % 2)); then
      g=$(rate gateway $operation "$seconds"); p=$(rate pgbench $operation "$seconds")
    else
      p=$(rate pgbench $operation "$seconds"); g=$(rate gateway $operation "$seconds")
    fi
    echo "$operation: gateway $g/s, pgbench $p/s"
    results=$(jq --arg o $operation --argjson g "$g" --argjson p "$p" \
      '. + [{operation: $o, gatewayPerSecond: $g, pgbenchPerSecond: $p, ratio: ($g / $p * 1000 | round / 1000)}]' <<<"$results")
  done
done

mkdir -p results
jq -n --argjson runs "$results" --arg commit "$(git rev-parse --short HEAD)" --arg java "$(java -version 2>&1 | head -1)" \
  --arg wrk "$(wrk -v 2>&1 | head -1 | cut -d' ' -f1-2)" --arg pgbench "$(pgbench --version)" \
  --arg server "$(psql -Atc 'SHOW server_version')" --argjson clients $clients --argjson processors "$(nproc)" \
  '{what: "durable writes a second, gateway divided by pgbench running the same SQL", command: "benchmarks/writes-vs-pgbench.sh",
    $commit, $java, $wrk, $pgbench, $server, $clients, $processors,
    medianRatios: ($runs | group_by(.operation) | map({key: .[0].operation, value: (map(.ratio) | sort | .[length / 2 | floor])}) | from_entries),
    spread: ($runs | group_by(.operation) | map({key: .[0].operation, value: [(map(.ratio) | min), (map(.ratio) | max)]}) | from_entries),
    $runs}' >results/writes-vs-pgbench-$clients.json
jq -c '.medianRatios, .spread' results/writes-vs-pgbench-$clients.json
