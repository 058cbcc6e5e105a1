"""Writes the table of the goals into README.md, between its two marks, from the files in results/."""

import statistics

import measure as m
import rig as r
from rolling import WARM_UP_SECONDS

MARKS = ("<!-- goals -->", "<!-- end of goals -->")
NOT_MEASURED = "not measured"


def main():
    rows = [row(*goal) for goal in GOALS]
    table = ["| # | what | goal (stretch) | measured: median (lowest to highest) | command | of |", "|---|---|---|---|---|---|", *rows]
    readme = r.BENCHMARKS / "README.md"
    before, _, rest = readme.read_text().partition(MARKS[0])
    after = rest.partition(MARKS[1])[2]
    readme.write_text(before + MARKS[0] + "\n" + "\n".join(table) + "\n" + MARKS[1] + after)


def row(number, what, goal, file, measured):
    result = load(file)
    try:
        found = measured(result) if result else NOT_MEASURED
        of = f"`{result.commits()}`" if result else ""
    except (KeyError, TypeError):
        found, of = NOT_MEASURED, ""
    command = COMMANDS.get(file, f"`{file}.sh`")
    return f"| {number} | {what} | {goal} | {found} | {command} | {of} |"


def load(name):
    found = m.load_result(name)
    return Result(found) if found else None


class Result(dict):
    """What a file has, or each of its entries of a commit of their own; knows which of them were asked for."""

    asked = ()

    def __getitem__(self, name):
        found = super().__getitem__(name)
        self.asked = (*self.asked, found)
        return found

    def commits(self):
        """Returns the commits of all that was asked for."""
        of = [each["commit"][:7] for each in (self, *self.asked) if isinstance(each, dict) and "commit" in each]
        return ", ".join(dict.fromkeys(of))


def told(spread, unit=""):
    return f"{spread['median']:.2f}{unit} ({spread['lowest']:.2f} to {spread['highest']:.2f})"


def rung(endpoint, name="gateway"):
    def measured(ladder):
        of = ladder[endpoint]["rungs"][name]
        limit = "" if of["serverCoreBusyShare"]["median"] >= 0.95 else "; the load was the limit"
        return f"{told(of['ratio'])}; CPU {told(of['cpuRatio'])}{limit}"
    return measured


def behind(ladder):
    """Tells the gateway beside the bare server behind the same proxy; that and the load share a core, which is the limit."""
    of = ladder["user-id-checks"]["rungs"]["gateway"]
    return (f"CPU {told(of['cpuRatio'])}; rate {told(of['ratio'])} at what proxy and load can do, "
            f"the server's core busy {of['serverCoreBusyShare']['median']:.2f}")


def p99(endpoint):
    return lambda ladder: told(ladder[endpoint]["rungs"]["gateway"]["p99Ratio"])


def beside_other(endpoint):
    """Tells the gateway beside the one of another commit, round by round."""
    def measured(ladder):
        ratios = lambda part: sorted(part(each["gateway"]) / part(each["other"]) for each in ladder[endpoint]["rounds"])
        spread = lambda found: told({"median": statistics.median(found), "lowest": found[0], "highest": found[-1]})
        return f"{spread(ratios(lambda of: of['requestsPerSecond']))}; CPU {spread(ratios(lambda of: of['cpuMicrosPerRequest']))}"
    return measured


def tail(result):
    ratio = result["ratio"]
    return f"p99 {told(ratio['p99Micros'])}, p99.9 {told(ratio['p999Micros'])}"


def overload(result):
    of = result["factors"]
    goodput = ", ".join(f"{float(factor):.0f}×: {told(each['goodputOfPeak'])}" for factor, each in of.items())
    normal = max(each["normalAfterSeconds"]["highest"] if each["normalAfterSeconds"] and not each["neverNormal"] else float("inf") for each in of.values())
    writes = told(of["3.0"]["writesKept"]) if of.get("3.0", {}).get("writesKept") else NOT_MEASURED
    proven = "" if all(each["isGeneratorProven"] for each in of.values()) else "; the generator was too busy to prove it"
    return f"goodput {goodput}; normal after {normal:.1f} s at most; writes {writes}{proven}"


def growth(result):
    sizes = result["sizes"]
    largest = sizes[max(sizes, key=int)]
    memory = ", ".join(f"{int(size):,}: {each['residentMibAfterLoad']:.0f} MiB" for size, each in sizes.items())
    snapshot = (f"; started from a snapshot {largest['snapshotResidentMib']['median']:.0f} MiB after {told(largest['snapshotStartSeconds'], ' s')}"
                if "snapshotStartSeconds" in largest else "")
    return f"{told(largest['cpuRatio'])}; resident {memory}{snapshot}"


def start(result):
    return ", ".join(f"{name} {told(each['seconds'], ' s')} = {told(each['ratio'])}" for name, each in result["variants"].items())


def cold(result):
    of = result["variants"]["gateway"]
    shares = of["shareOfPeak"]
    beside = f" = {told(of['startRatio'])} of a start that does not warm up" if "base" in result["variants"] else ""
    return (f"first second {told(shares[0])}, p99 {told(of['p99Ratio'])}; fifth second {told(shares[4])}; "
            f"start {told(of['startSeconds'], ' s')}{beside}")


def at_once(kind):
    def measured(result):
        of = result["kinds"][kind]
        limit = "" if of["serverCoreBusyShare"]["median"] >= 0.95 else "; the load was the limit"
        resident = f"resident {of['residentMib']['lowest']:.0f} to {of['residentMib']['highest']:.0f} MiB, after the warm-up {result['residentMibAfterWarmup']:.0f}"
        return f"{told(of['ratio'])}; CPU {told(of['cpuRatio'])}; {resident}; load core busy {of['loadCoreBusyShare']['median']:.2f}{limit}"
    return measured


def rolling(result):
    return (f"{result['refused']} refused and {result['lost']} lost of {result['requests']:,} at {result['offeredPerSecond']:,.0f} a second; "
            f"p99 before {result['p99MicrosBefore'] / 1000:.1f} ms, in the worst second {max(each['p99Micros'] for each in result['seconds'][WARM_UP_SECONDS:]) / 1000:.0f} ms")


def writes(result):
    return ", ".join(f"{name} {told(of['ratio'])}" for name, of in result["operations"].items())


def feed(result):
    held = ", ".join(f"{run['holdsPerSecond']:,.0f}" for run in result["runs"] if "holdsPerSecond" in run)
    return ", ".join(f"p99 {run['p99Millis']:.1f} ms" for run in result["runs"]) + (f"; {held} holds a second" if held else "")


def feed_cost(result):
    return told(result["costRatio"])


def beside(name, ours, *peers):
    """Tells what ours costs, and how many times as much the same is with each of the peers."""
    def measured(result):
        nanos = lambda peer: result[name.format(peer)]["nanos"]
        times = ", ".join(f"{peer} {nanos(peer) / nanos(ours):,.2f}" for peer in peers)
        return f"{nanos(ours):.0f} ns, {result[name.format(ours)]['bytesAllocated']:.0f} B; times ours: {times}"
    return measured


def taken(result):
    name = "TakenUserIdsBenchmark.contains outcome={} peer={} taken=6000000"
    nanos = lambda outcome, peer: result[name.format(outcome, peer)]["nanos"]
    loads = ", ".join(f"{outcome.lower()} {nanos(outcome, 'PORTEN') / nanos(outcome, 'RANDOM_LOAD'):.2f}" for outcome in ("HIT", "MISS"))
    peers = ", ".join(f"{peer} {nanos('HIT', peer) / nanos('HIT', 'PORTEN'):.1f} ({result[name.format('HIT', peer)]['bytesPerUserId']:.0f} B)"
                      for peer in ("HASH_SET", "CAFFEINE", "FASTUTIL", "GUAVA_BLOOM"))
    return f"{loads} loads, {result[name.format('HIT', 'PORTEN')]['bytesPerUserId']:.1f} B an ID; hits, times ours: {peers}"


GOALS = [
    ("P1", "user-ID checks, IDs never asked before", "≥ 0.85 (0.95) of a bare server", "ladder", rung("user-id-checks")),
    ("P1", "the same with another `X-Request-Id`, `traceparent` and `tracestate` each time", "≥ 0.92 of a bare server", "ladder-64", rung("user-id-checks-varied")),
    ("P1", "the same over 800 connections", "≥ 0.92 of a bare server", "ladder-800", rung("user-id-checks-varied")),
    ("P1", "p99 at saturation over 64 connections, heads that repeat", "≤ 1.5 times a bare server's", "ladder-64", p99("user-id-checks")),
    ("P1", "the same with another `X-Request-Id`, `traceparent` and `tracestate` each time", "≤ 1.5 times a bare server's", "ladder-64", p99("user-id-checks-varied")),
    ("P1", "budgets on, beside the build before there were any (`f2f2763`); distinct user IDs unlimited", "≥ 0.97", "budgets", beside_other("user-id-checks")),
    ("P1", "the same with a million user IDs that are counted", "≥ 0.97", "budgets", beside_other("user-id-checks-counted")),
    ("P1", "TLS 1.3 on both sides", "≥ 0.9 of a bare server", "tls", rung("user-id-checks")),
    ("P1", "the same with a connection, and so a handshake, for each request", "", "connecting", rung("user-id-checks")),
    ("P1", "behind HAProxy, the tokens of 64 callers mixed on each connection", "CPU ≤ 1.11 times a bare server's behind it, which is 0.9 of its answers", "ladder-haproxy", behind),
    ("P1", "the same behind nginx", "CPU ≤ 1.11 times", "ladder-nginx", behind),
    ("P1", "the same tokens without a proxy, each request with another name and trace", "≥ 0.9 of a bare server", "ladder-tokens", rung("user-id-checks-varied")),
    ("P2", "document checks", "≥ 0.75 (0.9) of a bare server", "ladder", rung("document-checks")),
    ("P3", "witness checks, quota in the cache", "≥ 0.75 (0.9) of a bare server", "ladder", rung("witness-checks")),
    ("P3", "witness checks, quota not in the cache", "≥ 0.9 of a bare server with one query a request", "ladder", rung("witness-checks-uncached")),
    ("", "whole visits: 3 documents, a witness whose quota is in the cache, 2 user IDs", "≥ 0.7 of a bare server", "ladder", rung("visit-checks")),
    ("", "user IDs in batches of 1,000, never asked before", "≥ 10 times single checks; memory flat", "batches", at_once("batch")),
    ("", "user IDs in streams of 1,000 lines, never asked before", "≥ 8 times single checks; memory flat", "batches", at_once("stream")),
    ("", "for comparison: P1's fixed answer behind vertx-web's router", "", "ladder", rung("user-id-checks", "router")),
    ("", "for comparison: P1's fixed answer behind vertx-openapi", "", "ladder", rung("user-id-checks", "openapi")),
    ("P4", "user-ID rules, a well-formed one", "≤ 100 ns, 0 B", "jmh",
     beside("field.UserIdFieldBenchmark.isWellFormed kind=CANONICAL peer={}", "PORTEN", "REGEX", "HIBERNATE_VALIDATOR")),
    ("P4", "whether one of 6 million user IDs is taken", "≤ 1.5 random loads, ≤ 24 B an ID", "jmh", taken),
    ("P5", "document decision", "≤ 2 times the rules written by hand; ≥ 50 (100) times faster than DMN engines and json-logic, ≥ 5 than CEL", "jmh",
     beside("field.DocumentFieldBenchmark.decide peer={}", "PORTEN", "PORTEN_VERDICT", "HAND_WRITTEN", "CAMUNDA_DMN", "KIE_DMN", "JSON_LOGIC", "CEL")),
    ("P6", "request JSON to verdict JSON", "≤ 0.3 of `JsonObject`, ≤ 0.8 of the best other", "jmh",
     beside("UserIdJsonBenchmark.{}", "porten", "vertxJsonObject", "dslJson", "avajeJsonb", "fastjson2")),
    ("P7", "durable holds, claims, attestations", "≥ 0.85 of pgbench, ≥ 1.5 (2) in micro-batches", "writes-vs-pgbench-16", writes),
    ("P7", "the same with 64 clients on Debian's PostgreSQL 15 with its default configuration", "≥ 2", "writes-vs-pgbench-64-debian-15", writes),
    ("P8", "a change seen on another gateway", "p99 ≤ 20 ms", "feed-visibility", feed),
    ("P8", "the same on Debian's PostgreSQL 15 with its default configuration", "p99 ≤ 20 ms", "feed-visibility-debian-15", feed),
    ("P8", "the same on the slowest of three others, with 2,000 holds a second in all", "p99 ≤ 20 ms", "feed-visibility-4-2000", feed),
    ("P8", "the same on Debian's PostgreSQL 15", "p99 ≤ 20 ms", "feed-visibility-4-2000-debian-15", feed),
    ("P8", "holds a second by one gateway beside three others that follow its changes", "≥ 0.95 of those while the three stand still", "feed-visibility-4-2000", feed_cost),
    ("P8", "the same on Debian's PostgreSQL 15", "≥ 0.95 of those while the three stand still", "feed-visibility-4-2000-debian-15", feed_cost),
    ("P9", "tail at 70 % of the peak", "p99 ≤ 1.25, p99.9 ≤ 1.5 times a bare server's", "tail", tail),
    ("P10", "overload", "goodput ≥ 0.92, 0.90, 0.85 of the peak at 2, 3, 5 times; normal within 1 s; writes ≥ 0.95", "overload", overload),
    ("P10", "the same over 4,000 connections on a whole core, twice the peak", "goodput ≥ 0.9 of the peak; writes ≥ 0.9", "overload-4000", overload),
    ("P11", "access log on", "≥ 0.98 of off", "observability", rung("user-id-checks", "logged")),
    ("P11", "the gateway's metrics", "≥ 1.25 times those of vertx-micrometer", "micrometer", rung("user-id-checks-unknown")),
    ("P12", "start with 6 million IDs", "≤ 0.3 of a plain start", "start", start),
    ("P13", "growth from 10 thousand to 10 million IDs", "≤ 1.2 times the CPU a check", "growth", growth),
    ("P13", "growth from 10 thousand to 60 million IDs", "≤ 1.2 times the CPU a check; resident ≤ 1.1 GiB; start from a snapshot ≤ 8 s", "growth-60m", growth),
    ("P14", "the first seconds after a gateway is ready, on one core", "≥ 0.5 of its warm peak in the first second, p99 ≤ 3 times; ≥ 0.9 in the fifth", "cold", cold),
    ("P14", "the same on JDK 25 after `gateway/porten prepare`, a million user IDs", "the same", "cold-25", cold),
    ("", "both gateways behind HAProxy restarted, one after the other, at a quarter of what proxy and load can do", "none refused, none lost of 100,000", "rolling", rolling),
]
COMMANDS = {
    "cold-25": "`cold.sh --name cold-25 --user-ids 1000000 --warmup 15 --variants 'base LAUNCHER=… JAVA_HOME=… GATEWAY_WARM_UP_SECONDS=0' 'gateway LAUNCHER=gateway/porten JAVA_HOME=…'`",
    "connecting": "`ladder.sh --name connecting --tls --close --endpoints user-id-checks --rungs bare,gateway --user-ids 100000`",
    "tls": "`ladder.sh --name tls --tls --endpoints user-id-checks --rungs bare,gateway`",
    "budgets": "`ladder.sh --name budgets --endpoints user-id-checks,user-id-checks-counted --rungs gateway,other --other-jar FILE`",
    "ladder-64": "`ladder.sh --name ladder-64 --endpoints user-id-checks,user-id-checks-varied --rungs bare,gateway`",
    "ladder-haproxy": "`ladder.sh --name ladder-haproxy --proxy haproxy --tokens 64 --endpoints user-id-checks --rungs bare,gateway`",
    "ladder-nginx": "`ladder.sh --name ladder-nginx --proxy nginx --tokens 64 --endpoints user-id-checks --rungs bare,gateway`",
    "ladder-tokens": "`ladder.sh --name ladder-tokens --tokens 64 --endpoints user-id-checks-varied --rungs bare,gateway`",
    "ladder-800": "`ladder.sh --name ladder-800 --endpoints user-id-checks-varied --rungs bare,gateway --connections 800`",
    "overload": "`overload.sh --quota-percent 20`",
    "overload-4000": "`overload.sh --name overload-4000 --factors 2,3`",
    "feed-visibility-debian-15": "`feed-visibility.sh --debian 15`",
    "feed-visibility-4-2000": "`feed-visibility.sh --gateways 4 --rate 2000`",
    "feed-visibility-4-2000-debian-15": "`feed-visibility.sh --gateways 4 --rate 2000 --debian 15`",
    "growth-60m": "`growth.sh --name growth-60m --sizes 10000,60000000 --flags '-Xms64m -Xmx3g -Xmn48m -XX:+UseSerialGC' --data FOLDER`",
    "writes-vs-pgbench-16": "`writes-vs-pgbench.sh`",
    "writes-vs-pgbench-64-debian-15": "`writes-vs-pgbench.sh --clients 64 --debian 15`",
    "observability": "`ladder.sh --name observability --endpoints user-id-checks --rungs gateway,logged`",
    "micrometer": "`ladder.sh --name micrometer --endpoints user-id-checks-unknown --rungs micrometer,gateway`",
}

if __name__ == "__main__":
    main()
