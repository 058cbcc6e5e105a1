"""Measures endpoints against bare servers with the same bytes on the wire; see ../ladder.sh."""

import argparse
import contextlib
import json

import measure as m
import proxies
import rig as r
from postgres import Postgres
from questions import BODIES, request_of, samples_of

GATEWAYS = ("gateway", "other", "logged", "micrometer")


def main():
    arguments = parsed()
    with r.Rig() as rig:
        if arguments.tls:
            rig.speak_tls()
        tokens = r.Tokens(rig)
        tokens.bearers += [tokens.of(f"{r.CLIENT}-{number % 7}") for number in range(1, arguments.tokens)]
        data = r.directory(rig, arguments.user_ids, arguments.data)
        for endpoint in arguments.endpoints.split(","):
            result = measure(rig, data, tokens, endpoint, arguments)
            file = r.BENCHMARKS / f"results/{arguments.name}.json"
            known = json.loads(file.read_text()) if file.exists() else {}
            m.save(arguments.name, {**known, endpoint: result})


def parsed():
    parser = argparse.ArgumentParser()
    parser.add_argument("--endpoints", default=",".join(BODIES))
    parser.add_argument("--rungs", default="bare,gateway,router,openapi", help="the first is what the others are divided by")
    parser.add_argument("--pairs", type=int, default=7)
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--connections", type=int, default=m.CONNECTIONS)
    parser.add_argument("--warmup", type=int, default=40)
    parser.add_argument("--settle", type=int, default=2, help="seconds of load before each run, after standing still")
    parser.add_argument("--user-ids", type=int, default=6_000_000)
    parser.add_argument("--data", help="a folder for the directory, kept for the next time")
    parser.add_argument("--flags", default=r.LAUNCHER_FLAGS, help="of every JVM; by default the launcher's on JDK 17")
    parser.add_argument("--postgres-core", type=int, help="default: the server's for what asks it, else the load's")
    parser.add_argument("--environment", nargs="*", default=[], metavar="NAME=VALUE", help="of the gateway")
    parser.add_argument("--other-jar", help="of the rung \"other\": the gateway.jar of another commit")
    parser.add_argument("--other-without", nargs="*", default=[], metavar="NAME", help="variables that the other gateway does not know")
    parser.add_argument("--tls", action="store_true", help="all servers speak TLS 1.3, with one certificate (P-256)")
    parser.add_argument("--close", action="store_true", help="each request has a connection of its own")
    parser.add_argument("--tokens", type=int, default=1, help="of eight clients if there are as many; each request has any of them")
    parser.add_argument("--proxy", choices=list(proxies.ID_LENGTHS), help="through which all servers are asked, on the load's core")
    parser.add_argument("--name", default="ladder", help="of the result file")
    arguments = parser.parse_args()
    if "other" in arguments.rungs.split(",") and not arguments.other_jar:
        parser.error("the rung other needs --other-jar")
    if arguments.proxy and set(arguments.rungs.split(",")) & {"router", "openapi"}:
        parser.error("the rungs router and openapi tell no proxy that they are ready")
    if arguments.proxy and arguments.tls:
        parser.error("the proxies speak no TLS to the servers")
    return arguments


def measure(rig, data, tokens, endpoint, arguments):
    flags = arguments.flags.split()
    asks_database = endpoint.endswith("-uncached")
    core = arguments.postgres_core if arguments.postgres_core is not None else r.SERVER_CORE if asks_database else r.LOAD_CORE
    names = ["query" if name == "bare" and asks_database else name for name in arguments.rungs.split(",")]
    if asks_database:
        names = [name for name in names if name not in ("router", "openapi")]
    request = request_of(rig, endpoint, tokens, "Connection: close\r\n" if arguments.close else "")
    servers = []
    with contextlib.ExitStack() as ends:
        for name in sorted(names, key=lambda name: name not in GATEWAYS):  # a gateway first: the others answer as it does
            servers.append(server_of(rig, name, data, tokens, flags, endpoint, request, servers, arguments))
            ends.callback(servers[-1].stop)
            postgres = Postgres(data)
            if name in GATEWAYS:
                servers[-1].samples = samples_of(endpoint, request, postgres)
        servers.sort(key=lambda server: names.index(server.name))
        answers = {server.name: len(server.answer_to(named(rig, endpoint, tokens, request, arguments))) for server in servers}
        if max(answers.values()) - min(answers.values()) > 2:  # made request ids may differ by a digit or two
            r.fail(f"{endpoint}: the answers differ in length: {answers}")
        for server in servers:
            server.freeze()
        postgres.pin(core)
        measured_by = postgres if asks_database else None
        for server in servers:
            server.thaw()
            m.saturate(server, request, arguments.warmup, measured_by, arguments.connections)
            if arguments.proxy:
                server.port = proxies.put_before(rig, arguments.proxy, [server])
                server.thaw()  # once the proxy has found it ready
                m.saturate(server, request, arguments.warmup // 2, measured_by, arguments.connections)
            server.freeze()
        rounds = run_rounds(servers, request, arguments, measured_by)
    return {
        "what": f"requests a second at saturation divided by those of the rung {names[0]}, round by round",
        "command": "benchmarks/ladder.sh", **m.circumstances(flags), "connections": arguments.connections, "takenUserIds": arguments.user_ids,
        "environment": arguments.environment, "tls": arguments.tls, "close": arguments.close,
        "proxy": proxies.version(arguments.proxy), "tokens": arguments.tokens, "seconds": arguments.seconds, "warmupSeconds": arguments.warmup,
        "serverCore": r.SERVER_CORE, "loadCore": r.LOAD_CORE, "postgresCore": core,
        "cpuIncludesPostgres": asks_database, "requestBytes": request.file.stat().st_size, "answerBytes": answers,
        "rungs": {name: summary(name, names[0], rounds) for name in names}, "rounds": rounds,
    }


def server_of(rig, name, data, tokens, flags, endpoint, request, servers, arguments):
    if name in GATEWAYS:
        management = r.free_port()
        environment = {"GATEWAY_MANAGEMENT_PORT": management, **dict(pair.split("=", 1) for pair in arguments.environment)}
        if endpoint.endswith("-counted"):
            environment["GATEWAY_BUDGETS"] = tokens.counting
        if name == "logged":
            environment["GATEWAY_ACCESS_LOG"] = rig.folder / "access.log"
        launch = r.JAR
        if name == "other":
            launch = ("-jar", arguments.other_jar)
            environment.update(dict.fromkeys(arguments.other_without))
        if name == "micrometer":
            launch = ("-Dbenchmarks.vertxMicrometer", "-cp", f"{r.GATEWAY_JAR}:{r.BENCHMARKS_JAR}", "dk.porten.gateway.Main")
        server = r.gateway(rig, data, tokens, flags, name, environment, launch)
        server.management = management
        return server
    answer = servers[0].answer_to(named(rig, endpoint, tokens, request, arguments))
    more = {"bare": [], "query": [Postgres(data).uri], "router": [request.path], "openapi": [request.path, r.CONTRACT]}
    server = r.rung(rig, name, answer, flags, *more[name])
    server.management = server.port
    body = answer.partition(b"\r\n\r\n")[2].decode()
    server.samples = [(request, request.body, lambda status, text: status == 200 and text == body)] * 24
    return server


def named(rig, endpoint, tokens, request, arguments):
    """Returns the request as a proxy passes it on, with a name as long as the one that the proxy gives."""
    if not arguments.proxy or endpoint.endswith("-varied"):
        return request
    return request_of(rig, endpoint, tokens, f"X-Request-Id: {'0' * proxies.ID_LENGTHS[arguments.proxy]}\r\n")


def run_rounds(servers, request, arguments, postgres):
    """Runs the servers in turn, A B B A, until each has enough rounds that count."""
    rounds = []
    for number in range(3 * arguments.pairs):
        order = servers if number % 2 == 0 else servers[::-1]
        runs = {}
        for server in order:
            runs[server.name] = m.turn(server, request, arguments.seconds, arguments.settle, postgres, arguments.connections)
        rounds.append(runs)
        r.say(" | ".join(f"{name} {run['requestsPerSecond']:.0f}/s {run['cpuMicrosPerRequest']:.2f} us p99 {run['p99Micros']} us"
                         + (" void" if m.is_void(run) else "") for name, run in runs.items()))
        base = servers[0].name
        if all(len(counting(rounds, base, server.name)) >= arguments.pairs for server in servers):
            break
    return rounds


def counting(rounds, base, name):
    return [runs for runs in rounds if not m.is_void(runs[base]) and not m.is_void(runs[name])]


def summary(name, base, rounds):
    counted = counting(rounds, base, name)
    of = lambda member: [runs[name][member] for runs in counted]
    ratio = lambda member: m.spread([runs[name][member] / runs[base][member] for runs in counted])
    return {"pairs": len(counted), "void": len(rounds) - len(counted), "ratio": ratio("requestsPerSecond"),
            "cpuRatio": ratio("cpuMicrosPerRequest"), "p99Ratio": ratio("p99Micros"), "requestsPerSecond": m.spread(of("requestsPerSecond")),
            "cpuMicrosPerRequest": m.spread(of("cpuMicrosPerRequest")), "p99Micros": m.spread(of("p99Micros")), "serverCoreBusyShare": m.spread(of("serverCoreBusyShare")),
            "serverCpuShare": m.spread([run["serverCpuSeconds"] / run["seconds"] for run in (runs[name] for runs in counted)]),
            "loadCoreBusyShare": m.spread(of("loadCoreBusyShare"))}


if __name__ == "__main__":
    main()
