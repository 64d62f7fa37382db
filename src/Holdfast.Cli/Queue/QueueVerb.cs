using System.CommandLine;

namespace Holdfast.Cli.Queue;

/// <summary><c>holdfast queue</c>: what was accepted for later.</summary>
internal static class QueueVerb
{
    public static Command Create() => new("queue", "Look through and repair the queue of calls that were accepted for later.") { QueueFolderVerbs.Check(), QueueFolderVerbs.Repair() };
}
