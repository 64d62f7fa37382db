using Holdfast.Core.Errors;

namespace Holdfast.Core.Discovery;

/// <summary>What can be wrong with a question for what was observed.</summary>
public static class ObservedErrors
{
    public static readonly KnownError NotObserved = new("HF5180", "This process does not observe paths.",
        "Where a plan says which interfaces there are, nobody has to find out; so a process looks at paths only where it was started without one, before one service.",
        "Start it with 'holdfast up --to URL', let calls come, and ask again.") { Status = 404 };

    public static IReadOnlyList<KnownError> All { get; } = [NotObserved];
}
