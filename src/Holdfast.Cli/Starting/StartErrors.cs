using Holdfast.Core.Errors;

namespace Holdfast.Cli.Starting;

/// <summary>What can keep the process from starting, or from carrying out a plan that is good by itself.</summary>
internal static class StartErrors
{
    public static readonly KnownError CommandLine = new(
        "HF3001", "The command line is not understood",
        "A flag that is misspelt, missing or at odds with another would run something other than was meant.",
        "'--help' after the verb lists its flags; docs/cli.md explains them. The exit code is 2.");

    public static readonly KnownError PortTaken = new(
        "HF3002", "The port is taken",
        "Another process listens on the address. Holdfast takes no other port by itself: whoever calls it would not find it.",
        "End the process that is named, or give another address with '--listen' or '--admin', or in the plan's 'listeners'. The exit code is 3.");

    public static readonly KnownError CannotListen = new(
        "HF3003", "The address cannot be listened on",
        "The machine does not have the address, or this user may not listen on it: ports below 1024 need a right of their own.",
        "Correct the address, or grant the right (AmbientCapabilities=CAP_NET_BIND_SERVICE in a systemd unit). The exit code is 3.");

    public static readonly KnownError AdminExposed = new(
        "HF3004", "The admin listener would be open to other machines",
        "Whoever reaches the admin listener could try to come in there, in clear, and nothing that people elsewhere have would let them in.",
        "Set the variables that the message names (docs/access.md says what each is). Or give '--admin' an address of this machine alone (127.0.0.1, [::1] or localhost), and reach it from elsewhere through a tunnel: ssh -L 8081:127.0.0.1:8081 host. The exit code is 3.");

    public static readonly KnownError FolderInUse = new(
        "HF3005", "The data folder is in use",
        "Two processes that write to one folder would destroy what the other keeps there.",
        "Stop the process that is named, or give this one a folder of its own with '--data'. The exit code is 3.");

    public static readonly KnownError FolderUnusable = new(
        "HF3006", "The data folder cannot be used",
        "What must outlive the process has no place.",
        "Give a folder that this user may write to, with '--data' or HOLDFAST_DATA. The exit code is 3.");

    public static readonly KnownError Certificate = new(
        "HF3007", "A certificate cannot be used",
        "A file that the plan names is missing, unreadable, not PEM, or its key belongs to another certificate.",
        "Correct the file or its path in the plan. At start the exit code is 3; a running process keeps the plan before and looks again when the file changes.");

    public static readonly KnownError Demo = new(
        "HF3008", "The demo cannot start",
        "One of the shop's nodes, each a process of its own, did not come up. Those that did have been ended.",
        "The message ends with the node's last words. The exit code is 3.");

    public static readonly KnownError LogUnusable = new(
        "HF3009", "A log file cannot be written",
        "Calls that should be written down would not be, and nobody would know.",
        "Give '--access-log' a file that this user may write to, in a folder that exists, or '-' for standard output. The exit code is 3.");

    public static readonly KnownError Unreachable = new(
        "HF3010", "The running process does not answer",
        "No process listens on the admin address that was asked, or it is not Holdfast.",
        "Start it with 'holdfast up', or say where it is: '--admin ADDRESS', HOLDFAST_ADMIN, or '--data' with the folder it was started with. The exit code is 4.");

    public static readonly KnownError WaitedInVain = new(
        "HF3011", "Calls on the node did not end in time",
        "The node is drained and gets no new calls; stopping it now would cut those that are left.",
        "Wait longer ('--within'), look at what is left with 'holdfast status', or stop the node all the same. The exit code is 6.");

    public static readonly KnownError OwnNode = new(
        "HF3012", "A node is where Holdfast takes orders",
        "The admin listener is for operators. Through the gateway every caller of the service could try to come in there, and whoever has a token could be led to show it.",
        "Write the address on which the service listens. Only the process knows its admin address, so 'holdfast plan validate' does not find this. At start the exit code is 3; a running process keeps the plan before.");

    public static readonly KnownError AccessSettings = new(
        "HF3013", "How others come in is not said whole",
        "A setting that is missing or cannot be used would shut people out, or let in others than were meant.",
        "Correct the variable that the message names; docs/access.md says what each is. The exit code is 3.");

    public static IReadOnlyList<KnownError> All { get; } =
        [CommandLine, PortTaken, CannotListen, AdminExposed, FolderInUse, FolderUnusable, Certificate, Demo, LogUnusable, Unreachable, WaitedInVain, OwnNode, AccessSettings];
}
