using Holdfast.Core.Errors;

namespace Holdfast.Core.Plan;

/// <summary>What can be wrong between values that are each good by themselves. Rules of one principle are declared with it.</summary>
public static class RuleErrors
{
    public static readonly KnownError UnknownService = new(
        "HF2001", "An interface without its service",
        "Every request of the interface would fail.",
        "Correct the name, or declare the service under 'services'.");

    public static readonly KnownError NoLive = new(
        "HF2002", "Several versions and none live",
        "Which version answers is the one thing that must not be guessed.",
        "Name it with 'live'.",
        "accounts:\n  versions: { v7: { nodes: [ … ] }, v8: { nodes: [ … ] } }\n  live: v7");

    public static readonly KnownError UnknownLive = new(
        "HF2003", "A live version that does not exist",
        "Nothing would answer for the service.",
        "Name one of the versions declared.");

    public static readonly KnownError NoNodes = new(
        "HF2004", "A version without nodes",
        "Made live, by hand or by a release, it would answer nothing.",
        "Give it a node, or remove the version.");

    public static readonly KnownError UnusedService = new(
        "HF2005", "A service that no interface uses",
        "Its nodes would be probed and its limits trusted, and no request would ever reach it: a name is misspelt, or an interface is missing.",
        "Use it in an interface, or remove it.");

    public static readonly KnownError SameRequests = new(
        "HF2006", "Two interfaces that match the same requests",
        "Which of the two limits a request is under must be plain from the plan, not left to the order of its lines.",
        "Make one of them more specific (a host, a method, a header, a longer path), or remove it.",
        "a: { match: { path: \"/users/{id}\" } }\nb: { match: { path: \"/users/{name}\" } }   # HF2006: the same paths");

    public static readonly KnownError SameNode = new(
        "HF2007", "A node twice in one version",
        "It would get twice its share and count twice when half of the nodes may be ejected.",
        "Remove one; to give it more, use 'weight'.");

    public static readonly KnownError UnknownZone = new(
        "HF2008", "A zone that is not declared",
        "A node in a misspelt zone is in nobody's zone, and its share of the traffic goes elsewhere.",
        "Correct the name, or add it to 'zones'.");

    public static readonly KnownError SameAddress = new(
        "HF2009", "Two listeners on one address",
        "Only one of them can have it; the other would keep the process from starting.",
        "Give each its own port or address.");

    public static readonly KnownError KeyPair = new(
        "HF2010", "A certificate without its key, or a key without its certificate",
        "Neither is of use alone.",
        "Name both, or neither.");

    public static readonly KnownError PerTryBeyondTimeout = new(
        "HF2011", "An attempt that may outlast its call",
        "The call's deadline would end it first, so the longer time means nothing.",
        "Shorten 'retry.per-try' or lengthen 'timeout'.",
        "timeout: 2s\nretry: { attempts: 2, per-try: 800ms }");

    public static readonly KnownError AttemptsBeyondTimeout = new(
        "HF2012", "Attempts that do not fit into the timeout",
        "The last attempts could never run to their end: load for the nodes and no answer for the caller.",
        "Take fewer attempts, less time for each, or a longer 'timeout'.",
        "timeout: 2s\nretry: { attempts: 3, per-try: 800ms }   # HF2012: 3 × 800ms are 2.4s");

    public static readonly KnownError KeptHostOverTls = new(
        "HF2013", "Any Host kept towards TLS nodes",
        "Connections over TLS belong to one name: a caller that makes up names would make as many connections as it likes.",
        "Name the hosts with 'match.host', or show the nodes their own with 'host: node'.",
        "match: { host: shop.example.com, path: \"/**\" }\nhost: keep");

    public static readonly KnownError NoException = new(
        "HF2014", "An exception for addresses that there is none for",
        "Each address that is allowed is one more that callers can be led to. Of those that need no leave, or can have none, an exception would only be believed in.",
        "Name the addresses of the nodes alone, each as one of its own where credentials are handed out nearby.",
        "allow-addresses: [ \"169.254.10.0/28\" ]\nversions: { v1: { nodes: [ \"http://169.254.10.5:8080\" ] } }");

    public static readonly KnownError UnknownParameter = new(
        "HF2190", "A key of a path parameter that the path does not have",
        "No request would have a key: what is told apart by it would never be.",
        "Name one of the parameters in 'match.path', or take another part of the request.",
        "match: { path: \"/items/{id}\" }\nlimit: { rate: 10/s, per: parameter:item }   # HF2190: it is called id");

    public static readonly KnownError UncheckedClaim = new(
        "HF2330", "A key of a claim that nobody has checked",
        "Anybody can write a token with any claim in it. A claim counts where a peer passes the request on that is trusted to have checked the token; with no such peer no request would have the key.",
        "Name the proxies that check tokens, and reach nobody unchecked, in 'server.trusted-proxies'; or take another part of the request.",
        "server: { trusted-proxies: [ \"10.0.0.0/8\" ] }\n# of an interface:\nlimit: { rate: 5/s, per: \"claim:sub\" }");

    public static IReadOnlyList<KnownError> All { get; } =
    [
        UnknownService, NoLive, UnknownLive, NoNodes, UnusedService, SameRequests, SameNode, UnknownZone, SameAddress,
        KeyPair, PerTryBeyondTimeout, AttemptsBeyondTimeout,
        KeptHostOverTls, NoException, UnknownParameter, UncheckedClaim,
    ];
}
