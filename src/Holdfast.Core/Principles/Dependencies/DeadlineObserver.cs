using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Dependencies;

/// <summary>Counts the attempts that a deadline ended.</summary>
public sealed class DeadlineObserver : AttemptObserver
{
    public override void Observe(Call call, NodeModel node, in Outcome outcome, long ended)
    {
        if (outcome.Failure is FailureKind.Deadline or FailureKind.AttemptTimeout) DependenciesSlice.State(node.State.Version).Count();
    }
}
