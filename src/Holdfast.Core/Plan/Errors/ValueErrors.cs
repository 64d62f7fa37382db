using Holdfast.Core.Errors;

namespace Holdfast.Core.Plan;

/// <summary>What can be wrong with one value of a plan, seen by itself.</summary>
public static class ValueErrors
{
    public static readonly KnownError UnknownKey = new(
        "HF1101", "An unknown key",
        "A misspelt key that is ignored leaves its default in force, and nobody finds out until the day it matters.",
        "Correct the spelling; `holdfast plan explain` lists what may stand there.",
        "retry: { atempts: 2 }   # HF1101: did you mean 'attempts'?");

    public static readonly KnownError Missing = new(
        "HF1102", "A key is missing",
        "The section cannot be carried out without it, and there is no value that would be right for everyone.",
        "Add the key.");

    public static readonly KnownError Kind = new(
        "HF1103", "Another kind of value is needed",
        "A section, a list and a single value are read differently; guessing which was meant could turn one limit into another.",
        "Write what the message names. An empty value is not a default: leave the key out to take the default.",
        "nodes: http://10.0.0.1:5000        # HF1103: a list is needed\nnodes: [ \"http://10.0.0.1:5000\" ]  # fine");

    public static readonly KnownError Malformed = new(
        "HF1104", "A value that cannot be read",
        "The text is not of the form that the field takes. A number without a unit is refused too: 5 of what?",
        "Write it in the form that the message names.",
        "timeout: 5       # HF1104: 5 of what?\ntimeout: 5s      # fine\nmax-body: 10MB   # fine");

    public static readonly KnownError OutOfBounds = new(
        "HF1105", "A value out of bounds",
        "Bounds are drawn where a value stops doing what its name says.",
        "Choose a value within the bounds; `holdfast plan explain` gives the reason for them.");

    public static readonly KnownError Choice = new(
        "HF1106", "Not one of the choices",
        "The field takes one of a few words.",
        "Use one of the words listed.");

    public static readonly KnownError IllegalCharacter = new(
        "HF1107", "A character that may not stand there",
        "Line breaks, control characters and separators in names, headers and hosts are how one request is made to pass for two.",
        "Remove the character.");

    public static readonly KnownError Name = new(
        "HF1108", "Not a name",
        "Names stand in metrics, logs, addresses of the console and commands; there they must need no quoting.",
        "Use 1 to 64 letters, digits, '-', '_' or '.', beginning with a letter or a digit.");

    public static readonly KnownError NodeUrl = new(
        "HF1109", "Not the address of a node",
        "A node is a scheme, a host and a port. A path would have to be joined to the request's, a user part would be a secret in a plan; neither is supported.",
        "Write http://host:port or https://host:port.");

    public static readonly KnownError ForbiddenAddress = new(
        "HF1110", "An address that must not be a node",
        "Link-local addresses answer with a cloud machine's credentials (169.254.169.254), and 0.0.0.0, multicast and broadcast are no hosts. A gateway that forwards to them gives its machine away.",
        "Use the address on which the service itself listens.");

    public static readonly KnownError ListenAddress = new(
        "HF1111", "Not an address to listen on",
        "A listener needs an IP address, 'localhost' or '*', and a port.",
        "Write 127.0.0.1:8080, [::1]:8080, localhost:8080 or *:8080.");

    public static readonly KnownError Network = new(
        "HF1112", "Not a network",
        "Peers whose headers are believed are named by address and prefix length; a slip here trusts strangers.",
        "Write an address and a prefix, as 10.0.0.0/8 or fd00::/8; the bits after the prefix must be zero.");

    public static readonly KnownError PathTemplate = new(
        "HF1113", "Not a path to match",
        "The path that matches must be the path that is forwarded: what different servers read differently (empty and dot segments, encoded slashes) cannot be matched.",
        "Begin with '/'. A segment is literal or {name}; a last {name...} or ** takes the rest.",
        "/api/users/{id}       # one segment\n/files/{path...}      # the rest, named\n/static/**            # the rest");

    public static readonly KnownError Host = new(
        "HF1114", "Not a host name",
        "Hosts are compared exactly; a scheme, a port or a path in one would never match.",
        "Write the name alone, as api.example.com; *.example.com stands for every name below it.");

    public static readonly KnownError Count = new(
        "HF1115", "Too few or too many entries",
        "The list or section needs another number of entries to mean something.",
        "Add or remove entries.");

    public static readonly KnownError Format = new(
        "HF1116", "Another version of the plan's format",
        "Read by the rules of another version, a plan could mean something else.",
        "Write 'holdfast: 1' at the top of the plan.");

    public static IReadOnlyList<KnownError> All { get; } =
    [
        UnknownKey, Missing, Kind, Malformed, OutOfBounds, Choice, IllegalCharacter, Name, NodeUrl, ForbiddenAddress,
        ListenAddress, Network, PathTemplate, Host, Count, Format,
    ];
}
